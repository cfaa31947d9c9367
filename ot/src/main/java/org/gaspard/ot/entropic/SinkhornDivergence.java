package org.gaspard.ot.entropic;

import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.PointCloudGeometry;

/**
 * The Sinkhorn divergence ([FSVATP19]; with penalties [SFVTP19]), entropic transport without its bias:
 * {@code S_ε(a, b) = OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b) + (ε/2) (Σa − Σb)²}.
 *
 * <p>For costs such as {@code ‖x − y‖^p} with {@code 0 < p ≤ 2} it is at least 0, and 0 only for equal measures. The values are those
 * of the dual problems, whose errors are of second order in those of the potentials. One ε serves all three problems, that
 * of the first one, which starts from the potentials of the other two: where the measures are close, so are these.
 *
 * @param solver how to solve; the two symmetric problems go through {@link EntropicTransport#solveSymmetric}
 */
public record SinkhornDivergence(EntropicTransport solver) {

    public SinkhornDivergence {
        requireDivergence(solver.relaxation());
    }

    static void requireDivergence(Relaxation relaxation) {
        if (relaxation instanceof Relaxation.Partial) {
            throw new IllegalArgumentException("the problem is partial, expected hard or penalised marginals");
        }
        if (relaxation instanceof Relaxation.NegativeEntropy) {
            throw new IllegalArgumentException(
                    "the relaxation is " + relaxation + ", expected hard marginals or Kullback-Leibler penalties");
        }
    }

    /**
     * A divergence and the solves behind it.
     *
     * @param value {@code S_ε}
     * @param between the problem of a and b
     * @param first the problem of a with itself
     * @param second the problem of b with itself
     */
    public record Result(double value, EntropicResult between, EntropicResult first, EntropicResult second) {

        /** Whether all three solves met the tolerance. */
        public boolean converged() {
            return between.converged() && first.converged() && second.converged();
        }
    }

    /**
     * The divergence of two weighted sets.
     *
     * @param xy costs among the two sets, [n × m]
     * @param xx symmetric costs among the first, [n × n]
     * @param yy symmetric costs among the second, [m × m]
     */
    public Result between(Geometry xy, Geometry xx, Geometry yy, double[] a, double[] b) {
        EntropicTransport shared =
                solver.withEpsilon(Epsilon.of(solver.epsilon().of(xy)));
        EntropicResult first = shared.solveSymmetric(xx, a);
        EntropicResult second = shared.solveSymmetric(yy, b);
        EntropicResult cross = shared.solve(
                xy,
                a,
                b,
                new Potentials(first.potentials().f(), second.potentials().g()));
        double masses = 0;
        if (solver.relaxation() instanceof Relaxation.KullbackLeibler) {
            double difference = sum(a) - sum(b);
            masses = 0.5 * cross.epsilon() * difference * difference;
        }
        double value = cross.dualValue() - 0.5 * (first.dualValue() + second.dualValue()) + masses;
        return new Result(value, cross, first, second);
    }

    /**
     * The divergence of two weighted sets of points, whose cost matrices are not stored in {@link Form#LOG}.
     *
     * @param x n points, [n × d]
     * @param y m points, [m × d]
     */
    public Result between(Cost cost, double[] x, double[] a, double[] y, double[] b, int d) {
        return between(
                PointCloudGeometry.of(cost, x, a.length, y, b.length, d),
                PointCloudGeometry.of(cost, x, a.length, d),
                PointCloudGeometry.of(cost, y, b.length, d),
                a,
                b);
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        return sum;
    }
}
