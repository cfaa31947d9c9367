package org.gaspard.metrics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.metrics.Battery;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.NearestNeighbourInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores that can be worked out by hand: two factors with 4 values each, all combinations, and an independent third variable. */
class AnalyticCasesTest {

    private static final double NAN = Double.NaN;
    private static final double LN2 = Math.log(2);
    private static final double LN7 = Math.log(7);
    private static final PlugIn DISTINCT = new PlugIn(Discretizer.distinctValues());

    private static final MutualInformationGap MIG = new MutualInformationGap(DISTINCT, Normalizer.FACTOR_ENTROPY);
    private static final MutualInformationGapSup SUP =
            new MutualInformationGapSup(DISTINCT, Normalizer.CODE_ENTROPY, false);
    private static final Modularity MODULARITY = new Modularity(DISTINCT, false);
    private static final JointEntropyMinusGap JEMMIG = new JointEntropyMinusGap(DISTINCT);
    private static final DciMutualInformationGap DCIMIG = new DciMutualInformationGap(DISTINCT);
    private static final InfoMec INFO = InfoMec.quantized();

    /** v0, v1 and a variable that is no factor. */
    private static final int[][] GRID = IntStream.range(0, 48)
            .mapToObj(n -> new int[] {n / 12, n / 3 % 4, n % 3})
            .toArray(int[][]::new);

    /** Codes as a function of a row of the grid, and MIG, MIG-sup, modularity, JEMMIG, DCIMIG, InfoM, InfoC. */
    record Case(String name, Function<int[], double[]> codes, double... expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("perfect", v -> new double[] {v[0], v[1]}, 1, 1, 1, 1, 1, 1, 1),
                new Case("permuted and turned round", v -> new double[] {-3 * v[1], 5 - v[0]}, 1, 1, 1, 1, 1, 1, 1),
                // Sum and difference know both factors alike; H(z, v) = H(v) + H(z | v) = 2 ln 4, of ln 4 + ln 7.
                new Case(
                        "rotated by 45°",
                        v -> new double[] {v[0] + v[1], v[0] - v[1]},
                        0,
                        0,
                        0,
                        1 - 4 * LN2 / (2 * LN2 + LN7),
                        0,
                        0,
                        0),
                // The copy is second: JEMMIG loses I(z°; v) = ln 4 of 2 ln 4; InfoC = (1/2 − 1/4) / (1 − 1/4).
                new Case("duplicated", v -> new double[] {v[0], v[1], v[0], v[1]}, 0, 1, 1, 0.5, 1, 1, 1.0 / 3),
                // The dead code is one of three in the means of MIG-sup and modularity.
                new Case("dead code", v -> new double[] {v[0], v[1], 7}, 1, 2.0 / 3, 2.0 / 3, 1, 1, 1, 1),
                // As dead, but active: its shares are even, InfoM = ((1 + 1 + 1/2) / 3 − 1/2) / (1/2).
                new Case("noise", v -> new double[] {v[0], v[1], v[2]}, 1, 2.0 / 3, 2.0 / 3, 1, 1, 2.0 / 3, 1),
                new Case("noise only", v -> new double[] {v[2], v[2]}, 0, 0, 0, 0.0, 0, 0, 0),
                // High and low bit know ln 2 each. JEMMIG_0 = H(z, v) = ln 4 of ln 4 + ln 2; DCIMIG = (ln 2 + ln 4) / 2
                // ln 4;
                // InfoC = ((1/2 + 1) / 2 − 1/3) / (1 − 1/3).
                new Case(
                        "one factor in two codes",
                        v -> new double[] {v[0] >> 1, v[0] & 1, v[1]},
                        0.5,
                        1,
                        1,
                        2.0 / 3,
                        0.75,
                        1,
                        0.625),
                // MIG does not see it; JEMMIG_k = H(z, v_k) − I = ln 16 − ln 4 of ln 4 + ln 16.
                new Case(
                        "two factors in one code", v -> new double[] {4 * v[0] + v[1], 0}, 1, 0, 0, 2.0 / 3, 0, 0, NAN),
                // Nothing is known: JEMMIG_k = H(v_k) of H(v_k) + ln 1.
                new Case("dead codes only", v -> new double[] {1, 2}, 0, 0, 0, 0, 0, NAN, NAN));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scoresAreThoseOfTheDerivation(Case c) {
        Sample sample = sample(c.codes, v -> new int[] {v[0], v[1]});
        Score info = INFO.score(sample);
        double[] found = {
            MIG.score(sample).value(),
            SUP.score(sample).value(),
            MODULARITY.score(sample).value(),
            JEMMIG.score(sample).value(),
            DCIMIG.score(sample).value(),
            info.figure("InfoM"),
            info.figure("InfoC")
        };
        for (int i = 0; i < found.length; i++) {
            if (Double.isNaN(c.expected[i])) {
                assertThat(found[i]).as("%s, score %d", c, i).isNaN();
            } else {
                assertThat(found[i]).as("%s, score %d", c, i).isCloseTo(c.expected[i], within(1e-12));
            }
        }
    }

