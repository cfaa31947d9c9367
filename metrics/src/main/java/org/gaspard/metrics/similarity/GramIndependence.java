package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The criterion of kernel matrices.
 *
 * @param kernels two symmetric matrices, each [N × N]
 * @param points N
 */
record GramIndependence(double[][] kernels, int points) implements Independence {

    static GramIndependence gaussian(Codes first, Codes second, double fraction) {
        return new GramIndependence(
                new double[][] {gaussian(first, fraction), gaussian(second, fraction)}, first.points());
    }

    private static double[] gaussian(Codes codes, double fraction) {
        double[] kernel = Rows.of(codes).costs(Cost.squaredEuclidean());
        double median = median(kernel);
        // A median of 0 means that most points coincide; the kernel becomes that of equality.
        double scale = median == 0 ? Double.MIN_NORMAL : 2 * fraction * fraction * median;
        Arrays.setAll(kernel, k -> -kernel[k] / scale);
        DoubleArrays.exp(kernel, 0, kernel, 0, kernel.length);
        return kernel;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.parallelSort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    @Override
    public double biased(int first, int second) {
        double[] x = centred(kernels[first]);
        double[] y = second == first ? x : centred(kernels[second]);
        return DoubleArrays.dot(x, 0, y, 0, x.length);
    }

    /** {@code H K H}. */
    private double[] centred(double[] kernel) {
        double[] sums = sums(kernel, 0);
        double mean = Arrays.stream(sums).sum() / points / points;
        double[] centred = new double[kernel.length];
        Arrays.setAll(centred, k -> kernel[k] - sums[k / points] / points - sums[k % points] / points + mean);
        return centred;
    }

    @Override
    public double debiased(int first, int second) {
        double[] x = kernels[first];
        double[] y = kernels[second];
        double trace = DoubleArrays.dot(x, 0, y, 0, x.length);
        for (int i = 0; i < points; i++) {
            trace -= x[i * points + i] * y[i * points + i];
        }
        return Independence.debiased(trace, sums(x, 1), sums(y, 1));
    }

    /** The sums of the rows, less a multiple of the diagonal. */
    private double[] sums(double[] kernel, double diagonal) {
        double[] sums = new double[points];
        for (int i = 0; i < points; i++) {
            sums[i] = DoubleArrays.sum(kernel, i * points, points) - diagonal * kernel[i * points + i];
        }
        return sums;
    }
}
