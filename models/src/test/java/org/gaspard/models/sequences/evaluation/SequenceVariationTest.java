package org.gaspard.models.sequences.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.intervention.VariationPredictability;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.models.networks.Network;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceVariationTest {

    private static final int[] ALL = IntStream.range(0, 12).toArray();
    private static final TableSequences SEQUENCES =
            TableSequences.of(RandomKey.of(7).uniform(DType.FLOAT32, 3, 12, 4, 8, 8, 1));
    private static final VariationPredictability METRIC = new VariationPredictability(0.3, 2);

    @TempDir
    Path folder;

    /** x_0 plus t/8 in the rows 2k and 2k + 1, t = 0 … 3, or in all rows. */
    private static SequencePredictor brighter(boolean apart) {
        return (first, k, steps, key) -> {
            float[] rows = new float[8];
            Arrays.fill(rows, apart ? 2 * k : 0, apart ? 2 * k + 2 : 8, 1 / 8f);
            Tensor step = Tensor.of(rows, 8, 1, 1);
            List<Tensor> frames = IntStream.rangeClosed(0, steps)
                    .mapToObj(t -> first.add(step.multiply(t)))
                    .toList();
            return Tensor.stack(1, frames);
        };
    }

    private static VariationPairs pairs(int count, boolean apart) {
        return new SequenceVariation(count, 5).of(brighter(apart), SEQUENCES, 11, ALL);
    }

    @Test
    void differencesAreThoseOfTheLabelAndAStep() {
        VariationPairs pairs = pairs(90, true);
        int[] steps = new int[4];
        int[] labels = new int[3];
        for (int p = 0; p < pairs.size(); p++) {
            float[] difference = new float[pairs.pixels()];
            pairs.read(p, difference, 0);
            int k = pairs.factor(p, 0);
            int t = Math.round(difference[2 * k * 8] * 8);
            steps[t]++;
            labels[k]++;
            for (int i = 0; i < difference.length; i++) {
                float expected = i / 16 == k ? t / 8f : 0;
                assertThat(Math.abs(difference[i] - expected)).isLessThan(1e-6f);
            }
        }
        assertThat(steps[0]).isZero();
        assertThat(Arrays.stream(steps, 1, 4).min().orElseThrow()).isGreaterThan(15);
        assertThat(Arrays.stream(labels).min().orElseThrow()).isGreaterThan(15);
    }

    private static float[] pixels(VariationPairs pairs) {
        float[] out = new float[pairs.size() * pairs.pixels()];
        pairs.readBatch(IntStream.range(0, pairs.size()).toArray(), out);
        return out;
    }

    @Test
    void theSeedDecidesThePairsAndTheBatchSizeDoesNot() {
        VariationPairs first = pairs(20, true);
        VariationPairs again = new SequenceVariation(20, 7).of(brighter(true), SEQUENCES, 11, ALL);
        VariationPairs other = new SequenceVariation(20, 5).of(brighter(true), SEQUENCES, 12, ALL);
        assertThat(pixels(again)).isEqualTo(pixels(first));
        assertThat(pixels(other)).isNotEqualTo(pixels(first));
    }

    @Test
    void transformationsThatDoDifferentThingsAreTold() {
        LogisticRegression classifier = LogisticRegression.standard().withStop(200, 1e-8);
        assertThat(pairs(120, true).score(METRIC, classifier, 1).value()).isEqualTo(1);
        Score alike = pairs(120, false).score(METRIC, classifier, 1);
        assertThat(alike.value()).isBetween(0.15, 0.5);
        assertThat(alike.figure("latents")).isEqualTo(3);
    }

    @Test
    void theConvolutionalClassifierTellsThemToo() throws IOException {
        ConvolutionalVariation score = new ConvolutionalVariation(0.5, 6, 8, 0.003);
        VariationPairs pairs = pairs(64, true);
        Score found = score.score(pairs, 3, folder.resolve("a"));
        assertThat(found.value()).isGreaterThan(0.8);
        assertThat(found.figure("best accuracy")).isBetween(found.value(), 1.0);
        assertThat(score.score(pairs, 3, folder.resolve("b"))).isEqualTo(found);
        assertThatThrownBy(() -> score.score(pairs, 3, folder.resolve("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have no checkpoint");
    }

    @Test
    void theNetworkIsThePublishedOne() {
        Network network = ConvolutionalVariation.network(Shape.of(28, 28, 3), 5);
        assertThat(network.parameterCount()).isEqualTo(415_936 + 5 * 257);
        assertThat(network.outputs().get(3)).isEqualTo(Shape.of(14, 14, 64));
        assertThat(network.outputs().get(6)).isEqualTo(Shape.of(7, 7, 64));
        assertThat(network.output()).isEqualTo(Shape.of(5));
    }

    @Test
    void whatCannotBeScoredIsRefused() {
        assertThatThrownBy(() -> new SequenceVariation(0, 1)).hasMessageContaining("pairs must be at least 1");
        assertThatThrownBy(() -> new SequenceVariation(4, 2).of(brighter(true), SEQUENCES, 1))
                .hasMessageContaining("the number of sequences");
        SequencePredictor narrow = (first, k, steps, key) -> first;
        assertThatThrownBy(() -> new SequenceVariation(4, 2).of(narrow, SEQUENCES, 1, 0))
                .hasMessageContaining("the shape of foretold images");
        assertThatThrownBy(() -> new ConvolutionalVariation(1, 1, 1, 1)).hasMessageContaining("trainingPart");
        assertThatThrownBy(() -> ConvolutionalVariation.published().score(pairs(3, true), 1, folder))
                .hasMessageContaining("found 0 of 3 pairs");
    }
}
