package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Stage.Convolution;
import org.gaspard.models.networks.Stage.Dense;
import org.gaspard.models.networks.Stage.Nonlinearity;
import org.gaspard.models.networks.Stage.Normalisation;
import org.gaspard.models.networks.Stage.Normalisation.Over;
import org.gaspard.models.networks.Stage.Reshape;
import org.gaspard.models.networks.Stage.Slice;
import org.gaspard.models.networks.Stage.SpatialBroadcast;
import org.gaspard.models.networks.Stage.TransposedConvolution;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {

    private static final Initialisation INIT = Initialisation.pyTorch();
    private static final Stage RELU = new Nonlinearity(new Activation.Relu());
    private static final RandomKey KEY = RandomKey.of(3);

    /** A stage of each kind. */
    private static Network everything() {
        return new Network(
                Shape.of(8, 6, 2),
                INIT,
                new Convolution(3, 4, 2, 1),
                new Nonlinearity(new Activation.LeakyRelu(0.2)),
                new Normalisation(Over.INSTANCE, true),
                new Convolution(5, 3, new ConvolutionGeometry(1, 2, 1, 0, 2, 1, 1, 2)),
                new Normalisation(Over.BATCH, true),
                new Dense(12),
                new Normalisation(Over.LAYER, true),
                new Slice(2, 8),
                new Normalisation(Over.BATCH, false),
                new Reshape(1, 3, 2),
                new TransposedConvolution(4, 3, new ConvolutionGeometry(2, 1, 0, 1, 1, 1, 1, 1)),
                new Normalisation(Over.INSTANCE, false),
                new Nonlinearity(new Activation.Elu(1)),
                new Dense(3),
                new Nonlinearity(new Activation.Tanh()),
                new SpatialBroadcast(3, 4),
                new Convolution(2, 1, 1, 0).named("last"));
    }

    @Test
    void whatIsWrittenDownIsWhatIsBuilt() {
        Network network = everything();
        Sequential built = network.build("net", KEY);
        assertThat(built.layers()).hasSameSizeAs(network.stages());
        Tensor x = KEY.child(5).normal(DType.FLOAT32, 4, 8, 6, 2);
        for (int i = 0; i < built.layers().size(); i++) {
            x = built.layers().get(i).apply(x, ForwardPass.training());
            assertThat(Shape.of(x.shape().toArray()).with(0, 1).size())
                    .isEqualTo(network.outputs().get(i).size());
            assertThat(x.shape().toString().replaceFirst("4, ", ""))
                    .isEqualTo(network.outputs().get(i).toString());
            long count = built.layers().get(i).parameters().stream()
                    .mapToLong(p -> p.shape().size())
                    .sum();
            assertThat(count)
                    .as("stage " + i)
                    .isEqualTo(network.parameterCounts().get(i));
        }
        assertThat(network.parameterCount())
                .isEqualTo(built.parameters().stream()
                        .mapToLong(p -> p.shape().size())
                        .sum());
        assertThat(network.names())
                .containsExactly(
                        "conv1", "", "norm1", "conv2", "norm2", "fc1", "norm3", "", "norm4", "", "conv3", "norm5", "",
                        "fc2", "", "", "last");
        assertThat(built.parameters().stream().map(Parameter::name))
                .startsWith("net.conv1.weight", "net.conv1.bias", "net.norm1.weight", "net.norm1.bias")
                .endsWith("net.fc2.bias", "net.last.weight", "net.last.bias");
        assertThat(built.buffers().stream().map(Parameter::name))
                .containsExactly(
                        "net.norm2.running_mean",
                        "net.norm2.running_var",
                        "net.norm4.running_mean",
                        "net.norm4.running_var");
    }

    @Test
    void biasesAreCountedOnlyWhereTheyAre() {
        Network network = everything()
                .withInitialisation(Initialisation.all(WeightInit.standard().withoutBias()));
        Sequential built = network.build("net", KEY);
        assertThat(network.parameterCount())
                .isEqualTo(built.parameters().stream()
                        .mapToLong(p -> p.shape().size())
                        .sum())
                .isEqualTo(everything().parameterCount() - (3 + 5 + 12 + 4 + 3 + 2));
    }

    @Test
    void theTable() {
        Network network = new Network(
                        Shape.of(64, 64, 3),
                        INIT,
                        new Convolution(32, 4, 2, 1),
                        RELU,
                        new Normalisation(Over.BATCH, true))
                .then(new Dense(256), new Nonlinearity(new Activation.LeakyRelu(0.2)), new Dense(20).named("out"));
        assertThat(network.summary()).isEqualTo("""
            stage                 name   output        parameters
            input                        [64, 64, 3]
            conv 32, 4x4 s2x2 p1  conv1  [32, 32, 32]       1,568
            relu                         [32, 32, 32]
            batch norm, affine    norm1  [32, 32, 32]          64
            dense 256             fc1    [256]          8,388,864
            leaky relu 0.2               [256]
            dense 20              out    [20]               5,140
            total                                       8,395,636
            """);
    }

    @Test
    void theFirstStageThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> new Network(
                        Shape.of(8, 8, 1),
                        INIT,
                        new Convolution(4, 4, 2, 1),
                        RELU,
                        new Convolution(4, 4, 2, 1),
                        new Convolution(5, 4, 1, 0),
                        new Dense(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stage 4 of 5 (conv 5, 4x4 s1x1 p0) takes images that its window fits into, found [2, 2, 4]");
        refused("stage 1 of 1 (conv 5, 4x4 s2x2 p1) takes images [H, W, C], found [7]", new Convolution(5, 4, 2, 1), 7);
        refused(
                "(transposed conv 5, 4x4 s2x2 p1) takes images [H, W, C], found [7]",
                new TransposedConvolution(5, 4, 2, 1),
                7);
        refused(
                "takes images that do not vanish under its padding, found [1, 1, 7]",
                new TransposedConvolution(5, 2, 1, 1),
                1,
                1,
                7);
        refused("(reshape) takes 12 numbers, found [7]", new Reshape(2, 2, 3), 7);
        refused("(slice 1:9) takes at least 9 channels, found [2, 2, 7]", new Slice(1, 9), 2, 2, 7);
        refused("(instance norm) takes images [H, W, C], found [7]", new Normalisation(Over.INSTANCE, false), 7);
        refused("takes images of several pixels, found [1, 1, 7]", new Normalisation(Over.INSTANCE, true), 1, 1, 7);
        refused("(batch norm) takes [H, W, C] or [n], found [2, 7]", new Normalisation(Over.BATCH, false), 2, 7);
        refused("(layer norm) takes several numbers, found [1]", new Normalisation(Over.LAYER, false), 1);
        refused("(dense 2) takes at least one number, found [0]", new Dense(2), 0);
        refused("takes vectors [n], found [2, 2, 7]", new SpatialBroadcast(4, 4), 2, 2, 7);
    }

    private static void refused(String message, Stage stage, int... input) {
        assertThatThrownBy(() -> new Network(Shape.of(input), INIT, stage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Logits of pixels, and weights whose largest singular value is 1 whatever they are multiplied by. */
    @Test
    void logitsAndSpectralNorms() {
        Network network = new Network(
                Shape.of(8, 8, 1),
                INIT,
                new Stage.Logit(1e-4),
                new Stage.SpectrallyNormalised(new Convolution(3, 4, 2, 1)),
                new Stage.SpectrallyNormalised(new TransposedConvolution(2, 4, 2, 1)),
                new Stage.SpectrallyNormalised(new Dense(3)).named("out"));
        assertThat(network.names()).containsExactly("", "conv1", "conv2", "out");
        Sequential built = network.build("net", KEY);
        assertThat(built.parameters().stream().mapToLong(p -> p.shape().size()).sum())
                .isEqualTo(network.parameterCount());
        assertThat(built.buffers()).hasSize(6);
        Tensor pixels = Tensor.of(new float[] {0, 0.5f, 1, 0.25f}, 1, 2, 2, 1);
        double[] logits = built.layers()
                .getFirst()
                .apply(pixels, ForwardPass.evaluation())
                .toDoubleArray();
        double most = Math.log((1 - 1e-4) / 1e-4);
        assertThat(logits).containsExactly(new double[] {-most, 0, most, -Math.log(3)}, within(1e-3));
        Tensor x = KEY.child(5).uniform(DType.FLOAT32, 2, 8, 8, 1).computedNow();
        Tensor y = built.apply(x, ForwardPass.evaluation());
        for (Parameter p : built.parameters()) {
            if (p.name().endsWith("weight")) {
                p.assign(p.tensor().multiply(7));
            }
        }
        Tensor scaled = built.apply(x, ForwardPass.evaluation());
        assertThat(scaled.toDoubleArray()).containsExactly(y.toDoubleArray(), within(1e-5));
        assertThatThrownBy(() -> new Stage.Logit(0.5)).hasMessageContaining("below 0.5, found 0.5");
        assertThatThrownBy(() -> new Stage.SpectrallyNormalised(RELU)).hasMessageContaining("found relu");
    }

    @Test
    void badStagesAreRefused() {
        assertThatThrownBy(() -> new Convolution(0, 4, 2, 1)).hasMessage("channels must be at least 1, found 0");
        assertThatThrownBy(() -> new TransposedConvolution(2, 0, 2, 1))
                .hasMessage("kernel must be at least 1, found 0");
        assertThatThrownBy(() -> new Dense(-1)).hasMessage("outputs must be at least 1, found -1");
        assertThatThrownBy(() -> new Slice(2, 2)).hasMessageContaining("found first = 2, end = 2");
        assertThatThrownBy(() -> new SpatialBroadcast(4, 1)).hasMessageContaining("found 4x1");
        assertThatThrownBy(() -> RELU.named("x")).hasMessageContaining("found 'x' for relu");
        assertThatThrownBy(() -> new Dense(2).named("")).hasMessageContaining("found '' for dense 2");
        assertThatThrownBy(() -> new Network(
                        Shape.of(2), INIT, new Dense(2).named("fc1"), new Dense(2), new Dense(1).named("fc1")))
                .hasMessage("two stages are named fc1");
    }

    @Test
    void anEncoderAndADecoderMustFit() {
        Network encoder = new Network(Shape.of(5), INIT, new Dense(6));
        Network decoder = new Network(Shape.of(3), INIT, new Dense(5));
        AutoencoderArchitecture fits = new AutoencoderArchitecture(encoder, decoder);
        assertThat(fits.latents()).isEqualTo(3);
        assertThat(fits.summary()).isEqualTo("encoder\n" + encoder.summary() + "\ndecoder\n" + decoder.summary());
        assertThatThrownBy(() -> new AutoencoderArchitecture(encoder, new Network(Shape.of(3), INIT, new Dense(4))))
                .hasMessage("the decoder gives [4], but the encoder takes [5]");
        assertThatThrownBy(() -> new AutoencoderArchitecture(encoder, new Network(Shape.of(2), INIT, new Dense(5))))
                .hasMessageContaining("the encoder gives [6], expected [2] or [4]");
        assertThatThrownBy(
                        () -> new AutoencoderArchitecture(encoder, new Network(Shape.of(1, 1, 3), INIT, new Dense(5))))
                .hasMessage("a decoder takes latents [d], found [1, 1, 3]");
        AutoencoderArchitecture plain =
                new AutoencoderArchitecture(new Network(Shape.of(5), INIT, new Dense(3)), decoder);
        assertThat(plain.vae(new Likelihood.Bernoulli(), KEY).encoding()).isEqualTo(Vae.Encoding.POINT);
        assertThatThrownBy(() -> plain.withEncoding(Vae.Encoding.GAUSSIAN))
                .hasMessageContaining("a mean and a log variance of each latent");
    }

    @Test
    void broadcastCoordinatesAndGradient() {
        Network network = new Network(Shape.of(2), INIT.withDType(DType.FLOAT64), new SpatialBroadcast(3, 5));
        Sequential layer = network.build("b", KEY);
        Tensor y = layer.apply(Tensor.of(new double[] {7, 8}, 1, 2), ForwardPass.evaluation());
        assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 5, 4));
        double[] pixel = y.slice(1, 2, 3).slice(2, 1, 2).toDoubleArray();
        assertThat(pixel).containsExactly(new double[] {7, 8, -0.5, 1}, within(0.0));
        assertThat(y.slice(1, 0, 1).slice(2, 4, 5).toDoubleArray())
                .containsExactly(new double[] {7, 8, 1, -1}, within(0.0));
        GradientCheck.standard()
                .first(
                        xs -> layer.apply(xs.get(0), ForwardPass.evaluation()).square(),
                        KEY.normal(DType.FLOAT64, 3, 2));
        assertThatThrownBy(() -> layer.apply(Tensor.zeros(3, 2), ForwardPass.evaluation()))
                .hasMessageContaining("a spatial broadcast takes FLOAT64 [N, n], found");
    }

    @ParameterizedTest
    @EnumSource
    void discriminatorsNormaliseEachHiddenLayer(Discriminators.NormalisationOrder order) {
        Network network = Discriminators.dava(ImageArchitectures.small(1, 4).encoder(), order);
        List<String> labels = network.stages().stream().map(Stage::label).toList();
        String first = order == Discriminators.NormalisationOrder.AFTER_ACTIVATION ? "relu" : "instance norm";
        assertThat(labels).filteredOn(l -> l.equals("instance norm")).hasSize(4);
        assertThat(labels).filteredOn(l -> l.equals("batch norm, affine")).hasSize(1);
        assertThat(labels.get(1)).isEqualTo(first);
        assertThat(network.output()).isEqualTo(Shape.of(1));
        assertThatThrownBy(() -> Discriminators.dava(new Network(Shape.of(1), INIT, RELU), order))
                .hasMessageContaining("an encoder must have at least two stages with parameters, found 0");
    }

    /** A network of every kind of stage trains in a captured step, and the broadcast's coordinates are part of it. */
    @Test
    void aCapturedStepTrains() {
        Network encoder = new Network(
                Shape.of(8, 8, 1),
                INIT,
                new Convolution(4, 4, 2, 1),
                RELU,
                new Normalisation(Over.INSTANCE, true),
                new Dense(8),
                new Normalisation(Over.BATCH, true),
                RELU,
                new Dense(4));
        Network decoder = new Network(
                Shape.of(2),
                INIT,
                new SpatialBroadcast(4, 4),
                new Convolution(4, 3, 1, 1),
                new Normalisation(Over.LAYER, true),
                RELU,
                new TransposedConvolution(1, 4, 2, 1));
        Vae vae = new AutoencoderArchitecture(encoder, decoder).vae(new Likelihood.Bernoulli(), KEY);
        Tensor images = KEY.child(9).uniform(DType.FLOAT32, 6, 8, 8, 1).computedNow();
        List<WeightedTerm> objective =
                List.of(WeightedTerm.of(new Reconstruction(), 1), WeightedTerm.of(new KlDivergence(), 1));
        VaeStep step =
                new VaeStep(vae, objective, new Adam(vae.parameters()), new TensorType(images.shape(), DType.FLOAT32));
        double before = step.run(0, images, RandomKey.of(50), 0.01).get("loss");
        Map<String, Double> row = Map.of();
        for (int t = 1; t < 60; t++) {
            row = step.run(t, images, RandomKey.of(50 + t), 0.01);
        }
        assertThat(row.get("loss")).isFinite().isLessThan(before - 0.5);
    }

    @Test
    void pointsAreTheMeansOfDistributions() {
        AutoencoderArchitecture variational = ImageArchitectures.small(1, 3);
        AutoencoderArchitecture plain = variational.withEncoding(Vae.Encoding.POINT);
        assertThat(plain.encoding()).isEqualTo(Vae.Encoding.POINT);
        assertThat(plain.withEncoding(Vae.Encoding.POINT)).isSameAs(plain);
        Tensor images = RandomKey.of(1).uniform(DType.FLOAT32, 2, 64, 64, 1).computedNow();
        assertThat(plain.vae(new Likelihood.Bernoulli(), KEY).codes(images).toDoubleArray())
                .isEqualTo(variational
                        .vae(new Likelihood.Bernoulli(), KEY)
                        .codes(images)
                        .toDoubleArray());
    }
}
