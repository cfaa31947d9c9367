package org.gaspard.ot;

import java.util.List;
import org.gaspard.ot.check.Checks;

/**
 * Gromov-Wasserstein without regularisation by conditional gradient, also called Frank-Wolfe ([V19], algorithms 1 and
 * 2): the direction is the assignment {@code S} that maximises {@code ⟨C_X P C_Y, S⟩}, and the step minimises the cost,
 * a parabola, exactly on the segment from P to S.
 *
 * <p>The cost never increases. From the identity, the default, the result is therefore at least as good as the
 * identity; it is a stationary point of the exact problem, not always its minimum: use {@link InitialCoupling#bestOf}
 * for more chances. For inner products, cosines, and distances of negative type (Euclidean, squared Euclidean) the cost
 * is concave over couplings: every step goes all the way, and the plan is a permutation. Other costs may lead to a
 * mixture of permutations, slowly. "Exact" refers to the problem, which has no ε.
 *
 * <p>A permutation that no assignment improves may still be improved by exchanging two pairs, a move that the gradient
 * prices for all pairs at once; such exchanges follow, and the search goes on from there.
 *
 * <p>Needs uniform weights and n = m. A step costs one product of n × n matrices, {@code O(n³)}, and one assignment by the
 * network simplex method; an exchange costs {@code O(n²)}.
 *
 * @param start where to start
 * @param exchanges whether to try exchanges of two pairs
 * @param maxIterations the limit on steps and exchanges, at least 1
 * @param tolerance stop when a step cannot lower the cost by more than this times {@code Σ C_X² aaᵀ + Σ C_Y² bbᵀ}, to
 *     first order; at least 0
 */
public record ExactGromovWasserstein(InitialCoupling start, boolean exchanges, int maxIterations, double tolerance)
        implements GromovWasserstein {

    public ExactGromovWasserstein {
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** From the identity, with exchanges, at most 500 steps and tolerance 10⁻¹². */
    public ExactGromovWasserstein() {
        this(InitialCoupling.identity(), true, 500, 1e-12);
    }

    public ExactGromovWasserstein withStart(InitialCoupling value) {
        return new ExactGromovWasserstein(value, exchanges, maxIterations, tolerance);
    }

    public ExactGromovWasserstein withExchanges(boolean value) {
        return new ExactGromovWasserstein(start, value, maxIterations, tolerance);
    }

    public ExactGromovWasserstein withMaxIterations(int value) {
        return new ExactGromovWasserstein(start, exchanges, value, tolerance);
    }

    @Override
    public GromovResult solve(GromovProblem problem) {
        if (!problem.uniformSquare()) {
            throw new IllegalArgumentException("the exact solver needs uniform weights on equally many points; found "
                    + problem.rows() + " and " + problem.columns()
                    + " points: use EntropicGromovWasserstein for other weights");
        }
        FrankWolfe frankWolfe = new FrankWolfe(problem, this);
        List<InitialCoupling> candidates = start.candidates();
        GromovResult best = frankWolfe.solve(candidates.getFirst());
        for (InitialCoupling candidate : candidates.subList(1, candidates.size())) {
            GromovResult result = frankWolfe.solve(candidate);
            if (result.crossTerm() > best.crossTerm()) {
                best = result;
            }
        }
        return best;
    }
}
