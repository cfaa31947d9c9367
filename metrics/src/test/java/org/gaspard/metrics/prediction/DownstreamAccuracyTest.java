package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class DownstreamAccuracyTest {

    private static DownstreamAccuracy of(Predictor predictor, Integer... labels) {
        return new DownstreamAccuracy(predictor, List.of(labels));
    }

    @Test
    void factorsAreReadOffTheCodesOfWhichTheyAreMade() {
        for (PredictionCases.Encoding encoding : List.<PredictionCases.Encoding>of(
                (a, b) -> new double[] {a, b},
                (a, b) -> new double[] {b, 3 - a, 1},
                (a, b) -> new double[] {a + b, a - b},
                (a, b) -> new double[] {a, b, a, b})) {
            Sample sample = PredictionCases.grid(2, 3, 50, encoding);
            for (Predictor predictor : Predictor.values()) {
                Score score = of(predictor, 60, 240).score(sample);
                assertThat(score.value()).as(predictor.name()).isCloseTo(1, within(1e-12));
                assertThat(score.figure("accuracy, 60 labels")).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void noiseIsGuessed() {
        Sample noise = PredictionCases.noise(2000, 4, 2, 3);
        // 1/4 and 1/2.
        assertThat(of(Predictor.LOGISTIC_REGRESSION, 1000).score(noise).value()).isBetween(0.325, 0.425);
        assertThat(of(Predictor.GRADIENT_BOOSTING, 1000).score(noise).value()).isBetween(0.325, 0.425);
    }

    @Test
    void valuesWithoutLabelsAreErrors() {
        // The first 10 points have 10 of 20 values of the first factor, and of the second one only.
        Sample sample = PredictionCases.grid(1, 20, 3, (a, b) -> new double[] {b, -b});
        Score score = of(Predictor.GRADIENT_BOOSTING, 10).score(sample);
        assertThat(score.value()).isCloseTo(0.5, within(1e-12));
        assertThat(score.warnings()).containsExactly("constant factors left out: 'v0'");
        // Each value is once among the labels, so the parts left out are never right, and the strongest penalty is
        // taken.
        assertThat(of(Predictor.LOGISTIC_REGRESSION, 10).score(sample).value()).isBetween(0.05, 0.5);
    }

    @Test
    void labelsOfOneClassGiveThatClass() {
        Points training =
                Points.of(new double[][] {{0}, {0}, {0}, {0}, {0}, {1}}, new int[][] {{3}, {3}, {3}, {3}, {3}, {4}});
        Points test = Points.of(new double[][] {{0}, {1}, {1}, {1}}, new int[][] {{3}, {4}, {4}, {4}});
        for (Predictor predictor : Predictor.values()) {
            assertThat(of(predictor, 5).score(new Sample(training, test)).value())
                    .isEqualTo(0.25);
        }
    }

    @Test
    void efficiencyIsTheQuotientByAllLabels() {
        Sample sample = PredictionCases.grid(2, 2, 2500, (a, b) -> new double[] {a, b});
        Score score = DownstreamAccuracy.logisticRegression().score(sample);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.figure("efficiency, 100 labels")).isEqualTo(1);
        assertThat(score.figure("efficiency, 1000 labels")).isEqualTo(1);
        assertThat(score.table("accuracy of factors").rows()).containsExactly("10", "100", "1000", "10000");
    }

    @Test
    void numbersBeyondTheTrainingPointsAreLeftOut() {
        Sample sample = PredictionCases.grid(2, 2, 30, (a, b) -> new double[] {a, b});
        Score score = DownstreamAccuracy.gradientBoosting().score(sample);
        assertThat(score.figures().keySet()).containsExactly("accuracy, 10 labels", "accuracy, 100 labels");
        assertThat(score.warnings())
                .containsExactly("numbers of labels left out: [1000, 10000], there are 120 training points");
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Sample small = PredictionCases.grid(2, 2, 1, (a, b) -> new double[] {a, b});
        assertThatThrownBy(() -> DownstreamAccuracy.gradientBoosting().score(small))
                .hasMessageContaining("at least 10 points, found 4");
        assertThatThrownBy(() -> of(Predictor.GRADIENT_BOOSTING)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> of(Predictor.GRADIENT_BOOSTING, 10, 10)).hasMessageContaining("[10, 10]");
        assertThatThrownBy(() -> of(Predictor.GRADIENT_BOOSTING, 4)).hasMessageContaining("[4]");
    }

    /** Against {@code downstream_accuracy.py}: scikit-learn's LogisticRegressionCV with KFold. */
    @Test
    void agreesWithScikitLearn() throws IOException {
        double largest = 0;
        try (InputStream stream = DownstreamAccuracyTest.class.getResourceAsStream("downstream_accuracy.txt")) {
            Scanner oracle = new Scanner(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            for (int number = 0; number < PredictionCases.COUNT; number++) {
                Score score = of(Predictor.LOGISTIC_REGRESSION, 100, 300).score(PredictionCases.oracle(number));
                for (int labels : new int[] {100, 300}) {
                    double expected = Double.parseDouble(oracle.next());
                    largest = Math.max(largest, Math.abs(score.figure("accuracy, " + labels + " labels") - expected));
                }
            }
        }
        Deviations.record("downstream accuracy", 2 * PredictionCases.COUNT, largest, 0.01);
    }

    @Test
    void largeCodesCostNothingAndThoseTooSmallForTreesAreWarnedOf() {
        Sample sample = PredictionCases.oracle(0);
        double expected = new DownstreamAccuracy(Predictor.LOGISTIC_REGRESSION, List.of(200))
                .score(scaled(sample, 1e6))
                .value();
        for (double scale : new double[] {1e19, 1e40}) {
            Score score =
                    new DownstreamAccuracy(Predictor.LOGISTIC_REGRESSION, List.of(200)).score(scaled(sample, scale));
            assertThat(score.value()).isEqualTo(expected);
            assertThat(score.warnings()).noneMatch(w -> w.contains("converged"));
        }
        assertThat(Dci.forest(1).score(scaled(sample, 1e-9)).warnings())
                .anyMatch(w -> w.contains("lose most of their values"));
        assertThat(Dci.forest(1).score(sample).warnings()).noneMatch(w -> w.contains("lose most of their values"));
    }

    private static Sample scaled(Sample sample, double scale) {
        return new Sample(scaled(sample.training(), scale), scaled(sample.test(), scale));
    }

    private static Points scaled(Points points, double scale) {
        double[][] rows = points.codes().rows();
        for (double[] row : rows) {
            for (int l = 0; l < row.length; l++) {
                row[l] *= scale;
            }
        }
        return new Points(Codes.ofRows(rows), points.factors());
    }
}
