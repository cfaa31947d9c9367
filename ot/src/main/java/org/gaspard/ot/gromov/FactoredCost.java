package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * A symmetric cost matrix as a product {@code C = L Rᵀ} of two thin ones, so that all that {@link LowRankGromov} needs of
 * it takes time linear in n.
 *
 * @param left L, [n × k]; not copied
 * @param right R, [n × k]; not copied
 * @param n the number of points
 * @param k the rank of the factors
 */
public record FactoredCost(double[] left, double[] right, int n, int k) {

    private static final double ASYMMETRY = 1e-6;

    /**
     * Checks the sizes and the symmetry.
     *
     * @throws IllegalArgumentException if a length does not fit, a number is not finite or the product is not symmetric
     */
    public FactoredCost {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("k", k, 1);
        Checks.length("left", left, (long) n * k);
        Checks.length("right", right, (long) n * k);
        Checks.finite("left", left);
        Checks.finite("right", right);
        checkSymmetry(left, right, n, k);
    }

    /** {@code C x = Cᵀ x} for one arbitrary x, in {@code O(nk)}: all that an asymmetric product does not fulfil but by chance. */
    private static void checkSymmetry(double[] left, double[] right, int n, int k) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] x = new double[n];
        Arrays.setAll(x, i -> random.nextDouble(0.5, 1.5));
        double[] plain = product(left, right, x, n, k);
        double[] transposed = product(right, left, x, n, k);
        double[] sizes = product(absolute(left), absolute(right), x, n, k);
        double[] transposedSizes = product(absolute(right), absolute(left), x, n, k);
        for (int i = 0; i < n; i++) {
            double size = Math.max(sizes[i], transposedSizes[i]);
            if (Math.abs(plain[i] - transposed[i]) > ASYMMETRY * size) {
                throw new IllegalArgumentException("left rightᵀ is not symmetric: row " + i + " times a vector is "
                        + plain[i] + ", and column " + i + " times it " + transposed[i]);
            }
        }
    }

    /** {@code L Rᵀ x}. */
    private static double[] product(double[] left, double[] right, double[] x, int n, int k) {
        double[] inner = new double[k];
        for (int i = 0; i < n; i++) {
            DoubleArrays.addScaled(x[i], right, i * k, inner, 0, k);
        }
        double[] out = new double[n];
        Arrays.setAll(out, i -> DoubleArrays.dot(left, i * k, inner, 0, k));
        return out;
    }

    private static double[] absolute(double[] x) {
        return Arrays.stream(x).map(Math::abs).toArray();
    }

    /** Squared Euclidean distances of points [n × d], of rank d + 2: {@code (‖x‖², 1, −2x) · (1, ‖y‖², y)}. */
    public static FactoredCost squaredEuclidean(double[] points, int n, int d) {
        checkPoints(points, n, d);
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < d; l++) {
                mean[l] += points[i * d + l] / n;
            }
        }
        int k = d + 2;
        double[] left = new double[n * k];
        double[] right = new double[n * k];
        for (int i = 0; i < n; i++) {
            double squares = 0;
            for (int l = 0; l < d; l++) {
                // Centring moves no distance and keeps the expansion from cancelling.
                double x = points[i * d + l] - mean[l];
                squares += x * x;
                left[i * k + 2 + l] = -2 * x;
                right[i * k + 2 + l] = x;
            }
            left[i * k] = squares;
            left[i * k + 1] = 1;
            right[i * k] = 1;
            right[i * k + 1] = squares;
        }
        return new FactoredCost(left, right, n, k);
    }

    /** Inner products of points [n × d], of rank d. */
    public static FactoredCost innerProduct(double[] points, int n, int d) {
        checkPoints(points, n, d);
        return new FactoredCost(points.clone(), points.clone(), n, d);
    }

    /** A matrix [n × n] as the product of itself and the identity: as slow as without factors, for comparisons. */
    public static FactoredCost ofMatrix(double[] matrix, int n) {
        Checks.atLeast("n", n, 1);
        Checks.length("matrix", matrix, (long) n * n);
        Checks.finite("matrix", matrix);
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return new FactoredCost(matrix.clone(), identity, n, n);
    }

    private static void checkPoints(double[] points, int n, int d) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("points", points, (long) n * d);
        Checks.finite("points", points);
    }

    /** {@code C X} for X [n × r]. */
    double[] times(double[] x, int r) {
        double[] thin = new double[k * r];
        DoubleArrays.matmul(right, true, x, false, thin, k, n, r);
        double[] out = new double[n * r];
        DoubleArrays.matmul(left, false, thin, false, out, n, k, r);
        return out;
    }

    /** {@code Σ_l C[i,l]² w_l} for each i. */
    double[] squaresTimes(double[] w) {
        double[] weighted = new double[n * k];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < k; l++) {
                weighted[i * k + l] = right[i * k + l] * w[i];
            }
        }
        double[] gram = new double[k * k];
        DoubleArrays.matmul(right, true, weighted, false, gram, k, n, k);
        double[] moved = new double[n * k];
        DoubleArrays.matmul(left, false, gram, false, moved, n, k, k);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(DoubleArrays.dot(left, i * k, moved, i * k, k), 0);
        }
        return out;
    }
}