    @Test
    void jemmigInNatsIsTheEntropyThatIsTooMuch() {
        Sample perfect = sample(v -> new double[] {v[0], v[1]}, v -> new int[] {v[0], v[1]});
        assertThat(JEMMIG.score(perfect).figure("JEMMIG (nats)")).isCloseTo(0, within(1e-12));
        Sample fine = sample(v -> new double[] {v[0] * 3 + v[2], v[1]}, v -> new int[] {v[0], v[1]});
        assertThat(JEMMIG.score(fine).figure("JEMMIG (nats)")).isCloseTo(Math.log(3) / 2, within(1e-12));
    }

    @Test
    void modularityOfMatrices() {
        assertThat(Modularity.ofRows(new double[][] {{1, 0}, {0, 1}, {0, 0}})).containsExactly(1, 1, 0);
        double[][] sideBySide = new double[5][10];
        for (int l = 0; l < 5; l++) {
            sideBySide[l][l] = 5;
            sideBySide[l][l + 5] = 5;
        }
        assertThat(Modularity.ofRows(sideBySide)).containsOnly(1 - 1.0 / 9);
        assertThat(Modularity.ofRows(new double[10][10])).containsOnly(0);
    }

    @Test
    void tenIndependentFactors() {
        var random = new Random(3);
        Sample identity = tenFactors(random, 3000, false);
        Modularity modularity = new Modularity(DISTINCT, false);
        assertThat(modularity.score(identity).value()).isBetween(0.9, 1.0);
        // Codes that are the factors in another order at each point know a little of all alike.
        assertThat(modularity.score(tenFactors(random, 20_000, true)).value()).isBetween(0.0, 0.2);
        assertThat(DCIMIG.score(identity).value()).isBetween(0.9, 1.0);
    }

    private static Sample tenFactors(Random random, int points, boolean shuffled) {
        int[][] factors = new int[points][];
        double[][] codes = new double[points][10];
        for (int n = 0; n < points; n++) {
            factors[n] = random.ints(10, 1, 11).toArray();
            int[] order = random.ints(0, 10).distinct().limit(10).toArray();
            for (int l = 0; l < 10; l++) {
                codes[n][l] = factors[n][shuffled ? order[l] : l];
            }
        }
        Points all = Points.of(codes, factors);
        return new Sample(all, all);
    }

