package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.gaspard.metrics.generation.AnnealedImportanceSampling.Run;
import org.gaspard.metrics.generation.AnnealedImportanceSampling.Schedule;
import org.gaspard.metrics.generation.AnnealedImportanceSampling.Start;
import org.junit.jupiter.api.Test;

/**
 * On linear Gaussian models with one latent variable for each observed one: z from N(0, 1), x given z from N(a z, s²), so that x is
 * from N(0, a² + s²) and z given x from N(a x / (a² + s²), s² / (a² + s²)).
 */
class AnnealedImportanceSamplingTest {

    private static final double[] SLOPES = {1.5, -0.4, 3};
    private static final double NOISE = 0.3;
    private static final double[][] DATA = {{0.7, -0.2, 1.9}, {-2.5, 0.6, -4.0}};
    private static final int D = SLOPES.length;

    private static final AnnealedImportanceSampling SAMPLING =
            new AnnealedImportanceSampling(300, 5, 0.2, 0.65, Schedule.SIGMOID);

    /** ln p(x_i, z) for the chains of all items. */
    private static double[] joint(double[] z, int count, double[] gradients) {
        return joint(z, count, gradients, c -> DATA[c / (count / DATA.length)]);
    }

    private static double[] joint(double[] z, int count, double[] gradients, IntFunction<double[]> data) {
        double[] values = new double[count];
        for (int c = 0; c < count; c++) {
            for (int l = 0; l < D; l++) {
                double at = z[c * D + l];
                double rest = (data.apply(c)[l] - SLOPES[l] * at) / NOISE;
                values[c] -= 0.5 * at * at + 0.5 * rest * rest + Math.log(2 * Math.PI) + Math.log(NOISE);
                gradients[c * D + l] = -at + SLOPES[l] * rest / NOISE;
            }
        }
        return values;
    }

    private static double[] truth() {
        return Arrays.stream(DATA)
                .mapToDouble(x -> {
                    double sum = 0;
                    for (int l = 0; l < D; l++) {
                        double variance = SLOPES[l] * SLOPES[l] + NOISE * NOISE;
                        sum -= 0.5 * (x[l] * x[l] / variance + Math.log(2 * Math.PI * variance));
                    }
                    return sum;
                })
                .toArray();
    }

    private static double[] posteriorMeans() {
        double[] means = new double[DATA.length * D];
        Arrays.setAll(means, k -> {
            double slope = SLOPES[k % D];
            return slope * DATA[k / D][k % D] / (slope * slope + NOISE * NOISE);
        });
        return means;
    }

    private static double[] posteriorDeviations() {
        double[] deviations = new double[DATA.length * D];
        Arrays.setAll(deviations, k -> NOISE / Math.hypot(SLOPES[k % D], NOISE));
        return deviations;
    }

    @Test
    void chainsFromThePriorFindTheLikelihood() {
        Run run = SAMPLING.forward(AnnealedImportanceSamplingTest::joint, Start.standardNormal(2, D), 30, 1);
        double[] truth = truth();
        double[] errors = run.logWeights().standardErrors();
        for (int item = 0; item < 2; item++) {
            assertThat(run.lowerBounds()[item]).isCloseTo(truth[item], within(4 * errors[item] + 0.02));
            assertThat(errors[item]).isLessThan(0.2);
            assertThat(run.acceptance()[item]).isBetween(0.55, 0.8);
        }
        assertThat(run.logWeights().draws()).isEqualTo(30);
    }

