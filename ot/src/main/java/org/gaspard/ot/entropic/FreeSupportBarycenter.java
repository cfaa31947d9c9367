package org.gaspard.ot.entropic;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.ot.Cost;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.PointCloudGeometry;

/**
 * Wasserstein barycentres whose points are free and whose weights are fixed, for the squared Euclidean cost ([CD14],
 * algorithm 2): in turn the entropic plans from the present points to each input, and
 * {@code x_i ← (1 − θ) x_i + θ Σ_k w_k (P_k y_k)_i / a_i}. The objective is not convex: the start matters.
 *
 * <p>Entropy draws the points together; a small ε, or {@link EntropicBarycenter} debiased on a grid, avoids it.
 *
 * @param solver how the plans are found; each starts from the potentials of the last round
 * @param step θ in (0, 1]
 * @param tolerance stop once no point moves by more than this in a round, at least 0
 * @param maxRounds the limit on rounds, at least 1
 */
public record FreeSupportBarycenter(EntropicTransport solver, double step, double tolerance, int maxRounds) {

    public FreeSupportBarycenter {
        Checks.positive("step", Checks.within("step", step, 0, 1));
        Checks.nonNegative("tolerance", tolerance);
        Checks.atLeast("maxRounds", maxRounds, 1);
        if (!(solver.relaxation() instanceof Relaxation.Balanced)) {
            throw new IllegalArgumentException("the relaxation is " + solver.relaxation() + ", expected Balanced");
        }
    }

    /** Full steps, tolerance 10⁻⁵, at most 100 rounds. */
    public FreeSupportBarycenter(EntropicTransport solver) {
        this(solver, 1, 1e-5, 100);
    }

    /**
     * A weighted set of points. The arrays are not copied.
     *
     * @param points [m × d], row-major
     * @param weights m weights
     */
    public record Measure(double[] points, double[] weights) {}

    /**
     * A barycentre and how its solver ended.
     *
     * @param points [n × d]
     * @param cost {@code Σ_k w_k ⟨P_k, C_k⟩} of the last plans
     * @param moved by how much a point moved at most in the last round
     * @param rounds how many times the points were set
     * @param plansConverged whether all plans of the last round met their tolerance
     * @param stop why the solver stopped
     */
    public record Result(
            double[] points, double cost, double moved, int rounds, boolean plansConverged, StopReason stop) {

        /** Whether the points came to rest and all plans of the last round met their tolerance. */
        public boolean converged() {
            return stop == StopReason.CONVERGED && plansConverged;
        }
    }

    /**
     * The barycentre of K measures.
     *
     * @param start the points to start from, [n × d]
     * @param a the weights of the points, above 0
     * @param weights K weights, at least 0; divided by their sum
     */
    public Result of(double[] start, double[] a, int d, List<Measure> measures, double[] weights) {
        int n = a.length;
        Checks.atLeast("the number of points", n, 1);
        Checks.atLeast("d", d, 1);
        Checks.atLeast("the number of measures", measures.size(), 1);
        Checks.length("weights", weights, measures.size());
        Checks.length("start", start, (long) n * d);
        double total = Checks.weights("weights", weights);
        Checks.finite("start", start);
        Checks.positive("a", a);
        for (int k = 0; k < measures.size(); k++) {
            Measure measure = measures.get(k);
            String name = "measures[" + k + "].";
            Checks.atLeast("the number of points of measures[" + k + "]", measure.weights.length, 1);
            Checks.length(name + "points", measure.points, (long) measure.weights.length * d);
            Checks.finite(name + "points", measure.points);
            Checks.weights(name + "weights", measure.weights);
        }
        double[] x = start.clone();
        List<EntropicResult> last = new ArrayList<>();
        StopReason stop = StopReason.MAX_ITERATIONS;
        double moved = Double.POSITIVE_INFINITY;
        double cost = 0;
        boolean converged = true;
        int rounds = 0;
        while (stop == StopReason.MAX_ITERATIONS && rounds < maxRounds) {
            double[] mean = new double[n * d];
            cost = 0;
            converged = true;
            for (int k = 0; k < measures.size(); k++) {
                Measure measure = measures.get(k);
                PointCloudGeometry geometry =
                        PointCloudGeometry.of(Cost.squaredEuclidean(), x, n, measure.points, measure.weights.length, d);
                EntropicResult result = rounds == 0
                        ? solver.solve(geometry, a, measure.weights)
                        : solver.solve(geometry, a, measure.weights, last.get(k).potentials());
                if (rounds == 0) {
                    last.add(result);
                } else {
                    last.set(k, result);
                }
                double share = weights[k] / total;
                double[] images = result.barycentricProjection(measure.points, d);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += share * images[i];
                }
                cost += share * result.transportCost();
                converged &= result.converged();
            }
            moved = 0;
            for (int i = 0; i < n; i++) {
                double square = 0;
                for (int k = i * d; k < (i + 1) * d; k++) {
                    double change = step * (mean[k] - x[k]);
                    x[k] += change;
                    square += change * change;
                }
                moved = Math.max(moved, Math.sqrt(square));
            }
            rounds++;
            if (!Double.isFinite(moved)) {
                stop = StopReason.NON_FINITE;
            } else if (moved <= tolerance) {
                stop = StopReason.CONVERGED;
            }
        }
        return new Result(x, cost, moved, rounds, converged, stop);
    }
}
