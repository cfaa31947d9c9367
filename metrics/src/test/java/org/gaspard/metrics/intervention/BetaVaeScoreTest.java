package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.LogisticRegression;
import org.junit.jupiter.api.Test;

class BetaVaeScoreTest {

    private static final BetaVaeScore METRIC =
            new BetaVaeScore("BetaVAE", LogisticRegression.standard(), 32, 500, 400, false);

    private static Score score(Function<int[], double[]> codes) {
        return Populations.score(METRIC, codes);
    }

    @Test
    void codesThatHoldStillWithTheirFactorGetOne() {
        // The feature of the shared factor is 0, the others are near their means: a plane separates the classes.
        assertThat(Populations.disentangled())
                .allSatisfy(codes -> assertThat(score(codes).value()).isEqualTo(1));
        assertThat(score(Populations::withNoise).value()).isEqualTo(1);
    }

    @Test
    void featuresHaveTheirExpectation() {
        double[][] means = score(Populations::perfect).table("mean |z − z'|").values();
        int[] sizes = {6, 5, 8};
        for (int l = 0; l < 3; l++) {
            for (int k = 0; k < 3; k++) {
                // E|i − j| = (n² − 1) / 3n for independent i and j uniform on n values; 0 if shared.
                double n = sizes[l];
                double expected = l == k ? 0 : (n * n - 1) / (3 * n);
                assertThat(means[l][k]).isCloseTo(expected, within(0.08));
            }
        }
    }

    @Test
    void codesThatKnowNothingGuess() {
        assertThat(score(Populations::onlyNoise).value()).isCloseTo(1 / 3.0, within(0.1));
        // |a + b| has the same distribution whichever of two like factors is shared: 1/2.
        assertThat(METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1).value())
                .isCloseTo(0.5, within(0.1));
        Score dead = score(Populations::dead);
        assertThat(dead.value()).isCloseTo(1 / 3.0, within(0.1));
        assertThat(dead.warnings()).containsExactly("dead codes [0, 1, 2]");
    }

    @Test
    void deadDimensionsAreNamed() {
        Score score = score(Populations::withDeadDimensions);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.warnings()).containsExactly("dead codes [1, 4]");
    }

    @Test
    void predictionsAreCounted() {
        Score score = score(Populations::onlyNoise);
        double[][] confusion = score.table("test examples").values();
        double all = Arrays.stream(confusion).flatMapToDouble(Arrays::stream).sum();
        assertThat(all).isEqualTo(400);
        assertThat((confusion[0][0] + confusion[1][1] + confusion[2][2]) / all).isCloseTo(score.value(), within(1e-12));
    }

    @Test
    void rescaledAccuracy() {
        BetaVaeScore rescaled = new BetaVaeScore("rescaled", LogisticRegression.standard(), 32, 500, 400, true);
        Score score = rescaled.score(Populations.grid(Populations::onlyNoise, 6, 5, 8), 1);
        assertThat(score.figure("test accuracy"))
                .isEqualTo(score(Populations::onlyNoise).value());
        assertThat(score.value()).isCloseTo((score.figure("test accuracy") - 1 / 3.0) * 1.5, within(1e-12));
    }

    @Test
    void degenerateSources() {
        Score single = METRIC.score(Populations.grid(Populations::perfect, 4, 1), 1);
        assertThat(single.value()).isNaN();
        assertThat(single.warnings()).contains("constant factors left out: [v1]");
        assertThatThrownBy(() -> METRIC.score(Populations.grid(Populations::perfect, 1, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Batches of 5, 2,000 and 2,000 examples, as in the tests of disentanglement_lib. */
    @Test
    void identityCodesScoreAsInTheReferenceLibrary() {
        BetaVaeScore metric = new BetaVaeScore("library test", LogisticRegression.standard(), 5, 2000, 2000, false);
        assertThat(metric.score(Populations.tenFactors(3000, Populations::perfect), 0)
                        .value())
                .isBetween(0.9, 1.0);
    }

    @Test
    void defaultsAreThoseOfTheLibraries() {
        assertThat(BetaVaeScore.standard())
                .isEqualTo(new BetaVaeScore("BetaVAE", LogisticRegression.standard(), 64, 10_000, 5_000, false));
        assertThat(BetaVaeScore.zDiff())
                .isEqualTo(new BetaVaeScore("Z-diff", LogisticRegression.standard(), 200, 10_000, 5_000, true));
        assertThat(BetaVaeScore.zDiff()
                        .withExamples(200, 100)
                        .score(Populations.grid(Populations::perfect, 6, 5, 8), 1)
                        .value())
                .isEqualTo(1);
    }

    @Test
    void refusesOptionsWithoutMeaning() {
        LogisticRegression learner = LogisticRegression.standard();
        assertThatThrownBy(() -> new BetaVaeScore("x", learner, 0, 2, 1, false)).hasMessageContaining("pairs");
        assertThatThrownBy(() -> new BetaVaeScore("x", learner, 1, 1, 1, false))
                .hasMessageContaining("trainingExamples");
        assertThatThrownBy(() -> new BetaVaeScore("x", learner, 1, 2, 0, false)).hasMessageContaining("testExamples");
    }

    @Test
    void aCodeIsNotDeadBecauseNoPairMovesIt() {
        // Each value of both factors has one point: it is paired with itself, and all features are 0.
        int[][] factors =
                IntStream.range(0, 8).mapToObj(n -> new int[] {n, 7 - n}).toArray(int[][]::new);
        double[][] codes =
                IntStream.range(0, 8).mapToObj(n -> new double[] {n % 4, 5}).toArray(double[][]::new);
        Score score = METRIC.score(PointSource.of(Points.of(codes, factors)), 1);
        assertThat(score.table("mean |z − z'|").values()[0]).containsExactly(0, 0);
        assertThat(score.warnings()).containsExactly("dead codes [1]");
    }
}
