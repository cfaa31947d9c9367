package org.gaspard.ot.gromov;

import java.util.Objects;
import java.util.Set;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.tensor.array.DoubleArrays;
import org.jspecify.annotations.Nullable;

/**
 * Semi-relaxed (fused) Gromov-Wasserstein: {@code min E(P)} over {@code P ≥ 0, P1 = a}; the weights of the second space are
 * free, and part of the answer ([VC22]). The weights b of the problem serve the start alone.
 *
 * <p>Pitfall: a column without mass is often not regained, so the answer depends on the start more than in other members
 * of the family; give several.
 *
 * @param method how the problem is solved
 * @param start where to start
 * @param maxIterations the limit on steps, at least 1
 * @param tolerance when to stop: for the conditional gradient, once a step cannot lower the cost by more than this, to
 *     first order and relative to the scale of the problem; for mirror descent, once the plan moves by at most this in the
 *     sum of absolute differences; at least 0
 */
public record SemiRelaxedGromov(Method method, InitialCoupling start, int maxIterations, double tolerance) {

    /** How the problem is solved. */
    public sealed interface Method {}

    /**
     * Towards the plan that sends each row to its cheapest column, by an exact line search ([VC22]). Time {@code
     * O(nm(n + m))} an iteration, with no linear problem to solve.
     */
    public record LineSearch() implements Method {}

    /**
     * {@code P ← diag(a ⊘ Q1) Q} with {@code Q = P ∘ exp(−∇E(P)/ε)} ([VC22]): a step of size 1/ε in the geometry
     * of the relative entropy. The limit has no regularisation.
     *
     * @param epsilon the inverse step, above 0, in units of the cost
     */
    public record MirrorDescent(double epsilon) implements Method {
        public MirrorDescent {
            Checks.positive("epsilon", epsilon);
        }
    }

    /**
     * What was found.
     *
     * @param plan P, [n × m]
     * @param columnWeights its column sums: the weights of the second space
     * @param cost {@code (1 − α) ⟨M, P⟩ + α ½ Σ ℓ P P}
     * @param structureCost {@code ½ Σ ℓ P P}
     * @param rowError {@code ‖P1 − a‖₁}
     * @param iterations steps of the solve that won
     * @param stop why it stopped
     * @param start the start that won
     * @param warnings what was noticed
     */
    public record Result(
            double[] plan,
            double[] columnWeights,
            double cost,
            double structureCost,
            double rowError,
            int iterations,
            StopReason stop,
            InitialCoupling start,
            Set<SolverWarning> warnings) {

        public Result {
            warnings = Set.copyOf(warnings);
        }

        public boolean converged() {
            return stop == StopReason.CONVERGED;
        }
    }

    public SemiRelaxedGromov {
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** Line search from the independent coupling, at most 1000 steps, tolerance 10⁻¹⁰. */
    public SemiRelaxedGromov() {
        this(new LineSearch(), InitialCoupling.product(), 1000, 1e-10);
    }

    public SemiRelaxedGromov withMethod(Method value) {
        return new SemiRelaxedGromov(value, start, maxIterations, tolerance);
    }

    public SemiRelaxedGromov withStart(InitialCoupling value) {
        return new SemiRelaxedGromov(method, value, maxIterations, tolerance);
    }

    public SemiRelaxedGromov withStopping(int iterations, double limit) {
        return new SemiRelaxedGromov(method, start, iterations, limit);
    }

    /**
     * Solves the problem from each start and keeps the cheapest plan.
     *
     * @throws IllegalArgumentException if a start does not apply to the problem
     */
    public Result solve(FusedGromovProblem problem) {
        Objective objective = new Objective(problem);
        @Nullable Result best = null;
        for (InitialCoupling candidate : start.candidates()) {
            double[] plan = candidate.coupling(problem.spaces());
            ConditionalGradient.Outcome end = switch (method) {
                case LineSearch() ->
                    ConditionalGradient.run(
                            objective, plan, gradient -> cheapest(objective, gradient), maxIterations, tolerance);
                case MirrorDescent(double epsilon) -> descend(objective, plan, epsilon);
            };
            Result result = report(problem, objective, end, candidate);
            if (best == null || result.cost < best.cost) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Each row to the first of its cheapest columns. */
    private static LinearSolver.Solution cheapest(Objective objective, double[] gradient) {
        int n = objective.n;
        int m = objective.m;
        double[] plan = new double[n * m];
        double[] prices = new double[n];
        for (int i = 0; i < n; i++) {
            int least = 0;
            for (int j = 1; j < m; j++) {
                if (gradient[i * m + j] < gradient[i * m + least]) {
                    least = j;
                }
            }
            plan[i * m + least] = objective.a[i];
            prices[i] = gradient[i * m + least];
        }
        return new LinearSolver.Solution(plan, prices, new double[m]);
    }

    private ConditionalGradient.Outcome descend(Objective objective, double[] start, double epsilon) {
        int n = objective.n;
        int m = objective.m;
        double[] plan = start;
        double[] next = new double[n * m];
        StopReason stop = StopReason.MAX_ITERATIONS;
        int iterations = 0;
        while (iterations < maxIterations && stop == StopReason.MAX_ITERATIONS) {
            iterations++;
            objective.gradient(plan, next);
            for (int i = 0; i < n; i++) {
                int row = i * m;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < m; j++) {
                    least = plan[row + j] > 0 ? Math.min(least, next[row + j]) : least;
                }
                for (int j = 0; j < m; j++) {
                    next[row + j] = Math.min(least - next[row + j], 0) / epsilon;
                }
                DoubleArrays.exp(next, row, next, row, m);
                DoubleArrays.multiply(next, row, plan, row, next, row, m);
                double sum = DoubleArrays.sum(next, row, m);
                double scale = objective.a[i] > 0 ? objective.a[i] / sum : 0;
                for (int j = 0; j < m; j++) {
                    next[row + j] *= scale;
                }
            }
            double moved = Couplings.distance(plan, next);
            if (!Double.isFinite(moved)) {
                stop = StopReason.NON_FINITE;
            } else {
                stop = moved <= tolerance ? StopReason.CONVERGED : stop;
                double[] swap = plan;
                plan = next;
                next = swap;
            }
        }
        Potentials prices = new Potentials(new double[n], new double[m]);
        return new ConditionalGradient.Outcome(plan, prices, iterations, stop);
    }

    private static Result report(
            FusedGromovProblem problem, Objective objective, ConditionalGradient.Outcome end, InitialCoupling start) {
        double[] plan = end.plan();
        double structure = objective.structure(plan);
        double cost = objective.linear(plan) + problem.alpha() * structure;
        Set<SolverWarning> warnings =
                new FusedReport.Progress(end.iterations(), 0, end.stop(), StopReason.CONVERGED).warnings();
        if (FusedReport.trapped(problem.spaces(), objective, plan, cost, 0)) {
            warnings.add(SolverWarning.PRODUCT_COUPLING);
        }
        double[] rows = Couplings.rowSums(plan, objective.n, objective.m);
        return new Result(
                plan,
                Couplings.columnSums(plan, objective.n, objective.m),
                cost,
                structure,
                Couplings.distance(rows, objective.a),
                end.iterations(),
                end.stop(),
                start,
                warnings);
    }
}
