package org.gaspard.ot.entropic;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.Geometry;

/**
 * Transport plans of low nonnegative rank ([SCP21]): {@code min ⟨P, C⟩ − ε (H(Q) + H(R) + H(g))} over
 * {@code P = Q diag(1/g) Rᵀ} with {@code Q1 = a}, {@code R1 = b}, {@code Qᵀ1 = Rᵀ1 = g ≥ α}, by mirror descent with
 * projections by {@link FactorProjection}.
 *
 * <p>Mass goes from the n rows to r hubs of weights g and on to the m columns. With a
 * {@link org.gaspard.ot.geometry.LowRankGeometry} of rank d an iteration takes {@code O((n + m) r (d + s))} for s inner
 * iterations, and no matrix of n × m numbers ever exists; with other geometries {@code O(nmr)}. The problem is not convex:
 * the result depends on the start, which is random, and its cost is above that of exact transport.
 *
 * <p>Each step is {@code γ / max(‖∇_Q‖∞, ‖∇_R‖∞, ‖∇_g‖∞)}, so that the scale of the costs does not matter.
 *
 * @param rank r, at least 1; capped at the smaller number of points
 * @param epsilon ε, at least 0
 * @param step γ, above 0
 * @param floor α as a share of the mean weight of a hub, in (0, 1)
 * @param tolerance stop once the symmetrised divergence of two successive (Q, R, g), over γ² and the total mass, is at most
 *     this, at least 0
 * @param maxIterations the limit on steps, at least 1
 * @param seed of the start
 */