    /** The mean of 1 / w over chains from exact draws is 1 / p(x), here with 200 draws for the first datum. */
    @Test
    void chainsFromThePosteriorFindItFromAbove() {
        int items = 200;
        SplittableRandom random = new SplittableRandom(11);
        double[] draws = new double[items * D];
        Arrays.setAll(draws, k -> posteriorMeans()[k % D] + posteriorDeviations()[k % D] * random.nextGaussian());
        LogDensity copies = (z, count, gradients) -> joint(z, count, gradients, c -> DATA[0]);
        AnnealedImportanceSampling sampling = new AnnealedImportanceSampling(60, 5, 0.2, 0.65, Schedule.SIGMOID);
        Run run = sampling.backward(copies, Start.standardNormal(items, D), draws, 1, 2);
        double[] inverse = new double[items];
        Arrays.setAll(inverse, item -> Math.exp(truth()[0] - run.logWeights().ofPoint(item)[0]));
        double mean = Arrays.stream(inverse).average().orElseThrow();
        double squares =
                Arrays.stream(inverse).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (items - 1) / items);
        assertThat(error).isLessThan(0.15);
        assertThat(mean).isCloseTo(1, within(4 * error));
        // By Jensen the mean of single bounds is above; the forward bound is below.
        double upper = Arrays.stream(run.upperBounds()).average().orElseThrow();
        double lower = Arrays.stream(sampling.forward(copies, Start.standardNormal(items, D), 1, 2)
                        .lowerBounds())
                .average()
                .orElseThrow();
        assertThat(upper).isBetween(truth()[0], truth()[0] + 1.5);
        assertThat(lower).isBetween(truth()[0] - 1.5, truth()[0]);
    }

    /** From the posterior itself ln p(x, z) − ln p₀(z) is ln p(x) wherever z is: no chain can err. */
    @Test
    void fromThePosteriorEveryWeightIsTheLikelihood() {
        Start start = new Start(posteriorMeans(), posteriorDeviations(), 2);
        AnnealedImportanceSampling few = new AnnealedImportanceSampling(7, 3, 0.5, 0.65, Schedule.LINEAR);
        Run forward = few.forward(AnnealedImportanceSamplingTest::joint, start, 5, 3);
        Run backward = few.backward(AnnealedImportanceSamplingTest::joint, start, posteriorMeans(), 5, 3);
        double[] truth = truth();
        for (int item = 0; item < 2; item++) {
            for (double weight : forward.logWeights().ofPoint(item)) {
                assertThat(weight).isCloseTo(truth[item], within(1e-11));
            }
            assertThat(backward.upperBounds()[item]).isCloseTo(truth[item], within(1e-11));
        }
    }

    /** With one temperature it is importance sampling from p₀. */
    @Test
    void oneTemperatureIsImportanceSampling() {
        Start start = new Start(posteriorMeans(), new double[] {0.5, 1, 0.3, 0.5, 1, 0.3}, 2);
        Run run = new AnnealedImportanceSampling(1, 1, 0.1, 0.5, Schedule.LINEAR)
                .forward(AnnealedImportanceSamplingTest::joint, start, 20_000, 4);
        double[] errors = run.logWeights().standardErrors();
        for (int item = 0; item < 2; item++) {
            assertThat(errors[item]).isBetween(1e-4, 0.05);
            assertThat(run.lowerBounds()[item]).isCloseTo(truth()[item], within(4 * errors[item]));
        }
    }

    /** The mean of the weights themselves is p(x) for few and short chains too, however bad each is. */
    @Test
    void theMeanWeightIsUnbiased() {
        Run run = new AnnealedImportanceSampling(4, 2, 0.3, 0.65, Schedule.LINEAR)
                .forward(
                        AnnealedImportanceSamplingTest::joint,
                        new Start(posteriorMeans(), new double[] {0.6, 1, 0.4, 0.6, 1, 0.4}, 2),
                        20_000,
                        5);
        double[] errors = run.logWeights().standardErrors();
        for (int item = 0; item < 2; item++) {
            assertThat(errors[item]).isLessThan(0.03);
            assertThat(run.lowerBounds()[item]).isCloseTo(truth()[item], within(4 * errors[item]));
        }
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        AnnealedImportanceSampling few = new AnnealedImportanceSampling(10, 2, 0.2, 0.65, Schedule.SIGMOID);
        Start start = Start.standardNormal(2, D);
        Run one = few.forward(AnnealedImportanceSamplingTest::joint, start, 3, 6);
        Run again = few.forward(AnnealedImportanceSamplingTest::joint, start, 3, 6);
        Run other = few.forward(AnnealedImportanceSamplingTest::joint, start, 3, 7);
        assertThat(again.logWeights().ofPoint(1)).isEqualTo(one.logWeights().ofPoint(1));
        assertThat(other.logWeights().ofPoint(1)).isNotEqualTo(one.logWeights().ofPoint(1));
    }

    /** A half-normal: the joint is N(0, 1) on the right and 0 on the left, its integral ½. */
    @Test
    void aDensityMayBeZeroSomewhere() {
        LogDensity half = (z, count, gradients) -> {
            double[] values = new double[count];
            for (int c = 0; c < count; c++) {
                values[c] = z[c] < 0 ? Double.NEGATIVE_INFINITY : -0.5 * z[c] * z[c] - 0.5 * Math.log(2 * Math.PI);
                gradients[c] = -z[c];
            }
            return values;
        };
        Run run = new AnnealedImportanceSampling(1, 1, 0.1, 0.5, Schedule.LINEAR)
                .forward(half, Start.standardNormal(1, 1), 4000, 8);
        assertThat(Math.exp(run.lowerBounds()[0])).isCloseTo(0.5, within(0.03));
    }

    @Test
    void schedulesRunFromZeroToOne() {
        for (Schedule schedule : Schedule.values()) {
            double[] betas = schedule.betas(10);
            assertThat(betas).hasSize(11).isSorted().doesNotHaveDuplicates();
            assertThat(betas[0]).isZero();
            assertThat(betas[5]).isCloseTo(0.5, within(1e-15));
            assertThat(betas[10]).isEqualTo(1);
        }
        assertThat(Schedule.SIGMOID.betas(10)[1]).isLessThan(0.1);
    }

    @Test
    void refusesBadInput() {
        Start start = Start.standardNormal(1, 2);
        assertThatThrownBy(() -> SAMPLING.forward((z, n, g) -> new double[1], start, 2, 0))
                .hasMessageContaining("2 values")
                .hasMessageContaining("found 1");
        assertThatThrownBy(() -> SAMPLING.forward((z, n, g) -> new double[] {Double.NaN, 0}, start, 2, 0))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> SAMPLING.backward((z, n, g) -> new double[n], start, new double[3], 2, 0))
                .hasMessageContaining("draws")
                .hasMessageContaining("3");
        assertThatThrownBy(() -> SAMPLING.forward((z, n, g) -> new double[n], start, 0, 0))
                .hasMessageContaining("chains");
        assertThatThrownBy(() -> new Start(new double[3], new double[3], 2)).hasMessageContaining("found 3");
        assertThatThrownBy(() -> new Start(new double[2], new double[] {1, 0}, 1))
                .hasMessageContaining("deviations");
        assertThatThrownBy(() -> new AnnealedImportanceSampling(0, 1, 1, 0.5, Schedule.LINEAR))
                .hasMessageContaining("temperatures");
        assertThatThrownBy(() -> new AnnealedImportanceSampling(1, 1, 1, 1, Schedule.LINEAR))
                .hasMessageContaining("acceptance");
    }

    @Test
    void chainsThatNeverMoveAreWarnedOf() {
        LogDensity broken = (points, count, gradients) -> {
            Arrays.fill(gradients, Double.NaN);
            return new double[count];
        };
        var sampling = new AnnealedImportanceSampling(5, 2, 0.1, 0.65, Schedule.LINEAR);
        Run run = sampling.forward(broken, Start.standardNormal(2, D), 3, 1);
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .startsWith("no transition of the items [0, 1] was accepted");
        assertThat(sampling.forward(AnnealedImportanceSamplingTest::joint, Start.standardNormal(2, D), 3, 1)
                        .warnings())
                .isEmpty();
    }
}
