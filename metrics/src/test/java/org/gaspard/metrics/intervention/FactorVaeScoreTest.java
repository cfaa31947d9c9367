package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.gaspard.tensor.array.Parallel;
import org.junit.jupiter.api.Test;

class FactorVaeScoreTest {

    private static final FactorVaeScore METRIC =
            new FactorVaeScore("FactorVAE", new VoteSettings(16, 600, 400, 2000, 0.05, false));

    private static Score score(Function<int[], double[]> codes) {
        return Populations.score(METRIC, codes);
    }

    @Test
    void codesThatHoldStillWithTheirFactorGetOne() {
        // The code of the held factor has variance 0, the others do not: every vote names it.
        assertThat(Populations.disentangled())
                .allSatisfy(codes -> assertThat(score(codes).value()).isEqualTo(1));
        assertThat(score(Populations::withNoise).value()).isEqualTo(1);
    }

    @Test
    void votesAreCountedByCodeAndFactor() {
        Score score = score(Populations::permuted);
        double[][] votes = score.table("training votes").values();
        assertThat(votes[0][0] + votes[0][1] + votes[1][1] + votes[1][2] + votes[2][0] + votes[2][2])
                .isZero();
        assertThat(votes[0][2] + votes[1][0] + votes[2][1]).isEqualTo(600);
        assertThat(votes[0][2]).isCloseTo(200, within(50.0));
        assertThat(score.warnings()).isEmpty();
        assertThat(score.settings()).containsEntry("batch", "16").containsEntry("least deviation", "0.05");
    }

    @Test
    void deadDimensionsDoNotVote() {
        Score score = score(Populations::withDeadDimensions);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.figure("active codes")).isEqualTo(3);
        assertThat(score.warnings()).containsExactly("codes that do not vote: [1, 4]");
        // Neither do they without a threshold: a constant has no normalised variance.
        assertThat(FactorVaeScore.unpruned()
                        .score(Populations.grid(Populations::withDeadDimensions, 3, 4, 2), 1)
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aThresholdOfDeviationDecidesWhoVotes() {
        Function<int[], double[]> small = v -> new double[] {v[0], 0.01 * v[1], v[2]};
        Score pruned = score(small);
        // Deviation 0.014 for 5 values. Factor 1 is held in a third of the votes, and then a code of another factor is
        // named.
        assertThat(pruned.warnings()).containsExactly("codes that do not vote: [1]");
        assertThat(pruned.value()).isBetween(0.55, 0.85);
        FactorVaeScore all = new FactorVaeScore(
                "all", METRIC.settings().withLeastDeviation(0).withVotes(300, 300));
        assertThat(all.score(Populations.grid(small, 6, 5, 8), 1).value()).isEqualTo(1);
    }

    @Test
    void codesThatKnowNothingGuess() {
        // Accuracy 1/K; deviation √(2/9 / 400) = 0.024, and the majority is chosen by chance too.
        assertThat(score(Populations::onlyNoise).value()).isCloseTo(1 / 3.0, within(0.1));
        // Either code moves by half whichever factor is held: 1/2.
        assertThat(METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1).value())
                .isCloseTo(0.5, within(0.1));
    }

    @Test
    void noActiveCodeScoresZero() {
        Score score = score(Populations::dead);
        assertThat(score.value()).isZero();
        assertThat(score.warnings()).singleElement().asString().contains("no code votes");
    }

    @Test
    void rescaledAccuracy() {
        FactorVaeScore rescaled = new FactorVaeScore("rescaled", new VoteSettings(16, 600, 400, 2000, 0.05, true));
        PointSource source = Populations.grid(Populations::onlyNoise, 6, 5, 8);
        Score score = rescaled.score(source, 5);
        assertThat(score.figure("test accuracy"))
                .isEqualTo(METRIC.score(source, 5).value());
        assertThat(score.value()).isCloseTo((score.figure("test accuracy") - 1 / 3.0) * 1.5, within(1e-12));
        assertThat(rescaled.score(Populations.grid(Populations::perfect, 3, 4), 1)
                        .value())
                .isEqualTo(1);
    }

