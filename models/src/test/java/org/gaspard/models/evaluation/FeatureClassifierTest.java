package org.gaspard.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.io.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureClassifierTest {

    @TempDir
    Path folder;

    /** Stripes of two channels; the second factor is their direction: across, along, or none. */
    private record Stripes(int size, int side) implements LabelledDataset {

        @Override
        public String name() {
            return "stripes";
        }

        @Override
        public List<Factor> factors() {
            return List.of(Factor.of("nothing", 0), Factor.of("direction", 0, 1, 2));
        }

        @Override
        public int factor(int index, int factor) {
            return factor == 0 ? 0 : index % 3;
        }

        @Override
        public int height() {
            return side;
        }

        @Override
        public int width() {
            return side;
        }

        @Override
        public int channels() {
            return 2;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            for (int i = 0; i < pixels(); i++) {
                int row = i / 2 / side;
                int column = i / 2 % side;
                int along = index % 3 == 0 ? row : index % 3 == 1 ? column : 0;
                out[offset + i] = (float) (0.5 + 0.3 * Math.sin(1.5 * along + index) + 0.1 * Math.sin(7.0 * index * i));
            }
        }
    }

    private static final Stripes IMAGES = new Stripes(240, 8);
    private static final int[] TEST = IntStream.range(180, 240).toArray();

    private static FeatureClassifier classifier(long seed) {
        return new FeatureClassifier(
                "stripes-conv",
                new Network(
                        Shape.of(8, 8, 2),
                        Initialisation.pyTorch(),
                        new Stage.Convolution(4, 4, 2, 1),
                        new Stage.Nonlinearity(new Activation.Relu()),
                        new Stage.Dense(5),
                        new Stage.Nonlinearity(new Activation.Relu()),
                        new Stage.Dense(3)),
                seed);
    }

    private TrainingSettings settings(String run, long steps) {
        return new TrainingSettings(steps, 24, 5, 10, 40, folder.resolve(run));
    }

    @Test
    void learnsTheClassesAndGoesOnAsIfItHadNotStopped() throws IOException {
        FeatureClassifier whole = classifier(1);
        double before = whole.accuracy(IMAGES, 1, TEST);
        assertThat(whole.train(IMAGES, 1, 1e-2, settings("whole", 120))).isZero();
        assertThat(whole.accuracy(IMAGES, 1, TEST)).isGreaterThan(Math.max(0.9, before));

        classifier(1).train(IMAGES, 1, 1e-2, settings("parts", 80));
        FeatureClassifier resumed = classifier(1);
        assertThat(resumed.train(IMAGES, 1, 1e-2, settings("parts", 120))).isEqualTo(80);
        assertThat(resumed.features(IMAGES, TEST).rows())
                .isDeepEqualTo(whole.features(IMAGES, TEST).rows());
        assertThatThrownBy(() -> classifier(2).train(IMAGES, 1, 1e-2, settings("parts", 120)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of seed 1");
        assertThat(folder.resolve("whole/losses.csv")).content().contains("cross-entropy.accuracy");
    }

    @Test
    void weightsComeBackFromTheFile() throws IOException {
        FeatureClassifier made = classifier(3);
        Path file = folder.resolve("classifier.safetensors");
        made.write(file);
        FeatureClassifier other = classifier(4);
        assertThat(other.features(IMAGES, TEST).rows())
                .isNotEqualTo(made.features(IMAGES, TEST).rows());
        other.read(file);
        assertThat(other.features(IMAGES, TEST).rows())
                .isDeepEqualTo(made.features(IMAGES, TEST).rows());
        assertThat(other.features(IMAGES, TEST).width()).isEqualTo(5);
        assertThatThrownBy(() -> FeatureClassifier.of("another", IMAGES, 1, 1).read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'stripes-conv', expected 'another'");
    }

    @Test
    void aFileSaysWhatItIsOf() throws IOException {
        FeatureClassifier made = FeatureClassifier.of("small", IMAGES, 1, 3);
        made.train(IMAGES, 1, 1e-3, settings("facts", 2));
        Path file = folder.resolve("small.safetensors");
        made.write(file);
        FeatureClassifier opened = FeatureClassifier.open(file);
        assertThat(opened.name()).isEqualTo("small");
        assertThat(opened.image()).isEqualTo(Shape.of(8, 8, 2));
        assertThat(opened.facts())
                .isEqualTo(made.facts())
                .containsEntry("trained.images", "stripes")
                .containsEntry("trained.steps", "2");
        assertThat(opened.features(IMAGES, TEST).rows())
                .isDeepEqualTo(made.features(IMAGES, TEST).rows());
        Path without = folder.resolve("without.safetensors");
        Safetensors.write(without, List.of(), Map.of("name", "small"));
        assertThatThrownBy(() -> FeatureClassifier.open(without))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without.safetensors is not of a classifier");
        Path another = folder.resolve("another.safetensors");
        classifier(1).write(another);
        assertThatThrownBy(() -> FeatureClassifier.open(another))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("FLOAT32[4, 4, 2, 4] in the layout GASPARD, expected");
    }

    /** The features are rectified, as they come out of the stage before the logits. */
    @Test
    void distancesAreNamedAfterTheClassifier() {
        FeatureClassifier classifier = FeatureClassifier.of("small", IMAGES, 1, 1);
        Codes features = classifier.features(IMAGES, TEST);
        assertThat(features.width()).isEqualTo(128);
        assertThat(Arrays.stream(features.rows()[0]).allMatch(value -> value >= 0))
                .isTrue();
        Score score = classifier.frechetDistance(features, features);
        assertThat(score.metric()).isEqualTo("Fréchet distance on features of small");
        assertThat(score.value()).isLessThan(1e-9);
        assertThat(score.warnings()).hasSize(2);
    }

    @Test
    void theClassIsALastChannel() {
        float[] classified = new float[8 * 8 * 3];
        float[] image = new float[8 * 8 * 2];
        new ClassifiedImages(IMAGES, 1).read(5, classified, 0);
        IMAGES.read(5, image, 0);
        for (int i = 0; i < 64; i++) {
            assertThat(classified[3 * i]).isEqualTo(image[2 * i]);
            assertThat(classified[3 * i + 1]).isEqualTo(image[2 * i + 1]);
            assertThat(classified[3 * i + 2]).isEqualTo(2);
        }
    }

    /** Logits 0, 2 m, 0 of the mean pixel m of the image, at zero learning rate; from the definition. */
    @Test
    void theLossIsTheCrossEntropy() {
        ClassifiedImages classified = new ClassifiedImages(IMAGES, 1);
        Parameter weights = new Parameter("weights", Tensor.of(new float[] {0, 1, 0, 0, 1, 0}, 2, 3));
        var step = new ClassifierStep(
                new Layer() {
                    @Override
                    public Tensor apply(Tensor x, ForwardPass pass) {
                        return x.mean(1, 2).matmul(pass.value(weights));
                    }

                    @Override
                    public List<Parameter> parameters() {
                        return List.of(weights);
                    }
                },
                VaeTrainer.batchType(classified, 3));
        float[] batch = new float[3 * classified.pixels()];
        classified.readBatch(new int[] {7, 8, 9}, batch);
        Map<String, Double> row = step.run(0, Tensor.of(batch, 3, 8, 8, 3), RandomKey.of(1), 0);
        double loss = 0;
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int pixel = 0; pixel < 64; pixel++) {
                sum += (batch[i * 192 + 3 * pixel] + batch[i * 192 + 3 * pixel + 1]) / 64;
            }
            loss += (Math.log(2 + Math.exp(sum)) - (i == 0 ? sum : 0)) / 3;
        }
        assertThat(row.get("cross-entropy")).isCloseTo(loss, within(1e-6));
        // Image 7 has class 1, whose logit is the largest for all.
        assertThat(row.get("cross-entropy.accuracy")).isCloseTo(1 / 3.0, within(1e-6));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> classifier(1).train(IMAGES, 0, 1e-3, settings("none", 1)))
                .hasMessageContaining("must have 3 classes, found 1 of stripes");
        assertThatThrownBy(() -> classifier(1).features(new Stripes(3, 9), 0))
                .hasMessageContaining("images must be [8, 8, 2], found [9, 9, 2]");
        Network image = new Network(Shape.of(8, 8, 2), Initialisation.pyTorch(), new Stage.Convolution(4, 4, 2, 1));
        assertThatThrownBy(() -> new FeatureClassifier("image", image, 1)).hasMessageContaining("logits [K]");
    }
}
