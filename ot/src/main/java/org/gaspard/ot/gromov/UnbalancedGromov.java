package org.gaspard.ot.gromov;

import java.util.Objects;
import java.util.Set;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.jspecify.annotations.Nullable;

/**
 * Unbalanced (fused) Gromov-Wasserstein ([SVP21]): sums that differ from a and b are paid for by a quadratic
 * divergence instead of being forbidden,
 *
 * <pre>{@code
 * F(P) = E(P) + ρ₁ KL(p⊗p ‖ a⊗a) + ρ₂ KL(q⊗q ‖ b⊗b) + ε KL(P⊗P ‖ (abᵀ)⊗(abᵀ)),     p = P1, q = Pᵀ1
 * KL(x⊗x ‖ y⊗y) = 2 m(x) KL(x ‖ y) + (m(x) − m(y))²,     KL(x ‖ y) = Σ x log(x/y) − m(x) + m(y)
 * }</pre>
 *
 * <p>The solver minimises in turn over two plans that share the objective, each time an unbalanced Sinkhorn problem with
 * costs {@code ½∇E(P)} plus a constant, and all parameters times the mass m(P); then both get equal mass ([SVP21],
 * algorithm 1). The two plans need not agree in the limit, which happens for small ρ: the iteration then goes back and forth
 * between them, which counts as convergence, and the result is the one with the lower F; {@link Result#disagreement} tells.
 *
 * <p>Conventions: E carries the ½, so that libraries without it need 2ρ, 2ε (and 2M) for the same plans. With ρ = ∞ and P of
 * mass 1 the entropic term is {@code 2ε KL(P ‖ abᵀ)}: the plan is that of {@link EntropicFusedGromov} with twice the ε.
 *
 * @param rho1 ρ₁, the price of sums other than a; above 0, {@code +∞} forbids them
 * @param rho2 ρ₂, the same for b
 * @param epsilon ε, above 0
 * @param start where to start
 * @param maxOuter the limit on outer iterations, at least 1
 * @param tolerance stop once the plan moves by at most this share of its mass, against the plan before or the one before
 *     that; at least 0
 * @param maxInner the limit on Sinkhorn iterations in each
 * @param innerTolerance an inner solve stops once no potential moves by more than this times its ε; at least 0
 */
