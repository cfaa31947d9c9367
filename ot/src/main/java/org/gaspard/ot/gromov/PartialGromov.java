package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.jspecify.annotations.Nullable;

/**
 * Partial (fused) Gromov-Wasserstein: {@code min E(P)} over {@code P ≥ 0, P1 ≤ a, Pᵀ1 ≤ b, ΣP = s}, so that a share
 * {@code 1 − s} of either space may stay unmatched ([CAG20]). A conditional gradient with exact line search;
 * its linear problems get one more row and column that take what is not matched at no cost, and a price on matching these
 * two with each other that no solution pays.
 *
 * @param mass s, in (0, 1]; 1 is the balanced problem
 * @param start where to start, scaled by s
 * @param inner the solver of linear problems, on {@code (n + 1) × (m + 1)} costs
 * @param maxIterations the limit on steps, at least 1
 * @param tolerance stop when a step cannot lower the cost by more than this, to first order and relative to the scale of
 *     the problem; at least 0
 */
public record PartialGromov(
        double mass, InitialCoupling start, LinearSolver inner, int maxIterations, double tolerance) {

    /**
     * What was found.
     *
     * @param plan P, [n × m]
     * @param cost {@code (1 − α) ⟨M, P⟩ + α ½ Σ ℓ P P} of what is matched
     * @param structureCost {@code ½ Σ ℓ P P}
     * @param massError {@code |ΣP − s|}
     * @param excess the mass by which sums exceed a and b, together
     * @param iterations steps of the solve that won
     * @param stop why it stopped
     * @param start the start that won
     * @param warnings what was noticed
     */
    public record Result(
            double[] plan,
            double cost,
            double structureCost,
            double massError,
            double excess,
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

    public PartialGromov {
        Checks.positive("mass", mass);
        Checks.within("mass", mass, 0, 1);
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** From the independent coupling, with the network simplex method, at most 1000 steps and tolerance 10⁻¹⁰. */
    public PartialGromov(double mass) {
        this(mass, InitialCoupling.product(), LinearSolver.networkSimplex(), 1000, 1e-10);
    }

    public PartialGromov withStart(InitialCoupling value) {
        return new PartialGromov(mass, value, inner, maxIterations, tolerance);
    }

    public PartialGromov withInner(LinearSolver value) {
        return new PartialGromov(mass, start, value, maxIterations, tolerance);
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
            for (int k = 0; k < plan.length; k++) {
                plan[k] *= mass;
            }
            ConditionalGradient.Outcome end = ConditionalGradient.run(
                    objective, plan, gradient -> cheapest(objective, gradient), maxIterations, tolerance);
            Result result = report(problem, objective, end, candidate);
            if (best == null || result.cost < best.cost) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
    }

    private LinearSolver.Solution cheapest(Objective objective, double[] gradient) {
        int n = objective.n;
        int m = objective.m;
        if (mass == 1) {
            return inner.solve(gradient, objective.a, objective.b);
        }
        int wide = m + 1;
        double[] cost = new double[(n + 1) * wide];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                cost[i * wide + j] = gradient[i * m + j];
                largest = Math.max(largest, Math.abs(gradient[i * m + j]));
            }
        }
        // Above the largest gain of matching, else it would pay to match the two spares and lose mass elsewhere.
        cost[cost.length - 1] = 2 * largest + 1;
        LinearSolver.Solution wider =
                inner.solve(cost, withSpare(objective.a, objective.b), withSpare(objective.b, objective.a));
        double[] plan = new double[n * m];
        for (int i = 0; i < n; i++) {
            System.arraycopy(wider.plan(), i * wide, plan, i * m, m);
        }
        return new LinearSolver.Solution(plan, Arrays.copyOf(wider.u(), n), Arrays.copyOf(wider.v(), m));
    }

    private double[] withSpare(double[] weights, double[] others) {
        double sum = 0;
        for (double w : others) {
            sum += w;
        }
        double[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = sum - mass;
        return all;
    }

    private Result report(
            FusedGromovProblem problem, Objective objective, ConditionalGradient.Outcome end, InitialCoupling start) {
        double[] plan = end.plan();
        double structure = objective.structure(plan);
        double[] rows = Couplings.rowSums(plan, objective.n, objective.m);
        double[] columns = Couplings.columnSums(plan, objective.n, objective.m);
        double excess = 0;
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            excess += Math.max(rows[i] - objective.a[i], 0);
            sum += rows[i];
        }
        for (int j = 0; j < columns.length; j++) {
            excess += Math.max(columns[j] - objective.b[j], 0);
        }
        return new Result(
                plan,
                objective.linear(plan) + problem.alpha() * structure,
                structure,
                Math.abs(sum - mass),
                excess,
                end.iterations(),
                end.stop(),
                start,
                new FusedReport.Progress(end.iterations(), 0, end.stop(), StopReason.CONVERGED).warnings());
    }
}
