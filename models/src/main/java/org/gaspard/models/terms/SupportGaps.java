package org.gaspard.models.terms;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.unsupervised.FarthestProduct;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.array.Parallel;

/**
 * For some pairs of columns (x, y) of n points, where the product of their values is farthest from the points: the product
 * {@code (x_a, y_b)} and its nearest point i, which attain {@code max_{a,b} min_i (x_a − x_i)² + (y_b − y_i)²}.
 *
 * <p>{@link FarthestProduct} finds it in {@code O(n²)} for a pair, where the definition costs {@code O(n³)}.
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
            FarthestProduct gap =
                    each == 0 ? FarthestProduct.of(x, y) : farthest(x, y, products, p * each, (p + 1) * each);
            positions[p] = gap.first() * d + k;
            positions[count + p] = gap.second() * d + l;
            positions[2 * count + p] = gap.nearest() * d + k;
            positions[3 * count + p] = gap.nearest() * d + l;
        });
    }

    private double[] column(double[] points, int k) {
        return IntStream.range(0, n).mapToDouble(i -> points[i * d + k]).toArray();
    }

    /** The farthest of the products from {@code from} to {@code end}; a point ends its search when it cannot win. */
    private FarthestProduct farthest(double[] x, double[] y, int[] products, int from, int end) {
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
        return new FarthestProduct(gap[0], gap[1], gap[2], largest);
    }
}