public record LowRankTransport(
        int rank, double epsilon, double step, double floor, double tolerance, int maxIterations, long seed) {

    public LowRankTransport {
        Checks.atLeast("rank", rank, 1);
        Checks.nonNegative("epsilon", epsilon);
        Checks.positive("step", step);
        Checks.positive("floor", Checks.within("floor", floor, 0, Math.nextDown(1.0)));
        Checks.nonNegative("tolerance", tolerance);
        Checks.atLeast("maxIterations", maxIterations, 1);
    }

    /** No entropy, γ = 10, α = 10⁻⁶, tolerance 10⁻⁹, at most 1000 steps, seed 0. */
    public LowRankTransport(int rank) {
        this(rank, 0, 10, 1e-6, 1e-9, 1000, 0);
    }

    public LowRankTransport withEpsilon(double value) {
        return new LowRankTransport(rank, value, step, floor, tolerance, maxIterations, seed);
    }

    public LowRankTransport withStep(double value) {
        return new LowRankTransport(rank, epsilon, value, floor, tolerance, maxIterations, seed);
    }

    public LowRankTransport withTolerance(double value) {
        return new LowRankTransport(rank, epsilon, step, floor, value, maxIterations, seed);
    }

    public LowRankTransport withMaxIterations(int value) {
        return new LowRankTransport(rank, epsilon, step, floor, tolerance, value, seed);
    }

    public LowRankTransport withSeed(long value) {
        return new LowRankTransport(rank, epsilon, step, floor, tolerance, maxIterations, value);
    }

    /**
     * A plan {@code P = Q diag(1/g) Rᵀ} and how its solver ended.
     *
     * @param q Q, [n × r]
     * @param r R, [m × r]
     * @param g weights of the hubs, [r]
     * @param transportCost {@code ⟨P, C⟩}
     * @param marginalError {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁} before the last rounding, which makes P a coupling
     * @param change what the tolerance was compared with
     * @param iterations steps
     * @param stop why the solver stopped
     */
    public record Result(
            double[] q,
            double[] r,
            double[] g,
            double transportCost,
            double marginalError,
            double change,
            int iterations,
            StopReason stop) {

        public boolean converged() {
            return stop == StopReason.CONVERGED;
        }

        /** {@code P M} for M [m × k], in {@code O((n + m) r k)}. */
        public double[] planTimes(double[] matrix, int k) {
            return times(q, r, matrix, k);
        }

        /** {@code Pᵀ M} for M [n × k]. */
        public double[] transposedPlanTimes(double[] matrix, int k) {
            return times(r, q, matrix, k);
        }

        private double[] times(double[] left, double[] right, double[] matrix, int k) {
            Checks.atLeast("k", k, 1);
            int rank = g.length;
            int m = right.length / rank;
            Checks.length("matrix", matrix, (long) m * k);
            double[] hubs = new double[rank * k];
            for (int j = 0; j < m; j++) {
                for (int l = 0; l < rank; l++) {
                    double factor = right[j * rank + l] / g[l];
                    for (int w = 0; w < k; w++) {
                        hubs[l * k + w] += factor * matrix[j * k + w];
                    }
                }
            }
            int n = left.length / rank;
            double[] out = new double[n * k];
            for (int i = 0; i < n; i++) {
                for (int l = 0; l < rank; l++) {
                    for (int w = 0; w < k; w++) {
                        out[i * k + w] += left[i * rank + l] * hubs[l * k + w];
                    }
                }
            }
            return out;
        }
    }

    /**
     * Solves from a random start.
     *
     * @param a the n row weights, above 0
     * @param b the m column weights, above 0, with the same sum (to 10⁻⁶ of it)
     */
    public Result solve(Geometry geometry, double[] a, double[] b) {
        Checks.length("a", a, geometry.rows());
        Checks.length("b", b, geometry.columns());
        double mass = Checks.weights("a", a);
        double other = Checks.weights("b", b);
        Checks.positive("a", a);
        Checks.positive("b", b);
        Checks.sameSum(mass, other);
        int hubs = Math.min(rank, Math.min(a.length, b.length));
        FactorProjection projection = new FactorProjection(a, b, hubs, floor * mass / hubs);
        start(projection, mass, hubs);
        StopReason stop = StopReason.MAX_ITERATIONS;
        double change = Double.POSITIVE_INFINITY;
        int iterations = 0;
        while (stop == StopReason.MAX_ITERATIONS && iterations < maxIterations) {
            double[] q = projection.q().clone();
            double[] r = projection.r().clone();
            double[] g = projection.g().clone();
            double[] slopeQ = divideColumns(geometry.applyCost(r, hubs), g);
            double[] slopeR = divideColumns(geometry.applyCostTransposed(q, hubs), g);
            double[] slopeG = new double[hubs];
            for (int i = 0; i < a.length; i++) {
                for (int l = 0; l < hubs; l++) {
                    slopeG[l] -= q[i * hubs + l] * slopeQ[i * hubs + l] / g[l];
                }
            }
            addEntropy(slopeQ, q);
            addEntropy(slopeR, r);
            addEntropy(slopeG, g);
            double largest = Math.max(largest(slopeQ), Math.max(largest(slopeR), largest(slopeG)));
            double size = largest > 0 ? step / largest : 0;
            projection.project(descend(q, slopeQ, size), descend(r, slopeR, size), descend(g, slopeG, size));
            iterations++;
            change = (symmetrised(projection.q(), q) + symmetrised(projection.r(), r) + symmetrised(projection.g(), g))
                    / (step * step * mass);
            if (!Double.isFinite(change)) {
                stop = StopReason.NON_FINITE;
            } else if (change <= tolerance) {
                stop = StopReason.CONVERGED;
            }
        }
        double error = projection.rowError();
        if (stop != StopReason.NON_FINITE) {
            projection.round();
        }
        double[] costs = divideColumns(geometry.applyCost(projection.r(), hubs), projection.g());
        double cost = 0;
        for (int k = 0; k < costs.length; k++) {
            cost += costs[k] * projection.q()[k];
        }
        return new Result(projection.q(), projection.r(), projection.g(), cost, error, change, iterations, stop);
    }

    /** Equal hubs, and factors that are random around those of the independent coupling. */
    private void start(FactorProjection projection, double mass, int hubs) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] q = new double[projection.q().length];
        double[] r = new double[projection.r().length];
        double[] g = new double[hubs];
        Arrays.setAll(q, k -> mass * random.nextDouble(0.5, 1.5));
        Arrays.setAll(r, k -> mass * random.nextDouble(0.5, 1.5));
        Arrays.fill(g, mass / hubs);
        projection.project(q, r, g);
    }

    private static double[] divideColumns(double[] matrix, double[] by) {
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] /= by[k % by.length];
        }
        return matrix;
    }

    private void addEntropy(double[] slope, double[] x) {
        if (epsilon > 0) {
            for (int k = 0; k < slope.length; k++) {
                slope[k] += epsilon * Math.log(x[k]);
            }
        }
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    /** {@code x exp(−size · slope)}, never 0, where it would stay. */
    private static double[] descend(double[] x, double[] slope, double size) {
        double[] next = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            next[k] = Math.max(x[k] * Math.exp(-size * slope[k]), 1e-200);
        }
        return next;
    }

    /** {@code KL(x ‖ y) + KL(y ‖ x) = Σ (x − y) log(x/y)}. */
    private static double symmetrised(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += (x[k] - y[k]) * Math.log(x[k] / y[k]);
        }
        return sum;
    }
}
