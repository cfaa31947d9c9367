package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GromovMongeGapGradientTest {

    private static final int N = 12;

    private static double[] points(long seed, int d) {
        return Oracles.gaussian(Oracles.random(seed), N * d);
    }

    /** Central differences of the optimum of the entropic objective, solved anew at each shifted matrix. */
    @ParameterizedTest
    @CsvSource({"true, 0.3", "false, 0.3"})
    void envelopeTheoremAgreesWithDifferencesOfTheSolvedObjective(boolean squared, double epsilon0) {
        Cost cost = squared ? Cost.squaredEuclidean() : Cost.innerProduct();
        double[] cX = cost.matrix(points(40, 3), N, 3);
        double[] cY = cost.matrix(points(41, 4), N, 4);
        EntropicGromovWasserstein precise = new EntropicGromovWasserstein(1)
                .withInner(new Sinkhorn(1, 1e-14, 100_000, 10, Annealing.NONE))
                .withStart(InitialCoupling.mix(0.5))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13)
                .withWarmStart(true);
        GromovMongeGapOptions options = new GromovMongeGapOptions(
                precise, new RelativeEpsilon(epsilon0, ScaleStatistic.STD), ValueConvention.ENTROPIC);
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX, cY, N, options);
        EntropicGromovWasserstein fixed = precise.withEpsilon(result.epsilon())
                .withStart(InitialCoupling.given(result.solution().plan()));
        double scale = Arrays.stream(result.gradientY()).map(Math::abs).max().orElseThrow();
        RandomGenerator random = Oracles.random(42);
        for (int trial = 0; trial < 12; trial++) {
            int i = random.nextInt(N);
            int j = random.nextInt(N);
            double inY = difference(cX, cY, cY, i, j, fixed);
            double inX = difference(cX, cY, cX, i, j, fixed);
            double share = i == j ? 0.5 : 1;
            assertThat(inY).isCloseTo(2 * share * result.gradientY()[i * N + j], within(1e-6 * scale));
            assertThat(inX).isCloseTo(2 * share * result.gradientX()[i * N + j], within(1e-6 * scale));
        }
    }

    /** Of DST − (GW − εH), moving both entries of one pair of the matrix {@code moved}, which is cX or cY itself. */
    private static double difference(
            double[] cX, double[] cY, double[] moved, int i, int j, EntropicGromovWasserstein solver) {
        double h = 1e-4;
        double kept = moved[i * N + j];
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            moved[i * N + j] = kept + (side == 0 ? h : -h);
            moved[j * N + i] = moved[i * N + j];
            GromovResult solved = solver.solve(GromovProblem.uniform(cX, N, cY, N));
            values[side] = GromovMongeGap.distortion(cX, cY, N) - solved.entropicCost();
        }
        moved[i * N + j] = kept;
        moved[j * N + i] = kept;
        return (values[0] - values[1]) / (2 * h);
    }

    @Test
    void exactGradientIsThatOfAFixedPermutation() {
        double[] cX = Cost.squaredEuclidean().matrix(points(43, 3), N, 3);
        double[] cY = Cost.squaredEuclidean().matrix(points(44, 4), N, 4);
        GromovMongeGapOptions options = GromovMongeGapOptions.of(Mode.EXACT);
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX, cY, N, options);
        double h = 1e-5;
        double[] up = cY.clone();
        double[] down = cY.clone();
        double[] direction = Oracles.gaussian(Oracles.random(45), N * N);
        double expected = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double d = direction[Math.min(i, j) * N + Math.max(i, j)];
                up[i * N + j] += h * d;
                down[i * N + j] -= h * d;
                expected += d * result.gradientY()[i * N + j];
            }
        }
        double numeric = (GromovMongeGap.evaluate(cX, up, N, options).gap()
                        - GromovMongeGap.evaluate(cX, down, N, options).gap())
                / (2 * h);
        assertThat(numeric).isCloseTo(expected, within(1e-8));
    }

    @Test
    void gradientOfTheDistortion() {
        double[] cX = Cost.squaredEuclidean().matrix(points(46, 3), N, 3);
        double[] cY = Cost.squaredEuclidean().matrix(points(47, 4), N, 4);
        double[] gradient = GromovMongeGap.distortionGradientY(cX, cY, N);
        double h = 1e-5;
        double[] up = cY.clone();
        up[5] += h;
        double[] down = cY.clone();
        down[5] -= h;
        double numeric = (GromovMongeGap.distortion(cX, up, N) - GromovMongeGap.distortion(cX, down, N)) / (2 * h);
        assertThat(gradient[5]).isCloseTo(numeric, within(1e-8));
    }

    /** The gap is homogeneous of degree one in either matrix at a fixed plan. */
    @Test
    void gradientsReproduceTheGap() {
        double[] cX = Cost.cosineSimilarity().matrix(points(48, 3), N, 3);
        double[] cY = Cost.cosineSimilarity().matrix(points(49, 4), N, 4);
        for (Mode mode : Mode.values()) {
            GromovMongeGapResult result = GromovMongeGap.evaluate(cX, cY, N, GromovMongeGapOptions.of(mode));
            assertThat(Couplings.dot(cX, result.gradientX())).isCloseTo(result.gap(), within(1e-12));
            assertThat(Couplings.dot(cY, result.gradientY())).isCloseTo(result.gap(), within(1e-12));
        }
    }

    /**
     * For inner products T ↦ GMG(T) + (γ/2)‖T‖² in L²(r) is convex for γ = 2 λ_max(XᵀX/n): midpoints of random segments
     * never violate it, and often violate plain convexity.
     */
    @Test
    void innerProductGapIsWeaklyConvex() {
        RandomGenerator random = Oracles.random(50);
        int n = 6;
        int violations = 0;
        for (int trial = 0; trial < 60; trial++) {
            double[] x = Oracles.gaussian(random, n);
            double gamma = 2 * Couplings.dot(x, x) / n;
            double[] left = Oracles.gaussian(random, n * 2);
            double[] right = Oracles.gaussian(random, n * 2);
            double[] middle = new double[n * 2];
            Arrays.setAll(middle, k -> (left[k] + right[k]) / 2);
            double excess = globalGap(x, middle, n) - (globalGap(x, left, n) + globalGap(x, right, n)) / 2;
            double gained = (norm(left, n) + norm(right, n)) / 2 - norm(middle, n);
            violations += excess > 1e-9 ? 1 : 0;
            assertThat(excess).isLessThanOrEqualTo(gamma / 2 * gained + 1e-9);
        }
        assertThat(violations).isPositive();
    }

    private static double norm(double[] y, int n) {
        return Couplings.dot(y, y) / n;
    }

    /** Over all permutations: the maximum of a convex function over couplings is at one of them. */
    private static double globalGap(double[] x, double[] y, int n) {
        double[] cX = Cost.innerProduct().matrix(x, n, 1);
        double[] cY = Cost.innerProduct().matrix(y, n, 2);
        return best(cX, cY, n, new int[n], 0, 0) / (n * n) - Couplings.dot(cX, cY) / (n * n);
    }

    private static double best(double[] cX, double[] cY, int n, int[] sigma, int depth, int used) {
        if (depth == n) {
            return Couplings.dot(cX, Oracles.reorder(cY, sigma));
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if ((used >> j & 1) == 0) {
                sigma[depth] = j;
                best = Math.max(best, best(cX, cY, n, sigma, depth + 1, used | 1 << j));
            }
        }
        return best;
    }
}
