package org.gaspard.ot.exact;

/**
 * What an exact solver of linear transport found: a coupling and the dual potentials that prove how good it is.
 *
 * <p>The potentials are feasible, {@code f_i + g_j ≤ C[i,j]} up to rounding, whether or not the solver finished; hence
 * {@code Σ a f + Σ b g} is a lower bound of the optimum and {@link #gap()} bounds what the plan costs too much. At the
 * optimum the constraints are tight where the plan is positive.
 *
 * @param plan the coupling
 * @param f a potential for each row
 * @param g a potential for each column
 * @param cost {@code ⟨P, C⟩}
 * @param dualValue {@code Σ a f + Σ b g}
 * @param pivots how many times the solver changed its plan
 * @param optimal whether the solver ended because nothing was left to improve
 */
public record ExactTransportResult(
        SparsePlan plan, double[] f, double[] g, double cost, double dualValue, long pivots, boolean optimal) {

    /** {@code cost − dualValue}: at least 0 but for rounding, and 0 at the optimum. */
    public double gap() {
        return cost - dualValue;
    }

    /** The coupling as a matrix, [n × m]. */
    public double[] densePlan() {
        return plan.dense();
    }
}
