package org.gaspard.metrics.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.random.RandomGenerator;
import org.gaspard.metrics.intervention.Groups.Group;
import org.gaspard.metrics.rows.Correlation;

/** The distances of factors, of codes and of data in random triplets of points, and how well they agree. */
final class TripletDistances {

    /** A number that says how well two kinds of distances agree. */
    record Agreement(String name, double value) {}

    /** One kind of distance of all triplets: d(a, p) for each, then d(a, n) for each. */
    private record Kind(String name, double[] distances) {

        double sameRatio(Kind other) {
            int triplets = distances.length / 2;
            int same = 0;
            for (int t = 0; t < triplets; t++) {
                int here = Double.compare(distances[t], distances[triplets + t]);
                int there = Double.compare(other.distances[t], other.distances[triplets + t]);
                same += Integer.signum(here) == Integer.signum(there) ? 1 : 0;
            }
            return same / (double) triplets;
        }
    }

    private final int triplets;
    private final Optional<PointDistances> data;
    /** The positions of a, of p and of n in their groups, [groups][3 triplets]. */
    private final int[][] positions;

    private final Kind ofFactors;
    private final Kind ofCodes1;
    private final Kind ofCodes2;
    private final Kind ofData;

    /** Place for a number of triplets in each of a number of groups. */
    TripletDistances(int groups, int triplets, Optional<PointDistances> data) {
        this.triplets = triplets;
        this.data = data;
        this.positions = new int[groups][];
        int pairs = Math.multiplyExact(2, Math.multiplyExact(groups, triplets));
        this.ofFactors = new Kind("factors", new double[pairs]);
        this.ofCodes1 = new Kind("codes L1", new double[pairs]);
        this.ofCodes2 = new Kind("codes L2", new double[pairs]);
        this.ofData = new Kind("data", new double[data.isPresent() ? pairs : 0]);
    }

    /** Draws the triplets of a group of {@code size} points. */
    void draw(int group, int size, RandomGenerator random) {
        positions[group] = random.ints(3L * triplets, 0, size).toArray();
    }

    /**
     * Measures the triplets of a group.
     *
     * @param factors the distance of factors between two points
     */
    void measure(int group, Group points, IntBinaryOperator factors) {
        int[] drawn = positions[group];
        int[] first = new int[2 * triplets];
        int[] second = new int[2 * triplets];
        for (int side = 0; side < 2; side++) {
            for (int t = 0; t < triplets; t++) {
                int a = drawn[t];
                int b = drawn[(1 + side) * triplets + t];
                int place = (side * positions.length + group) * triplets + t;
                first[side * triplets + t] = points.points()[a];
                second[side * triplets + t] = points.points()[b];
                ofFactors.distances[place] = factors.applyAsInt(points.points()[a], points.points()[b]);
                ofCodes1.distances[place] = points.l1(a, b);
                ofCodes2.distances[place] = points.l2(a, b);
            }
        }
        data.ifPresent(distances -> {
            double[] found = distances.between(first, second);
            if (found.length != first.length) {
                throw new IllegalArgumentException(
                        "data must give a distance for each of " + first.length + " pairs, found " + found.length);
            }
            for (int side = 0; side < 2; side++) {
                System.arraycopy(
                        found,
                        side * triplets,
                        ofData.distances,
                        (side * positions.length + group) * triplets,
                        triplets);
            }
        });
    }

    /** How well each two kinds agree. */
    List<Agreement> agreements() {
        List<Agreement> all = new ArrayList<>();
        compare(all, ofFactors, ofCodes2);
        compare(all, ofFactors, ofCodes1);
        if (data.isPresent()) {
            if (!Arrays.stream(ofData.distances).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("data must give finite distances, found another one");
            }
            compare(all, ofFactors, ofData);
            compare(all, ofCodes2, ofData);
            compare(all, ofCodes1, ofData);
        }
        return all;
    }

    private static void compare(List<Agreement> all, Kind x, Kind y) {
        String pair = x.name + " - " + y.name;
        all.add(new Agreement("rank correlation " + pair, Correlation.spearman(x.distances, y.distances)));
        all.add(new Agreement("linear correlation " + pair, Correlation.pearson(x.distances, y.distances)));
        all.add(new Agreement("same ratio " + pair, x.sameRatio(y)));
    }
}
