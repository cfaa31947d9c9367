package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

    /** The area as the part of pairs in the right order. */
    @Test
    void areaCountsPairsInOrder() {
        var random = new Random(1);
        boolean[] positive = new boolean[80];
        double[] scores = new double[80];
        for (int n = 0; n < 80; n++) {
            positive[n] = random.nextInt(3) == 0;
            scores[n] = random.nextInt(7) + (positive[n] ? 1 : -0.0);
        }
        double pairs = 0;
        double right = 0;
        for (int i = 0; i < 80; i++) {
            for (int j = 0; j < 80; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(RocAuc.binary(positive, scores)).isCloseTo(right / pairs, within(1e-14));
        double[] negated = Arrays.stream(scores).map(s -> -s).toArray();
        assertThat(RocAuc.binary(positive, negated)).isCloseTo(1 - right / pairs, within(1e-14));
        assertThat(RocAuc.binary(new boolean[] {true, false}, new double[] {0.0, -0.0}))
                .isEqualTo(0.5);
    }

    @Test
    void balancedAccuracyIsTheMeanRecall() {
        int[] labels = {1, 1, 1, 1, 1, 1, 2, 2, 3};
        int[] predicted = {1, 1, 1, 1, 1, 1, 1, 2, 9};
        assertThat(ClassificationScores.accuracy(labels, predicted)).isCloseTo(7 / 9.0, within(1e-15));
        assertThat(ClassificationScores.balancedAccuracy(labels, predicted)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void logLossKeepsAwayFromInfinity() {
        int[] classes = {3, 8};
        assertThat(ClassificationScores.logLoss(new int[] {8, 3}, classes, new double[][] {{0.75, 0.25}, {0.5, 0.5}}))
                .isCloseTo(1.5 * Math.log(2), within(1e-15));
        assertThat(ClassificationScores.logLoss(new int[] {8}, classes, new double[][] {{1, 0}}))
                .isCloseTo(52 * Math.log(2), within(1e-12));
    }

    @Test
    void standardizedFeaturesHaveUnitScale() {
        double[][] features = {{1, 5, 0.1}, {3, 5, 0.1}, {8, 5, 0.1}};
        var standardization = Standardization.of(features);
        double[][] scaled = standardization.apply(features);
        assertThat(Arrays.stream(scaled).mapToDouble(x -> x[0]).sum()).isCloseTo(0, within(1e-15));
        assertThat(Arrays.stream(scaled).mapToDouble(x -> x[0] * x[0]).sum()).isCloseTo(3, within(1e-14));
        assertThat(standardization.scale()[1]).isOne();
        assertThat(standardization.scale()[2]).isOne();
        assertThat(standardization.apply(new double[][] {{4, 6, 1.1}})[0])
                .containsExactly(new double[] {0, 1, 1}, within(1e-15));
        assertThat(standardization.apply(new double[0][])).isEmpty();
    }

    @Test
    void foldsCoverEachPointOnce() {
        int[] labels = new Random(2).ints(103, 0, 4).toArray();
        for (var folds : Arrays.asList(CrossValidation.stratified(labels, 7), CrossValidation.consecutive(103, 7))) {
            assertThat(folds.stream()
                            .flatMapToInt(fold -> Arrays.stream(fold.test()))
                            .sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 103).boxed().toList());
            for (var fold : folds) {
                assertThat(fold.test().length).isBetween(14, 15);
                assertThat(IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.test()))
                                .distinct()
                                .count())
                        .isEqualTo(103);
                assertThat(fold.train()).isSorted();
            }
        }
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> RocAuc.binary(new boolean[] {true, true}, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 2 of 2");
        assertThatThrownBy(() -> RocAuc.binary(new boolean[1], new double[2])).hasMessageContaining("found 1 and 2");
        assertThatThrownBy(() -> RocAuc.binary(new boolean[] {true, false}, new double[] {1, Double.NaN}))
                .hasMessageContaining("NaN at position 1");
        assertThatThrownBy(() -> RocAuc.oneVersusRest(new int[] {1, 2}, new int[] {1, 2, 3}, new double[2][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of class 3");
        assertThatThrownBy(() -> RocAuc.oneVersusRest(new int[] {1, 4}, new int[] {1, 2}, new double[2][2]))
                .hasMessageContaining("found 4");
        assertThatThrownBy(() -> RocAuc.oneVersusRest(new int[] {1, 2}, new int[] {1, 2}, new double[2][3]))
                .hasMessageContaining("2 classes, found 3 in row 0");
        assertThatThrownBy(() -> ClassificationScores.accuracy(new int[0], new int[0]))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> ClassificationScores.balancedAccuracy(new int[1], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 labels and 2 predictions");
        assertThatThrownBy(() -> ClassificationScores.logLoss(new int[] {1}, new int[] {1}, new double[][] {{1.5}}))
                .hasMessageContaining("found 1.5 in row 0");
        assertThatThrownBy(() -> RegressionScores.meanSquaredError(new double[0], new double[0]))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> RegressionScores.coefficientOfDetermination(new double[2], new double[3]))
                .hasMessage("predicted must have one value for each of 2 points, found 3");
        assertThatThrownBy(() -> CrossValidation.consecutive(3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("points must be at least as many as folds, 4, found 3");
        assertThatThrownBy(() -> CrossValidation.consecutive(3, 1)).hasMessage("folds must be at least 2, found 1");
        assertThatThrownBy(() -> CrossValidation.stratified(new int[] {1, 2, 1, 2}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folds, 3, found at most 2 points");
        assertThatThrownBy(() -> Standardization.of(new double[0][])).hasMessageContaining("at least one row");
    }
}
