package org.gaspard.ot.reading;

import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.SuccessiveShortestPaths;

/**
 * Fused Gromov-Wasserstein by conditional gradient ([V19], algorithms 1 and 2): {@code min E(P) = (1 − α) ⟨M, P⟩ + α ½
 * Σ (C_X[i,k] − C_Y[j,l])² P[i,j] P[k,l]} over the couplings of a and b. Towards the coupling S that minimises
 * {@code ⟨∇E(P), S⟩}, as far as the parabola {@code γ ↦ E(P + γ(S − P))} falls.
 *
 * <p>To be used: {@link org.gaspard.ot.gromov.ExactFusedGromov}.
 */
public final class PlainFusedGromov {

    private PlainFusedGromov() {}

    /** The plan after a number of steps from {@code abᵀ}. */
    public static double[][] plan(
            double[][] cX, double[][] cY, double[][] features, double alpha, double[] a, double[] b, int steps) {
        int n = a.length;
        int m = b.length;
        double[][] plan = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i][j] = a[i] * b[j];
            }
        }
        for (int t = 0; t < steps; t++) {
            double[][] slope = gradient(cX, cY, features, alpha, plan);
            double[] flat = new double[n * m];
            for (int k = 0; k < n * m; k++) {
                flat[k] = slope[k / m][k % m];
            }
            double[] vertex = SuccessiveShortestPaths.solve(new TransportProblem(flat, a, b))
                    .densePlan();
            double[][] direction = new double[n][m];
            for (int k = 0; k < n * m; k++) {
                direction[k / m][k % m] = vertex[k] - plan[k / m][k % m];
            }
            // E(P + γD) = E(P) + γ ⟨∇E(P), D⟩ + γ² α ½ Σ ℓ D D
            double linear = 0;
            double square = alpha * PlainGromov.cost(cX, cY, direction);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    linear += slope[i][j] * direction[i][j];
                }
            }
            double gamma = square <= 0 ? 1 : Math.min(1, -linear / (2 * square));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    plan[i][j] += linear < 0 ? gamma * direction[i][j] : 0;
                }
            }
        }
        return plan;
    }

    /** {@code ∇E(P) = (1 − α) M + α Σ_kl (C_X[i,k] − C_Y[j,l])² P[k,l]}. */
    public static double[][] gradient(
            double[][] cX, double[][] cY, double[][] features, double alpha, double[][] plan) {
        double[][] gradient = PlainGromov.gradient(cX, cY, plan);
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient[i].length; j++) {
                gradient[i][j] = (1 - alpha) * features[i][j] + alpha * gradient[i][j];
            }
        }
        return gradient;
    }
}
