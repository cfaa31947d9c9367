package org.gaspard.metrics.information;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/** Lower edges of bins, and the bins of values. */
final class Edges {

    /** More bins than points of any table would tell nothing, and their edges must fit into memory. */
    static final int MOST_BINS = 1 << 20;

    private Edges() {}

    static void requireBins(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, found " + bins);
        }
        if (bins > MOST_BINS) {
            throw new IllegalArgumentException("bins must be at most " + MOST_BINS + ", found " + bins);
        }
    }

    static void requireFinite(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values must not be empty: bins need a range");
        }
        for (int n = 0; n < values.length; n++) {
            if (!Double.isFinite(values[n])) {
                throw new IllegalArgumentException("values must be finite, found " + values[n] + " at position " + n);
            }
        }
    }

    static double min(double[] values) {
        return DoubleArrays.min(values, 0, values.length);
    }

    static double max(double[] values) {
        return DoubleArrays.max(values, 0, values.length);
    }

    /** The lower edges of {@code bins} equal parts of a range. */
    static double[] even(int bins, double low, double high) {
        // The order of operations is numpy.linspace's: step first, then i · step + low.
        double step = (high - low) / bins;
        double[] edges = new double[bins];
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + low;
        }
        return edges;
    }

    /** For each value the number of ascending {@code edges} that are at most the value. */
    static int[] labels(double[] edges, double[] values) {
        int[] labels = new int[values.length];
        for (int n = 0; n < values.length; n++) {
            labels[n] = countAtMost(edges, values[n]);
        }
        return labels;
    }

    /** The labels of {@link #even} edges; a value below {@code low} belongs to the first bin. */
    static int[] evenLabels(int bins, double low, double high, double[] values) {
        double[] edges = even(bins, low, high);
        double scale = bins / (high - low);
        int[] labels = new int[values.length];
        for (int n = 0; n < values.length; n++) {
            // A guess by division, which rounding may put one bin beside the edges' own.
            int label = Math.clamp((long) ((values[n] - low) * scale) + 1, 1, bins);
            while (label < bins && edges[label] <= values[n]) {
                label++;
            }
            while (label > 1 && edges[label - 1] > values[n]) {
                label--;
            }
            labels[n] = label;
        }
        return labels;
    }

    private static int countAtMost(double[] edges, double value) {
        // Adding 0 makes −0 equal to an edge at 0 for the binary search, which orders them.
        int found = Arrays.binarySearch(edges, value + 0.0);
        if (found < 0) {
            return -found - 1;
        }
        // Edges of a range of a few units in the last place, and quantiles, can coincide: count all that are equal.
        while (found + 1 < edges.length && edges[found + 1] <= value) {
            found++;
        }
        return found + 1;
    }
}
