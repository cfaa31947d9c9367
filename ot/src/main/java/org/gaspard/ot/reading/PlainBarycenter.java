package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * Wasserstein barycentres by iterative Bregman projections ([BCCNP15]): the weights p that minimise
 * {@code Σ_k w_k OT_ε(p, b_k)}. One plan {@code diag(u_k) K diag(v_k)} for each histogram has the column sums b_k, and
 * all of them the row sums p, which are the geometric mean of those they had.
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.EntropicBarycenter}.
 */
public final class PlainBarycenter {

    private PlainBarycenter() {}

    /**
     * p after a number of iterations.
     *
     * @param cost costs between the support of p (rows) and that of the histograms (columns)
     * @param histograms the b_k
     * @param weights the w_k, with sum 1
     */
    public static double[] weights(
            double[][] cost, double[][] histograms, double[] weights, double epsilon, int iterations) {
        int n = cost.length;
        int m = cost[0].length;
        double[][] u = new double[histograms.length][n];
        for (double[] row : u) {
            Arrays.fill(row, 1);
        }
        double[] p = new double[n];
        for (int t = 0; t < iterations; t++) {
            Arrays.fill(p, 1);
            double[][] kv = new double[histograms.length][n];
            for (int k = 0; k < histograms.length; k++) {
                for (int j = 0; j < m; j++) {
                    double ku = 0;
                    for (int i = 0; i < n; i++) {
                        ku += Math.exp(-cost[i][j] / epsilon) * u[k][i];
                    }
                    double v = histograms[k][j] / ku;
                    for (int i = 0; i < n; i++) {
                        kv[k][i] += Math.exp(-cost[i][j] / epsilon) * v;
                    }
                }
                for (int i = 0; i < n; i++) {
                    p[i] *= Math.pow(kv[k][i], weights[k]);
                }
            }
            for (int k = 0; k < histograms.length; k++) {
                for (int i = 0; i < n; i++) {
                    u[k][i] = p[i] / kv[k][i];
                }
            }
        }
        return p;
    }
}
