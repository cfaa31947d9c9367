package org.gaspard.metrics.similarity;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.array.Parallel;

/**
 * Is of two points the same one nearer to a third in both representations? The share of triplets (a; b, c) for which
 * {@code sign( d(a, b) − d(a, c) )} is the same. From 0 to 1; ½ for independent representations without ties.
 *
 * <p>Equal representations get 1, also after a permutation, a rotation by 45°, one scale for all codes, duplicating all codes, and
 * any increasing map of the distances; dead codes add nothing; noise codes and a factor in two codes lower it as far as they reorder
 * distances. Two equal distances agree with two equal distances only, so a representation that does not vary gets near 0 against one
 * that does, with a warning. Known criticism: it looks at all scales alike, and most
 * triplets are of far points; distances that are equal but for rounding are compared as they are.
 *
 * <p>Time {@code O(N² L + N³)} for all {@code N (N − 1)(N − 2) / 2} triplets, {@code O(T L)} for T drawn ones, whose value has a
 * standard deviation of at most {@code ½ T^−½}. Drawn are T triplets of different points, all alike, independently. Source: [W21],
 * where it is called random triplet accuracy.
 *
 * @param triplets how many are drawn; 0 for all
 * @param seed of {@link SplittableRandom}; not used for all
 */
public record TripletAccuracy(int triplets, long seed) implements RepresentationMetric {

    /** Drawn triplets that one task compares. */
    private static final int PIECE = 4096;

    /** Checks the number of triplets. */
    public TripletAccuracy {
        Checks.atLeast("triplets", triplets, 0);
    }

    /** All triplets. */
    public static TripletAccuracy all() {
        return new TripletAccuracy(0, 0);
    }

    /** Drawn triplets. */
    public static TripletAccuracy drawn(int triplets, long seed) {
        return new TripletAccuracy(Checks.atLeast("triplets", triplets, 1), seed);
    }

    @Override
    public String name() {
        return triplets == 0 ? "triplet accuracy" : "triplet accuracy of " + triplets;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 3
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, 3);
        Score score = Score.of(name(), triplets == 0 ? all(first, second) : drawn(Rows.of(first), Rows.of(second)));
        Score described = triplets == 0
                ? score.withSetting("triplets", "all")
                : score.withSetting("triplets", triplets).withSetting("seed", seed);
        return Representations.warned(described, first, second);
    }

    private static double all(Codes first, Codes second) {
        int n = first.points();
        double[] x = Rows.of(first).costs(Cost.squaredEuclidean());
        double[] y = Rows.of(second).costs(Cost.squaredEuclidean());
        long[] agreeing = new long[n];
        Parallel.run(n, a -> {
            long count = 0;
            for (int b = 0; b < n; b++) {
                for (int c = b + 1; c < n; c++) {
                    if (a != b && a != c && order(x, a * n + b, a * n + c) == order(y, a * n + b, a * n + c)) {
                        count++;
                    }
                }
            }
            agreeing[a] = count;
        });
        return Arrays.stream(agreeing).sum() / (0.5 * n * (n - 1) * (n - 2));
    }

    private static int order(double[] distances, int first, int second) {
        return Double.compare(distances[first], distances[second]);
    }

    private double drawn(Rows x, Rows y) {
        int tasks = Math.ceilDiv(triplets, PIECE);
        SplittableRandom[] streams = new SplittableRandom[tasks];
        SplittableRandom root = new SplittableRandom(seed);
        Arrays.setAll(streams, task -> root.split());
        int[] agreeing = new int[tasks];
        Parallel.run(tasks, task -> {
            int size = Math.min(PIECE, triplets - task * PIECE);
            for (int t = 0; t < size; t++) {
                int a = streams[task].nextInt(x.points());
                int b = other(streams[task], x.points(), a, a);
                int c = other(streams[task], x.points(), a, b);
                if (order(x, a, b, c) == order(y, a, b, c)) {
                    agreeing[task]++;
                }
            }
        });
        return Arrays.stream(agreeing).sum() / (double) triplets;
    }

    /** A point that is neither of two. */
    private static int other(SplittableRandom random, int points, int first, int second) {
        int point = random.nextInt(points);
        while (point == first || point == second) {
            point = random.nextInt(points);
        }
        return point;
    }

    private static int order(Rows rows, int a, int b, int c) {
        return Double.compare(squaredDistance(rows, a, b), squaredDistance(rows, a, c));
    }

    private static double squaredDistance(Rows rows, int a, int b) {
        double sum = 0;
        for (int l = 0; l < rows.width(); l++) {
            double difference = rows.values()[a * rows.width() + l] - rows.values()[b * rows.width() + l];
            sum += difference * difference;
        }
        return sum;
    }
}
