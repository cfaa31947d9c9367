package org.gaspard.metrics.rows;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Correlation of two lists of numbers. */
public final class Correlation {

    private Correlation() {}

    /** Pearson's r; NaN if either list is constant. */
    public static double pearson(double[] x, double[] y) {
        double meanX = Arrays.stream(x).sum() / x.length;
        double meanY = Arrays.stream(y).sum() / y.length;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (constant(x) || constant(y)) {
            return Double.NaN;
        }
        return Math.clamp(xy / Math.sqrt(xx) / Math.sqrt(yy), -1, 1);
    }

    private static boolean constant(double[] x) {
        return Arrays.stream(x).allMatch(value -> value == x[0]);
    }

    /** Spearman's ρ, that is Pearson's r of the ranks; NaN if either list is constant. */
    public static double spearman(double[] x, double[] y) {
        return pearson(ranks(x), ranks(y));
    }

    /** The ranks 1 … n, equal numbers sharing the mean of theirs. */
    public static double[] ranks(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[x.length];
        Arrays.setAll(ranks, i -> 0.5 * (first(sorted, x[i]) + last(sorted, x[i])) + 1);
        return ranks;
    }

    private static int first(double[] sorted, double value) {
        return partition(sorted, value, false);
    }

    private static int last(double[] sorted, double value) {
        return partition(sorted, value, true) - 1;
    }

    /** How many elements are below the value, or at most the value. */
    private static int partition(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || orEqual && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The upper triangle without the diagonal of a symmetric matrix [n × n], row by row. */
    public static double[] upperTriangle(double[] matrix, int n) {
        return IntStream.range(0, n)
                .flatMap(i -> IntStream.range(i * n + i + 1, i * n + n))
                .mapToDouble(k -> matrix[k])
                .toArray();
    }
}
