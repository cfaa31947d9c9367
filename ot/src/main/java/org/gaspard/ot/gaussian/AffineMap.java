package org.gaspard.ot.gaussian;

import org.gaspard.ot.check.Checks;

/**
 * {@code T(x) = A x + t}. The arrays are not copied.
 *
 * @param matrix A, [d × d]
 * @param offset t, [d]
 */
public record AffineMap(double[] matrix, double[] offset) {

    /** Checks the shapes. */
    public AffineMap {
        int d = Checks.atLeast("the dimension of offset", offset.length, 1);
        Checks.length("matrix", matrix, (long) d * d);
        Checks.finite("matrix", matrix);
        Checks.finite("offset", offset);
    }

    /**
     * The images of n points.
     *
     * @param points [n × d]; not modified
     */
    public double[] apply(double[] points, int n) {
        int d = offset.length;
        Checks.atLeast("n", n, 0);
        Checks.length("points", points, (long) n * d);
        double[] images = new double[n * d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                double sum = offset[k];
                for (int l = 0; l < d; l++) {
                    sum += matrix[k * d + l] * points[i * d + l];
                }
                images[i * d + k] = sum;
            }
        }
        return images;
    }

    /** {@code A S Aᵀ}. */
    double[] covarianceOfImage(double[] covariance) {
        int d = offset.length;
        return Matrices.product(Matrices.product(matrix, covariance, d), Matrices.transposed(matrix, d), d);
    }
}
