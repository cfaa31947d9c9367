package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * Sinkhorn's algorithm for penalised sums ([CPSV18]):
 * {@code min ⟨P, C⟩ + ε KL(P ‖ abᵀ) + ρ KL(P1 ‖ a) + ρ KL(Pᵀ1 ‖ b)}. The plan is {@code diag(a u) K diag(v b)} with
 * {@code K = e^{−C/ε}}, and each update of the balanced algorithm is damped by the power {@code τ = ρ/(ρ + ε)}.
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.EntropicTransport} with
 * {@link org.gaspard.ot.entropic.Relaxation#kullbackLeibler}.
 */
public final class PlainUnbalancedSinkhorn {

    private PlainUnbalancedSinkhorn() {}

    /** The plan after a number of iterations. */
    public static double[][] plan(double[][] cost, double[] a, double[] b, double rho, double epsilon, int iterations) {
        int n = a.length;
        int m = b.length;
        double tau = rho / (rho + epsilon);
        double[] u = new double[n];
        double[] v = new double[m];
        Arrays.fill(v, 1);
        for (int t = 0; t < iterations; t++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    sum += Math.exp(-cost[i][j] / epsilon) * v[j] * b[j];
                }
                u[i] = Math.pow(1 / sum, tau);
            }
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += Math.exp(-cost[i][j] / epsilon) * u[i] * a[i];
                }
                v[j] = Math.pow(1 / sum, tau);
            }
        }
        double[][] plan = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i][j] = a[i] * u[i] * Math.exp(-cost[i][j] / epsilon) * v[j] * b[j];
            }
        }
        return plan;
    }
}
