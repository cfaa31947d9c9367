package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class SapTest {

    private static final List<Sap> CLASSIFIERS = List.of(Sap.standard(), Sap.tree());

    private static Sample grid(PredictionCases.Encoding encoding) {
        return PredictionCases.grid(2, 2, 25, encoding);
    }

    @Test
    void codesThatAreTheFactorsBeatGuessing() {
        for (PredictionCases.Encoding encoding : List.<PredictionCases.Encoding>of(
                (a, b) -> new double[] {a, b}, (a, b) -> new double[] {b, a}, (a, b) -> new double[] {a, b, 3})) {
            for (Sap sap : CLASSIFIERS) {
                // The best code is always right, the second best in half of the points.
                assertThat(sap.score(grid(encoding)).value()).as(sap.name()).isCloseTo(0.5, within(1e-12));
            }
            assertThat(Sap.squaredCorrelation().score(grid(encoding)).value()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void rotatedAndDuplicatedCodesHaveNoGap() {
        for (PredictionCases.Encoding encoding : List.<PredictionCases.Encoding>of(
                (a, b) -> new double[] {a + b, a - b}, (a, b) -> new double[] {a, b, a, b})) {
            for (Sap sap : List.of(Sap.standard(), Sap.tree(), Sap.squaredCorrelation())) {
                assertThat(sap.score(grid(encoding)).value()).as(sap.name()).isCloseTo(0, within(1e-12));
            }
        }
        // a + b is 1 in half of the points, and a then in half of these: 3/4 are right.
        assertThat(Sap.tree()
                        .score(grid((a, b) -> new double[] {a + b, a - b}))
                        .table("predictability")
                        .column(0))
                .containsExactly(new double[] {0.75, 0.75}, within(1e-12));
    }

    @Test
    void noiseHasASmallGap() {
        for (Sap sap : List.of(Sap.standard(), Sap.squaredCorrelation())) {
            assertThat(sap.score(PredictionCases.noise(800, 2, 2, 4)).value())
                    .as(sap.name())
                    .isBetween(0.0, 0.05);
        }
    }

    @Test
    void aFactorInTwoCodesHasTheGapOfItsParts() {
        Sample sample = PredictionCases.grid(4, 2, 20, (a, b) -> new double[] {a % 2, a < 2 ? 0 : 1, b});
        Score correlation = Sap.squaredCorrelation().score(sample);
        // a = 2 h + p, Var a = 5/4: Cov(a, h) = 1/2 and Cov(a, p) = 1/4, so 4/5 and 1/5.
        assertThat(correlation.table("gap").column(0)).containsExactly(new double[] {0.6, 1}, within(1e-12));
        // Either part names 2 of 4 values.
        assertThat(Sap.tree().score(sample).table("gap").column(0))
                .containsExactly(new double[] {0, 0.5}, within(1e-12));
    }

    @Test
    void treesNameAllValues() {
        Sample sample = PredictionCases.grid(5, 4, 12, (a, b) -> new double[] {a, b});
        // 1 − 1/5 and 1 − 1/4.
        assertThat(Sap.tree().score(sample).value()).isCloseTo(0.775, within(1e-12));
        assertThat(Sap.standard().score(sample).value()).isBetween(0.1, 0.775);
    }

    @Test
    void threeOfFourRight() {
        int[][] factors =
                IntStream.range(0, 80).mapToObj(n -> new int[] {n % 2}).toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 80)
                .mapToObj(n -> new double[] {n % 8 < 2 ? 1 - n % 2 : n % 2, 0})
                .toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        Score score = Sap.standard().score(new Sample(points, points));
        assertThat(score.value()).isCloseTo(0.25, within(1e-12));
        assertThat(score.figure("training SAP")).isCloseTo(0.25, within(1e-12));
        assertThat(score.warnings()).containsExactly("dead codes [1]");
        // The correlation is 3/4 − 1/4.
        assertThat(Sap.squaredCorrelation().score(new Sample(points, points)).value())
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void continuousFactorsAreCorrelated() {
        double[][] values = IntStream.range(0, 300)
                .mapToObj(n -> new double[] {n * 0.37 % 1, n * 0.71 % 1})
                .toArray(double[][]::new);
        Points points = new Points(Codes.ofRows(values), Factors.continuous(List.of("x", "y"), values));
        Sample sample = Sample.split(points, 200);
        double expected = Sap.squaredCorrelation().score(sample).value();
        assertThat(expected).isBetween(0.95, 1.0);
        assertThat(Sap.standard().score(sample).value()).isEqualTo(expected);
        assertThatThrownBy(() -> Sap.tree().score(sample)).hasMessageContaining("factor 'x' is continuous");
    }

    @Test
    void correlationIsInvariantUnderScaleAndShift() {
        Sample sample = PredictionCases.oracle(1);
        Codes moved = Codes.ofRows(Arrays.stream(sample.training().codes().rows())
                .map(row -> Arrays.stream(row).map(z -> 5 - 3 * z).toArray())
                .toArray(double[][]::new));
        Points training = new Points(moved, sample.training().factors());
        assertThat(Sap.squaredCorrelation()
                        .score(new Sample(training, sample.test()))
                        .value())
                .isCloseTo(Sap.squaredCorrelation().score(sample).value(), within(1e-12));
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Points one = Points.of(new double[][] {{1}, {2}}, new int[][] {{1}, {2}});
        assertThatThrownBy(() -> Sap.standard().score(new Sample(one, one))).hasMessageContaining("at least 2 columns");
        Points constant = Points.of(new double[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {5}});
        assertThatThrownBy(() -> Sap.standard().score(new Sample(constant, constant)))
                .hasMessageContaining("constant");
        Points few = Points.of(new double[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {6}});
        assertThatThrownBy(() -> Sap.tree().score(new Sample(few, few))).hasMessageContaining("folds, 10");
        assertThatThrownBy(() -> new SapPredictor.DecisionTree(0, 10)).hasMessageContaining("maxDepth");
    }
}
