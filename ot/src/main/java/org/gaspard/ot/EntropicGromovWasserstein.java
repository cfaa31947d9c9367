package org.gaspard.ot;

import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.solver.EntropicIteration;
import org.gaspard.ot.solver.QuadraticCost;
import org.gaspard.ot.solver.SinkhornIteration;

/**
 * Gromov-Wasserstein by a sequence of Sinkhorn problems ([PCS16], algorithm 1; [XLZ19] for the proximal form).
 *
 * <p>Repeat: {@code C(P) = (C_X² a) ⊕ (C_Y² b) − 2 C_X P C_Y}, then {@code P ← Sinkhorn(C(P), ε)}. With the ½ in the
 * cost this ε is that of the objective {@code ½ ΣΣ(…)² P P − ε H(P)}; libraries that transport {@code 2C(P)} need 2ε
 * for the same plans. Each outer iteration costs two products of n × n matrices and one Sinkhorn solve.
 *
 * <p>The outer iteration stops, not before {@code minOuter} and not before ε has reached its target, when the values
 * of two consecutive linearised problems differ by at most {@code relativeTolerance · |value| + absoluteTolerance ·
 * (Σ C_X² aaᵀ + Σ C_Y² bbᵀ)}, or when the plan moves by at most {@code planTolerance} in the sum of absolute
 * differences. A relative rule alone never fires at cost 0; here the absolute one is relative to the scale of the
 * problem, so that all rules are invariant to a common rescaling of costs.
 *
 * @param scheme what is regularised
 * @param start where to start
 * @param inner the Sinkhorn solver and the ε of the problem
 * @param warmStart whether an inner solve starts from the potentials of the one before
 * @param minOuter the least number of outer iterations, at least 1
 * @param maxOuter the limit on outer iterations, at least minOuter
 * @param relativeTolerance at least 0
 * @param absoluteTolerance at least 0
 * @param planTolerance at least 0; 0 switches this rule off
 * @param annealing the schedule of ε, one step for each outer iteration. It forgets the start: a large ε leads to the
 *     same blurred plan from everywhere
 * @param round whether the final plan is put on its marginals by {@link MarginalRounding}
 */
