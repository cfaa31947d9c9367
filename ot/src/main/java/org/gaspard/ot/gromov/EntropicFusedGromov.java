package org.gaspard.ot.gromov;

import java.util.Objects;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.EntropicGromovWasserstein.Scheme;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.MarginalRounding;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.solver.EntropicIteration;
import org.gaspard.ot.solver.SinkhornIteration;
import org.jspecify.annotations.Nullable;

/**
 * Fused Gromov-Wasserstein by a sequence of Sinkhorn problems: {@link EntropicGromovWasserstein} with the costs of
 * features added to each linearisation, {@code (1 − α) M + α (f₁(C_X) a ⊕ f₂(C_Y) b − κ h₁(C_X) P h₂(C_Y))}. Without
 * features and with the square loss it takes the same steps as that solver.
 *
 * @param options scheme, start, inner solver, tolerances and limits; their ε is that of the whole objective
 */
public record EntropicFusedGromov(EntropicGromovWasserstein options) implements FusedGromovWasserstein {

    /** With the defaults of {@link EntropicGromovWasserstein}. */
    public EntropicFusedGromov(double epsilon) {
        this(new EntropicGromovWasserstein(epsilon));
    }

    @Override
    public FusedGromovResult solve(FusedGromovProblem problem) {
        Objective objective = new Objective(problem);
        EntropicIteration iteration = new EntropicIteration(objective.onCouplings(), settings());
        @Nullable FusedGromovResult best = null;
        for (InitialCoupling candidate : options.start().candidates()) {
            EntropicIteration.Outcome end = iteration.solve(candidate.coupling(problem.spaces()));
            FusedGromovResult result = FusedReport.of(
                    problem,
                    objective,
                    options.round()
                            ? MarginalRounding.round(
                                    end.plan(),
                                    problem.spaces().a(),
                                    problem.spaces().b())
                            : end.plan(),
                    options.scheme() == Scheme.PROXIMAL_POINT ? 0 : end.epsilon(),
                    new Potentials(end.f(), end.g()),
                    new FusedReport.Progress(
                            end.outer(),
                            end.inner(),
                            StopReason.valueOf(end.outerStop().name()),
                            StopReason.valueOf(end.innerStop().name())),
                    candidate);
            if (best == null || better(result, best)) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
    }

    private EntropicIteration.Settings settings() {
        Sinkhorn inner = options.inner();
        return new EntropicIteration.Settings(
                options.scheme() == Scheme.PROXIMAL_POINT,
                options.epsilon(),
                new SinkhornIteration.Settings(
                        inner.threshold(), inner.maxIterations(), inner.checkEvery(), inner.annealing()::at),
                options.warmStart(),
                options.minOuter(),
                options.maxOuter(),
                options.relativeTolerance(),
                options.absoluteTolerance(),
                options.planTolerance(),
                options.annealing()::at);
    }

    /** An infeasible plan may have any cost: it wins against nobody. */
    private static boolean better(FusedGromovResult result, FusedGromovResult best) {
        boolean usable = usable(result);
        return usable != usable(best)
                ? usable
                : result.cost(ValueConvention.DIVERGENCE) < best.cost(ValueConvention.DIVERGENCE);
    }

    private static boolean usable(FusedGromovResult result) {
        return !result.warnings().contains(SolverWarning.INFEASIBLE_PLAN)
                && !result.warnings().contains(SolverWarning.NON_FINITE);
    }
}
