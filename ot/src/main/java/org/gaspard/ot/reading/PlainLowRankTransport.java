package org.gaspard.ot.reading;

/**
 * Transport of low rank ([SCP21], algorithms 2 and 3): {@code min ⟨P, C⟩} over {@code P = Q diag(1/g) Rᵀ} with {@code Q1 = a},
 * {@code R1 = b}, {@code Qᵀ1 = Rᵀ1 = g}. Each step multiplies the factors by the exponentials of their slopes,
 * {@code ∇_Q = C R diag(1/g)}, {@code ∇_R = Cᵀ Q diag(1/g)}, {@code ∇_g = −diag(Qᵀ C R)/g²}, times a step γ over the largest of them,
 * and projects them back: rows to a and b, then both sums of columns and g to their geometric mean. (The paper's bound
 * {@code g ≥ α} is left out.)
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.LowRankTransport}.
 */
public final class PlainLowRankTransport {

    private PlainLowRankTransport() {}

    /** Changes q, r and g, positive, by a number of steps; the first projection is that of the start. */
    public static void descend(
            double[][] cost, double[] a, double[] b, double[][] q, double[][] r, double[] g, double step, int steps) {
        project(q, a, r, b, g);
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
            project(q, a, r, b, g);
        }
    }

    private static void project(double[][] q, double[] a, double[][] r, double[] b, double[] g) {
        for (int round = 0; round < 500; round++) {
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
