package org.gaspard.ot.reading;

/**
 * Unbalanced fused Gromov-Wasserstein ([SVP21], algorithm 1): the cost E of {@link PlainFusedGromov} over all
 * nonnegative plans, with {@code ρ KL(p⊗p ‖ a⊗a) + ρ KL(q⊗q ‖ b⊗b) + ε KL(P⊗P ‖ (abᵀ)⊗(abᵀ))} for its sums p, q and its
 * entropy. With one of the two plans of the bilinear form fixed, the other one solves an unbalanced transport problem
 * whose parameters carry the mass of the first one; then it takes its place with the geometric mean of the two masses.
 *
 * <p>To be used: {@link org.gaspard.ot.gromov.UnbalancedGromov}.
 */
public final class PlainUnbalancedGromov {

    private PlainUnbalancedGromov() {}

    /** The plan after a number of outer steps from {@code abᵀ}, each with a number of Sinkhorn's iterations. */
    public static double[][] plan(
            double[][] cX,
            double[][] cY,
            double[][] features,
            double alpha,
            double[] a,
            double[] b,
            double rho,
            double epsilon,
            int outer,
            int inner) {
        int n = a.length;
        int m = b.length;
        double[][] plan = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i][j] = a[i] * b[j];
            }
        }
        for (int t = 0; t < outer; t++) {
            double[] p = new double[n];
            double[] q = new double[m];
            double mass = 0;
            double constant = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    p[i] += plan[i][j];
                    q[j] += plan[i][j];
                    mass += plan[i][j];
                    constant += epsilon * plan[i][j] * Math.log(plan[i][j] / (a[i] * b[j]));
                }
            }
            for (int i = 0; i < n; i++) {
                constant += rho * p[i] * Math.log(p[i] / a[i]);
            }
            for (int j = 0; j < m; j++) {
                constant += rho * q[j] * Math.log(q[j] / b[j]);
            }
            double[][] cost = PlainFusedGromov.gradient(cX, cY, features, alpha, plan);
            for (double[] row : cost) {
                for (int j = 0; j < m; j++) {
                    row[j] = 0.5 * row[j] + constant;
                }
            }
            plan = PlainUnbalancedSinkhorn.plan(cost, a, b, rho * mass, epsilon * mass, inner);
            double next = 0;
            for (double[] row : plan) {
                for (double value : row) {
                    next += value;
                }
            }
            for (double[] row : plan) {
                for (int j = 0; j < m; j++) {
                    row[j] *= Math.sqrt(mass / next);
                }
            }
        }
        return plan;
    }
}
