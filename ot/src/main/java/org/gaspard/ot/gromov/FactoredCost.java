package org.gaspard.ot.gromov;

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

    public FactoredCost {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("k", k, 1);
        Checks.length("left", left, (long) n * k);
        Checks.length("right", right, (long) n * k);
        Checks.finite("left", left);
        Checks.finite("right", right);
    }

    /** Squared Euclidean distances of points [n × d], of rank d + 2: {@code (‖x‖², 1, −2x) · (1, ‖y‖², y)}. */
    public static FactoredCost squaredEuclidean(double[] points, int n, int d) {
        Checks.length("points", points, (long) n * d);
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
        return new FactoredCost(points.clone(), points.clone(), n, d);
    }

    /** A matrix [n × n] as the product of itself and the identity: as slow as without factors, for comparisons. */
    public static FactoredCost ofMatrix(double[] matrix, int n) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return new FactoredCost(matrix.clone(), identity, n, n);
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
