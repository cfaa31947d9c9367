package org.gaspard.ot;

import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;

/**
 * Where a Gromov-Wasserstein solver starts. The problem is not convex, and the start decides which local minimum is
 * found.
 */
public sealed interface InitialCoupling {

    /**
     * {@code abᵀ}, the start of most libraries. Pitfall: for inner products of centred data it is an exact fixed point
     * of the entropic iteration, which then returns it whatever the data.
     */
    record Product() implements InitialCoupling {}

    /** {@code diag(a)}; needs equal weights on both sides. A monotone solver never does worse than it. */
    record Identity() implements InitialCoupling {}

    /**
     * {@code (1 − τ) diag(a) + τ abᵀ}; needs equal weights on both sides.
     *
     * @param tau the share of the independent coupling, in [0, 1]
     */
    record Mix(double tau) implements InitialCoupling {
        public Mix {
            Checks.within("tau", tau, 0, 1);
        }
    }

    /** The plan of {@link ThirdLowerBound}: match points by the distribution of their costs. */
    record LowerBound() implements InitialCoupling {}

    /** A given coupling, [n × m], or one that nearly is: entries of at least 0, not all 0. Not copied. */
    record Given(double[] plan) implements InitialCoupling {}

    /**
     * Every one of several starts; the result with the lowest regularised cost wins, the first one among equals. Costs
     * as many solves.
     */
    record BestOf(List<InitialCoupling> starts) implements InitialCoupling {
        public BestOf {
            starts = List.copyOf(starts);
            Checks.atLeast("the number of starts", starts.size(), 1);
        }
    }

    static InitialCoupling product() {
        return new Product();
    }

    static InitialCoupling identity() {
        return new Identity();
    }

    static InitialCoupling mix(double tau) {
        return new Mix(tau);
    }

    static InitialCoupling thirdLowerBound() {
        return new LowerBound();
    }

    static InitialCoupling given(double[] plan) {
        return new Given(plan);
    }

    static InitialCoupling bestOf(InitialCoupling... starts) {
        return new BestOf(List.of(starts));
    }

    /** The single starts that this one stands for, in order. */
    default List<InitialCoupling> candidates() {
        return this instanceof BestOf(List<InitialCoupling> starts)
                ? starts.stream().flatMap(start -> start.candidates().stream()).toList()
                : List.of(this);
    }

    /**
     * The coupling of a single start, a new array.
     *
     * @throws IllegalArgumentException for the identity or a mix when the weights differ, for a given plan of the wrong
     *     size or with negative entries, and for {@link BestOf}
     */
    default double[] coupling(GromovProblem problem) {
        return switch (this) {
            case Product() -> Couplings.product(problem.a(), problem.b());
            case Identity() -> mixture(problem, 0);
            case Mix(double tau) -> mixture(problem, tau);
            case LowerBound() -> ThirdLowerBound.of(problem).plan();
            case Given(double[] plan) -> {
                Checks.length("the given plan", plan, (long) problem.rows() * problem.columns());
                Checks.weights("the given plan", plan);
                yield plan.clone();
            }
            case BestOf(List<InitialCoupling> starts) ->
                throw new IllegalArgumentException("BestOf is " + starts.size() + " starts: use candidates()");
        };
    }

    private static double[] mixture(GromovProblem problem, double tau) {
        if (!problem.sameWeights()) {
            throw new IllegalArgumentException(
                    "the identity is a coupling only when both spaces have the same weights; " + "found "
                            + problem.rows() + " and " + problem.columns() + " points with different weights");
        }
        int n = problem.rows();
        double[] plan = Couplings.product(problem.a(), problem.b());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                plan[i * n + j] = tau * plan[i * n + j] + (i == j ? (1 - tau) * problem.a()[i] : 0);
            }
        }
        return plan;
    }
}
