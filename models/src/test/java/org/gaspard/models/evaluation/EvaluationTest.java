package org.gaspard.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.generation.FrechetDistance;
import org.gaspard.metrics.unsupervised.PosteriorIndifference;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    private static final Stage RELU = new Stage.Nonlinearity(new Activation.Relu());
    private static final Network NETWORK = new Network(
            Shape.of(8, 8, 1),
            Initialisation.pyTorch(),
            new Stage.Convolution(3, 4, 2, 1),
            RELU,
            new Stage.TransposedConvolution(2, 4, 2, 1),
            RELU,
            new Stage.Dense(5));

    @TempDir
    Path folder;

    /** Images whose pixels follow from their number. */
    private record Numbered(int size, double brightness) implements ImageDataset {
        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public int height() {
            return 8;
        }

        @Override
        public int width() {
            return 8;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            for (int i = 0; i < 64; i++) {
                out[offset + i] = (float) (brightness * (0.5 + 0.5 * Math.sin(index * 1.7 + i * (1 + index % 5))));
            }
        }
    }

    private static void write(Path file, List<Parameter> parameters, boolean pyTorch) throws IOException {
        List<NamedArray> arrays = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Tensor value = parameter.tensor();
            if (pyTorch && value.rank() == 2) {
                value = value.transposed();
            } else if (pyTorch && value.rank() == 4) {
                value = value.transpose(3, 2, 0, 1);
            }
            arrays.add(new NamedArray(
                    parameter.name(), value.shape(), value.computedNow().storage()));
        }
        arrays.add(
                new NamedArray("other", Shape.of(1), Tensor.of(new float[] {1}).storage()));
        Safetensors.write(file, arrays, Map.of());
    }

    @Test
    void weightsComeFromFilesOfEitherLayout() throws IOException {
        Sequential made = NETWORK.build("features", RandomKey.of(1));
        Tensor images = RandomKey.of(9).uniform(DType.FLOAT32, 2, 8, 8, 1).computedNow();
        float[] expected = made.apply(images, ForwardPass.evaluation()).toFloatArray();
        for (NetworkWeights.Layout layout : NetworkWeights.Layout.values()) {
            Path file = folder.resolve(layout + ".safetensors");
            write(file, made.parameters(), layout == NetworkWeights.Layout.PYTORCH);
            Sequential other = NETWORK.build("features", RandomKey.of(2));
            assertThat(other.apply(images, ForwardPass.evaluation()).toFloatArray())
                    .isNotEqualTo(expected);
            NetworkWeights.read(file, layout, other.parameters());
            assertThat(other.apply(images, ForwardPass.evaluation()).toFloatArray())
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatDoesNotFitIsNamedAndChangesNothing() throws IOException {
        Sequential made = NETWORK.build("features", RandomKey.of(1));
        Path file = folder.resolve("weights.safetensors");
        write(file, made.parameters(), true);
        List<Parameter> parameters = NETWORK.build("features", RandomKey.of(2)).parameters();
        float[] before = parameters.getFirst().tensor().toFloatArray();
        assertThatThrownBy(() -> NetworkWeights.read(file, NetworkWeights.Layout.GASPARD, parameters))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("features.conv1.weight is")
                .hasMessageContaining("expected");
        List<Parameter> renamed = NETWORK.build("names", RandomKey.of(2)).parameters();
        assertThatThrownBy(() -> NetworkWeights.read(file, NetworkWeights.Layout.PYTORCH, renamed))
                .hasMessageContaining("has no tensor named names.conv1.weight");
        assertThat(parameters.getFirst().tensor().toFloatArray()).isEqualTo(before);
    }

    @Test
    void featuresAreThoseOfTheNetworkWhateverTheBatch() {
        Layer network = NETWORK.build("features", RandomKey.of(1));
        ImageDataset images = new Numbered(200, 1);
        int[] which = IntStream.range(0, 73).map(i -> (i * 31) % 200).toArray();
        Codes features = new NetworkFeatures(images, network).of(which);
        assertThat(features.points()).isEqualTo(73);
        assertThat(features.width()).isEqualTo(5);
        float[] one = new float[64];
        for (int i : new int[] {0, 49, 50, 72}) {
            images.read(which[i], one, 0);
            float[] expected = network.apply(Tensor.of(one, 1, 8, 8, 1), ForwardPass.evaluation())
                    .toFloatArray();
            for (int l = 0; l < 5; l++) {
                assertThat(features.value(i, l)).isCloseTo(expected[l], within(1e-5));
            }
        }
        Codes dark = new NetworkFeatures(new Numbered(200, 0.3), network).of(which);
        assertThat(FrechetDistance.standard().between(features, features).value())
                .isCloseTo(0, within(1e-9));
        assertThat(FrechetDistance.standard().between(features, dark).value()).isGreaterThan(1e-4);
    }

    /** A decoder that shows both latents as pixels. */
    private static Vae showing() {
        Layer decoder = (z, pass) -> z.multiply(4).reshape(z.extent(0), 1, 2, 1);
        return new Vae((x, pass) -> x, decoder, 2, new Likelihood.Bernoulli());
    }

    private static Score indifference(boolean alike) {
        var random = new SplittableRandom(3);
        double[][] codes = new double[800][];
        for (int n = 0; n < codes.length; n++) {
            double first = 2 * random.nextDouble() - 1;
            codes[n] = new double[] {first, alike ? first : 2 * random.nextDouble() - 1};
        }
        Network network =
                new Network(Shape.of(1, 2, 1), Initialisation.pyTorch(), new Stage.Dense(32), RELU, new Stage.Dense(1));
        DecodingDiscriminator discriminator = new DecodingDiscriminator(showing(), network, 64, 600, 1e-2, 5);
        return PosteriorIndifference.standard().score(Codes.ofRows(codes), discriminator, 7);
    }

    @Test
    void independentCodesCannotBeToldFromTheirFactorisation() {
        // Deviation of the accuracy √(1/4 / 800) = 0.018.
        assertThat(indifference(false).value()).isCloseTo(1, within(0.15));
    }

    @Test
    void equalCodesCanBeTold() {
        // Of the square only the diagonal holds codes: a strip around it is all that is mistaken.
        assertThat(indifference(true).value()).isBetween(0.0, 0.3);
        assertThat(indifference(true)).hasToString(indifference(true).toString());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Network two = new Network(Shape.of(1, 2, 1), Initialisation.pyTorch(), new Stage.Dense(2));
        Network one = new Network(Shape.of(1, 2, 1), Initialisation.pyTorch(), new Stage.Dense(1));
        assertThatThrownBy(() -> DecodingDiscriminator.standard(showing(), two, 1))
                .hasMessageContaining("one logit [1], found [2]");
        assertThatThrownBy(() -> new DecodingDiscriminator(showing(), one, 3, 1, 1e-4, 1))
                .hasMessageContaining("batch must be even and at least 2, found 3");
        Codes three = Codes.ofRows(new double[4][3]);
        assertThatThrownBy(
                        () -> DecodingDiscriminator.standard(showing(), one, 1).accuracy(three, three))
                .hasMessageContaining("joint must be at least 2 codes of the 2 latents of the model, found [4, 3]");
    }
}