public record UnbalancedGromov(
        double rho1,
        double rho2,
        double epsilon,
        InitialCoupling start,
        int maxOuter,
        double tolerance,
        int maxInner,
        double innerTolerance) {

    /**
     * What was found.
     *
     * @param plan P, [n × m]
     * @param objective F(P)
     * @param cost E(P)
     * @param rowDivergence {@code KL(p⊗p ‖ a⊗a)}
     * @param columnDivergence {@code KL(q⊗q ‖ b⊗b)}
     * @param divergence {@code KL(P⊗P ‖ (abᵀ)⊗(abᵀ))}
     * @param mass {@code ΣP}
     * @param disagreement the sum of absolute differences between the two plans at the end
     * @param outerIterations linearisations of the solve that won
     * @param innerIterations Sinkhorn iterations of it
     * @param outerStop why the outer iteration stopped
     * @param innerStop why the last inner solve stopped
     * @param start the start that won
     * @param warnings what was noticed
     */
    public record Result(
            double[] plan,
            double objective,
            double cost,
            double rowDivergence,
            double columnDivergence,
            double divergence,
            double mass,
            double disagreement,
            int outerIterations,
            int innerIterations,
            StopReason outerStop,
            StopReason innerStop,
            InitialCoupling start,
            Set<SolverWarning> warnings) {

        public Result {
            warnings = Set.copyOf(warnings);
        }

        public boolean converged() {
            return outerStop == StopReason.CONVERGED && innerStop == StopReason.CONVERGED;
        }
    }

    private static final double COLLAPSED = 1.9;

    public UnbalancedGromov {
        above("rho1", rho1);
        above("rho2", rho2);
        Checks.positive("epsilon", epsilon);
        Checks.atLeast("maxOuter", maxOuter, 1);
        Checks.nonNegative("tolerance", tolerance);
        Checks.atLeast("maxInner", maxInner, 1);
        Checks.nonNegative("innerTolerance", innerTolerance);
    }

    /** One ρ for both sides; from {@code abᵀ}, at most 200 outer and 1000 inner iterations, tolerances 10⁻⁶. */
    public UnbalancedGromov(double rho, double epsilon) {
        this(rho, rho, epsilon, InitialCoupling.product(), 200, 1e-6, 1000, 1e-6);
    }

    public UnbalancedGromov withStart(InitialCoupling value) {
        return new UnbalancedGromov(rho1, rho2, epsilon, value, maxOuter, tolerance, maxInner, innerTolerance);
    }

    public UnbalancedGromov withStopping(int outer, double limit, int inner, double innerLimit) {
        return new UnbalancedGromov(rho1, rho2, epsilon, start, outer, limit, inner, innerLimit);
    }

    private static void above(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0 or +∞");
        }
    }

    /**
     * Solves the problem from each start and keeps the plan with the lowest F.
     *
     * @throws IllegalArgumentException if a start does not apply to the problem
     */
    public Result solve(FusedGromovProblem problem) {
        Objective objective = new Objective(problem);
        @Nullable Result best = null;
        for (InitialCoupling candidate : start.candidates()) {
            Result result = solve(problem, objective, candidate);
            if (best == null || result.objective < best.objective || Double.isNaN(best.objective)) {
                best = result;
            }
        }
        return Objects.requireNonNull(best);
    }

    private Result solve(FusedGromovProblem problem, Objective objective, InitialCoupling candidate) {
        int n = objective.n;
        int m = objective.m;
        double[] plan = candidate.coupling(problem.spaces());
        double[] next = new double[n * m];
        double[] before = plan.clone();
        double[] cost = new double[n * m];
        double moved = 0;
        UnbalancedScaling scaling = new UnbalancedScaling(objective.a, objective.b, maxInner, innerTolerance);
        int outer = 0;
        int inner = 0;
        StopReason stop = StopReason.MAX_ITERATIONS;
        while (outer < maxOuter && stop == StopReason.MAX_ITERATIONS) {
            outer++;
            double mass = linearise(objective, plan, cost);
            scaling.run(cost, rho1 * mass, rho2 * mass, epsilon * mass);
            scaling.plan(next);
            inner += scaling.iterations();
            double nextMass = sum(next);
            double balance = Math.sqrt(mass / nextMass);
            for (int k = 0; k < next.length; k++) {
                next[k] *= balance;
            }
            moved = Couplings.distance(plan, next);
            if (scaling.stop() == StopReason.NON_FINITE || !Double.isFinite(moved) || !(nextMass > 0)) {
                stop = StopReason.NON_FINITE;
            } else {
                boolean still = Math.min(moved, Couplings.distance(before, next)) <= tolerance * mass;
                stop = outer > 1 && still ? StopReason.CONVERGED : stop;
                double[] oldest = before;
                before = plan;
                plan = next;
                next = oldest;
            }
        }
        var progress = new FusedReport.Progress(outer, inner, stop, scaling.stop());
        Result last = report(problem, objective, plan, moved, progress, candidate);
        if (!(moved > tolerance * last.mass)) {
            return last;
        }
        Result other = report(problem, objective, before, moved, progress, candidate);
        return other.objective < last.objective ? other : last;
    }

    /** {@code ½∇E(P)} plus the divergences of P as a constant; returns the mass. */
    private double linearise(Objective objective, double[] plan, double[] cost) {
        double[] p = Couplings.rowSums(plan, objective.n, objective.m);
        double[] q = Couplings.columnSums(plan, objective.n, objective.m);
        double constant = 0;
        if (rho1 < Double.POSITIVE_INFINITY) {
            constant += rho1 * relative(p, objective.a);
        }
        if (rho2 < Double.POSITIVE_INFINITY) {
            constant += rho2 * relative(q, objective.b);
        }
        constant += epsilon * Couplings.divergenceFromProduct(Couplings.entropy(plan), p, q, objective.a, objective.b);
        objective.gradient(plan, cost);
        for (int k = 0; k < cost.length; k++) {
            cost[k] = 0.5 * cost[k] + constant;
        }
        return sum(p);
    }

    private Result report(
            FusedGromovProblem problem,
            Objective objective,
            double[] plan,
            double disagreement,
            FusedReport.Progress progress,
            InitialCoupling candidate) {
        double[] a = objective.a;
        double[] b = objective.b;
        double[] p = Couplings.rowSums(plan, objective.n, objective.m);
        double[] q = Couplings.columnSums(plan, objective.n, objective.m);
        double mass = sum(p);
        double entropy = Couplings.entropy(plan);
        double rows = tensorised(relative(p, a), mass, sum(a));
        double columns = tensorised(relative(q, b), mass, sum(b));
        double all = tensorised(Couplings.divergenceFromProduct(entropy, p, q, a, b), mass, sum(a) * sum(b));
        double cost = objective.value(plan);
        Set<SolverWarning> warnings = progress.warnings();
        double[] normal = plan.clone();
        for (int k = 0; k < normal.length; k++) {
            normal[k] /= mass;
        }
        if (FusedReport.entropyRatio(Couplings.entropy(normal), objective.n, objective.m) > COLLAPSED) {
            warnings.add(SolverWarning.PLAN_COLLAPSE);
        }
        if (FusedReport.trapped(problem.spaces(), objective, normal, objective.value(normal), 2 * epsilon)) {
            warnings.add(SolverWarning.PRODUCT_COUPLING);
        }
        return new Result(
                plan,
                cost + price(rho1, rows) + price(rho2, columns) + epsilon * all,
                cost,
                rows,
                columns,
                all,
                mass,
                disagreement,
                progress.outer(),
                progress.inner(),
                progress.outerStop(),
                progress.innerStop(),
                candidate,
                warnings);
    }

    private static double price(double rho, double divergence) {
        return rho < Double.POSITIVE_INFINITY ? rho * divergence : 0;
    }

    /** {@code KL(x⊗x ‖ y⊗y)} from {@code Σ x log(x/y)} and the masses. */
    private static double tensorised(double relative, double mass, double reference) {
        double divergence = relative - mass + reference;
        return 2 * mass * divergence + (mass - reference) * (mass - reference);
    }

    /** {@code Σ x log(x/y)}. */
    private static double relative(double[] x, double[] y) {
        return -Couplings.entropy(x) - Couplings.crossLog(x, y);
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }
}
