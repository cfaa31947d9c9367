package org.gaspard.ot.reading;

/**
 * Transport of low rank ([SCP21]): {@code min ⟨P, C⟩} over {@code P = Q diag(1/g) Rᵀ} with
 * {@code Q1 = a}, {@code R1 = b}, {@code Qᵀ1 = Rᵀ1 = g}. Each step multiplies the factors by the exponentials of their
 * slopes, {@code ∇_Q = C R diag(1/g)}, {@code ∇_R = Cᵀ Q diag(1/g)}, {@code ∇_g = −diag(Qᵀ C R)/g²}, times a step γ
 * over the largest of them, and projects them back onto the feasible set by {@link PlainFactorProjection}. (The paper's
 * bound {@code g ≥ α} is left out.)
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.LowRankTransport}.
 */
public final class PlainLowRankTransport {

    private PlainLowRankTransport() {}

    /** Changes q, r and g, positive, by a number of steps; the first projection is that of the start. */
    public static void descend(
            double[][] cost, double[] a, double[] b, double[][] q, double[][] r, double[] g, double step, int steps) {
        PlainFactorProjection.project(q, a, r, b, g);
        for (int t = 0; t < steps; t++) {
            double[][] slopeQ = new double[a.length][g.length];
            double[][] slopeR = new double[b.length][g.length];
            double[] slopeG = new double[g.length];
            double largest = 0;
            for (int l = 0; l < g.length; l++) {
                for (int i = 0; i < a.length; i++) {
                    for (int j = 0; j < b.length; j++) {
                        slopeQ[i][l] += cost[i][j] * r[j][l] / g[l];
                        slopeR[j][l] += cost[i][j] * q[i][l] / g[l];
                        slopeG[l] -= q[i][l] * cost[i][j] * r[j][l] / (g[l] * g[l]);
                    }
                    largest = Math.max(largest, Math.abs(slopeQ[i][l]));
                }
                for (int j = 0; j < b.length; j++) {
                    largest = Math.max(largest, Math.abs(slopeR[j][l]));
                }
                largest = Math.max(largest, Math.abs(slopeG[l]));
            }
            for (int l = 0; l < g.length; l++) {
                for (int i = 0; i < a.length; i++) {
                    q[i][l] *= Math.exp(-step / largest * slopeQ[i][l]);
                }
                for (int j = 0; j < b.length; j++) {
                    r[j][l] *= Math.exp(-step / largest * slopeR[j][l]);
                }
                g[l] *= Math.exp(-step / largest * slopeG[l]);
            }
            PlainFactorProjection.project(q, a, r, b, g);
        }
    }
}
