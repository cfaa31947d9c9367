package org.gaspard.ot;

import java.util.Set;

/**
 * What a Gromov-Wasserstein solver found, under every convention in use, and how it ended.
 *
 * @param plan the coupling P, [n × m]
 * @param rows n
 * @param columns m
 * @param epsilon the regularisation in force at the end; 0 for an exact solver and for the proximal point method
 * @param crossTerm {@code ⟨C_X P C_Y, P⟩}, the part of the cost that depends on the coupling
 * @param transportCost {@code ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']}, computed as the constants for the exact
 *     weights minus the cross term
 * @param entropy {@code H(P) = −Σ P log P}
 * @param divergence {@code KL(P ‖ abᵀ)}
 * @param entropyRatio H(P) over the mean of log n and log m: 1 for a permutation, 2 for the independent coupling; 0 for
 *     single points
 * @param rowError {@code ‖P1 − a‖₁}
 * @param columnError {@code ‖Pᵀ1 − b‖₁}
 * @param outerIterations linearisations, in the solve that won
 * @param innerIterations Sinkhorn iterations, or 1 for each linear assignment, summed over the solve that won
 * @param innerMisses how many inner solves missed their threshold
 * @param outerStop why the outer iteration stopped
 * @param innerStop why the last inner solve stopped
 * @param start the initial coupling that won
 * @param warnings what was noticed
 */
public record GromovResult(
        double[] plan,
        int rows,
        int columns,
        double epsilon,
        double crossTerm,
        double transportCost,
        double entropy,
        double divergence,
        double entropyRatio,
        double rowError,
        double columnError,
        int outerIterations,
        int innerIterations,
        int innerMisses,
        StopReason outerStop,
        StopReason innerStop,
        InitialCoupling start,
        Set<SolverWarning> warnings) {

    public GromovResult {
        warnings = Set.copyOf(warnings);
    }

    /** {@code transportCost − ε H(P)}. */
    public double entropicCost() {
        return transportCost - epsilon * entropy;
    }

    /** {@code transportCost + ε KL(P ‖ abᵀ)}. */
    public double divergenceCost() {
        return transportCost + epsilon * divergence;
    }

    /** The cost under a convention. */
    public double cost(ValueConvention convention) {
        return switch (convention) {
            case TRANSPORT -> transportCost;
            case ENTROPIC -> entropicCost();
            case DIVERGENCE -> divergenceCost();
        };
    }

    /** {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁}. */
    public double marginalError() {
        return rowError + columnError;
    }

    /** Whether the outer iteration ended by its stopping rule. */
    public boolean outerConverged() {
        return outerStop == StopReason.CONVERGED;
    }

    /** Whether the last inner solve converged; the earlier ones may have been cut short on purpose. */
    public boolean innerConverged() {
        return innerStop == StopReason.CONVERGED;
    }
}
