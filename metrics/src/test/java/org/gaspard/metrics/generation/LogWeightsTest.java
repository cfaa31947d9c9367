package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogWeightsTest {

    private static final LogWeights WEIGHTS =
            LogWeights.of(new double[][] {{Math.log(1), Math.log(3), Math.log(2), Math.log(2)}, {0, 0, 0, 0}});

    @Test
    void theEvidenceBoundIsTheMeanLogWeight() {
        var elbo = WEIGHTS.elbo();
        // ln(1 · 3 · 2 · 2) = ln 12, over 4 draws and 2 points; the two points differ by ln 12 / 4.
        assertThat(elbo.value()).isCloseTo(Math.log(12) / 8, within(1e-15));
        assertThat(elbo.figure("standard error")).isCloseTo(Math.log(12) / 8, within(1e-15));
    }

    @Test
    void blocksOfDrawsAreAveragedInsideTheLogarithm() {
        // Blocks (1, 3) and (2, 2) both have the mean 2.
        assertThat(WEIGHTS.iwae(2).value()).isCloseTo(Math.log(2) / 2, within(1e-15));
        assertThat(WEIGHTS.iwae(1).value()).isEqualTo(WEIGHTS.elbo().value());
        // One block of three, (1, 3, 2), and a draw left over.
        assertThat(WEIGHTS.iwae(3).value()).isCloseTo(Math.log(2) / 2, within(1e-15));
        assertThat(WEIGHTS.iwae(4).value()).isCloseTo(Math.log(2) / 2, within(1e-15));
        assertThat(WEIGHTS.logLikelihoods()).containsExactly(new double[] {Math.log(2), 0}, within(1e-15));
    }

    @Test
    void errorsAndEffectiveSampleSizes() {
        // Weights 1, 3, 2, 2 have the mean 2 and the variance 2/3; (Σ w)² / Σ w² = 64 / 18.
        assertThat(WEIGHTS.standardErrors())
                .containsExactly(new double[] {Math.sqrt(2.0 / 3 / 4) / 2, 0}, within(1e-15));
        assertThat(WEIGHTS.effectiveSampleSizes()).containsExactly(new double[] {64.0 / 18, 4}, within(1e-14));
    }

    @Test
    void hugeAndImpossibleWeightsAreFine() {
        assertThat(LogWeights.logMeanExp(new double[] {1000, 1000})).isEqualTo(1000);
        assertThat(LogWeights.logMeanExp(new double[] {-5000, Double.NEGATIVE_INFINITY}))
                .isCloseTo(-5000 - Math.log(2), within(1e-12));
        assertThat(LogWeights.logMeanExp(new double[] {Double.NEGATIVE_INFINITY}))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void onePointHasNoStandardError() {
        var score = LogWeights.of(new double[][] {{1, 2}}).elbo();
        assertThat(score.value()).isEqualTo(1.5);
        assertThat(score.figures()).isEmpty();
        assertThat(score.warnings()).singleElement().asString().contains("one point");
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> LogWeights.of(new double[0][])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> LogWeights.of(new double[][] {{1}, {1, 2}})).hasMessageContaining("found 2");
        assertThatThrownBy(() -> LogWeights.of(new double[][] {{Double.NaN}})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> LogWeights.of(new double[][] {{Double.POSITIVE_INFINITY}}))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> WEIGHTS.iwae(5)).hasMessageContaining("found 5");
        assertThatThrownBy(() -> WEIGHTS.iwae(0)).hasMessageContaining("found 0");
    }

    @Test
    void aPointWithoutWeightIsWarnedOf() {
        double none = Double.NEGATIVE_INFINITY;
        LogWeights weights = LogWeights.of(new double[][] {{none, none}, {0, 1}});
        assertThat(weights.iwae(2).value()).isEqualTo(none);
        assertThat(weights.iwae(2).warnings()).singleElement().asString().contains("weight 0 in all draws");
        assertThat(weights.effectiveSampleSizes()[0]).isZero();
        assertThat(LogWeights.logMeanExp(new double[] {0, Double.POSITIVE_INFINITY}))
                .isInfinite();
    }
}
