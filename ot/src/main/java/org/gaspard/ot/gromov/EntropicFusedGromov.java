package org.gaspard.ot.gromov;

import java.util.Objects;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.EntropicGromovWasserstein.Scheme;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.solver.EntropicIteration;
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
        EntropicIteration iteration = new EntropicIteration(objective.onCouplings(), options);
        @Nullable FusedGromovResult best = null;
        for (InitialCoupling candidate : options.start().candidates()) {
            EntropicIteration.Outcome end = iteration.solve(candidate.coupling(problem.spaces()));
            FusedGromovResult result = FusedReport.of(
                    problem,
                    objective,
                    end.plan(),
                    options.scheme() == Scheme.PROXIMAL_POINT ? 0 : end.epsilon(),
                    end.potentials(),
                    new FusedReport.Progress(end.outer(), end.inner(), end.outerStop(), end.innerStop()),
                    candidate);
            if (best == null || better(result, best)) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
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
