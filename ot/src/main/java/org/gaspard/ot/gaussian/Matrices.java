package org.gaspard.ot.gaussian;

import org.gaspard.ot.matrix.Products;

/** Square matrices in row-major arrays. */
final class Matrices {

    private Matrices() {}

    static double[] product(double[] a, double[] b, int d) {
        double[] product = new double[d * d];
        Products.multiply(a, b, product, d, d, d);
        return product;
    }

    static double[] transposed(double[] a, int d) {
        double[] transposed = new double[d * d];
        Products.transpose(a, transposed, d, d);
        return transposed;
    }

    /** {@code A diag(s)}. */
    static double[] scaleColumns(double[] a, double[] s, int d) {
        double[] scaled = new double[d * d];
        for (int k = 0; k < d * d; k++) {
            scaled[k] = a[k] * s[k % d];
        }
        return scaled;
    }

    static double trace(double[] a, int d) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += a[i * d + i];
        }
        return sum;
    }

    /** {@code ‖x − y‖²}. */
    static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(squaredDistance(a, new double[a.length]));
    }
}
