package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.check.Checks;

/**
 * A space cut into parts, each with one of its points as its representative: what {@link QuantizedGromov} works on.
 *
 * @param labels the part of each of the n points, 0 … k − 1
 * @param representatives the point that represents each of the k parts, a member of it
 */
public record Partition(int[] labels, int[] representatives) {

    /** What a point costs from all points. */
    @FunctionalInterface
    private interface CostsFrom {
        double[] row(int point);
    }

    /** Checks that each representative is a member of its part. */
    public Partition {
        Checks.atLeast("the number of parts", representatives.length, 1);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= representatives.length) {
                throw new IllegalArgumentException("labels[" + i + "] is " + labels[i] + ", expected a number in [0, "
                        + (representatives.length - 1) + "]");
            }
        }
        for (int part = 0; part < representatives.length; part++) {
            int point = representatives[part];
            if (point < 0 || point >= labels.length || labels[point] != part) {
                throw new IllegalArgumentException("representatives[" + part + "] is " + point
                        + ", expected the index of a point with the label " + part);
            }
        }
    }

    /** Every point a part of its own. */
    public static Partition singletons(int n) {
        int[] all = new int[Checks.atLeast("n", n, 1)];
        Arrays.setAll(all, i -> i);
        return new Partition(all, all.clone());
    }

    /**
     * Given parts, represented by their medoids: the points with the least {@code Σ a_i C[r,i]} over their part, the
     * first one among equals. Time {@code O(n²)}.
     *
     * @param labels the part of each point; every number from 0 to the largest one occurs
     * @param costs costs among the points, small for near ones, [n × n]
     * @param weights n weights, at least 0
     */
    public static Partition medoids(int[] labels, double[] costs, double[] weights) {
        int n = labels.length;
        Checks.length("weights", weights, n);
        Checks.length("costs", costs, (long) n * n);
        int parts = 1 + Arrays.stream(labels).max().orElse(-1);
        int[] representatives = new int[parts];
        double[] least = new double[parts];
        Arrays.fill(representatives, -1);
        for (int r = 0; r < n; r++) {
            if (labels[r] < 0) {
                throw new IllegalArgumentException("labels[" + r + "] is " + labels[r] + ", expected at least 0");
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += labels[i] == labels[r] ? weights[i] * costs[r * n + i] : 0;
            }
            if (representatives[labels[r]] < 0 || sum < least[labels[r]]) {
                representatives[labels[r]] = r;
                least[labels[r]] = sum;
            }
        }
        return new Partition(labels.clone(), representatives);
    }

    /**
     * Representatives far from each other: the first one is given, each further one is the point that is farthest from
     * those there are (the first among equals), and each point belongs to the nearest one. With fewer different points
     * than asked for there are as many parts as different points. Time {@code O(nk)}.
     *
     * @param costs costs among the points, small for near ones, [n × n]
     * @param count how many parts, in [1, n]
     * @param first the first representative
     */
    public static Partition farthestPoints(double[] costs, int n, int count, int first) {
        Checks.length("costs", costs, (long) n * n);
        return farthestPoints(point -> Arrays.copyOfRange(costs, point * n, (point + 1) * n), n, count, first);
    }

    /**
     * {@link #farthestPoints(double[], int, int, int)} of points, without the matrix of their costs. Time
     * {@code O(nkd)}.
     *
     * @param x n points, [n × d]
     */
    public static Partition farthestPoints(Cost cost, double[] x, int n, int d, int count, int first) {
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        return farthestPoints(
                point -> cost.matrix(Arrays.copyOfRange(x, point * d, (point + 1) * d), 1, x, n, d), n, count, first);
    }

    private static Partition farthestPoints(CostsFrom costs, int n, int count, int first) {
        Checks.atLeast("n", n, 1);
        Checks.within("count", count, 1, n);
        Checks.within("first", first, 0, n - 1);
        int[] labels = new int[n];
        int[] representatives = new int[count];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int next = first;
        for (int part = 0; part < count; part++) {
            representatives[part] = next;
            double[] row = costs.row(next);
            Checks.finite("the costs of point " + next, row);
            int farthest = 0;
            for (int i = 0; i < n; i++) {
                if (row[i] < nearest[i]) {
                    nearest[i] = row[i];
                    labels[i] = part;
                }
                farthest = nearest[i] > nearest[farthest] ? i : farthest;
            }
            if (nearest[farthest] <= nearest[representatives[labels[farthest]]]) {
                // Every point coincides with a representative.
                return new Partition(labels, Arrays.copyOf(representatives, part + 1));
            }
            next = farthest;
        }
        return new Partition(labels, representatives);
    }

    /** The number of points, n. */
    public int size() {
        return labels.length;
    }

    /** The number of parts, k. */
    public int parts() {
        return representatives.length;
    }
}
