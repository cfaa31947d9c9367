package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Correlation of two lists of numbers; NaN if one is constant. */
final class Correlation {

    private Correlation() {}

    /** Pearson's: {@code Cov(x, y) / √(Var(x) Var(y))}. */
    static double linear(double[] x, double[] y) {
        double[] dx = centred(x);
        double[] dy = centred(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += dx[i] * dy[i];
            xx += dx[i] * dx[i];
            yy += dy[i] * dy[i];
        }
        return Math.clamp(xy / Math.sqrt(xx * yy), -1, 1);
    }

    /** Spearman's: that of ranks. */
    static double rank(double[] x, double[] y) {
        return linear(ranks(x), ranks(y));
    }

    /** The differences to the mean, exactly 0 for equal values. */
    private static double[] centred(double[] x) {
        double mean = Arrays.stream(x).map(value -> value - x[0]).average().orElse(0);
        return Arrays.stream(x).map(value -> value - x[0] - mean).toArray();
    }

    /** Ranks from 1; equal values share the mean of theirs. Time n log n. */
    static double[] ranks(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        int[] counts = new int[distinct.length];
        int run = -1;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                run++;
            }
            counts[run]++;
        }
        double[] rank = new double[distinct.length];
        int before = 0;
        for (int i = 0; i < rank.length; i++) {
            rank[i] = before + (counts[i] + 1) / 2.0;
            before += counts[i];
        }
        return IntStream.range(0, x.length)
                .mapToDouble(i -> rank[Arrays.binarySearch(distinct, x[i])])
                .toArray();
    }
}