public record EntropicGromovWasserstein(
        Scheme scheme,
        InitialCoupling start,
        Sinkhorn inner,
        boolean warmStart,
        int minOuter,
        int maxOuter,
        double relativeTolerance,
        double absoluteTolerance,
        double planTolerance,
        Annealing annealing,
        boolean round)
        implements GromovWasserstein {

    /** The regularisation of an outer step. */
    public enum Scheme {
        /** Projected gradient: {@code min ⟨C(P_k), P⟩ − ε H(P)}. The limit minimises the regularised cost. */
        PROJECTED_GRADIENT,
        /**
         * Proximal point: {@code min ⟨C(P_k), P⟩ + ε KL(P ‖ P_k)}. ε is a step size, the limit minimises the cost
         * without regularisation and is usually sparse. A plan never regains support that it lost.
         */
        PROXIMAL_POINT
    }

    public EntropicGromovWasserstein {
        Checks.atLeast("minOuter", minOuter, 1);
        Checks.atLeast("maxOuter", maxOuter, minOuter);
        Checks.nonNegative("relativeTolerance", relativeTolerance);
        Checks.nonNegative("absoluteTolerance", absoluteTolerance);
        Checks.nonNegative("planTolerance", planTolerance);
    }

    /**
     * Projected gradient from {@code abᵀ} with 5 to 50 cold-started outer iterations, tolerance 10⁻³ on the value, and
     * an inner Sinkhorn of threshold 10⁻³, checked every 10 of at most 2000 iterations; no annealing, no rounding.
     */
    public EntropicGromovWasserstein(double epsilon) {
        this(
                Scheme.PROJECTED_GRADIENT,
                InitialCoupling.product(),
                new Sinkhorn(epsilon),
                false,
                5,
                50,
                1e-3,
                1e-8,
                0,
                Annealing.NONE,
                false);
    }

    /** ε, that of the inner solver. */
    public double epsilon() {
        return inner.epsilon();
    }

    public EntropicGromovWasserstein withEpsilon(double value) {
        return withInner(inner.withEpsilon(value));
    }

    public EntropicGromovWasserstein withScheme(Scheme value) {
        return new EntropicGromovWasserstein(
                value,
                start,
                inner,
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                round);
    }

    public EntropicGromovWasserstein withStart(InitialCoupling value) {
        return new EntropicGromovWasserstein(
                scheme,
                value,
                inner,
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                round);
    }

    public EntropicGromovWasserstein withInner(Sinkhorn value) {
        return new EntropicGromovWasserstein(
                scheme,
                start,
                value,
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                round);
    }

    public EntropicGromovWasserstein withWarmStart(boolean value) {
        return new EntropicGromovWasserstein(
                scheme,
                start,
                inner,
                value,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                round);
    }

    public EntropicGromovWasserstein withOuterIterations(int min, int max) {
        return new EntropicGromovWasserstein(
                scheme,
                start,
                inner,
                warmStart,
                min,
                max,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                round);
    }

    public EntropicGromovWasserstein withTolerances(double relative, double absolute, double plan) {
        return new EntropicGromovWasserstein(
                scheme, start, inner, warmStart, minOuter, maxOuter, relative, absolute, plan, annealing, round);
    }

    public EntropicGromovWasserstein withAnnealing(Annealing value) {
        return new EntropicGromovWasserstein(
                scheme,
                start,
                inner,
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                value,
                round);
    }

    public EntropicGromovWasserstein withRounding(boolean value) {
        return new EntropicGromovWasserstein(
                scheme,
                start,
                inner,
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing,
                value);
    }

    @Override
    public GromovResult solve(GromovProblem problem) {
        EntropicIteration iteration = new EntropicIteration(quadratic(problem), settings());
        List<InitialCoupling> candidates = start.candidates();
        GromovResult best = solve(problem, iteration, candidates.getFirst());
        for (InitialCoupling candidate : candidates.subList(1, candidates.size())) {
            GromovResult result = solve(problem, iteration, candidate);
            if (better(result, best)) {
                best = result;
            }
        }
        return best;
    }

    private GromovResult solve(GromovProblem problem, EntropicIteration iteration, InitialCoupling from) {
        EntropicIteration.Outcome end = iteration.solve(from.coupling(problem));
        double left = scheme == Scheme.PROXIMAL_POINT ? 0 : end.epsilon();
        double[] plan = round ? MarginalRounding.round(end.plan(), problem.a(), problem.b()) : end.plan();
        var progress = new GromovReport.Progress(
                end.outer(),
                end.inner(),
                end.misses(),
                StopReason.valueOf(end.outerStop().name()),
                StopReason.valueOf(end.innerStop().name()));
        return GromovReport.of(problem, plan, left, progress, from);
    }

    private EntropicIteration.Settings settings() {
        return new EntropicIteration.Settings(
                scheme == Scheme.PROXIMAL_POINT,
                inner.epsilon(),
                new SinkhornIteration.Settings(
                        inner.threshold(), inner.maxIterations(), inner.checkEvery(), inner.annealing()::at),
                warmStart,
                minOuter,
                maxOuter,
                relativeTolerance,
                absoluteTolerance,
                planTolerance,
                annealing::at);
    }

    private static QuadraticCost quadratic(GromovProblem problem) {
        return new QuadraticCost(
                problem.a(),
                problem.b(),
                problem.cX(),
                problem.cY(),
                2,
                GromovReport.squaresTimes(problem.cX(), problem.a()),
                GromovReport.squaresTimes(problem.cY(), problem.b()),
                new double[0]);
    }

    /** An infeasible plan may have any cost: it wins against nobody. */
    private static boolean better(GromovResult result, GromovResult best) {
        boolean usable = usable(result);
        return usable != usable(best) ? usable : result.divergenceCost() < best.divergenceCost();
    }

    private static boolean usable(GromovResult result) {
        return !result.warnings().contains(SolverWarning.INFEASIBLE_PLAN)
                && !result.warnings().contains(SolverWarning.NON_FINITE);
    }
}
