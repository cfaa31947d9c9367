package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class FairnessTest {

    private static PointSource grid(int first, int second, PredictionCases.Encoding encoding) {
        return PointSource.of(PredictionCases.grid(first, second, 1, encoding).training());
    }

    /** Two binary factors that agree in nine of ten points; only the second one is in the codes. */
    private static PointSource biased() {
        List<int[]> factors = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            int second = n % 2;
            factors.add(new int[] {n < 18 ? second : 1 - second, second});
        }
        double[][] codes = factors.stream().map(v -> new double[] {v[1]}).toArray(double[][]::new);
        return PointSource.of(Points.of(codes, factors.toArray(int[][]::new)));
    }

    @Test
    void rightPredictionsAreFair() {
        for (Predictor predictor : Predictor.values()) {
            Fairness fairness = new Fairness(predictor, 200, 20);
            for (PredictionCases.Encoding encoding : List.<PredictionCases.Encoding>of(
                    (a, b) -> new double[] {a, b}, (a, b) -> new double[] {5 - b, a, 1}, (a, b) ->
                            new double[] {a, b, a, b})) {
                Score score = fairness.score(grid(2, 3, encoding), 1);
                assertThat(score.figure("accuracy")).as(predictor.name()).isEqualTo(1);
                assertThat(score.value()).as(predictor.name()).isCloseTo(0, within(1e-12));
            }
        }
        Score rotated = new Fairness(Predictor.LOGISTIC_REGRESSION, 200, 20)
                .score(grid(2, 2, (a, b) -> new double[] {a + b, a - b}), 1);
        assertThat(rotated.value()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aPredictionThatIsTheSensitiveFactorIsAsUnfairAsCanBe() {
        for (Predictor predictor : Predictor.values()) {
            Score score = new Fairness(predictor, 500, 40).score(biased(), 7);
            // The first factor is predicted to be the second: p(ŷ | s) is certain, p(ŷ) even, so ½ (½ + ½).
            assertThat(score.table("unfairness").values()[0][1]).isCloseTo(0.5, within(1e-12));
            assertThat(score.table("worst case").values()[0][1]).isCloseTo(0.5, within(1e-12));
            // The second is predicted rightly whatever the first is.
            assertThat(score.table("unfairness").values()[1][0]).isCloseTo(0, within(1e-12));
            assertThat(score.table("unfairness").values()[0][0]).isNaN();
            assertThat(score.value()).isCloseTo(0.25, within(1e-12));
            assertThat(score.figure("largest of largest")).isCloseTo(0.5, within(1e-12));
            assertThat(score.figure("worst case, mean of means")).isCloseTo(0.25, within(1e-12));
            // Nine of ten for the first, all for the second.
            assertThat(score.figure("accuracy")).isBetween(0.88, 1.0);
        }
    }

    @Test
    void unequalTermsHaveAMeanAndALargest() {
        // Three values of the second factor; code 0 for the first two of them. The first factor follows the code.
        int[][] factors = {
            {0, 0}, {0, 0}, {0, 0}, {1, 0}, {0, 1}, {0, 1}, {0, 1}, {1, 1}, {1, 2}, {1, 2}, {1, 2}, {0, 2}
        };
        double[][] codes = IntStream.range(0, 12)
                .mapToObj(n -> new double[] {factors[n][1] == 2 ? 1 : 0})
                .toArray(double[][]::new);
        Score score =
                new Fairness(Predictor.GRADIENT_BOOSTING, 600, 10).score(PointSource.of(Points.of(codes, factors)), 3);
        // p(ŷ = 1 | s) = 0, 0, 1 and p(ŷ = 1) = 1/3: variations 1/3, 1/3 and 2/3.
        assertThat(score.table("unfairness").values()[0][1]).isCloseTo(4 / 9.0, within(1e-12));
        assertThat(score.table("worst case").values()[0][1]).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void agreesWithTheDefinitionInPython() {
        double largest = 0;
        List<double[]> oracle = PredictionCases.lines("fairness.txt", "");
        assertThat(oracle).hasSize(5);
        for (double[] line : oracle) {
            int number = (int) line[0];
            Points points = PredictionCases.oracle(number).training();
            Score score = new Fairness(Predictor.LOGISTIC_REGRESSION, 200, 40)
                    .score(PointSource.of(number % 3 == 0 ? points.range(0, 40) : points), 1000 + number);
            double[] found = DoubleStream.concat(
                            Stream.of(
                                            "mean of means",
                                            "mean of largest",
                                            "largest of means",
                                            "largest of largest",
                                            "worst case, mean of means",
                                            "accuracy")
                                    .mapToDouble(score::figure),
                            Arrays.stream(score.table("unfairness").values()).flatMapToDouble(Arrays::stream))
                    .toArray();
            assertThat(found).hasSize(line.length - 1);
            for (int i = 0; i < found.length; i++) {
                assertThat(Double.isNaN(found[i])).isEqualTo(Double.isNaN(line[i + 1]));
                largest = Double.isNaN(found[i]) ? largest : Math.max(largest, Math.abs(found[i] - line[i + 1]));
            }
        }
        Deviations.record("unfairness", 5, largest, 1e-12);
    }

    @Test
    void noiseIsFairButForChance() {
        Points points = PredictionCases.noise(2400, 2, 2, 2).training();
        Score score = new Fairness(Predictor.LOGISTIC_REGRESSION, 1000, 300).score(PointSource.of(points), 5);
        assertThat(score.value()).isBetween(0.0, 0.15);
    }

    @Test
    void constantFactorsAndMissingCopiesAreNamed() {
        int[][] factors = {{0, 0, 4}, {1, 1, 4}};
        PointSource source = PointSource.of(Points.of(new double[][] {{0}, {1}}, factors));
        Score score = new Fairness(Predictor.GRADIENT_BOOSTING, 20, 5).score(source, 1);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings())
                .containsExactly(
                        "constant factors left out: 'v2'",
                        "no point has a copy for each value of 'v1': left out for target 'v0'",
                        "no point has a copy for each value of 'v0': left out for target 'v1'");
    }

    @Test
    void refusesInputsWithoutMeaning() {
        PointSource single = PointSource.of(Points.of(new double[][] {{0}, {1}}, new int[][] {{0}, {1}}));
        assertThatThrownBy(() -> Fairness.standard().score(single, 1)).hasMessageContaining("found 1 of 1");
        assertThatThrownBy(() -> new Fairness(Predictor.GRADIENT_BOOSTING, 4, 1))
                .hasMessageContaining("found 4");
    }

    @Test
    void theSameSeedGivesTheSameScore() {
        Fairness fairness = new Fairness(Predictor.LOGISTIC_REGRESSION, 100, 30);
        PointSource source = PointSource.of(PredictionCases.oracle(7).training());
        assertThat(fairness.score(source, 4).json())
                .isEqualTo(fairness.score(source, 4).json());
    }

    @Test
    void copiesAreNotAlwaysTheSamePoint() {
        // 800 points, 50 of each combination: a tree that learned noise predicts something else for each point, and the
        // frequencies over many of them hardly depend on the sensitive factor.
        Points points = PredictionCases.noise(1600, 4, 4, 2).training();
        Score score = new Fairness(Predictor.GRADIENT_BOOSTING, 800, 400).score(PointSource.of(points), 5);
        assertThat(score.value()).isBetween(0.0, 0.12);
    }
}
