package org.gaspard.metrics.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.metrics.unsupervised.CodesTable.VARIANCE;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Battery;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.Scores;
import org.junit.jupiter.api.Test;

class GaussianCorrelationsTest {

    private static final GaussianTotalCorrelation TC = GaussianTotalCorrelation.standard();
    private static final GaussianWassersteinCorrelation WASSERSTEIN = GaussianWassersteinCorrelation.standard();

    /** Four points with the covariance [[1, 0.9], [0.9, 1]]: the corners of a box along its eigenvectors, scaled. */
    private static Codes ofCovariance() {
        // Eigenvalues 1.9 and 0.1; with divisor 3, corners (±a, ±b) have the variances 4a²/3 and 4b²/3.
        double a = Math.sqrt(1.9 * 3 / 4);
        double b = Math.sqrt(0.1 * 3 / 4);
        double h = Math.sqrt(0.5);
        double[][] rows = new double[4][];
        for (int n = 0; n < 4; n++) {
            double along = n < 2 ? a : -a;
            double across = n % 2 == 0 ? b : -b;
            rows[n] = new double[] {h * (along - across), h * (along + across)};
        }
        return Codes.ofRows(rows);
    }

    @Test
    void aGivenCovariance() {
        // −½ ln(1 − 0.9²), and 4 − 2(√1.9 + √0.1).
        assertThat(TC.score(ofCovariance()).value())
                .isCloseTo(-0.5 * Math.log(0.19), within(1e-14))
                .isCloseTo(0.830366, within(1e-6));
        Score score = WASSERSTEIN.score(ofCovariance());
        assertThat(score.value())
                .isCloseTo(4 - 2 * (Math.sqrt(1.9) + Math.sqrt(0.1)), within(1e-14))
                .isCloseTo(0.610735, within(1e-6));
        assertThat(score.figure("normalised")).isCloseTo(0.305367, within(1e-6));
        assertThat(score.figure("total variance")).isCloseTo(2, within(1e-14));
        assertThat(GaussianWassersteinCorrelation.normalisedByVariance()
                        .score(ofCovariance())
                        .value())
                .isEqualTo(score.figure("normalised"));
    }

    /** Uncorrelated codes of equal variance: 0, and no rotation shows. */
    @Test
    void perfectPermutedAndRotatedCodesAreUncorrelated() {
        for (Codes codes : new Codes[] {CodesTable.perfect(), CodesTable.permuted(), CodesTable.rotated()}) {
            assertThat(TC.score(codes).value()).isCloseTo(0, within(1e-14));
            assertThat(WASSERSTEIN.score(codes).value()).isCloseTo(0, within(1e-13));
        }
    }

    /** Variances v and 4v turned by 45°: r = 3 / 5, both variances 2.5 v, eigenvalues v and 4v as before. */
    @Test
    void rotationOfUnequalVariancesShows() {
        double h = Math.sqrt(0.5);
        Codes codes = CodesTable.of((x, y) -> h * (x - 2 * y), (x, y) -> h * (x + 2 * y));
        assertThat(TC.score(codes).value()).isCloseTo(-0.5 * Math.log(1 - 0.36), within(1e-13));
        // D^½ Σ D^½ = 2.5 v Σ, with the roots √2.5 v and 2 √2.5 v.
        double expected = VARIANCE * (2 * 5 - 2 * 3 * Math.sqrt(2.5));
        assertThat(WASSERSTEIN.score(codes).value()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void duplicatedCodes() {
        Score score = TC.score(CodesTable.duplicated());
        assertThat(score.value()).isInfinite();
        assertThat(score.warnings()).singleElement().asString().contains("singular");
        assertThat(WASSERSTEIN.score(CodesTable.duplicated()).value())
                .isCloseTo((4 - 2 * Math.sqrt(2)) * VARIANCE, within(1e-12));
    }

    @Test
    void deadCodesAddNothing() {
        Score score = TC.score(CodesTable.withDead());
        assertThat(score.value()).isCloseTo(0, within(1e-14));
        assertThat(score.warnings()).containsExactly("dead codes [1]");
        Score wasserstein = WASSERSTEIN.score(CodesTable.withDead());
        assertThat(wasserstein.value()).isCloseTo(0, within(1e-13));
        assertThat(wasserstein.warnings()).containsExactly("dead codes [1]");
    }

    @Test
    void aFactorInTwoCodes() {
        // r² = 4/5; Σ = v [[1, 1], [1, 5/4]].
        assertThat(TC.score(CodesTable.twice()).value()).isCloseTo(-0.5 * Math.log(0.2), within(1e-13));
        // (D^½ Σ D^½) / v² = [[1, √5/2], [√5/2, 25/16]]: trace 41/16, determinant 5/16; tr root = √(trace + 2 √det).
        double root = Math.sqrt(41 / 16.0 + 2 * Math.sqrt(5 / 16.0));
        assertThat(WASSERSTEIN.score(CodesTable.twice()).value())
                .isCloseTo(VARIANCE * (2 * 2.25 - 2 * root), within(1e-12));
    }

    /** The sample correlation of independent noise adds about L (L − 1) / 4N. */
    @Test
    void noiseHasTheBiasOfTheSample() {
        double value = TC.score(CodesTable.noise(3000, 5, 77)).value();
        assertThat(value).isBetween(0.0, 4 * 20 / 12000.0);
    }

    @Test
    void scalesDoNotMatterToTheTotalCorrelation() {
        Codes scaled = CodesTable.of((x, y) -> 1e6 * x + 3, (x, y) -> -1e-6 * (x + 0.5 * y));
        assertThat(TC.score(scaled).value())
                .isCloseTo(TC.score(CodesTable.twice()).value(), within(1e-12));
    }

    @Test
    void nothingVaries() {
        Codes dead = Codes.ofRows(new double[][] {{1, 2}, {1, 2}, {1, 2}});
        assertThat(TC.score(dead).value()).isZero();
        Score score = GaussianWassersteinCorrelation.normalisedByVariance().score(dead);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings())
                .containsExactly("dead codes [0, 1]", "no code varies: the normalised value is not defined");
        assertThat(WASSERSTEIN.score(dead).value()).isZero();
    }

    @Test
    void allUnsupervisedMetricsInOneBattery() {
        Codes codes = CodesTable.twice();
        int[][] factors = new int[100][];
        Arrays.setAll(factors, n -> new int[] {n / 10, n % 10});
        Battery battery = Battery.of(List.of(
                TC,
                WASSERSTEIN,
                GaussianWassersteinCorrelation.normalisedByVariance(),
                MutualInformationScore.standard(),
                FactorisedSupport.standard(),
                new FactorisedSupport(256, true)));
        Scores scores = battery.score(Sample.split(new Points(codes, Factors.discrete(factors)), 99), 0);
        assertThat(scores.scores())
                .hasSize(6)
                .allSatisfy(score -> assertThat(score.value()).isPositive());
        assertThat(scores.scores().getFirst().json()).contains("Gaussian TC", "correlation");
    }

    @Test
    void refusesASinglePoint() {
        Codes one = Codes.ofRows(new double[][] {{1, 2}});
        assertThatThrownBy(() -> TC.score(one)).hasMessageContaining("at least 2 points");
        assertThatThrownBy(() -> WASSERSTEIN.score(one)).hasMessageContaining("at least 2 points");
    }
}
