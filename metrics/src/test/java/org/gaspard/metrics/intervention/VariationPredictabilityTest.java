package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.LogisticRegression;
import org.junit.jupiter.api.Test;

class VariationPredictabilityTest {

    /** Names the class whose mean is nearest, the least of equally near ones. */
    static final Classifier NEAREST_MEAN = VariationPredictabilityTest::nearestMean;

    private static Classifier.Model nearestMean(double[][] features, int[] labels) {
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        double[][] means = new double[classes.length][features[0].length];
        for (int k = 0; k < classes.length; k++) {
            int count = 0;
            for (int n = 0; n < labels.length; n++) {
                if (labels[n] == classes[k]) {
                    count++;
                    for (int l = 0; l < means[k].length; l++) {
                        means[k][l] += features[n][l];
                    }
                }
            }
            for (int l = 0; l < means[k].length; l++) {
                means[k][l] /= count;
            }
        }
        return new Classifier.Model() {
            @Override
            public int[] classes() {
                return classes.clone();
            }

            @Override
            public int[] predict(double[][] rows) {
                return Arrays.stream(rows)
                        .mapToInt(row -> classes[nearest(means, row)])
                        .toArray();
            }
        };
    }

    private static int nearest(double[][] means, double[] row) {
        double[] distances = Arrays.stream(means)
                .mapToDouble(mean -> IntStream.range(0, row.length)
                        .mapToDouble(l -> (row[l] - mean[l]) * (row[l] - mean[l]))
                        .sum())
                .toArray();
        return IntStream.range(1, distances.length).reduce(0, (a, b) -> distances[b] < distances[a] ? b : a);
    }

    private static final VariationPredictability METRIC = VariationPredictability.standard();
    private static final int PAIRS = 600;

    /** Latent l changes pixel l, latents from {@code told} on change nothing. */
    private static Score score(int latents, int told, Classifier classifier) {
        Random random = new Random(4);
        double[][] differences = new double[PAIRS][latents];
        int[] changed = new int[PAIRS];
        for (int n = 0; n < PAIRS; n++) {
            changed[n] = n % latents;
            if (changed[n] < told) {
                differences[n][changed[n]] = 1 + random.nextDouble();
            }
        }
        return METRIC.score(differences, changed, classifier, 1);
    }

    @Test
    void changesOfTheirOwnArePredictable() {
        assertThat(score(5, 5, NEAREST_MEAN).value()).isEqualTo(1);
        assertThat(score(5, 5, LogisticRegression.standard()).value()).isEqualTo(1);
    }

    @Test
    void latentsWithoutEffectCannotBeToldApart() {
        // Four of six are told; of the other two one is named always: 5/6, and one part in 90 left out for training.
        assertThat(score(6, 4, NEAREST_MEAN).value()).isCloseTo(5 / 6.0, within(0.02));
        assertThat(score(4, 0, NEAREST_MEAN).value()).isCloseTo(1 / 4.0, within(0.02));
    }

    @Test
    void foldsTrainOnDifferentWindows() {
        // The label of one example decides what is named: accuracies of folds differ, their mean is between.
        double[][] features = new double[10][1];
        int[] changed = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        Score score = new VariationPredictability(0.1, 10).score(features, changed, NEAREST_MEAN, 1);
        // An example of the first class names the 3 others of 9, one of the second the 5 others.
        assertThat(score.figure("least accuracy")).isCloseTo(3 / 9.0, within(1e-12));
        assertThat(score.figure("largest accuracy")).isCloseTo(5 / 9.0, within(1e-12));
        assertThat(score.value()).isCloseTo((4 * 3 + 6 * 5) / 90.0, within(1e-12));
        assertThat(score.figure("latents")).isEqualTo(2);
    }

    @Test
    void sameSeedSameScore() {
        double[][] noise = new double[50][3];
        Random random = new Random(1);
        Arrays.setAll(noise, n -> random.doubles(3).toArray());
        int[] changed = IntStream.range(0, 50).map(n -> n % 3).toArray();
        String first = METRIC.score(noise, changed, NEAREST_MEAN, 1).json();
        assertThat(METRIC.score(noise, changed, NEAREST_MEAN, 1).json()).isEqualTo(first);
        assertThat(METRIC.score(noise, changed, NEAREST_MEAN, 2).json()).isNotEqualTo(first);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> new VariationPredictability(0, 1)).hasMessageContaining("trainingPart");
        assertThatThrownBy(() -> new VariationPredictability(1, 1)).hasMessageContaining("trainingPart");
        assertThatThrownBy(() -> new VariationPredictability(0.5, 0)).hasMessageContaining("folds");
        assertThatThrownBy(() -> METRIC.score(new double[20][1], new int[19], NEAREST_MEAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 rows of features and 19 labels");
        assertThatThrownBy(() -> METRIC.score(new double[4][1], new int[4], NEAREST_MEAN, 1))
                .hasMessageContaining("0 of 4 examples");
        // One class only.
        assertThatThrownBy(() -> METRIC.score(new double[40][1], new int[40], LogisticRegression.standard(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
