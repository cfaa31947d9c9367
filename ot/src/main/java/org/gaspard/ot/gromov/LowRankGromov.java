package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.MonotoneCoupling;
import org.gaspard.ot.matrix.Sorting;
import org.gaspard.tensor.array.DoubleArrays;
import org.jspecify.annotations.Nullable;

/**
 * Gromov-Wasserstein over couplings of low rank, {@code P = Q diag(1/g) Rᵀ} with {@code Q1 = a, R1 = b, Qᵀ1 = Rᵀ1 = g}, for
 * the square loss and factored costs ([SPC22]): mirror descent in (Q, R, g), each step projected back by
 * Dykstra's algorithm ({@link LowRankProjection}). Time and memory are linear in the numbers of points:
 * {@code O((n + m) r (k + r))} an iteration.
 *
 * <p>The value of a coupling of rank r is an upper bound of that over all couplings. The objective is not convex and need
 * not fall in each step; the best iterate is kept. The independent coupling (rank 1) is stationary, so no start is there: the
 * first one cuts both spaces into r shares by eccentricity, the order of the first lower bound; further ones are random.
 *
 * @param rank r, at least 1
 * @param step the largest exponent in a step of the mirror descent, above 0
 * @param starts how many starts; the best result is kept; at least 1
 * @param seed of the starts after the first
 * @param maxIterations the limit on steps from each start, at least 1
 * @param tolerance stop once Q and R move by at most this in the sum of absolute differences, at least 0
 */
public record LowRankGromov(int rank, double step, int starts, long seed, int maxIterations, double tolerance) {

    /**
     * What was found.
     *
     * @param q Q, [n × r]
     * @param r R, [m × r]
     * @param g the r inner weights
     * @param cost {@code ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']}, with the constants for the exact weights
     * @param rowError {@code ‖P1 − a‖₁}
     * @param columnError {@code ‖Pᵀ1 − b‖₁}
     * @param iterations steps of the start that won
     * @param stop why they stopped
     * @param start which start won, from 0 on
     * @param warnings what was noticed
     */
    public record Result(
            double[] q,
            double[] r,
            double[] g,
            double cost,
            double rowError,
            double columnError,
            int iterations,
            StopReason stop,
            int start,
            Set<SolverWarning> warnings) {

        public Result {
            warnings = Set.copyOf(warnings);
        }

        /** The plan P itself, [n × m]. */
        public double[] plan() {
            int rank = g.length;
            double[] scaled = q.clone();
            for (int k = 0; k < scaled.length; k++) {
                scaled[k] /= g[k % rank];
            }
            int n = q.length / rank;
            int m = r.length / rank;
            double[] plan = new double[n * m];
            DoubleArrays.matmul(scaled, false, r, true, plan, n, rank, m);
            return plan;
        }

        public boolean converged() {
            return stop == StopReason.CONVERGED;
        }
    }

    private static final double FEASIBLE = 1e-2;
    private static final double BLUR = 0.1;
    private static final double STEP_TOLERANCE = 1e-4;
    private static final double FINAL_TOLERANCE = 1e-9;

