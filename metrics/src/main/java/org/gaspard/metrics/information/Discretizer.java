package org.gaspard.metrics.information;

import java.util.Arrays;

/**
 * Puts the values of one variable into equal-width bins over the range of these values.
 *
 * <p>With the smallest value a, the largest b and B bins, the edges are {@code e_i = a + i (b − a) / B} and a value x
 * gets the label {@code #{i : e_i ≤ x, 0 ≤ i < B}}: labels are 1 … B, a bin holds its left edge, and b falls into bin
 * B. A constant variable has no width; its range is widened by ½ on either side, and all values share one bin.
 *
 * <p>These are the labels of disentanglement_lib's histogram discretiser, that is of
 * {@code numpy.digitize(x, numpy.histogram(x, B)[1][:-1])}, computed in double precision. Pitfall: bins are relative to
 * the points given, so one outlier squeezes all others into few bins.
 *
 * @param bins the number of bins B, at least 1
 */
public record Discretizer(int bins) {

    /** Checks the number of bins. */
    public Discretizer {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, found " + bins);
        }
    }

    /**
     * The labels 1 … B of {@code values}, in their order. Time N log B.
     *
     * @throws IllegalArgumentException if there are no values, or one is not finite
     */
    public int[] labels(double[] values) {
        double[] edges = lowerEdges(values);
        int[] labels = new int[values.length];
        for (int n = 0; n < values.length; n++) {
            labels[n] = countAtMost(edges, values[n]);
        }
        return labels;
    }

    /**
     * The lower edges e_0 … e_{B−1} of the bins.
     *
     * @throws IllegalArgumentException if there are no values, or one is not finite
     */
    public double[] lowerEdges(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values must not be empty: bins need a range");
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < values.length; n++) {
            if (!Double.isFinite(values[n])) {
                throw new IllegalArgumentException("values must be finite, found " + values[n] + " at position " + n);
            }
            low = Math.min(low, values[n]);
            high = Math.max(high, values[n]);
        }
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        // The order of operations is numpy.linspace's: step first, then i · step + low.
        double step = (high - low) / bins;
        double[] edges = new double[bins];
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + low;
        }
        return edges;
    }

    /** The number of ascending {@code edges} that are at most {@code value}. */
    private static int countAtMost(double[] edges, double value) {
        int found = Arrays.binarySearch(edges, value);
        if (found < 0) {
            return -found - 1;
        }
        // Edges of a range of a few units in the last place can coincide: count all that are equal.
        while (found + 1 < edges.length && edges[found + 1] <= value) {
            found++;
        }
        return found + 1;
    }
}