    @Test
    void meanOverActiveCodes() {
        Sample dead = sample(v -> new double[] {v[0], v[1], 7}, v -> new int[] {v[0], v[1]});
        assertThat(new Modularity(DISTINCT, true).score(dead).value()).isCloseTo(1, within(1e-12));
        assertThat(new MutualInformationGapSup(DISTINCT, Normalizer.CODE_ENTROPY, true)
                        .score(dead)
                        .value())
                .isCloseTo(1, within(1e-12));
        Sample none = sample(v -> new double[] {1}, v -> new int[] {v[0], v[1]});
        Score score = new Modularity(DISTINCT, true).score(none);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).containsExactly("dead codes [0]", "no code is active: the mean is not defined");
        assertThat(INFO.score(none).warnings()).last().asString().contains("no code is active");
    }

    @Test
    void nearestNeighboursNeedNoBins() {
        var random = new Random(4);
        double[][] codes = new double[2000][];
        int[][] factors = new int[2000][];
        for (int n = 0; n < 2000; n++) {
            factors[n] = new int[] {random.nextInt(4), random.nextInt(5)};
            codes[n] = new double[] {
                factors[n][1] + 0.1 * random.nextGaussian(),
                factors[n][0] + 0.1 * random.nextGaussian(),
                0.01 * random.nextGaussian()
            };
        }
        Points points = Points.of(codes, factors);
        Score score = InfoMec.standard().score(new Sample(points, points));
        // The third code is not active; the others have small errors of about a hundredth where they know nothing.
        assertThat(score.table("active").column(0)).containsExactly(1, 1, 0);
        assertThat(score.figure("InfoM")).isBetween(0.95, 1.0);
        assertThat(score.figure("InfoC")).isBetween(0.95, 1.0);
        double[][] information = score.table("mutual information (nats)").values();
        assertThat(information[1][0]).isCloseTo(Math.log(4), within(0.02));
        assertThat(information[0][1]).isCloseTo(Math.log(5), within(0.02));
    }

    @Test
    void constantFactorsAreLeftOut() {
        Function<int[], double[]> codes = v -> new double[] {v[0] + v[2], v[1], v[0] - v[1]};
        Sample with = sample(codes, v -> new int[] {v[0], 9, v[1]});
        Sample without = sample(codes, v -> new int[] {v[0], v[1]});
        for (SupervisedMetric metric : all()) {
            Score score = metric.score(with);
            assertThat(score.value())
                    .as(metric.name())
                    .isEqualTo(metric.score(without).value());
            assertThat(score.warnings()).as(metric.name()).contains("constant factor 'v1' left out");
        }
    }

    @Test
    void refusesWhatHasNoGap() {
        Sample oneFactor = sample(v -> new double[] {v[0], v[1]}, v -> new int[] {v[0], 9});
        for (SupervisedMetric metric : List.of(SUP, MODULARITY, DCIMIG, INFO)) {
            assertThatThrownBy(() -> metric.score(oneFactor))
                    .as(metric.name())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 2 factors must vary, found 1 of 2");
        }
        Sample oneCode = sample(v -> new double[] {v[0]}, v -> new int[] {v[0], v[1]});
        for (SupervisedMetric metric : List.of(MIG, JEMMIG)) {
            assertThatThrownBy(() -> metric.score(oneCode)).as(metric.name()).hasMessageContaining("L ≥ 2");
        }
        Sample constant = sample(v -> new double[] {v[0], v[1]}, v -> new int[] {1, 2});
        for (SupervisedMetric metric : all()) {
            assertThatThrownBy(() -> metric.score(constant)).as(metric.name()).hasMessageContaining("must vary");
        }
        assertThatThrownBy(() -> new InfoMec(DISTINCT, 1)).hasMessageContaining("activeShare");
        assertThatThrownBy(() ->
                        new MutualInformationGapSup(NearestNeighbourEstimator.of(3), Normalizer.CODE_ENTROPY, false))
                .hasMessageContaining("plug-in");
    }

    @Test
    void fewerPointsThanValuesAreNoError() {
        Points three = Points.of(new double[][] {{0, 1}, {1, 5}, {2, 3}}, new int[][] {{0, 5}, {1, 6}, {2, 6}});
        for (SupervisedMetric metric : all()) {
            assertThat(metric.score(new Sample(three, three)).value())
                    .as(metric.name())
                    .isBetween(-1e-12, 1 + 1e-12);
        }
    }

    @Test
    void standardsFormABatteryWithNamesOfTheirOwn() {
        Sample sample = sample(v -> new double[] {v[0] + 0.1 * v[2], v[1]}, v -> new int[] {v[0], v[1]});
        List<SupervisedMetric> metrics = List.of(
                MutualInformationGap.standard(),
                MutualInformationGap.normalizedByCodes(),
                MutualInformationGapSup.standard(),
                Modularity.standard(),
                new Modularity(DISTINCT, true),
                JointEntropyMinusGap.standard(),
                DciMutualInformationGap.standard(),
                InfoMec.quantized());
        var scores = Battery.of(metrics).score(sample, 0);
        assertThat(scores.refused()).isEmpty();
        assertThat(scores.scores()).hasSameSizeAs(metrics).allSatisfy(score -> {
            assertThat(score.value()).isBetween(0.0, 1.0);
            assertThat(score.settings()).containsKey("information");
        });
    }

    private static List<SupervisedMetric> all() {
        return List.of(MIG, SUP, MODULARITY, JEMMIG, DCIMIG, INFO);
    }

    private static Sample sample(Function<int[], double[]> codes, Function<int[], int[]> factors) {
        double[][] z = Stream.of(GRID).map(codes).toArray(double[][]::new);
        int[][] v = Stream.of(GRID).map(factors).toArray(int[][]::new);
        Points points = Points.of(z, v);
        return new Sample(points, points);
    }

    @Test
    void nearestNeighboursKnowCodesWithTies() {
        var random = new Random(6);
        int[][] factors = IntStream.range(0, 1600)
                .mapToObj(n -> new int[] {n % 4, n / 4 % 4})
                .toArray(int[][]::new);
        List<Function<int[], double[]>> tied = List.of(
                v -> new double[] {v[0], v[1]},
                // Rounded to two digits.
                v -> new double[] {
                    hundredths(v[0] + 0.3 * random.nextDouble()), hundredths(v[1] + 0.3 * random.nextDouble())
                },
                // Cut off at 0, as units with a ReLU are.
                v -> new double[] {
                    Math.max(0, v[0] - 1 + 0.1 * random.nextGaussian()),
                    Math.max(0, v[1] - 1 + 0.1 * random.nextGaussian())
                });
        for (Function<int[], double[]> codes : tied) {
            Points points = Points.of(Stream.of(factors).map(codes).toArray(double[][]::new), factors);
            Score score = InfoMec.standard().score(new Sample(points, points));
            assertThat(score.figure("InfoM")).isBetween(0.95, 1.0);
            assertThat(score.figure("InfoC")).isBetween(0.95, 1.0);
            assertThat(score.warnings()).singleElement().asString().startsWith("codes [0, 1] have repeated values");
        }
        NearestNeighbourEstimator silent = new NearestNeighbourEstimator(
                NearestNeighbourInformation.standard().withNoise(0, 0), Discretizer.ownRange(20));
        assertThat(silent.warnings(Codes.ofRows(new double[][] {{1, 2, 3}, {1, 4, 3}, {2, 5, 3}})))
                .containsExactly("codes [0] have repeated values, which count as at distance 0:"
                        + " nearest neighbours are for continuous codes");
        assertThat(silent.warnings(Codes.ofRows(new double[][] {{1}, {2}}))).isEmpty();
        Points grid = Points.of(Stream.of(factors).map(tied.getFirst()).toArray(double[][]::new), factors);
        assertThat(new MutualInformationGap(NearestNeighbourEstimator.of(3), Normalizer.FACTOR_ENTROPY)
                        .score(new Sample(grid, grid))
                        .value())
                .isCloseTo(1, within(0.02));
    }

    private static double hundredths(double value) {
        return Math.rint(100 * value) / 100;
    }

    @Test
    void nearestNeighbourInformationIsNotDividedByTheEntropyOfBins() {
        double[][] values = new Random(7)
                .doubles(1000)
                .mapToObj(x -> new double[] {x, x * x})
                .toArray(double[][]::new);
        Points points = new Points(Codes.ofRows(values), Factors.continuous(List.of("a", "b"), values));
        Sample sample = new Sample(points, points);
        NearestNeighbourEstimator neighbours = NearestNeighbourEstimator.of(3);
        for (SupervisedMetric metric : List.of(
                new MutualInformationGap(neighbours, Normalizer.FACTOR_ENTROPY),
                new MutualInformationGapSup(neighbours, Normalizer.FACTOR_ENTROPY, false),
                new DciMutualInformationGap(neighbours),
                InfoMec.standard())) {
            assertThatThrownBy(() -> metric.score(sample))
                    .as(metric.name())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("continuous factor 'a'")
                    .hasMessageContaining("plug-in");
        }
        assertThat(new MutualInformationGap(neighbours, Normalizer.NONE)
                        .score(sample)
                        .value())
                .isGreaterThanOrEqualTo(0);
        assertThat(new Modularity(neighbours, false).score(sample).value()).isBetween(0.0, 1.0);
    }

    @Test
    void jointEntropyMinusGapNamesFactorsThatNoCodeKnows() {
        // Two binary factors and collapsed codes: 1 − ln 2 / (ln 2 + ln 10).
        double expected = Math.log(10) / (LN2 + Math.log(10));
        Score dead = JointEntropyMinusGap.standard().score(sample(v -> new double[] {3, 7}, v ->
                new int[] {v[0] / 2, v[1] / 2}));
        assertThat(dead.value()).isCloseTo(expected, within(1e-12));
        assertThat(dead.warnings())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).startsWith("no code knows anything of factors [v0, v1]"));
        Score half = JointEntropyMinusGap.standard().score(sample(v -> new double[] {v[0], 7}, v ->
                new int[] {v[0] / 2, v[1] / 2}));
        assertThat(half.warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("no code knows anything of factors [v1]"));
    }
}
