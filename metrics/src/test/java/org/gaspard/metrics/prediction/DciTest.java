package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class DciTest {

    private static final Dci DCI = Dci.standard();

    private static Sample grid(PredictionCases.Encoding encoding) {
        return PredictionCases.grid(4, 4, 5, encoding);
    }

    private static void assertScores(Dci metric, Sample sample, double disentanglement, double completeness) {
        Score score = metric.score(sample);
        assertThat(score.value()).isCloseTo(disentanglement, within(1e-6));
        assertThat(score.figure("disentanglement")).isEqualTo(score.value());
        assertThat(score.figure("completeness")).isCloseTo(completeness, within(1e-6));
    }

    @Test
    void codesThatAreTheFactorsScoreOne() {
        assertScores(DCI, grid((a, b) -> new double[] {a, b}), 1, 1);
        assertScores(DCI, grid((a, b) -> new double[] {3 - 7.0 * b, a * a}), 1, 1);
        assertScores(DCI, grid((a, b) -> new double[] {a, b, 2}), 1, 1);
        Score score = DCI.score(grid((a, b) -> new double[] {a, b}));
        assertThat(score.figure("test informativeness")).isEqualTo(1);
        assertThat(score.figure("training informativeness")).isEqualTo(1);
        assertThat(score.warnings()).isEmpty();
        assertThat(score.table("importances").column(0)).containsExactly(new double[] {1, 0}, within(1e-9));
    }

    @Test
    void rotationByAnEighthTurnMakesEitherCodeAsImportant() {
        Score score = DCI.score(grid((a, b) -> new double[] {a + b, a - b}));
        assertThat(score.value()).isBetween(0.0, 0.05);
        assertThat(score.figure("completeness")).isBetween(0.0, 0.05);
    }

    @Test
    void equalCodesShareTheImportance() {
        Sample twice = grid((a, b) -> new double[] {a, b, a, b});
        // 1 − ln 2 / ln 4, if both copies were as important.
        Score score = DCI.score(twice);
        assertThat(score.value()).isCloseTo(1, within(1e-6));
        assertThat(score.figure("completeness")).isBetween(0.48, 0.6);
        // Each tree of a forest looks at half of the codes only.
        assertThat(Dci.forest(3).score(twice).figure("completeness")).isBetween(0.4, 0.6);
    }

    @Test
    void aFactorInTwoCodesIsNotComplete() {
        Score score = DCI.score(grid((a, b) -> new double[] {a % 2, a < 2 ? 0 : 1, b}));
        assertThat(score.value()).isCloseTo(1, within(1e-6));
        // The first tree of a value takes 1/3 of its gain by the first cut, 2/3 by the second.
        assertThat(score.table("completeness of factors").values()[0][0])
                .isBetween(1 - Math.log(2) / Math.log(3), 0.45);
        assertThat(score.table("completeness of factors").values()[1][0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void noiseIsImportantForNoFactorInParticular() {
        Score score = DCI.score(PredictionCases.noise(800, 4, 4, 4));
        assertThat(score.value()).isBetween(0.0, 0.05);
        assertThat(score.figure("completeness")).isBetween(0.0, 0.05);
        assertThat(score.figure("test informativeness")).isBetween(0.15, 0.35);
    }

    @Test
    void variantsFindTheFactors() {
        Sample sample = PredictionCases.grid(4, 5, 8, (a, b) -> new double[] {a, -b});
        for (Dci metric : List.of(Dci.gwae(1), Dci.zaidiLasso())) {
            Score score = metric.score(sample);
            assertThat(score.value()).as(metric.name()).isBetween(0.99, 1.0);
            assertThat(score.figure("completeness")).as(metric.name()).isBetween(0.99, 1.0);
            assertThat(score.figure("test informativeness")).as(metric.name()).isBetween(0.99, 1.0);
            assertThat(score.metric()).isEqualTo(metric.name());
        }
        // Nodes that look at one code only cut that, even if it tells nothing; what they lose is small.
        for (Dci metric : List.of(Dci.zaidi(1), Dci.forest(1))) {
            Score score = metric.score(sample);
            assertThat(score.value()).as(metric.name()).isBetween(0.8, 1.0);
            assertThat(score.figure("test informativeness")).as(metric.name()).isBetween(0.99, 1.0);
        }
    }

    @Test
    void regressionsTakeContinuousFactors() {
        double[][] values = IntStream.range(0, 400)
                .mapToObj(n -> new double[] {n * 0.37 % 1, n * 0.71 % 1})
                .toArray(double[][]::new);
        Points points = new Points(Codes.ofRows(values), Factors.continuous(List.of("x", "y"), values));
        Sample sample = Sample.split(points, 268);
        assertThat(Dci.gwae(5).score(sample).value()).isBetween(0.95, 1.0);
        assertThat(Dci.zaidiLasso().score(sample).value()).isBetween(0.95, 1.0);
        assertThatThrownBy(() -> DCI.score(sample)).hasMessageContaining("factor 'x' is continuous");
    }

    @Test
    void lassoOfOneCodeIsComputedByHand() {
        // One code is the factor, the other alternates independently: w = 1 − α / Var x on the unit scale, Var x = 1/4.
        Sample sample = PredictionCases.grid(2, 2, 30, (a, b) -> new double[] {10 * a, b});
        Score score = Dci.zaidiLasso().score(sample);
        assertThat(score.table("importances").column(0)).containsExactly(new double[] {1 - 4e-4, 0}, within(1e-9));
        // The mean square error is (α / Var x)² Var x.
        assertThat(score.figure("test informativeness")).isCloseTo(1 - 12 * 4e-8, within(1e-9));
    }

    @Test
    void constantFactorsAndDeadCodesAreNamed() {
        int[][] factors = IntStream.range(0, 64)
                .mapToObj(n -> new int[] {n % 4, 7, n / 4 % 4})
                .toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 64)
                .mapToObj(n -> new double[] {n % 4, 1, n / 4 % 4})
                .toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        Score score = DCI.score(new Sample(points, points));
        assertThat(score.value()).isCloseTo(1, within(1e-6));
        assertThat(score.warnings()).containsExactly("constant factors left out: 'v1'", "dead codes [1]");
        assertThat(score.table("importances").columns()).containsExactly("v0", "v2");
    }

    @Test
    void aSingleFactorOrCodeIsDegenerate() {
        Points points = Points.of(new double[][] {{0, 1}, {1, 1}, {0, 2}, {1, 2}}, new int[][] {{0}, {1}, {0}, {1}});
        Score score = DCI.score(new Sample(points, points));
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).containsExactly("disentanglement is not defined for a single factor");
        Score one = DCI.score(PredictionCases.grid(2, 2, 1, (a, b) -> new double[] {a + 2 * b}));
        assertThat(one.figure("completeness")).isNaN();
        assertThat(one.warnings()).containsExactly("completeness is not defined for a single code");
    }

    @Test
    void valuesThatWereNeverLearnedAreErrors() {
        Points training = Points.of(new double[][] {{0}, {1}, {0}, {1}}, new int[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}});
        Points test = Points.of(new double[][] {{0}, {1}}, new int[][] {{0, 5}, {1, 6}});
        Score score = DCI.score(new Sample(training, test));
        assertThat(score.table("test informativeness of factors").column(0)).containsExactly(1, 0);
        assertThat(score.warnings()).contains("factor 'v1' has labels [5, 6] only among test points");
    }

    @Test
    void deadCodesAloneScoreZero() {
        Score score = DCI.score(grid((a, b) -> new double[] {1, 2}));
        assertThat(score.value()).isCloseTo(0, within(1e-9));
        assertThat(score.warnings())
                .containsExactly("dead codes [0, 1]", "no code is important for the factors 'v0', 'v1'");
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Points constant = Points.of(new double[][] {{1, 2}, {3, 4}}, new int[][] {{5}, {5}});
        assertThatThrownBy(() -> DCI.score(new Sample(constant, constant)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 1 constant over 2 training points");
        assertThatThrownBy(() -> new ImportanceModel.RegressionForest(
                        10, List.of(), List.of(1.0), 5, ImportanceModel.Choice.EACH_FACTOR, 6, 0))
                .hasMessageContaining("depths");
        assertThatThrownBy(() -> new ImportanceModel.RegressionForest(
                        10, List.of(3), List.of(1.0), 5, ImportanceModel.Choice.EACH_FACTOR, 0, 0))
                .hasMessageContaining("errorScale");
    }

    @Test
    void importancesAreNotNegative() {
        // Gains of deep nodes are differences of nearly equal numbers; coefficients have signs.
        for (int number = 0; number < 12; number++) {
            Sample sample = PredictionCases.oracle(number);
            for (Dci metric : List.of(DCI, Dci.forest(1), Dci.gwae(1), Dci.zaidiLasso())) {
                for (double[] row : metric.score(sample).table("importances").values()) {
                    for (double importance : row) {
                        assertThat(importance).isNotNegative();
                    }
                }
            }
        }
    }

    @Test
    void theSameSampleHasTheSameScore() {
        Sample sample = PredictionCases.oracle(1);
        for (Dci metric : List.of(DCI, Dci.forest(2), Dci.gwae(2))) {
            assertThat(metric.score(sample).json())
                    .isEqualTo(metric.score(sample).json());
        }
        assertThat(Dci.gwae(2).score(sample).value())
                .isNotEqualTo(Dci.gwae(3).score(sample).value());
    }
}
