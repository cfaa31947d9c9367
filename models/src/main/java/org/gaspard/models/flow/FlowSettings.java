package org.gaspard.models.flow;

import org.gaspard.models.check.Checks;

/**
 * How flows are trained: where the paper and its published program differ, or where the paper leaves something open.
 *
 * @param derivatives how derivatives of potentials are found; the numbers are the same
 * @param penalty the Hamilton-Jacobi penalty
 * @param penaltyWeight of it, 1 as published; 0 leaves it out
 * @param density how the posterior's density changes
 * @param transition the divergence of posterior and prior at each step
 * @param prior how the prior spreads
 */
public record FlowSettings(
        FlowDerivatives.Method derivatives,
        HamiltonJacobi penalty,
        double penaltyWeight,
        DensityChange density,
        TransitionDivergence transition,
        PriorEvolution.Form prior) {

    /** The formulas of the paper, ∇²u read as the Laplacian. */
    public static final FlowSettings PAPER = new FlowSettings(
            FlowDerivatives.Method.CLOSED_FORM,
            HamiltonJacobi.PAPER,
            1,
            DensityChange.TRACE,
            TransitionDivergence.SINGLE_SAMPLE,
            PriorEvolution.Form.LEARNED_DIFFUSION);

    /** What the published program computes. */
    public static final FlowSettings REFERENCE_CODE = new FlowSettings(
            FlowDerivatives.Method.CLOSED_FORM,
            HamiltonJacobi.REFERENCE_CODE,
            1,
            DensityChange.ROW_SUMS,
            TransitionDivergence.SOFTMAX_REVERSED,
            PriorEvolution.Form.LEARNED_DEVIATIONS);

    /**
     * Checks the range, and that the divergence can read the density.
     *
     * @throws IllegalArgumentException if {@link TransitionDivergence#SOFTMAX_REVERSED} is to read a density of all numbers at once
     */
    public FlowSettings {
        Checks.nonNegative("penaltyWeight", penaltyWeight);
        if (transition == TransitionDivergence.SOFTMAX_REVERSED && !density.byNumber()) {
            throw new IllegalArgumentException("transition " + transition
                    + " needs a density of each latent number, expected density " + DensityChange.ROW_SUMS + ", found "
                    + density);
        }
    }

    /** These settings with another way to find derivatives. */
    public FlowSettings with(FlowDerivatives.Method method) {
        return new FlowSettings(method, penalty, penaltyWeight, density, transition, prior);
    }

    /** These settings with another weight of the penalty. */
    public FlowSettings withPenaltyWeight(double weight) {
        return new FlowSettings(derivatives, penalty, weight, density, transition, prior);
    }

    /** These settings with another change of the density. */
    public FlowSettings with(DensityChange change) {
        return new FlowSettings(derivatives, penalty, penaltyWeight, change, transition, prior);
    }

    /** These settings with another divergence. */
    public FlowSettings with(TransitionDivergence divergence) {
        return new FlowSettings(derivatives, penalty, penaltyWeight, density, divergence, prior);
    }

    /** These settings with another prior. */
    public FlowSettings with(PriorEvolution.Form form) {
        return new FlowSettings(derivatives, penalty, penaltyWeight, density, transition, form);
    }
}
