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
import org.gaspard.metrics.learners.LogisticRegression;
import org.junit.jupiter.api.Test;

/** Explicitness by areas and by cross entropies. */
class ExplicitnessTest {

    private static final Explicitness AREA = Explicitness.standard();
    private static final Explicitness ZAIDI = Explicitness.zaidi();
    private static final InfoE INFO = InfoE.standard();

    private static final List<PredictionCases.Encoding> LINEAR = List.of(
            (a, b) -> new double[] {a, b},
            (a, b) -> new double[] {b, 5 - 2 * a},
            (a, b) -> new double[] {a + b, a - b},
            (a, b) -> new double[] {a, b, a, b},
            (a, b) -> new double[] {a, b, 7});

    /** A factor with two values, and a code that agrees in three of four points with it. */
    private static Sample threeOfFour() {
        int[][] factors =
                IntStream.range(0, 80).mapToObj(n -> new int[] {n % 2}).toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 80)
                .mapToObj(n -> new double[] {n % 8 < 2 ? 1 - n % 2 : n % 2})
                .toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        return new Sample(points, points);
    }

    @Test
    void anyLinearCodesOfTheFactorsAreExplicit() {
        for (PredictionCases.Encoding encoding : LINEAR) {
            Sample two = PredictionCases.grid(2, 2, 10, encoding);
            assertThat(AREA.score(two).value()).isCloseTo(1, within(1e-12));
            assertThat(ZAIDI.score(two).value()).isCloseTo(1, within(1e-12));
            assertThat(INFO.score(two).value()).isBetween(1 - 1e-4, 1.0);
            // A softmax of linear functions can tell the middle of three values.
            Sample three = PredictionCases.grid(3, 4, 10, encoding);
            assertThat(AREA.score(three).value()).isBetween(0.999, 1.0);
            assertThat(INFO.score(three).value()).isBetween(1 - 1e-4, 1.0);
        }
    }

    @Test
    void aCodeThatIsRightInThreeOfFourPoints() {
        // The area is P(larger) + P(equal) / 2 = 9/16 + 6/32.
        Score area = AREA.score(threeOfFour());
        assertThat(area.value()).isCloseTo(0.75, within(1e-12));
        assertThat(area.figure("training explicitness")).isCloseTo(0.75, within(1e-12));
        assertThat(ZAIDI.score(threeOfFour()).value()).isCloseTo(0.5, within(1e-12));
        // The best probabilities are 3/4 and 1/4.
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        Score info = INFO.score(threeOfFour());
        assertThat(info.value()).isCloseTo(1 - entropy / Math.log(2), within(1e-6));
        assertThat(info.figure("test InfoE")).isCloseTo(1 - entropy / Math.log(2), within(1e-6));
        assertThat(info.warnings()).isEmpty();
    }

    @Test
    void aFactorInTwoCodesIsExplicitIfBothTellItLinearly() {
        Sample halves = PredictionCases.grid(4, 2, 10, (a, b) -> new double[] {a % 2, a < 2 ? 0 : 1, b});
        assertThat(AREA.score(halves).value()).isCloseTo(1, within(1e-12));
        assertThat(INFO.score(halves).value()).isBetween(1 - 1e-4, 1.0);
        // The exclusive or of two codes is not linear: each of its values looks alike to both.
        int[][] factors = IntStream.range(0, 80)
                .mapToObj(n -> new int[] {n % 2 ^ n / 2 % 2})
                .toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 80)
                .mapToObj(n -> new double[] {n % 2, n / 2 % 2})
                .toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        assertThat(INFO.score(new Sample(points, points)).value()).isCloseTo(0, within(1e-9));
    }

    @Test
    void noiseIsNotExplicit() {
        Sample noise = PredictionCases.noise(1200, 3, 2, 3);
        assertThat(AREA.score(noise).value()).isBetween(0.4, 0.6);
        assertThat(ZAIDI.score(noise).value()).isBetween(0.0, 0.2);
        assertThat(INFO.score(noise).value()).isBetween(0.0, 0.05);
    }

    @Test
    void nothingIsRemovedByDeadCodes() {
        Sample dead = PredictionCases.grid(3, 2, 5, (a, b) -> new double[] {1, 2});
        assertThat(AREA.score(dead).value()).isCloseTo(0.5, within(1e-12));
        assertThat(INFO.score(dead).value()).isCloseTo(0, within(1e-12));
        assertThat(INFO.score(dead).warnings()).containsExactly("dead codes [0, 1]");
    }

    @Test
    void rareClassesWeighAsMuchInTheModelButNotInTheEntropy() {
        // P(code 1 | value 0) = 2/3 of 30 points, P(code 1 | value 1) = 9/10 of 10 points. Balanced, P(value 1 | code
        // 1) = 27/47 and
        // P(value 1 | code 0) = 3/13.
        int[][] factors =
                IntStream.range(0, 40).mapToObj(n -> new int[] {n < 30 ? 0 : 1}).toArray(int[][]::new);
        double[][] codes = IntStream.range(0, 40)
                .mapToObj(n -> new double[] {n < 10 || n == 39 ? 0 : 1})
                .toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        double entropy =
                -(10 * Math.log(10 / 13.0) + 20 * Math.log(20 / 47.0) + 9 * Math.log(27 / 47.0) + Math.log(3 / 13.0))
                        / 40;
        assertThat(INFO.score(new Sample(points, points)).value()).isCloseTo(1 - entropy / Math.log(2), within(1e-6));
    }

    @Test
    void valuesMissingFromTheTestAreLeftOut() {
        Points training =
                Points.of(new double[][] {{0}, {1}, {2}, {0}, {1}, {2}}, new int[][] {{0}, {1}, {2}, {0}, {1}, {2}});
        Points test = Points.of(new double[][] {{0}, {1}, {5}}, new int[][] {{0}, {1}, {9}});
        Score score = AREA.score(new Sample(training, test));
        assertThat(score.value()).isBetween(0.5, 1.0);
        assertThat(score.warnings())
                .containsExactly(
                        "values [2] of factor 'v0' have no area among the test points and are left out there",
                        "factor 'v0' has labels [9] only among test points");
        assertThat(INFO.score(new Sample(training, test)).figure("test InfoE")).isFinite();
        Points strange = Points.of(new double[][] {{0}}, new int[][] {{9}});
        assertThat(AREA.score(new Sample(training, strange)).value()).isNaN();
        assertThat(INFO.score(new Sample(training, strange)).figure("test InfoE"))
                .isNaN();
    }

    @Test
    void constantFactorsAreLeftOutAndNamed() {
        Points points = Points.of(new double[][] {{0}, {1}, {0}, {1}}, new int[][] {{0, 4}, {1, 4}, {0, 4}, {1, 4}});
        Score score = AREA.score(new Sample(points, points));
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.warnings()).containsExactly("constant factors left out: 'v1'");
    }

    @Test
    void scaleAndOrderOfCodesDoNotMatter() {
        Sample sample = PredictionCases.oracle(7);
        Sample moved = new Sample(moved(sample.training()), moved(sample.test()));
        assertThat(AREA.score(moved).value()).isCloseTo(AREA.score(sample).value(), within(1e-9));
        assertThat(ZAIDI.score(moved).value()).isCloseTo(ZAIDI.score(sample).value(), within(1e-9));
        assertThat(INFO.score(moved).value()).isCloseTo(INFO.score(sample).value(), within(1e-4));
    }

    private static Points moved(Points points) {
        double[][] rows = points.codes().rows();
        for (double[] row : rows) {
            double first = row[0];
            row[0] = 100 * row[1] - 3;
            row[1] = 0.01 * first;
        }
        return new Points(Codes.ofRows(rows), points.factors());
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Codes codes = Codes.ofRows(new double[][] {{1}, {2}});
        Points continuous = new Points(codes, Factors.continuous(List.of("x"), new double[][] {{1}, {2}}));
        Points constant = new Points(codes, Factors.discrete(new int[][] {{3}, {3}}));
        assertThatThrownBy(() -> AREA.score(new Sample(continuous, continuous)))
                .hasMessageContaining("factor 'x' is continuous");
        assertThatThrownBy(() -> INFO.score(new Sample(continuous, continuous)))
                .hasMessageContaining("factor 'x' is continuous");
        assertThatThrownBy(() -> AREA.score(new Sample(constant, constant))).hasMessageContaining("all 1 constant");
        assertThatThrownBy(() -> INFO.score(new Sample(constant, constant))).hasMessageContaining("all 1 constant");
    }

    @Test
    void unfinishedRegressionsAndOutliersAreWarnedOf() {
        Sample sample = PredictionCases.oracle(0);
        var hasty = new Explicitness(
                Explicitness.Variant.JOINT, LogisticRegression.standard().withStop(1, 1e-12));
        assertThat(hasty.score(sample).warnings()).anyMatch(w -> w.contains("have not converged"));
        assertThat(Explicitness.standard().score(sample).warnings()).isEmpty();
        double[][] rows = sample.training().codes().rows();
        rows[3][0] = 1e20;
        Sample outlier =
                new Sample(new Points(Codes.ofRows(rows), sample.training().factors()), sample.test());
        assertThat(Explicitness.standard().score(outlier).warnings())
                .singleElement()
                .asString()
                .startsWith("codes [0] have outliers");
    }
}
