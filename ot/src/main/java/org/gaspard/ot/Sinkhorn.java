package org.gaspard.ot;

import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.solver.SinkhornIteration;

/**
 * Entropic optimal transport by Sinkhorn's alternating projections ([Cut13]):
 * {@code min ⟨P, C⟩ − ε H(P)} over {@code P1 = a}, {@code Pᵀ1 = b}.
 *
 * <p>In the log domain one iteration is {@code g_j ← ε log b_j − ε log Σ_i exp((f_i − C_ij)/ε)}, then the same for f.
 * It is the definition and the fallback; between two such sweeps the iterations run on the scalings of the kernel
 * {@code exp((f ⊕ g − C)/ε)} and are absorbed into f and g before they grow large ([S19]): the same numbers, without
 * the exponentials. The columns are matched first, so after each iteration the row sums are exact and the error is that
 * of the columns.
 *
 * <p>Time {@code O(nm)} an iteration; the number of iterations grows like {@code max C / ε}. Weights of 0 are allowed.
 * Pitfall: at a limit on the iterations the plan is not a coupling, and values or gradients made of it are biased; see
 * {@link TransportResult#stop()} and {@link MarginalRounding}.
 *
 * @param epsilon the regularisation ε, above 0, in units of the cost
 * @param threshold stop once {@code ‖Pᵀ1 − b‖₁} is at most this, at least 0
 * @param maxIterations the limit on iterations, at least 1
 * @param checkEvery how many iterations between two checks of the error, at least 1
 * @param annealing the schedule of ε, one step for each {@code checkEvery} iterations
 */
public record Sinkhorn(double epsilon, double threshold, int maxIterations, int checkEvery, Annealing annealing) {

    public Sinkhorn {
        Checks.positive("epsilon", epsilon);
        Checks.nonNegative("threshold", threshold);
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.atLeast("checkEvery", checkEvery, 1);
    }

    /** Threshold 10⁻³ relative to the total mass 1, at most 2000 iterations, a check every 10, no annealing. */
    public Sinkhorn(double epsilon) {
        this(epsilon, 1e-3, 2000, 10, Annealing.NONE);
    }

    public Sinkhorn withEpsilon(double value) {
        return new Sinkhorn(value, threshold, maxIterations, checkEvery, annealing);
    }

    public Sinkhorn withThreshold(double value) {
        return new Sinkhorn(epsilon, value, maxIterations, checkEvery, annealing);
    }

    public Sinkhorn withMaxIterations(int value) {
        return new Sinkhorn(epsilon, threshold, value, checkEvery, annealing);
    }

    public Sinkhorn withCheckEvery(int value) {
        return new Sinkhorn(epsilon, threshold, maxIterations, value, annealing);
    }

    public Sinkhorn withAnnealing(Annealing value) {
        return new Sinkhorn(epsilon, threshold, maxIterations, checkEvery, value);
    }

    /** Solves from zero potentials. */
    public TransportResult solve(TransportProblem problem) {
        return solve(problem, new Potentials(new double[problem.rows()], new double[problem.columns()]));
    }

    /**
     * Solves from the given potentials, such as those of a similar problem.
     *
     * @throws IllegalArgumentException if their lengths are not those of the problem
     */
    public TransportResult solve(TransportProblem problem, Potentials start) {
        int n = problem.rows();
        int m = problem.columns();
        Checks.length("start.f", start.f(), n);
        Checks.length("start.g", start.g(), m);
        SinkhornIteration iteration = new SinkhornIteration(problem.a(), problem.b());
        iteration.start(start.f(), start.g());
        iteration.run(
                problem.cost(),
                new SinkhornIteration.Settings(threshold, maxIterations, checkEvery, annealing::at),
                epsilon);
        double[] plan = new double[n * m];
        iteration.plan(plan);
        double[] rowSums = Couplings.rowSums(plan, n, m);
        double[] columnSums = Couplings.columnSums(plan, n, m);
        double entropy = Couplings.entropy(plan);
        return new TransportResult(
                plan,
                new Potentials(iteration.f(), iteration.g()),
                iteration.epsilon(),
                Couplings.dot(plan, problem.cost()),
                entropy,
                Couplings.divergenceFromProduct(entropy, rowSums, columnSums, problem.a(), problem.b()),
                Couplings.distance(rowSums, problem.a()),
                Couplings.distance(columnSums, problem.b()),
                iteration.iterations(),
                StopReason.valueOf(iteration.stop().name()));
    }
}
