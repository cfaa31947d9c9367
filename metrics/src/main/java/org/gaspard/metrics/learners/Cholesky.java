package org.gaspard.metrics.learners;

import java.util.Optional;

/** Solves {@code A x = b} for a small symmetric positive definite A. */
final class Cholesky {

    private static final double LEAST_PIVOT = 1e-13;

    private Cholesky() {}

    /** The solution; empty if A is singular up to rounding. A is [m × m], row by row. */
    static Optional<double[]> solve(double[] a, double[] b, int m) {
        double[] lower = new double[m * m];
        double[] x = new double[m];
        for (int i = 0; i < m; i++) {
            x[i] = b[i];
            for (int j = 0; j <= i; j++) {
                double sum = a[i * m + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * m + k] * lower[j * m + k];
                }
                if (j < i) {
                    lower[i * m + j] = sum / lower[j * m + j];
                    x[i] -= lower[i * m + j] * x[j];
                } else if (sum > LEAST_PIVOT * a[i * m + i]) {
                    lower[i * m + i] = Math.sqrt(sum);
                    x[i] /= lower[i * m + i];
                } else {
                    return Optional.empty();
                }
            }
        }
        for (int i = m - 1; i >= 0; i--) {
            for (int k = i + 1; k < m; k++) {
                x[i] -= lower[k * m + i] * x[k];
            }
            x[i] /= lower[i * m + i];
        }
        return Optional.of(x);
    }
}
