package org.gaspard.ot.gromov;

import java.util.Set;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.ValueConvention;

/**
 * What a fused Gromov-Wasserstein solver found, and how it ended.
 *
 * @param plan the coupling P, [n × m]
 * @param rows n
 * @param columns m
 * @param epsilon the regularisation in force at the end; 0 for an exact solver and for the proximal point method
 * @param cost {@code (1 − α) ⟨M, P⟩ + α ½ Σ ℓ P P}
 * @param featureCost {@code ⟨M, P⟩}
 * @param structureCost {@code ½ Σ ℓ(C_X[i,i'], C_Y[j,j']) P[i,j] P[i',j']}; 0 where α = 0
 * @param entropy {@code H(P) = −Σ P log P}
 * @param divergence {@code KL(P ‖ abᵀ)}
 * @param entropyRatio H(P) over the mean of log n and log m: 1 for a permutation, 2 for the independent coupling; 0 for
 *     single points
 * @param rowError {@code ‖P1 − a‖₁}
 * @param columnError {@code ‖Pᵀ1 − b‖₁}
 * @param potentials the prices of the last linear problem: up to a constant each, the derivatives of the optimal value by
 *     the weights; −∞ where a weight is 0
 * @param outerIterations linearisations, in the solve that won
 * @param innerIterations Sinkhorn iterations, or 1 for each linear problem
 * @param outerStop why the outer iteration stopped
 * @param innerStop why the last inner solve stopped
 * @param start the initial coupling that won
 * @param warnings what was noticed
 */
public record FusedGromovResult(
        double[] plan,
        int rows,
        int columns,
        double epsilon,
        double cost,
        double featureCost,
        double structureCost,
        double entropy,
        double divergence,
        double entropyRatio,
        double rowError,
        double columnError,
        Potentials potentials,
        int outerIterations,
        int innerIterations,
        StopReason outerStop,
        StopReason innerStop,
        InitialCoupling start,
        Set<SolverWarning> warnings) {

    public FusedGromovResult {
        warnings = Set.copyOf(warnings);
    }

    /** The cost under a convention. */
    public double cost(ValueConvention convention) {
        return switch (convention) {
            case TRANSPORT -> cost;
            case ENTROPIC -> cost - epsilon * entropy;
            case DIVERGENCE -> cost + epsilon * divergence;
        };
    }

    /** {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁}. */
    public double marginalError() {
        return rowError + columnError;
    }

    public boolean converged() {
        return outerStop == StopReason.CONVERGED && innerStop == StopReason.CONVERGED;
    }
}