    @Test
    void constantFactorsAreLeftOut() {
        Score score = METRIC.score(Populations.grid(Populations::perfect, 4, 1, 4), 1);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.table("test votes").columns()).containsExactly("v0", "v2");
        assertThat(score.warnings()).contains("constant factors left out: [v1]");
    }

    @Test
    void degenerateSources() {
        Score single = METRIC.score(Populations.grid(Populations::perfect, 4, 1), 1);
        assertThat(single.value()).isNaN();
        assertThat(single.warnings()).first().asString().contains("only factor 'v0' varies");
        assertThatThrownBy(() -> METRIC.score(Populations.grid(Populations::perfect, 1, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[v0, v1] constant");
        // One point for each value: whatever is held, nothing moves.
        Points points = Points.of(new double[][] {{1, 2}, {2, 5}, {3, 1}}, new int[][] {{0, 0}, {1, 1}, {2, 2}});
        assertThat(METRIC.score(PointSource.of(points), 1).warnings())
                .containsExactly("no voting code moved in 1000 of 1000 batches; the first one was named");
    }

    @Test
    void sameSeedSameScore() {
        PointSource source = Populations.grid(Populations::onlyNoise, 6, 5, 8);
        String first = METRIC.score(source, 3).json();
        assertThat(METRIC.score(source, 3).json()).isEqualTo(first);
        assertThat(METRIC.score(Populations.grid(Populations::onlyNoise, 6, 5, 8), 3)
                        .json())
                .isEqualTo(first);
        assertThat(METRIC.score(source, 4).json()).isNotEqualTo(first);
    }

    @Test
    void threadsDoNotMatter() {
        PointSource source = Populations.grid(Populations::onlyNoise, 6, 5, 8);
        String alone = METRIC.score(source, 3).json();
        String[] busy = new String[4];
        // Inside a task the other threads are taken, so that each score is computed in one of them.
        Parallel.run(busy.length, task -> busy[task] = METRIC.score(source, 3).json());
        assertThat(busy).containsOnly(alone);
    }

    /** Batches of 5, 3,000 and 2,000 votes, as in the tests of disentanglement_lib. */
    @Test
    void identityAndDeadCodesScoreAsInTheReferenceLibrary() {
        FactorVaeScore metric = new FactorVaeScore("library test", new VoteSettings(5, 3000, 2000, 2500, 0, false));
        assertThat(metric.score(Populations.tenFactors(5000, Populations::perfect), 0)
                        .value())
                .isBetween(0.9, 1.0);
        assertThat(metric.score(Populations.tenFactors(5000, Populations::dead), 0)
                        .value())
                .isZero();
    }

    @Test
    void defaultsAreThoseOfTheLibraries() {
        assertThat(FactorVaeScore.standard().settings())
                .isEqualTo(new VoteSettings(64, 10_000, 5_000, 10_000, 0.05, false));
        assertThat(FactorVaeScore.unpruned().settings())
                .isEqualTo(new VoteSettings(64, 10_000, 5_000, 10_000, 0, false));
        assertThat(FactorVaeScore.zMinVariance().settings())
                .isEqualTo(new VoteSettings(200, 800, 800, 10_000, 0.02, true));
        assertThat(FactorVaeScore.standard()
                        .score(Populations.grid(Populations::perfect, 6, 5, 8), 0)
                        .value())
                .isEqualTo(1);
    }

    @Test
    void refusesOptionsWithoutMeaning() {
        assertThatThrownBy(() -> new VoteSettings(1, 1, 1, 2, 0, false))
                .hasMessage("batch must be at least 2, found 1");
        assertThatThrownBy(() -> new VoteSettings(2, 0, 1, 2, 0, false)).hasMessageContaining("trainingVotes");
        assertThatThrownBy(() -> new VoteSettings(2, 1, 0, 2, 0, false)).hasMessageContaining("testVotes");
        assertThatThrownBy(() -> new VoteSettings(2, 1, 1, 1, 0, false)).hasMessageContaining("variancePoints");
        assertThatThrownBy(() -> new VoteSettings(2, 1, 1, 2, -1, false)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new VoteSettings(2, 1, 1, 2, Double.NaN, false))
                .hasMessageContaining("NaN");
    }

    @Test
    void codesThatAreNotNumbersAreRefused() {
        assertThatThrownBy(() -> score(v -> new double[] {v[0], Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
