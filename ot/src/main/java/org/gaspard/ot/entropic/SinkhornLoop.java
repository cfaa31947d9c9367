package org.gaspard.ot.entropic;

import java.util.Arrays;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.SoftMin;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The state and the working memory of an {@link EntropicTransport} solve: iterations allocate next to nothing
 * but on grids.
 *
 * <p>One iteration sets g, then f, and learns the sums of the columns from the pass that sets f: they are the error of the
 * iterate, and all that the next g needs. So it is a fixed-point iteration on g, which is what is accelerated.
 */
final class SinkhornLoop {

    private static final double LARGEST_RATE = 0.999;

    private final EntropicTransport options;
    private final Marginals marginals;
    private final SoftMin softMin;
    private final Scalings[] scalings;
    private final AndersonMixing[] mixing;
    private final SoftMin.RowRule rule = this::rowPotential;
    private final double[] f;
    private final double[] g;
    private final double[] nextG;
    private final double[] logColumnSums;
    private final double[] sums;
    private final double[] rowTargets;
    private final double[] rowSoftMins;
    private double epsilon;
    private double lambda;
    private double omega = 1;
    private double residual = Double.POSITIVE_INFINITY;
    private int iterations;
    private StopReason stop = StopReason.MAX_ITERATIONS;

    SinkhornLoop(Geometry geometry, Marginals marginals, EntropicTransport options) {
        this.options = options;
        this.marginals = marginals;
        softMin = geometry.softMin();
        scalings = options.form() == Form.KERNEL
                ? new Scalings[] {new Scalings(geometry.scalingKernel(), marginals)}
                : new Scalings[0];
        int n = geometry.rows();
        int m = geometry.columns();
        mixing = options.acceleration() instanceof Acceleration.Anderson(int memory, double ridge)
                ? new AndersonMixing[] {new AndersonMixing(memory, ridge, m)}
                : new AndersonMixing[0];
        f = new double[n];
        g = new double[m];
        nextG = new double[m];
        logColumnSums = new double[m];
        sums = new double[m];
        rowTargets = new double[n];
        rowSoftMins = new double[n];
    }

    void run(Potentials start, double targetEpsilon) {
        for (int i = 0; i < f.length; i++) {
            f[i] = marginals.a[i] == 0 ? Double.NEGATIVE_INFINITY : finite(start.f()[i]);
        }
        epsilon = options.annealing().at(targetEpsilon, 0);
        marginals.setEpsilon(epsilon);
        softMin.columns(f, epsilon, sums);
        marginals.columns(sums, nextG);
        System.arraycopy(nextG, 0, g, 0, g.length);
        double tolerance = options.tolerance().of(marginals.massOfB);
        int step = 0;
        int settled = 0;
        double best = Double.POSITIVE_INFINITY;
        while (true) {
            double before = residual;
            iterate();
            iterations++;
            if (!finite()) {
                stop = StopReason.NON_FINITE;
                return;
            }
            boolean annealed = epsilon == targetEpsilon;
            boolean check = iterations % options.checkEvery() == 0;
            if (annealed && (check || iterations >= options.maxIterations()) && residual <= tolerance) {
                stop = StopReason.CONVERGED;
                return;
            }
            if (iterations >= options.maxIterations()) {
                return;
            }
            settled = annealed ? settled + 1 : 0;
            if (annealed) {
                adapt(settled, before, best);
                best = settled == 1 ? residual : Math.min(best, residual);
            }
            advance(annealed && residual > 2 * best);
            if (check && !annealed) {
                epsilon = options.annealing().at(targetEpsilon, ++step);
                marginals.setEpsilon(epsilon);
                for (Scalings scaling : scalings) {
                    scaling.forget();
                }
                for (AndersonMixing anderson : mixing) {
                    anderson.clear();
                }
            }
        }
    }

    /** A start may have −∞ where its own weights were 0. */
    private static double finite(double potential) {
        return Double.isFinite(potential) ? potential : 0;
    }

