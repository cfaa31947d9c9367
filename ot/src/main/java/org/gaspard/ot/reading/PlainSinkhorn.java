package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * Sinkhorn's algorithm ([Cut13], algorithm 1): {@code min ⟨P, C⟩ − ε H(P)} over the couplings of a and b. The plan has
 * the form {@code P = diag(u) K diag(v)} with {@code K = e^{−C/ε}}; u and v are matched to the two conditions on its
 * sums in turn.
 *
 * <p>K underflows for small ε: see {@link PlainLogSinkhorn}. To be used: {@link org.gaspard.ot.Sinkhorn} and
 * {@link org.gaspard.ot.entropic.EntropicTransport}.
 */
public final class PlainSinkhorn {

    private PlainSinkhorn() {}

    /** The plan after a number of iterations, whose columns have the right sums. */
    public static double[][] plan(double[][] cost, double[] a, double[] b, double epsilon, int iterations) {
        int n = a.length;
        int m = b.length;
        double[][] kernel = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                kernel[i][j] = Math.exp(-cost[i][j] / epsilon);
            }
        }
        double[] u = new double[n];
        double[] v = new double[m];
        Arrays.fill(v, 1);
        for (int t = 0; t < iterations; t++) {
            for (int i = 0; i < n; i++) {
                double kv = 0;
                for (int j = 0; j < m; j++) {
                    kv += kernel[i][j] * v[j];
                }
                u[i] = a[i] / kv;
            }
            for (int j = 0; j < m; j++) {
                double ku = 0;
                for (int i = 0; i < n; i++) {
                    ku += kernel[i][j] * u[i];
                }
                v[j] = b[j] / ku;
            }
        }
        double[][] plan = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i][j] = u[i] * kernel[i][j] * v[j];
            }
        }
        return plan;
    }
}
