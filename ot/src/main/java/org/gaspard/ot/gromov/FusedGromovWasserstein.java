package org.gaspard.ot.gromov;

import java.util.List;
import org.gaspard.tensor.array.Parallel;

/**
 * A solver of fused Gromov-Wasserstein problems, for both losses, any weights and any sizes. The problem is not convex;
 * each solver finds a stationary point that depends on the start.
 */
public sealed interface FusedGromovWasserstein permits EntropicFusedGromov, ExactFusedGromov {

    /**
     * Solves the problem.
     *
     * @throws IllegalArgumentException if the start does not apply to the weights of the problem
     */
    FusedGromovResult solve(FusedGromovProblem problem);

    /** Solves several problems at a time, on all threads; the results, in order, are those of {@link #solve} to the last bit. */
    default List<FusedGromovResult> solveAll(List<FusedGromovProblem> problems) {
        FusedGromovResult[] results = new FusedGromovResult[problems.size()];
        Parallel.run(results.length, k -> results[k] = solve(problems.get(k)));
        return List.of(results);
    }
}
