package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.BinClassifier;
import org.gaspard.metrics.learners.DecisionTreeClassifier;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.TreeLimits;
import org.junit.jupiter.api.Test;

/** Single-neuron classification and neuron knockout. */
class SingleNeuronTest {

    private static final SingleNeuronClassification SNC = SingleNeuronClassification.standard();
    private static final NeuronKnockout NK = NeuronKnockout.standard();

    private static void assertScores(Sample sample, double snc, double nk) {
        assertThat(SNC.score(sample).value()).as("SNC").isCloseTo(snc, within(1e-12));
        assertThat(NK.score(sample).value()).as("NK").isCloseTo(nk, within(1e-12));
    }

    @Test
    void codesThatAreTheFactorsScoreOne() {
        // Each neuron tells its factor, and no other does.
        assertScores(PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {a, b}), 1, 1);
        assertScores(PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {3 - 7.0 * b, a * a, 2}), 1, 1);
        Score score = SNC.score(PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {b, 2, a}));
        assertThat(score.table("neuron of factors").column(0)).containsExactly(2, 0);
        assertThat(score.warnings()).containsExactly("dead codes [1]");
        assertThat(score.figure("training SNC")).isEqualTo(1);
    }

    @Test
    void rotationByAnEighthTurnLeavesThreeOfFourPoints() {
        // a + b is 0, 1, 1, 2 and a − b is 0, −1, 1, 0: each tells a at 3 of 4 points, and both together at all.
        // Adjusted:
        // (3/4 − 1/2) / (1/2), and (1 − 3/4) / (1/2).
        assertScores(PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {a + b, a - b}), 0.5, 0.5);
    }

    @Test
    void copiesMakeNeuronsDispensable() {
        assertScores(PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {a, b, b, a}), 1, 0);
    }

    @Test
    void aFactorInTwoCodesIsHalfKnownByEach() {
        // For 4 values by one of two bits: SNC (1/2 − 1/4) / (3/4) = 1/3, NK (1 − 1/2) / (3/4) = 2/3; the other factor:
        // 1.
        Sample halves = PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {a % 2, a < 2 ? 0 : 1, b});
        assertScores(halves, 2 / 3.0, 5 / 6.0);
        var raw = new SingleNeuronClassification(NeuronMatching.standard(), new BinClassifier(20), Chance.NONE);
        assertThat(raw.score(halves).value()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void noiseTellsNothing() {
        Sample noise = PredictionCases.noise(2000, 3, 2, 3);
        assertThat(SNC.score(noise).value()).isBetween(-0.1, 0.1);
        assertThat(NK.score(noise).value()).isBetween(-0.1, 0.1);
    }

    @Test
    void factorsWithoutNeuronAreGuessed() {
        // One code for two factors: matched to the first; the second has 1/3 of the points by guessing, adjusted 0.
        Sample one = PredictionCases.grid(4, 3, 5, (a, b) -> new double[] {a});
        Score snc = SNC.score(one);
        assertThat(snc.value()).isCloseTo(0.5, within(1e-12));
        assertThat(snc.table("accuracy of factors").column(0))
                .containsExactly(new double[] {1, 1 / 3.0}, within(1e-12));
        assertThat(snc.warnings()).containsExactly("fewer codes than factors, no neuron for 'v1'");
        // Without its only code the first factor is guessed: (1 − 1/4) / (3/4) = 1; the second loses nothing.
        assertThat(NK.score(one).value()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void optionsDecide() {
        Sample sample = PredictionCases.grid(4, 2, 20, (a, b) -> new double[] {b, a});
        var tree = new DecisionTreeClassifier(TreeLimits.depth(1));
        // One cut leaves 2 of 4 values: 1/2; the other factor is told: 1.
        var cut = new SingleNeuronClassification(new NeuronMatching.Accuracy(tree), tree, Chance.UNIFORM);
        assertThat(cut.score(sample).value()).isCloseTo((1 / 3.0 + 1) / 2, within(1e-12));
        // A linear model that sees the mean 0 of a binary code has no more than a guess: (1 − 1/2) / (1/2).
        var mean = new NeuronKnockout(
                NeuronMatching.standard(),
                LogisticRegression.standard().withC(1e4),
                NeuronKnockout.Knockout.MEAN,
                Chance.UNIFORM);
        Score score = mean.score(PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {b, a}));
        assertThat(score.value()).isCloseTo(1, within(1e-12));
        assertThat(score.figure("accuracy of all codes")).isEqualTo(1);
        assertThat(score.figure("accuracy without the neuron")).isEqualTo(0.5);
    }

    @Test
    void guessesThatAreAlwaysRightHaveNoAdjustment() {
        Points training = Points.of(new double[][] {{0}, {1}, {0}}, new int[][] {{0}, {1}, {0}});
        Points test = Points.of(new double[][] {{0}, {0}}, new int[][] {{0}, {0}});
        Score score = SNC.score(new Sample(training, test));
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).contains("a guess is always right for the test points of factor 'v0'");
        assertThat(NK.score(new Sample(training, test)).value()).isNaN();
    }

    @Test
    void constantFactorsAndUnseenLabelsAreNamed() {
        Points training = Points.of(new double[][] {{0}, {1}}, new int[][] {{0, 4}, {1, 4}});
        Points test = Points.of(new double[][] {{0}, {5}}, new int[][] {{0, 4}, {9, 4}});
        assertThat(SNC.score(new Sample(training, test)).warnings())
                .containsExactly(
                        "constant factors left out: 'v1'", "factor 'v0' has labels [9] only among test points");
    }

    @Test
    void binsHoldTheMostFrequentClass() {
        var model = new BinClassifier(4)
                .fit(new double[][] {{0}, {0.5}, {0.9}, {2.5}, {4}, {4}}, new int[] {7, 3, 3, 7, 5, 3});
        // Bins of width 1: {7, 3, 3}, none, {7}, {5, 3}; a tie takes 3, and so does the empty bin.
        assertThat(model.predict(new double[][] {{-9}, {0.2}, {1.5}, {2}, {3}, {99}}))
                .containsExactly(3, 3, 3, 7, 3, 3);
        assertThat(model.classes()).containsExactly(3, 5, 7);
        assertThat(new BinClassifier(3)
                        .fit(new double[][] {{2}, {2}, {2}}, new int[] {1, 0, 1})
                        .predict(new double[][] {{2}, {-1}}))
                .containsExactly(1, 1);
        assertThatThrownBy(() -> new BinClassifier(0)).hasMessage("bins must be at least 1, found 0");
        assertThatThrownBy(() -> new BinClassifier(2).fit(new double[][] {{1, 2}}, new int[] {1}))
                .hasMessage("features must have 1 column, found 2");
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Codes codes = Codes.ofRows(new double[][] {{1}, {2}});
        Points continuous = new Points(codes, Factors.continuous(List.of("x"), new double[][] {{1}, {2}}));
        Points constant = new Points(codes, Factors.discrete(new int[][] {{3}, {3}}));
        assertThatThrownBy(() -> SNC.score(new Sample(continuous, continuous)))
                .hasMessageContaining("factor 'x' is continuous");
        assertThatThrownBy(() -> NK.score(new Sample(constant, constant))).hasMessageContaining("all 1 constant");
    }
}
