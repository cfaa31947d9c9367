package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the product of two codes' values reaches farthest beyond the points: the product {@code (x_a, y_b)} and its nearest point
 * i, which attain {@code max_{a,b} min_i (x_a − x_i)² + (y_b − y_i)²}.
 *
 * <p>For a fixed a the minimum over i is the lower envelope of n parabolas in y, which a stack finds in one pass over ascending
 * y_i, and a second pass reads at all y_b ([FH12]): {@code O(n²)} for all a and b, where the definition costs {@code O(n³)}.
 *
 * @param first a
 * @param second b
 * @param nearest i
 * @param squaredDistance between the product and its nearest point
 */
public record FarthestProduct(int first, int second, int nearest, double squaredDistance) {

    /**
     * The farthest product of two columns.
     *
     * @param x finite, [n], n ≥ 1
     * @param y finite, [n]
     */
    public static FarthestProduct of(double[] x, double[] y) {
        int n = x.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> y[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] across = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
        double[] up = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();
        Envelope envelope = new Envelope(up);
        double[] heights = new double[n];
        double largest = -1;
        int[] farthest = new int[3];
        for (int a = 0; a < n; a++) {
            for (int i = 0; i < n; i++) {
                heights[i] = (across[a] - across[i]) * (across[a] - across[i]);
            }
            int parts = envelope.build(heights);
            int part = 0;
            for (int b = 0; b < n; b++) {
                while (part + 1 < parts && envelope.starts[part + 1] <= up[b]) {
                    part++;
                }
                int i = envelope.parts[part];
                double distance = (up[b] - up[i]) * (up[b] - up[i]) + heights[i];
                if (distance > largest) {
                    largest = distance;
                    farthest[0] = order[a];
                    farthest[1] = order[b];
                    farthest[2] = order[i];
                }
            }
        }
        return new FarthestProduct(farthest[0], farthest[1], farthest[2], largest);
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

        /** Returns the number of parts. */
        int build(double[] heights) {
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
