package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.GaussianPosteriors;
import org.junit.jupiter.api.Test;

class PosteriorRateTest {

    /** A code with means ±1 and variance ½, one that is the prior, and one with means 0, 0.2. */
    private static final GaussianPosteriors POSTERIORS = GaussianPosteriors.ofVariances(
            Codes.ofRows(new double[][] {{1, 0, 0}, {-1, 0, 0.2}}),
            Codes.ofRows(new double[][] {{0.5, 1, 1}, {0.5, 1, 1}}));

    @Test
    void divergencesFromThePrior() {
        // ½ (1 + ½ − 1 + ln 2), 0, and the mean of 0 and ½ · 0.04.
        double first = 0.5 * (0.5 + Math.log(2));
        assertThat(POSTERIORS.divergences()).containsExactly(new double[] {first, 0, 0.01}, within(1e-15));
        assertThat(POSTERIORS.divergencesOfPoints()).containsExactly(new double[] {first, first + 0.02}, within(1e-15));
        assertThat(PosteriorRate.score(POSTERIORS).value()).isCloseTo(first + 0.01, within(1e-15));
    }

    @Test
    void activeAreCodesWhoseMeansVary() {
        // Variances 1, 0 and 0.01, which is at the limit and not above it up to rounding: halve the last one.
        assertThat(PosteriorRate.variancesOfMeans(POSTERIORS))
                .containsExactly(new double[] {1, 0, 0.01}, within(1e-15));
        GaussianPosteriors clear = GaussianPosteriors.ofVariances(
                Codes.ofRows(new double[][] {{1, 0, 0}, {-1, 0, 0.19}}),
                Codes.ofRows(new double[][] {{0.5, 1, 1}, {0.5, 1, 1}}));
        assertThat(PosteriorRate.activeUnits(clear)).containsExactly(0);
        assertThat(PosteriorRate.score(clear).figure("active units")).isEqualTo(1);
        assertThat(PosteriorRate.score(clear).figure("codes above 0.01 nats")).isEqualTo(1);
    }

    @Test
    void aTinyDivergenceKeepsItsDigits() {
        GaussianPosteriors near = GaussianPosteriors.ofVariances(
                Codes.ofRows(new double[][] {{0}}), Codes.ofRows(new double[][] {{1 + 1e-6}}));
        // ½ (ε − ln(1 + ε)) = ε²/4 − ε³/6 + …; 1 + 10⁻⁶ itself is rounded by 10⁻¹⁶.
        assertThat(near.divergences()[0]).isCloseTo(2.5e-13 - 1e-18 / 6, within(1e-21));
    }

    @Test
    void logarithmsOfVariances() {
        GaussianPosteriors posteriors = new GaussianPosteriors(
                Codes.ofRows(new double[][] {{1}}), Codes.ofRows(new double[][] {{Math.log(0.5)}}));
        assertThat(posteriors.divergences()[0]).isCloseTo(0.5 * (0.5 + Math.log(2)), within(1e-15));
    }

    @Test
    void refusesBadInput() {
        Codes means = Codes.ofRows(new double[][] {{1, 2}});
        assertThatThrownBy(() -> GaussianPosteriors.ofVariances(means, Codes.ofRows(new double[][] {{1}})))
                .hasMessageContaining("same points and codes");
        assertThatThrownBy(() -> GaussianPosteriors.ofVariances(means, Codes.ofRows(new double[][] {{1, 0}})))
                .hasMessageContaining("column 1");
        assertThatThrownBy(() -> new GaussianPosteriors(means, Codes.ofRows(new double[][] {{1, 1000}})))
                .hasMessageContaining("between");
    }
}
