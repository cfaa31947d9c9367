package org.gaspard.ot.geometry;

import org.gaspard.ot.check.Checks;

/** Two sets of points about the mean of all of them, and the squares of their norms. */
record CentredPoints(double[] x, double[] y, double[] squaresOfX, double[] squaresOfY) {

    static CentredPoints of(double[] x, int n, double[] y, int m, int d) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        Checks.length("y", y, (long) m * d);
        Checks.finite("x", x);
        Checks.finite("y", y);
        double[] mean = new double[d];
        addPoints(x, n, d, mean);
        addPoints(y, m, d, mean);
        Spans.scale(1.0 / (n + m), mean, d);
        double[] centredX = centre(x, n, d, mean);
        double[] centredY = centre(y, m, d, mean);
        return new CentredPoints(centredX, centredY, squares(centredX, n, d), squares(centredY, m, d));
    }

    private static void addPoints(double[] x, int n, int d, double[] sum) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                sum[k] += x[i * d + k];
            }
        }
    }

    private static double[] centre(double[] x, int n, int d, double[] mean) {
        double[] centred = x.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                centred[i * d + k] -= mean[k];
            }
        }
        return centred;
    }

    private static double[] squares(double[] x, int n, int d) {
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                squares[i] += x[i * d + k] * x[i * d + k];
            }
        }
        return squares;
    }
}
