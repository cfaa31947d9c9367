package org.gaspard.ot;

import java.util.List;
import org.gaspard.tensor.array.Parallel;

/**
 * A solver of Gromov-Wasserstein problems: {@code min ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']} over couplings.
 *
 * <p>Up to constants the cost is {@code −⟨C_X P C_Y, P⟩}, and its gradient is
 * {@code C(P) = (C_X² a) ⊕ (C_Y² b) − 2 C_X P C_Y} (squares by element; [PCS16], proposition 1): each step is a linear
 * transport problem. The problem is not convex; all solvers find a local minimum that depends on the start. For inner
 * products, cosines and (squared) Euclidean distances the cost is concave over couplings: then a linearisation lies
 * above the cost, exact inner solves decrease the objective monotonically, and with uniform weights some permutation is
 * a global minimum.
 */
public sealed interface GromovWasserstein permits EntropicGromovWasserstein, ExactGromovWasserstein {

    /**
     * Solves the problem.
     *
     * @throws IllegalArgumentException if the start or the solver does not apply to the weights of the problem
     */
    GromovResult solve(GromovProblem problem);

    /**
     * Solves several problems at a time, on all threads; the results, in order, are those of {@link #solve} to the last bit.
     *
     * @throws IllegalArgumentException if the start or the solver does not apply to one of the problems
     */
    default List<GromovResult> solveAll(List<GromovProblem> problems) {
        GromovResult[] results = new GromovResult[problems.size()];
        Parallel.run(results.length, k -> results[k] = solve(problems.get(k)));
        return List.of(results);
    }
}
