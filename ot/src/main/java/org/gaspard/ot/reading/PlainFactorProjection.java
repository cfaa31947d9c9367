package org.gaspard.ot.reading;

/**
 * The projection of {@link PlainLowRankTransport} ([SCP21]): onto {@code Q1 = a}, {@code R1 = b},
 * {@code Qᵀ1 = Rᵀ1 = g} in the sense of Kullback and Leibler. In turn the rows are scaled to a and b, and both sums of
 * columns and g replaced by their geometric mean.
 */
public final class PlainFactorProjection {

    private static final int ROUNDS = 500;

    private PlainFactorProjection() {}

    /** Changes positive q, r and g. */
    public static void project(double[][] q, double[] a, double[][] r, double[] b, double[] g) {
        for (int round = 0; round < ROUNDS; round++) {
            scaleRows(q, a);
            scaleRows(r, b);
            for (int l = 0; l < g.length; l++) {
                double sumQ = columnSum(q, l);
                double sumR = columnSum(r, l);
                g[l] = Math.cbrt(g[l] * sumQ * sumR);
                scaleColumn(q, l, g[l] / sumQ);
                scaleColumn(r, l, g[l] / sumR);
            }
        }
    }

    private static void scaleRows(double[][] factor, double[] weights) {
        for (int i = 0; i < weights.length; i++) {
            double sum = 0;
            for (double value : factor[i]) {
                sum += value;
            }
            for (int l = 0; l < factor[i].length; l++) {
                factor[i][l] *= weights[i] / sum;
            }
        }
    }

    private static double columnSum(double[][] factor, int l) {
        double sum = 0;
        for (double[] row : factor) {
            sum += row[l];
        }
        return sum;
    }

    private static void scaleColumn(double[][] factor, int l, double scale) {
        for (double[] row : factor) {
            row[l] *= scale;
        }
    }
}