    /** The rows for the present g, and from the sums of the columns the next g and how far it moves them. */
    private void iterate() {
        updateRows();
        double shift = marginals.bestShift(f, g);
        if (shift != 0) {
            for (int i = 0; i < f.length; i++) {
                f[i] += shift;
            }
            for (int j = 0; j < g.length; j++) {
                g[j] -= shift;
            }
        }
        int m = g.length;
        for (int j = 0; j < m; j++) {
            sums[j] = g[j] - epsilon * logColumnSums[j];
        }
        lambda = marginals.lambda();
        marginals.columns(sums, nextG);
        DoubleArrays.exp(logColumnSums, 0, sums, 0, m);
        residual = 0;
        if (marginals.isBalanced()) {
            for (int j = 0; j < m; j++) {
                residual += Math.abs(sums[j] - marginals.b[j]);
            }
        } else {
            // λ and g − λ must both have come to rest: their sum alone may stay while they drift apart.
            double drift = marginals.lambda() - lambda;
            double total = 0;
            for (int j = 0; j < m; j++) {
                if (marginals.b[j] > 0) {
                    residual += sums[j] * Math.abs(Math.expm1((nextG[j] - g[j] - drift) / epsilon));
                    total += sums[j];
                }
            }
            residual += total * Math.abs(Math.expm1(drift / epsilon));
        }
        if (omega != 1) {
            for (int i = 0; i < f.length; i++) {
                if (marginals.a[i] > 0) {
                    double sum = Math.exp((f[i] - shift - rowSoftMins[i]) / epsilon);
                    residual += sum * Math.abs(Math.expm1((rowTargets[i] - f[i] + shift) / epsilon));
                }
            }
        }
    }

    private void updateRows() {
        boolean plain = marginals.isBalanced() && omega == 1;
        for (Scalings scaling : scalings) {
            if (!scaling.ready()) {
                scaling.reset(f, g, epsilon);
            }
            if (scaling.update(g, epsilon, plain, rule, f, logColumnSums)) {
                return;
            }
        }
        softMin.updateRows(g, epsilon, rule, f, logColumnSums);
        for (Scalings scaling : scalings) {
            scaling.reset(f, g, epsilon);
        }
    }

    private double rowPotential(int i, double rowSoftMin, double old) {
        double target = marginals.row(i, rowSoftMin);
        if (omega == 1 || old == Double.NEGATIVE_INFINITY) {
            return target;
        }
        rowTargets[i] = target;
        rowSoftMins[i] = rowSoftMin;
        return (1 - omega) * old + omega * target;
    }

    private boolean finite() {
        return finiteWherePositive(f, marginals.a) && finiteWherePositive(nextG, marginals.b);
    }

    private static boolean finiteWherePositive(double[] potential, double[] weights) {
        for (int i = 0; i < potential.length; i++) {
            if (weights[i] > 0 && !Double.isFinite(potential[i])) {
                return false;
            }
        }
        return true;
    }

    /** Chooses ω. */
    private void adapt(int settled, double before, double best) {
        switch (options.acceleration()) {
            case Acceleration.OverRelaxation(double fixed) -> omega = fixed;
            case Acceleration.AdaptiveOverRelaxation(int start) -> {
                if (settled == start && residual < before) {
                    double rate = Math.min(residual / before, LARGEST_RATE);
                    omega = 2 / (1 + Math.sqrt(1 - rate));
                } else if (omega != 1 && residual > 10 * best) {
                    omega = 1;
                }
            }
            case Acceleration.None none -> {}
            case Acceleration.Anderson anderson -> {}
        }
    }

    /** The next g. */
    private void advance(boolean grows) {
        if (mixing.length > 0) {
            if (grows) {
                mixing[0].clear();
            }
            mixing[0].step(g, nextG);
        } else if (omega != 1) {
            for (int j = 0; j < g.length; j++) {
                g[j] = nextG[j] == Double.NEGATIVE_INFINITY ? nextG[j] : (1 - omega) * g[j] + omega * nextG[j];
            }
        } else {
            System.arraycopy(nextG, 0, g, 0, g.length);
        }
    }

    EntropicResult result(Geometry geometry) {
        return EntropicResult.of(
                geometry,
                marginals,
                new Potentials(Arrays.copyOf(f, f.length), Arrays.copyOf(g, g.length)),
                epsilon,
                options.relaxation(),
                lambda,
                residual,
                iterations,
                stop);
    }
}
