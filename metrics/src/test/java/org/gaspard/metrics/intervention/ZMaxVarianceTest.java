package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class ZMaxVarianceTest {

    private static final ZMaxVariance METRIC =
            new ZMaxVariance("Z-max-var", new VoteSettings(20, 500, 400, 2000, 0.02, true));

    private static Score score(Function<int[], double[]> codes) {
        return Populations.score(METRIC, codes);
    }

    @Test
    void codesThatMoveWithTheirFactorAloneGetOne() {
        // All codes but those of the changed factor have variance 0: every vote names one of these.
        assertThat(Populations.disentangled())
                .allSatisfy(codes -> assertThat(score(codes).value()).isEqualTo(1));
    }

    @Test
    void codesThatKnowNothingGuess() {
        // Rescaled: guessing gets 0. Deviation 1.5 · 0.024 for three factors, 2 · 0.025 for two.
        assertThat(score(Populations::onlyNoise).value()).isCloseTo(0, within(0.15));
        assertThat(METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1).value())
                .isCloseTo(0, within(0.2));
    }

    @Test
    void aNoiseDimensionTakesVotes() {
        // It moves as much as the code of the changed factor, is named in about half of the votes, and then guesses:
        // accuracy about 2/3, rescaled 1/2.
        assertThat(score(Populations::withNoise).value()).isCloseTo(0.5, within(0.25));
    }

    @Test
    void noActiveCodeScoresZero() {
        assertThat(score(Populations::dead).value()).isZero();
        assertThat(score(Populations::dead).warnings())
                .singleElement()
                .asString()
                .contains("no code votes");
    }

    @Test
    void pointsThatHaveNoNeighbourAreCounted() {
        Points points = Points.of(new double[][] {{1, 2}, {2, 5}, {3, 1}}, new int[][] {{0, 0}, {1, 1}, {2, 2}});
        assertThat(METRIC.score(PointSource.of(points), 1).warnings())
                .containsExactly("no voting code moved in 900 of 900 batches; the first one was named");
    }

    @Test
    void aTableOfAllCombinationsIsAsGoodAsAGrid() {
        PointSource table = PointSource.of(Populations.table(Populations::permuted, 6, 5, 8));
        assertThat(METRIC.score(table, 1).value()).isEqualTo(1);
    }

    @Test
    void degenerateSources() {
        assertThat(METRIC.score(Populations.grid(Populations::perfect, 4, 1), 1).value())
                .isNaN();
        assertThatThrownBy(() -> METRIC.score(Populations.grid(Populations::perfect, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void defaultsAreThoseOfTheReview() {
        assertThat(ZMaxVariance.standard().settings()).isEqualTo(new VoteSettings(200, 800, 800, 10_000, 0.02, true));
        assertThat(ZMaxVariance.standard()
                        .score(Populations.grid(Populations::perfect, 4, 3), 1)
                        .value())
                .isEqualTo(1);
    }
}
