package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far the product of two codes' values reaches beyond the points: {@code max_{i,j} min_k (x_i − x_k)² + (y_j − y_k)²}.
 *
 * <p>For a fixed i the minimum over k is the lower envelope of n parabolas in y, which a stack finds in one pass over ascending
 * y_k, and a second pass reads at all y_j ([FH12]): {@code O(n²)} for all i and j, where the definition costs {@code O(n³)}.
 */
final class HausdorffPair {

    private HausdorffPair() {}

    static double squared(double[] x, double[] y) {
        int n = x.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> y[k]))
                .mapToInt(k -> k)
                .toArray();
        double[] across = Arrays.stream(order).mapToDouble(k -> x[k]).toArray();
        double[] up = Arrays.stream(order).mapToDouble(k -> y[k]).toArray();
        Envelope envelope = new Envelope(up);
        double[] heights = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                heights[k] = (across[i] - across[k]) * (across[i] - across[k]);
            }
            largest = Math.max(largest, envelope.largest(heights));
        }
        return largest;
    }

    /** The lower envelope of parabolas {@code (y − y_k)² + h_k} with fixed ascending apexes y_k. */
    private static final class Envelope {

        private final double[] apexes;
        /** The parabolas of the envelope, from left to right. */
        private final int[] parts;
        /** From where on a part is the lowest. */
        private final double[] starts;

        Envelope(double[] apexes) {
            this.apexes = apexes;
            this.parts = new int[apexes.length];
            this.starts = new double[apexes.length];
        }

        /** The largest value of the envelope at an apex. */
        double largest(double[] heights) {
            int count = build(heights);
            double largest = 0;
            int part = 0;
            for (double y : apexes) {
                while (part + 1 < count && starts[part + 1] <= y) {
                    part++;
                }
                double offset = y - apexes[parts[part]];
                largest = Math.max(largest, offset * offset + heights[parts[part]]);
            }
            return largest;
        }

        private int build(double[] heights) {
            int count = 0;
            for (int k = 0; k < apexes.length; k++) {
                double start = Double.NEGATIVE_INFINITY;
                while (count > 0) {
                    start = crossing(parts[count - 1], k, heights);
                    if (start > starts[count - 1]) {
                        break;
                    }
                    count--;
                    start = Double.NEGATIVE_INFINITY;
                }
                // A parabola that is never the lowest: it has the apex of another one and is not below it.
                if (start < Double.POSITIVE_INFINITY) {
                    parts[count] = k;
                    starts[count++] = start;
                }
            }
            return count;
        }

        /** From where on parabola {@code right} is below {@code left}. */
        private double crossing(int left, int right, double[] heights) {
            double gap = apexes[right] - apexes[left];
            double rise = heights[right] - heights[left];
            if (gap == 0) {
                return rise < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            return 0.5 * (apexes[left] + apexes[right]) + 0.5 * rise / gap;
        }
    }
}
