package org.gaspard.models.terms;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.array.Parallel;

/**
 * For some pairs of columns (x, y) of n points, where the product of their values is farthest from the points: the product
 * {@code (x_a, y_b)} and its nearest point i, which attain {@code max_{a,b} min_i (x_a − x_i)² + (y_b − y_i)²}.
 *
 * <p>For a fixed a, the minimum over i is the lower envelope of the parabolas {@code (y − y_i)² + (x_a − x_i)²} in y. A stack
 * finds it in one pass over ascending y_i, and a second pass reads it at all y_b: {@code O(n²)} for a pair, where the
 * definition costs {@code O(n³)}. (Felzenszwalb, Huttenlocher: Distance transforms of sampled functions. Theory of Computing
 * 8, 2012, section 2.)
 *
 * <p>Inputs: the points, float64 [n, d]; the numbers of the pairs, int32 [p], into {@link #pairs}; and, if only some products
 * are looked at, int32 [p, s] with {@code a n + b} for each. Output: int32 [4, p], the positions in the points of
 * {@code x_a, y_b, x_i, y_i}. If a number is not finite, all positions are its own, so that what is made of them is NaN.
 *
 * @param n the number of points
 * @param d the number of columns
 */
record SupportGaps(int n, int d) implements HostCall.HostFunction {

    /** The columns of each pair {@code k < l}: first all k, then all l. */
    static int[][] pairs(int d) {
        int count = d * (d - 1) / 2;
        int[][] pairs = new int[2][count];
        int at = 0;
        for (int k = 0; k < d; k++) {
            for (int l = k + 1; l < d; l++) {
                pairs[0][at] = k;
                pairs[1][at++] = l;
            }
        }
        return pairs;
    }

    @Override
    public void compute(List<Storage> inputs, Storage output) {
        double[] points = ((Storage.Doubles) inputs.get(0)).data();
        int[] chosen = ((Storage.Int32s) inputs.get(1)).data();
        int[] products = inputs.size() > 2 ? ((Storage.Int32s) inputs.get(2)).data() : new int[0];
        int[] positions = ((Storage.Int32s) output).data();
        for (int at = 0; at < points.length; at++) {
            if (!Double.isFinite(points[at])) {
                Arrays.fill(positions, at);
                return;
            }
        }
        int[][] pairs = pairs(d);
        int count = chosen.length;
        int each = products.length / count;
        Parallel.run(count, p -> {
            int k = pairs[0][chosen[p]];
            int l = pairs[1][chosen[p]];
            double[] x = column(points, k);
            double[] y = column(points, l);
            int[] gap = each == 0 ? farthest(x, y) : farthest(x, y, products, p * each, (p + 1) * each);
            positions[p] = gap[0] * d + k;
            positions[count + p] = gap[1] * d + l;
            positions[2 * count + p] = gap[2] * d + k;
            positions[3 * count + p] = gap[2] * d + l;
        });
    }

    private double[] column(double[] points, int k) {
        return IntStream.range(0, n).mapToDouble(i -> points[i * d + k]).toArray();
    }

    /** a, b and i of the farthest product. */
    private int[] farthest(double[] x, double[] y) {
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
        int[] gap = new int[3];
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
                    gap[0] = order[a];
                    gap[1] = order[b];
                    gap[2] = order[i];
                }
            }
        }
        return gap;
    }

    /** The farthest of the products from {@code from} to {@code end}; a point ends its search when it cannot win. */
    private int[] farthest(double[] x, double[] y, int[] products, int from, int end) {
        double largest = -1;
        int[] gap = new int[3];
        for (int s = from; s < end; s++) {
            int a = products[s] / n;
            int b = products[s] % n;
            double least = Double.POSITIVE_INFINITY;
            int nearest = 0;
            for (int i = 0; i < n && least > largest; i++) {
                double distance = (x[a] - x[i]) * (x[a] - x[i]) + (y[b] - y[i]) * (y[b] - y[i]);
                if (distance < least) {
                    least = distance;
                    nearest = i;
                }
            }
            if (least > largest) {
                largest = least;
                gap[0] = a;
                gap[1] = b;
                gap[2] = nearest;
            }
        }
        return gap;
    }

    /** The lower envelope of parabolas {@code (y − y_i)² + h_i} with fixed ascending apexes y_i. */
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
            for (int i = 0; i < apexes.length; i++) {
                double start = Double.NEGATIVE_INFINITY;
                while (count > 0) {
                    start = crossing(parts[count - 1], i, heights);
                    if (start > starts[count - 1]) {
                        break;
                    }
                    count--;
                    start = Double.NEGATIVE_INFINITY;
                }
                // A parabola that is never the lowest has the apex of another one and is not below it.
                if (start < Double.POSITIVE_INFINITY) {
                    parts[count] = i;
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
