package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GromovWassersteinTest {

    private static final Cost SQUARED = Cost.squaredEuclidean();

    private static EntropicGromovWasserstein precise(double epsilon) {
        return new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-13, 200_000, 10, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-11);
    }

    /** The other library transports 2 C(P), so that it was run with 2ε, and its value has no factor ½. */
    @ParameterizedTest
    @CsvSource({"wide, 5.0", "narrow, 0.8"})
    void entropicPlanAndCostAgreeWithAnIndependentLibrary(String name, double epsilon) {
        double[] cX = SQUARED.matrix(Oracles.read("gromov.x"), 6, 2);
        double[] cY = SQUARED.matrix(Oracles.read("gromov.y"), 8, 3);
        double[] q = TransportProblem.uniformWeights(8);
        GromovResult result = precise(epsilon).solve(new GromovProblem(cX, cY, Oracles.read("gromov.p"), q));
        assertThat(result.outerConverged()).isTrue();
        assertThat(result.plan()).containsExactly(Oracles.read("gromov." + name + ".plan"), within(1e-8));
        assertThat(result.transportCost()).isCloseTo(Oracles.read("gromov." + name + ".value")[0] / 2, within(1e-6));
    }

    /** After the same number of iterations: its convergence is sublinear. */
    @Test
    void proximalIteratesAgreeWithAnIndependentLibrary() {
        double[] cX = SQUARED.matrix(Oracles.read("proximal.x"), 6, 2);
        double[] cY = SQUARED.matrix(Oracles.read("proximal.y"), 6, 3);
        GromovResult result = precise(8.0)
                .withScheme(EntropicGromovWasserstein.Scheme.PROXIMAL_POINT)
                .withOuterIterations(6, 6)
                .solve(GromovProblem.uniform(cX, 6, cY, 6));
        assertThat(result.plan()).containsExactly(Oracles.read("proximal.plan"), within(1e-8));
        assertThat(result.epsilon()).isZero();
    }

    @Test
    void conditionalGradientAgreesWithAnIndependentLibrary() {
        double[] cX = SQUARED.matrix(Oracles.read("exact.x"), 12, 3);
        double[] cY = SQUARED.matrix(Oracles.read("exact.y"), 12, 2);
        GromovProblem problem = GromovProblem.uniform(cX, 12, cY, 12);
        GromovResult result = new ExactGromovWasserstein().withExchanges(false).solve(problem);
        assertThat(new ExactGromovWasserstein().solve(problem).transportCost())
                .isLessThanOrEqualTo(result.transportCost());
        assertThat(result.plan()).containsExactly(Oracles.read("exact.plan"), within(1e-12));
        assertThat(result.transportCost()).isCloseTo(Oracles.read("exact.value")[0] / 2, within(1e-10));
    }

    @Test
    void costsFollowTheirDefinitions() {
        RandomGenerator random = Oracles.random(6);
        double[] a = Oracles.weights(random, 5);
        double[] b = Oracles.weights(random, 7);
        double[] cX = SQUARED.matrix(Oracles.gaussian(random, 10), 5, 2);
        double[] cY = Cost.euclidean().matrix(Oracles.gaussian(random, 21), 7, 3);
        GromovResult result =
                new EntropicGromovWasserstein(0.5).withRounding(true).solve(new GromovProblem(cX, cY, a, b));
        double[] p = result.plan();
        double direct = 0;
        double divergence = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 7; j++) {
                divergence += p[i * 7 + j] * Math.log(p[i * 7 + j] / (a[i] * b[j]));
                for (int k = 0; k < 5; k++) {
                    for (int l = 0; l < 7; l++) {
                        direct += 0.5 * Math.pow(cX[i * 5 + k] - cY[j * 7 + l], 2) * p[i * 7 + j] * p[k * 7 + l];
                    }
                }
            }
        }
        assertThat(result.transportCost()).isCloseTo(direct, within(1e-12));
        assertThat(result.divergence()).isCloseTo(divergence, within(1e-12));
        assertThat(result.cost(ValueConvention.DIVERGENCE)).isCloseTo(direct + 0.5 * divergence, within(1e-12));
        assertThat(result.cost(ValueConvention.ENTROPIC)).isEqualTo(result.transportCost() - 0.5 * result.entropy());
        assertThat(result.marginalError()).isLessThan(1e-14);
    }

    /** Closed forms for ⟨C_X P C_Y, P⟩ that need no cost matrices. */
    @Test
    void crossTermsHaveClosedForms() {
        RandomGenerator random = Oracles.random(7);
        int n = 9;
        int d = 3;
        int e = 4;
        double[] x = Oracles.centred(Oracles.gaussian(random, n * d), n, d);
        double[] y = Oracles.centred(Oracles.gaussian(random, n * e), n, e);
        double[] raw = new double[n * n];
        Arrays.setAll(raw, k -> random.nextDouble() / n);
        double[] uniform = TransportProblem.uniformWeights(n);
        double[] p = MarginalRounding.round(raw, uniform, uniform);
        double moments = 0;
        for (int k = 0; k < d; k++) {
            for (int l = 0; l < e; l++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        sum += x[i * d + k] * p[i * n + j] * y[j * e + l];
                    }
                }
                moments += sum * sum;
            }
        }
        double mixed = 0;
        double meanA = 0;
        double meanB = 0;
        double[] normsX = diagonal(Cost.innerProduct().matrix(x, n, d), n);
        double[] normsY = diagonal(Cost.innerProduct().matrix(y, n, e), n);
        for (int i = 0; i < n; i++) {
            meanA += normsX[i] / n;
            meanB += normsY[i] / n;
            for (int j = 0; j < n; j++) {
                mixed += normsX[i] * p[i * n + j] * normsY[j];
            }
        }
        assertThat(GromovReport.crossTerm(problem(Cost.innerProduct(), x, d, y, e), p))
                .isCloseTo(moments, within(1e-12));
        assertThat(GromovReport.crossTerm(problem(SQUARED, x, d, y, e), p))
                .isCloseTo(2 * mixed + 2 * meanA * meanB + 4 * moments, within(1e-11));
    }

    private static double[] diagonal(double[] c, int n) {
        double[] diagonal = new double[n];
        Arrays.setAll(diagonal, i -> c[i * n + i]);
        return diagonal;
    }

    private static GromovProblem problem(Cost cost, double[] x, int d, double[] y, int e) {
        int n = x.length / d;
        return GromovProblem.uniform(cost.matrix(x, n, d), n, cost.matrix(y, n, e), n);
    }

    @ParameterizedTest
    @EnumSource(EntropicGromovWasserstein.Scheme.class)
    void reversedPointsAreMatched(EntropicGromovWasserstein.Scheme scheme) {
        int n = 20;
        double[] x = Oracles.gaussian(Oracles.random(8), n * 2);
        double[] reversed = new double[n * 2];
        Arrays.setAll(reversed, k -> x[(n - 1 - k / 2) * 2 + k % 2]);
        GromovProblem problem = problem(SQUARED, x, 2, reversed, 2);
        double[] expected = new double[n * n];
        for (int i = 0; i < n; i++) {
            expected[i * n + n - 1 - i] = 1.0 / n;
        }
        GromovResult exact = new ExactGromovWasserstein()
                .withStart(InitialCoupling.product())
                .solve(problem);
        assertThat(exact.plan()).containsExactly(expected, within(1e-12));
        assertThat(exact.transportCost()).isCloseTo(0, within(1e-10));
        boolean proximal = scheme == EntropicGromovWasserstein.Scheme.PROXIMAL_POINT;
        GromovResult entropic = new EntropicGromovWasserstein(proximal ? 0.5 : 0.01)
                .withScheme(scheme)
                .withOuterIterations(5, 500)
                .withTolerances(0, 1e-12, 1e-10)
                .withRounding(true)
                .solve(problem);
        assertThat(entropic.plan()).containsExactly(expected, within(1e-4));
        assertThat(entropic.marginalError()).isLessThan(1e-12);
    }

    /** A cost of 0 defeats a relative rule; the absolute one stops. */
    @Test
    void costZeroIsARegularStop() {
        double[] x = Oracles.gaussian(Oracles.random(9), 15 * 3);
        GromovProblem problem = problem(SQUARED, x, 3, x, 3);
        GromovResult result = new EntropicGromovWasserstein(0.5)
                .withScheme(EntropicGromovWasserstein.Scheme.PROXIMAL_POINT)
                .withStart(InitialCoupling.identity())
                .withTolerances(0, 1e-10, 0)
                .solve(problem);
        assertThat(result.outerConverged()).isTrue();
        assertThat(result.outerIterations()).isEqualTo(5);
        assertThat(result.transportCost()).isCloseTo(0, within(1e-9));
    }

    @Test
    void entropicObjectiveDecreasesWithEachOuterIteration() {
        RandomGenerator random = Oracles.random(10);
        double[] x = Oracles.gaussian(random, 16 * 3);
        double[] y = Oracles.gaussian(random, 16 * 2);
        GromovProblem problem = problem(SQUARED, x, 3, y, 2);
        double last = Double.MAX_VALUE;
        for (int outer = 1; outer <= 12; outer++) {
            double objective =
                    precise(2).withOuterIterations(1, outer).solve(problem).divergenceCost();
            assertThat(objective).isLessThanOrEqualTo(last + 1e-9);
            last = objective;
        }
    }

    @Test
    void exactCostNeverIncreasesAndItsPlanIsAPermutation() {
        RandomGenerator random = Oracles.random(11);
        double[] x = Oracles.gaussian(random, 30 * 3);
        double[] y = Oracles.gaussian(random, 30 * 2);
        GromovProblem problem = problem(Cost.euclidean(), x, 3, y, 2);
        double last = Double.MAX_VALUE;
        for (int steps = 1; steps <= 40; steps++) {
            GromovResult result =
                    new ExactGromovWasserstein().withMaxIterations(steps).solve(problem);
            assertThat(result.transportCost()).isLessThanOrEqualTo(last + 1e-12);
            assertThat(result.entropyRatio()).isCloseTo(1, within(1e-12));
            last = result.transportCost();
        }
    }

    /** At the end no exchange of two pairs lowers the cost; it was found by pricing, here it is tried. */
    @Test
    void noExchangeImprovesAnExactResult() {
        RandomGenerator random = Oracles.random(15);
        double[] x = Oracles.gaussian(random, 30);
        double[] y = Oracles.gaussian(random, 20);
        GromovProblem problem = problem(Cost.innerProduct(), x, 3, y, 2);
        GromovResult result = new ExactGromovWasserstein().solve(problem);
        assertThat(result.outerConverged()).isTrue();
        assertThat(result.entropyRatio()).isCloseTo(1, within(1e-12));
        for (int r = 0; r < 10; r++) {
            for (int s = 0; s < r; s++) {
                double[] swapped = result.plan().clone();
                System.arraycopy(result.plan(), r * 10, swapped, s * 10, 10);
                System.arraycopy(result.plan(), s * 10, swapped, r * 10, 10);
                assertThat(GromovReport.crossTerm(problem, swapped)).isLessThanOrEqualTo(result.crossTerm() + 1e-10);
            }
        }
    }

    /** Costs with no sign structure need steps of less than the full length; the exact line search finds them. */
    @Test
    void exactSolverHandlesCostsThatAreNotConcave() {
        RandomGenerator random = Oracles.random(12);
        int partial = 0;
        for (int trial = 0; trial < 20; trial++) {
            GromovProblem problem = GromovProblem.uniform(symmetric(random, 8), 8, symmetric(random, 8), 8);
            ExactGromovWasserstein solver = new ExactGromovWasserstein().withMaxIterations(5000);
            GromovResult result = solver.solve(problem);
            double identity = GromovMongeGap.distortion(problem.cX(), problem.cY(), 8);
            assertThat(result.transportCost()).isLessThanOrEqualTo(identity + 1e-12);
            assertThat(result.marginalError()).isLessThan(1e-12);
            partial += result.entropyRatio() > 1.001 ? 1 : 0;
        }
        assertThat(partial).isPositive();
    }

    private static double[] symmetric(RandomGenerator random, int n) {
        double[] c = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                c[i * n + j] = random.nextGaussian();
                c[j * n + i] = c[i * n + j];
            }
        }
        return c;
    }

    @Test
    void thirdLowerBoundIsBelowEverySolutionAndFindsIsometries() {
        RandomGenerator random = Oracles.random(13);
        double[] x = Oracles.gaussian(random, 14 * 3);
        double[] y = Oracles.gaussian(random, 14 * 3);
        GromovProblem problem = problem(SQUARED, x, 3, y, 3);
        ThirdLowerBound bound = ThirdLowerBound.of(problem);
        GromovResult best = new ExactGromovWasserstein()
                .withStart(InitialCoupling.bestOf(
                        InitialCoupling.identity(), InitialCoupling.product(), InitialCoupling.thirdLowerBound()))
                .solve(problem);
        assertThat(bound.exact()).isTrue();
        assertThat(bound.value()).isPositive().isLessThanOrEqualTo(best.transportCost());

        int[] order = {5, 2, 0, 13, 7, 1, 3, 12, 4, 6, 11, 8, 10, 9};
        double[] cX = SQUARED.matrix(x, 14, 3);
        GromovProblem shuffled = GromovProblem.uniform(cX, 14, Oracles.reorder(cX, order), 14);
        assertThat(ThirdLowerBound.of(shuffled).value()).isCloseTo(0, within(1e-12));
        GromovResult found = new ExactGromovWasserstein()
                .withStart(InitialCoupling.thirdLowerBound())
                .solve(shuffled);
        assertThat(found.transportCost()).isCloseTo(0, within(1e-10));
    }

    @Test
    void thirdLowerBoundServesArbitraryWeights() {
        RandomGenerator random = Oracles.random(14);
        double[] cX = SQUARED.matrix(Oracles.gaussian(random, 10), 5, 2);
        double[] cY = SQUARED.matrix(Oracles.gaussian(random, 14), 7, 2);
        double[] a = Oracles.weights(random, 5);
        double[] b = Oracles.weights(random, 7);
        ThirdLowerBound bound = ThirdLowerBound.of(new GromovProblem(cX, cY, a, b));
        assertThat(bound.exact()).isFalse();
        assertThat(Couplings.rowSums(bound.plan(), 5, 7)).containsExactly(a, within(1e-14));
        assertThat(Couplings.columnSums(bound.plan(), 5, 7)).containsExactly(b, within(1e-14));
    }

    @Test
    void wrongArgumentsAreNamed() {
        double[] c = {0, 1, 1, 0};
        double[] asymmetric = {0, 1, 2, 0};
        assertThatThrownBy(() -> GromovProblem.uniform(c, 2, asymmetric, 2))
                .hasMessageContaining("cY is not symmetric: [0,1] is 1.0 and [1,0] is 2.0");
        assertThatThrownBy(() -> GromovProblem.uniform(c, 3, c, 2))
                .hasMessageContaining("cX has 4 elements, expected 9");
        GromovProblem unequal = GromovProblem.uniform(c, 2, new double[9], 3);
        assertThatThrownBy(() -> new ExactGromovWasserstein().solve(unequal)).hasMessageContaining("uniform weights");
        assertThatThrownBy(() -> new EntropicGromovWasserstein(1)
                        .withStart(InitialCoupling.identity())
                        .solve(unequal))
                .hasMessageContaining("the identity is a coupling only");
        assertThatThrownBy(() -> new EntropicGromovWasserstein(-1)).hasMessageContaining("epsilon is -1.0");
    }

    @Test
    void asymmetryOfRoundingIsAveraged() {
        GromovProblem problem =
                GromovProblem.uniform(new double[] {0, 1, 1 + 1e-7, 0}, 2, new double[] {0, 1, 1, 0}, 2);
        assertThat(problem.cX()[1]).isEqualTo(problem.cX()[2]).isCloseTo(1 + 5e-8, within(1e-12));
    }
}
