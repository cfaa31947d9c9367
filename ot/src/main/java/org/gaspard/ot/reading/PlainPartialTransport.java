package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * Partial transport by Dykstra's projections ([BCCNP15]): {@code min ⟨P, C⟩ − ε H(P)} over {@code P1 ≤ a},
 * {@code Pᵀ1 ≤ b}, {@code ΣP = s}. The minimum is the projection of {@code e^{−C/ε}} onto the three sets, in the sense
 * of Kullback and Leibler: they are projected on in turn, and before each projection what the last one onto this set
 * changed is undone.
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.EntropicTransport} with
 * {@link org.gaspard.ot.entropic.Relaxation#partial}.
 */
public final class PlainPartialTransport {

    private PlainPartialTransport() {}

    /** The plan after a number of rounds, with the mass s. */
    public static double[][] plan(double[][] cost, double[] a, double[] b, double mass, double epsilon, int rounds) {
        int n = a.length;
        int m = b.length;
        double[][] plan = new double[n][m];
        double[][][] undo = new double[3][n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i][j] = Math.exp(-cost[i][j] / epsilon);
            }
            for (double[][] corrections : undo) {
                Arrays.fill(corrections[i], 1);
            }
        }
        for (int step = 0; step < 3 * rounds; step++) {
            int set = step % 3;
            double[] rows = new double[n];
            double[] columns = new double[m];
            double all = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    plan[i][j] *= undo[set][i][j];
                    rows[i] += plan[i][j];
                    columns[j] += plan[i][j];
                    all += plan[i][j];
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    double factor = switch (set) {
                        case 0 -> Math.min(a[i] / rows[i], 1);
                        case 1 -> Math.min(b[j] / columns[j], 1);
                        default -> mass / all;
                    };
                    plan[i][j] *= factor;
                    undo[set][i][j] = 1 / factor;
                }
            }
        }
        return plan;
    }
}
