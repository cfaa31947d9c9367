package org.gaspard.ot.gromov;

import java.util.Objects;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Fused Gromov-Wasserstein without regularisation by conditional gradient with exact line search ([V19], algorithms 1 and
 * 2), for any weights and sizes. The cost never increases. Without features, with uniform weights, the square loss and
 * equally many points, {@link org.gaspard.ot.ExactGromovWasserstein} is the better solver: it also exchanges pairs.
 *
 * <p>An iteration costs two products of matrices and one linear problem.
 *
 * @param start where to start
 * @param inner the solver of linear problems
 * @param maxIterations the limit on steps, at least 1
 * @param tolerance stop when a step cannot lower the cost by more than this, to first order and relative to the scale of
 *     the problem; at least 0
 */
public record ExactFusedGromov(InitialCoupling start, LinearSolver inner, int maxIterations, double tolerance)
        implements FusedGromovWasserstein {

    public ExactFusedGromov {
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** From the independent coupling, with the network simplex method, at most 1000 steps and tolerance 10⁻¹⁰. */
    public ExactFusedGromov() {
        this(InitialCoupling.product(), LinearSolver.networkSimplex(), 1000, 1e-10);
    }

    public ExactFusedGromov withStart(InitialCoupling value) {
        return new ExactFusedGromov(value, inner, maxIterations, tolerance);
    }

    public ExactFusedGromov withInner(LinearSolver value) {
        return new ExactFusedGromov(start, value, maxIterations, tolerance);
    }

    public ExactFusedGromov withMaxIterations(int value) {
        return new ExactFusedGromov(start, inner, value, tolerance);
    }

    @Override
    public FusedGromovResult solve(FusedGromovProblem problem) {
        Objective objective = new Objective(problem);
        @Nullable FusedGromovResult best = null;
        for (InitialCoupling candidate : start.candidates()) {
            ConditionalGradient.Outcome end = ConditionalGradient.run(
                    objective,
                    candidate.coupling(problem.spaces()),
                    gradient -> inner.solve(gradient, objective.a, objective.b),
                    maxIterations,
                    tolerance);
            var progress =
                    new FusedReport.Progress(end.iterations(), end.iterations(), end.stop(), StopReason.CONVERGED);
            FusedGromovResult result =
                    FusedReport.of(problem, objective, end.plan(), 0, end.prices(), progress, candidate);
            if (best == null || result.cost() < best.cost()) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
    }
}
