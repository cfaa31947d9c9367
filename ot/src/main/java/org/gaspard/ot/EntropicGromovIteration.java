package org.gaspard.ot;

import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;

/** The outer loop of {@link EntropicGromovWasserstein} and its working memory, reused among several starts. */
final class EntropicGromovIteration {

    /** Entries of a previous plan below this count as this, to keep {@code ε log P} finite. */
    private static final double SMALLEST = 1e-300;

    private final GromovProblem problem;
    private final EntropicGromovWasserstein options;
    private final int n;
    private final int m;
    private final double[] f1;
    private final double[] f2;
    private final double[] cost;
    private final double[] planTimesCY;
    private final SinkhornIteration sinkhorn;

    EntropicGromovIteration(GromovProblem problem, EntropicGromovWasserstein options) {
        this.problem = problem;
        this.options = options;
        n = problem.rows();
        m = problem.columns();
        f1 = GromovReport.squaresTimes(problem.cX(), problem.a());
        f2 = GromovReport.squaresTimes(problem.cY(), problem.b());
        cost = new double[n * m];
        planTimesCY = new double[n * m];
        sinkhorn = new SinkhornIteration(problem.a(), problem.b());
    }

    GromovResult solve(InitialCoupling start) {
        double[] plan = start.coupling(problem);
        double[] next = new double[n * m];
        double scale = Couplings.dot(f1, problem.a()) + Couplings.dot(f2, problem.b());
        double previous = Double.NaN;
        double epsilon = options.epsilon();
        int inner = 0;
        int misses = 0;
        int outer = 0;
        StopReason stop = StopReason.MAX_ITERATIONS;
        sinkhorn.startFromZero();
        while (outer < options.maxOuter()) {
            epsilon = options.annealing().at(options.epsilon(), outer);
            linearise(plan, epsilon);
            if (!options.warmStart()) {
                sinkhorn.startFromZero();
            }
            sinkhorn.run(cost, options.inner(), epsilon);
            sinkhorn.plan(next);
            outer++;
            inner += sinkhorn.iterations();
            if (sinkhorn.stop() != StopReason.CONVERGED) {
                misses++;
            }
            double value = value(next, epsilon);
            if (sinkhorn.stop() == StopReason.NON_FINITE || !Double.isFinite(value)) {
                stop = StopReason.NON_FINITE;
                break;
            }
            double moved = Couplings.distance(next, plan);
            double[] swap = plan;
            plan = next;
            next = swap;
            boolean settled = Math.abs(value - previous)
                    <= options.relativeTolerance() * Math.abs(value) + options.absoluteTolerance() * scale;
            boolean still = options.planTolerance() > 0 && moved <= options.planTolerance();
            if (outer >= options.minOuter() && epsilon == options.epsilon() && (settled || still)) {
                stop = StopReason.CONVERGED;
                break;
            }
            previous = value;
        }
        if (options.round()) {
            plan = MarginalRounding.round(plan, problem.a(), problem.b());
        }
        boolean proximal = options.scheme() == EntropicGromovWasserstein.Scheme.PROXIMAL_POINT;
        var progress = new GromovReport.Progress(outer, inner, misses, stop, sinkhorn.stop());
        return GromovReport.of(problem, plan, proximal ? 0 : epsilon, progress, start);
    }

    /** {@code C(P) = f1 ⊕ f2 − 2 C_X P C_Y}, and {@code − ε log P} for the proximal scheme. */
    private void linearise(double[] plan, double epsilon) {
        Products.multiply(plan, problem.cY(), planTimesCY, n, m, m);
        Products.multiply(problem.cX(), planTimesCY, cost, n, n, m);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                cost[i * m + j] = f1[i] + f2[j] - 2 * cost[i * m + j];
            }
        }
        if (options.scheme() == EntropicGromovWasserstein.Scheme.PROXIMAL_POINT) {
            for (int k = 0; k < cost.length; k++) {
                cost[k] -= epsilon * Math.log(Math.max(plan[k], SMALLEST));
            }
        }
    }

    /** The value of the linearised problem at its solution, from the duals. */
    private double value(double[] plan, double epsilon) {
        double[] p = Couplings.rowSums(plan, n, m);
        double[] q = Couplings.columnSums(plan, n, m);
        double dual = sinkhorn.dualValue(p, q);
        return switch (options.scheme()) {
            case PROJECTED_GRADIENT ->
                dual - epsilon * (Couplings.crossLog(p, problem.a()) + Couplings.crossLog(q, problem.b()));
            case PROXIMAL_POINT -> dual;
        };
    }
}