    public LowRankGromov {
        Checks.atLeast("rank", rank, 1);
        Checks.positive("step", step);
        Checks.atLeast("starts", starts, 1);
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** Step 1, three starts, at most 1000 steps, tolerance 10⁻⁶. */
    public LowRankGromov(int rank) {
        this(rank, 1, 3, 0, 1000, 1e-6);
    }

    /**
     * Solves the problem from each start and keeps the cheapest plan.
     *
     * @param cX factored costs of the first space
     * @param a its weights, above 0, with sum 1
     * @param cY factored costs of the second space
     * @param b its weights, above 0, with sum 1
     * @throws IllegalArgumentException if the rank exceeds a number of points
     */
    public Result solve(FactoredCost cX, double[] a, FactoredCost cY, double[] b) {
        check("a", a, cX.n());
        check("b", b, cY.n());
        if (rank > Math.min(cX.n(), cY.n())) {
            throw new IllegalArgumentException(
                    "the rank is " + rank + ", expected at most the numbers of points, " + cX.n() + " and " + cY.n());
        }
        double[] x = cX.squaresTimes(a);
        double[] y = cY.squaresTimes(b);
        double constants = 0.5 * (Couplings.dot(x, a) + Couplings.dot(y, b));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        @Nullable Result best = null;
        double guess = Double.POSITIVE_INFINITY;
        for (int start = 0; start < starts; start++) {
            double[] q = start == 0 ? shares(x, a) : random(random, a);
            double[] r = start == 0 ? shares(y, b) : random(random, b);
            double[] g = new double[rank];
            Arrays.fill(g, 1.0 / rank);
            LowRankProjection state = new LowRankProjection(q, r, a, b, g);
            state.project(FINAL_TOLERANCE);
            if (start == 0) {
                guess = new LowRankGradient(cX, cY, state).cost(constants);
            }
            Result result = descend(cX, a, cY, b, state, constants, start);
            if (best == null || result.cost < best.cost || !Double.isFinite(best.cost)) {
                best = result;
            }
        }
        return withTrap(Objects.requireNonNull(best), cX, a, cY, b, constants, guess);
    }

    private Result descend(
            FactoredCost cX,
            double[] a,
            FactoredCost cY,
            double[] b,
            LowRankProjection state,
            double constants,
            int start) {
        StopReason stop = StopReason.MAX_ITERATIONS;
        LowRankGradient gradient = new LowRankGradient(cX, cY, state);
        double[] q = state.q.clone();
        double[] r = state.r.clone();
        double[] g = state.g.clone();
        double cost = gradient.cost(constants);
        int iterations = 0;
        while (iterations < maxIterations && stop == StopReason.MAX_ITERATIONS) {
            iterations++;
            double[] beforeQ = state.q.clone();
            double[] beforeR = state.r.clone();
            gradient.step(state, step);
            state.project(STEP_TOLERANCE);
            double moved = Couplings.distance(beforeQ, state.q) + Couplings.distance(beforeR, state.r);
            gradient = new LowRankGradient(cX, cY, state);
            double value = gradient.cost(constants);
            if (!Double.isFinite(moved) || !Double.isFinite(value)) {
                stop = StopReason.NON_FINITE;
                break;
            }
            if (value < cost) {
                cost = value;
                q = state.q.clone();
                r = state.r.clone();
                g = state.g.clone();
            }
            if (moved <= tolerance) {
                stop = StopReason.CONVERGED;
            }
        }
        // The steps may be rough; what is returned is not.
        LowRankProjection best = new LowRankProjection(q, r, a, b, g);
        best.project(FINAL_TOLERANCE);
        best.round();
        cost = new LowRankGradient(cX, cY, best).cost(constants);
        double rowError = Couplings.distance(marginal(q, r, g), a);
        double columnError = Couplings.distance(marginal(r, q, g), b);
        Set<SolverWarning> warnings = new FusedReport.Progress(iterations, 0, stop, StopReason.CONVERGED).warnings();
        if (rowError + columnError > FEASIBLE) {
            warnings.add(SolverWarning.INFEASIBLE_PLAN);
        }
        return new Result(q, r, g, cost, rowError, columnError, iterations, stop, start, warnings);
    }

    /** Warns if the cost is that of the independent coupling although the first start costs less. */
    private Result withTrap(
            Result best, FactoredCost cX, double[] a, FactoredCost cY, double[] b, double constants, double guess) {
        double product = constants - Couplings.dot(cX.times(a, 1), a) * Couplings.dot(cY.times(b, 1), b);
        double margin = 1e-6 * constants;
        if (Math.abs(best.cost - product) > margin || guess >= product - margin) {
            return best;
        }
        Set<SolverWarning> warnings = EnumSet.of(SolverWarning.PRODUCT_COUPLING);
        warnings.addAll(best.warnings);
        return new Result(
                best.q,
                best.r,
                best.g,
                best.cost,
                best.rowError,
                best.columnError,
                best.iterations,
                best.stop,
                best.start,
                warnings);
    }

    /** The sums of the rows of {@code Q diag(1/g) Rᵀ}. */
    private static double[] marginal(double[] q, double[] r, double[] g) {
        int rank = g.length;
        double[] scale = new double[rank];
        for (int k = 0; k < r.length; k++) {
            scale[k % rank] += r[k];
        }
        double[] sums = new double[q.length / rank];
        for (int k = 0; k < q.length; k++) {
            sums[k / rank] += q[k] * scale[k % rank] / g[k % rank];
        }
        return sums;
    }

    /** The points in order of eccentricity, cut into r equal shares of mass, and blurred a little. */
    private double[] shares(double[] squares, double[] weights) {
        int n = weights.length;
        int[] places = new int[rank];
        Arrays.setAll(places, k -> k);
        double[] equal = new double[rank];
        Arrays.fill(equal, 1.0 / rank);
        MonotoneCoupling steps = MonotoneCoupling.inOrder(Sorting.order(squares), weights, places, equal);
        double[] q = steps.matrix(n, rank);
        for (int i = 0; i < q.length; i++) {
            q[i] = (1 - BLUR) * q[i] + BLUR * weights[i / rank] / rank;
        }
        return q;
    }

    private double[] random(RandomGenerator random, double[] weights) {
        double[] q = new double[weights.length * rank];
        for (int i = 0; i < q.length; i++) {
            q[i] = weights[i / rank] * random.nextDouble(0.05, 1);
        }
        return q;
    }

    private static void check(String name, double[] weights, int n) {
        Checks.length(name, weights, n);
        Checks.within("the sum of " + name, Checks.weights(name, weights), 1 - 1e-6, 1 + 1e-6);
        Checks.positive(name, weights);
    }
}
