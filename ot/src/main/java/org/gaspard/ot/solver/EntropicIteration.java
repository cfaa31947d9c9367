package org.gaspard.ot.solver;

import org.gaspard.ot.matrix.Couplings;
import org.gaspard.tensor.array.DoubleArrays;

/** The outer loop of entropic Gromov-Wasserstein and its working memory, reused among several starts. */
public final class EntropicIteration {

    /** Entries of a previous plan below this count as this, to keep {@code ε log P} finite. */
    private static final double SMALLEST = 1e-300;

    /**
     * The options, with the meaning that they have in {@code EntropicGromovWasserstein}.
     *
     * @param proximal whether the scheme is that of proximal points
     */
    public record Settings(
            boolean proximal,
            double epsilon,
            SinkhornIteration.Settings inner,
            boolean warmStart,
            int minOuter,
            int maxOuter,
            double relativeTolerance,
            double absoluteTolerance,
            double planTolerance,
            SinkhornIteration.Schedule annealing) {}

    /**
     * How a solve ended.
     *
     * @param epsilon the ε of the last step
     * @param f the potentials of the rows in the last inner problem
     * @param g those of the columns
     * @param misses how many inner solves missed their threshold
     */
    public record Outcome(
            double[] plan,
            double epsilon,
            double[] f,
            double[] g,
            int outer,
            int inner,
            int misses,
            Ending outerStop,
            Ending innerStop) {}

    private final QuadraticCost quadratic;
    private final Settings options;
    private final int n;
    private final int m;
    private final double[] cost;
    private final double[] row;
    private final SinkhornIteration sinkhorn;

    public EntropicIteration(QuadraticCost quadratic, Settings options) {
        this.quadratic = quadratic;
        this.options = options;
        n = quadratic.a().length;
        m = quadratic.b().length;
        cost = new double[n * m];
        row = new double[m];
        sinkhorn = new SinkhornIteration(quadratic.a(), quadratic.b());
    }

    /** Solves from the given coupling, which is used as working memory. */
    public Outcome solve(double[] start) {
        double[] plan = start;
        double[] next = new double[n * m];
        double scale = quadratic.scale();
        double previous = Double.NaN;
        double epsilon = options.epsilon();
        int inner = 0;
        int misses = 0;
        int outer = 0;
        Ending stop = Ending.MAX_ITERATIONS;
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
            if (sinkhorn.stop() != Ending.CONVERGED) {
                misses++;
            }
            double value = value(epsilon);
            if (sinkhorn.stop() == Ending.NON_FINITE || !Double.isFinite(value)) {
                stop = Ending.NON_FINITE;
                break;
            }
            boolean still = options.planTolerance() > 0 && Couplings.distance(next, plan) <= options.planTolerance();
            double[] swap = plan;
            plan = next;
            next = swap;
            boolean settled = Math.abs(value - previous)
                    <= options.relativeTolerance() * Math.abs(value) + options.absoluteTolerance() * scale;
            if (outer >= options.minOuter() && epsilon == options.epsilon() && (settled || still)) {
                stop = Ending.CONVERGED;
                break;
            }
            previous = value;
        }
        return new Outcome(plan, epsilon, sinkhorn.f(), sinkhorn.g(), outer, inner, misses, stop, sinkhorn.stop());
    }

    /** {@code G(P)}, and {@code − ε log P} for the proximal scheme. */
    private void linearise(double[] plan, double epsilon) {
        quadratic.gradient(plan, cost);
        if (options.proximal()) {
            for (int k = 0; k < cost.length; k += m) {
                for (int j = 0; j < m; j++) {
                    row[j] = Math.max(plan[k + j], SMALLEST);
                }
                DoubleArrays.log(row, 0, row, 0, m);
                for (int j = 0; j < m; j++) {
                    cost[k + j] -= epsilon * row[j];
                }
            }
        }
    }

    /** The value of the linearised problem at its solution, from the duals; the sums of the rows are the weights. */
    private double value(double epsilon) {
        double[] p = quadratic.a();
        double[] q = sinkhorn.columnSums();
        double dual = sinkhorn.dualValue(p, q);
        return options.proximal()
                ? dual
                : dual - epsilon * (Couplings.crossLog(p, quadratic.a()) + Couplings.crossLog(q, quadratic.b()));
    }
}
