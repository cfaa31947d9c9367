package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GromovMongeGapTest {

    private static final GromovMongeGapOptions EXACT = GromovMongeGapOptions.of(Mode.EXACT);
    private static final GromovMongeGapOptions EXACT_BEST = EXACT.withStart(InitialCoupling.bestOf(
            InitialCoupling.identity(), InitialCoupling.product(), InitialCoupling.thirdLowerBound()));

    private static GromovMongeGapResult onLine(Cost cost, double[] images, GromovMongeGapOptions options) {
        double[] points = {0, 1, 3};
        return GromovMongeGap.evaluate(cost.matrix(points, 3, 1), cost.matrix(images, 3, 1), 3, options);
    }

    /** The points 0, 1, 3 of the line. */
    @Test
    void threePoints() {
        Cost squared = Cost.squaredEuclidean();
        assertThat(onLine(squared, new double[] {0, 1, 3}, EXACT).gap()).isZero();

        GromovMongeGapResult swapped = onLine(squared, new double[] {1, 0, 3}, EXACT);
        assertThat(swapped.distortion()).isCloseTo(50.0 / 9, within(1e-12));
        assertThat(swapped.gap()).isCloseTo(50.0 / 9, within(1e-12));
        assertThat(swapped.solution().transportCost()).isCloseTo(0, within(1e-12));

        GromovMongeGapResult doubled = onLine(squared, new double[] {0, 2, 6}, EXACT);
        assertThat(doubled.distortion()).isCloseTo(98, within(1e-12));
        assertThat(doubled.gap()).isZero();

        GromovMongeGapResult products = onLine(Cost.innerProduct(), new double[] {0, 2, 6}, EXACT);
        assertThat(products.distortion()).isCloseTo(50, within(1e-12));
        assertThat(products.gap()).isZero();

        assertThat(onLine(squared, new double[] {0, -1, -3}, EXACT).gap()).isZero();
        assertThat(onLine(Cost.innerProduct(), new double[] {0, -1, -3}, EXACT).gap())
                .isZero();
    }

    /**
     * What is guaranteed of the exact mode: 0 ≤ gap ≤ gap over all permutations, which for these costs is the gap. That
     * it is found, and how often, is an observation on unrelated clouds (39 and 56 of 60 when this was written).
     */
    @Test
    void exactModeIsBetweenZeroAndBruteForceAndUsuallyReachesIt() {
        RandomGenerator random = Oracles.random(30);
        int reached = 0;
        int reachedByBest = 0;
        int trials = 60;
        for (int trial = 0; trial < trials; trial++) {
            int n = 3 + trial % 5;
            Cost cost = trial % 2 == 0 ? Cost.squaredEuclidean() : Cost.innerProduct();
            double[] cX = cost.matrix(Oracles.gaussian(random, n * 3), n, 3);
            double[] cY = cost.matrix(Oracles.gaussian(random, n * 2), n, 2);
            double brute = bruteForceGap(cX, cY, n);
            double tolerance = 1e-12 * (1 + brute);
            double exact = GromovMongeGap.evaluate(cX, cY, n, EXACT).gap();
            double best = GromovMongeGap.evaluate(cX, cY, n, EXACT_BEST).gap();
            assertThat(exact).isBetween(-tolerance, brute + tolerance);
            assertThat(best).isBetween(exact - tolerance, brute + tolerance);
            reached += exact > brute - 1e-9 ? 1 : 0;
            reachedByBest += best > brute - 1e-9 ? 1 : 0;
        }
        assertThat(reached).isGreaterThan(trials / 2);
        assertThat(reachedByBest).isGreaterThan(4 * trials / 5);
    }

    @Test
    void eightPointsAgainstBruteForce() {
        RandomGenerator random = Oracles.random(31);
        double[] x = Oracles.gaussian(random, 8 * 3);
        double[] y = Oracles.network(random, x, 8, 3, 4);
        int[] order = {3, 1, 2, 0, 4, 5, 7, 6};
        double[] cX = Cost.cosineSimilarity().matrix(x, 8, 3);
        double[] cY = Oracles.reorder(Cost.cosineSimilarity().matrix(y, 8, 4), order);
        double gap = GromovMongeGap.evaluate(cX, cY, 8, EXACT_BEST).gap();
        assertThat(gap).isPositive().isLessThanOrEqualTo(bruteForceGap(cX, cY, 8) + 1e-12);
    }

    private static double bruteForceGap(double[] cX, double[] cY, int n) {
        return bruteForce(cX, cY, n, new int[n], 0, 0) / (n * n) - Couplings.dot(cX, cY) / (n * n);
    }

    private static double bruteForce(double[] cX, double[] cY, int n, int[] sigma, int depth, int used) {
        if (depth == n) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    sum += cX[i * n + k] * cY[sigma[i] * n + sigma[k]];
                }
            }
            return sum;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if ((used >> j & 1) == 0) {
                sigma[depth] = j;
                best = Math.max(best, bruteForce(cX, cY, n, sigma, depth + 1, used | 1 << j));
            }
        }
        return best;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void gapIsDistortionMinusCostUnderEachConvention(Mode mode) {
        RandomGenerator random = Oracles.random(32);
        double[] x = Oracles.gaussian(random, 20 * 3);
        double[] cX = Cost.squaredEuclidean().matrix(x, 20, 3);
        double[] cY = Cost.squaredEuclidean().matrix(Oracles.network(random, x, 20, 3, 6), 20, 6);
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX, cY, 20, GromovMongeGapOptions.of(mode));
        for (ValueConvention convention : ValueConvention.values()) {
            assertThat(result.gap(convention))
                    .isCloseTo(result.distortion() - result.solution().cost(convention), within(1e-9));
        }
        assertThat(result.gap()).isEqualTo(result.gap(ValueConvention.TRANSPORT));
        assertThat(result.distortion()).isEqualTo(GromovMongeGap.distortion(cX, cY, 20));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void isometriesHaveNoGapAndReorderingsHave(Mode mode) {
        int n = 24;
        double[] x = Oracles.gaussian(Oracles.random(33), n * 2);
        double[] turned = new double[n * 2];
        for (int i = 0; i < n; i++) {
            turned[i * 2] = 5 + 0.6 * x[i * 2] - 0.8 * x[i * 2 + 1];
            turned[i * 2 + 1] = -3 + 0.8 * x[i * 2] + 0.6 * x[i * 2 + 1];
        }
        double[] cX = Cost.squaredEuclidean().matrix(x, n, 2);
        double[] cY = Cost.squaredEuclidean().matrix(turned, n, 2);
        int[] order = new int[n];
        Arrays.setAll(order, i -> (5 * i + 1) % n);
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        GromovMongeGapResult isometry = GromovMongeGap.evaluate(cX, cY, n, options);
        GromovMongeGapResult shuffled = GromovMongeGap.evaluate(cX, Oracles.reorder(cY, order), n, options);
        assertThat(isometry.distortion()).isCloseTo(0, within(1e-12));
        assertThat(isometry.gap()).isLessThan(1e-9);
        assertThat(shuffled.gap()).isGreaterThan(1);
        if (mode == Mode.EXACT) {
            assertThat(isometry.gap()).isCloseTo(0, within(1e-12));
            assertThat(isometry.gradientX()).containsExactly(new double[n * n], within(1e-12));
        }
    }

    /** Rescaling both costs rescales ε, gap and gradient alike and leaves the plan alone. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void scalingBothCostsByAPowerOfTwoChangesNoPlan(Mode mode) {
        RandomGenerator random = Oracles.random(34);
        double[] x = Oracles.gaussian(random, 20 * 3);
        double[] cX = Cost.squaredEuclidean().matrix(x, 20, 3);
        double[] cY = Cost.squaredEuclidean().matrix(Oracles.network(random, x, 20, 3, 6), 20, 6);
        double[] cX4 = Arrays.stream(cX).map(c -> 4 * c).toArray();
        double[] cY4 = Arrays.stream(cY).map(c -> 4 * c).toArray();
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        GromovMongeGapResult one = GromovMongeGap.evaluate(cX, cY, 20, options);
        GromovMongeGapResult four = GromovMongeGap.evaluate(cX4, cY4, 20, options);
        assertThat(four.solution().plan()).containsExactly(one.solution().plan(), within(1e-9));
        assertThat(four.gap()).isCloseTo(16 * one.gap(), within(1e-7));
        assertThat(four.epsilon()).isCloseTo(16 * one.epsilon(), within(1e-9));
    }

    /** The plain factor that distortion punishes and the gap ignores. */
    @Test
    void scalingTheMapAloneChangesTheDistortionOnly() {
        double[] x = Oracles.gaussian(Oracles.random(35), 64 * 10);
        double[] c = Cost.squaredEuclidean().matrix(x, 64, 10);
        double[] scaled = Cost.scaled(4, Cost.squaredEuclidean()).matrix(x, 64, 10);
        GromovMongeGapResult result = GromovMongeGap.evaluate(c, scaled, 64, EXACT);
        assertThat(result.distortion()).isGreaterThan(1000);
        assertThat(result.gap()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theSameCallGivesTheSameBits(Mode mode) {
        RandomGenerator random = Oracles.random(36);
        double[] x = Oracles.gaussian(random, 30 * 3);
        double[] cX = Cost.euclidean().matrix(x, 30, 3);
        double[] cY = Cost.euclidean().matrix(Oracles.network(random, x, 30, 3, 6), 30, 6);
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        assertThat(GromovMongeGap.evaluate(cX, cY, 30, options).gradientY())
                .containsExactly(GromovMongeGap.evaluate(cX, cY, 30, options).gradientY());
    }

    /**
     * Between Gaussians the linear map {@code diag(√(t/s))} is optimal among Gaussian plans, with distortion
     * {@code 2(Σ(s − t))² + 4Σ(s − t)²} for squared distances. A map with the same image that exchanges the axes is
     * not.
     */
    @Test
    void linearMapBetweenGaussiansHasNoGap() {
        GaussianMaps many = GaussianMaps.sample(1500);
        double analytic = 2 * Math.pow(1.75 + 0.75, 2) + 4 * (1.75 * 1.75 + 0.75 * 0.75);
        assertThat(GromovMongeGap.distortion(many.costs, many.scaled, 1500))
                .isCloseTo(analytic, within(0.25 * analytic));

        GaussianMaps few = GaussianMaps.sample(150);
        double gap = GromovMongeGap.evaluate(few.costs, few.scaled, 150, EXACT).gap();
        double crossed =
                GromovMongeGap.evaluate(few.costs, few.crossed, 150, EXACT).gap();
        assertThat(gap).isBetween(0.0, 0.01 * analytic);
        assertThat(crossed).isGreaterThan(20 * gap).isGreaterThan(0.1 * analytic);
    }

    /** Points of N(0, diag(4, 1)) and two images of law N(0, diag(2.25, 0.25)). */
    private record GaussianMaps(double[] costs, double[] scaled, double[] crossed) {
        static GaussianMaps sample(int n) {
            double[] noise = Oracles.gaussian(Oracles.random(37), n * 2);
            double[] x = new double[n * 2];
            double[] good = new double[n * 2];
            double[] bad = new double[n * 2];
            for (int k = 0; k < n * 2; k++) {
                x[k] = (k % 2 == 0 ? 2 : 1) * noise[k];
                good[k] = (k % 2 == 0 ? 1.5 : 0.5) * noise[k];
                bad[k] = (k % 2 == 0 ? 1.5 * noise[k + 1] : 0.5 * noise[k - 1]);
            }
            Cost cost = Cost.squaredEuclidean();
            return new GaussianMaps(cost.matrix(x, n, 2), cost.matrix(good, n, 2), cost.matrix(bad, n, 2));
        }
    }
}
