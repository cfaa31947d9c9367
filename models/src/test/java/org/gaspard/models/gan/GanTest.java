package org.gaspard.models.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.autodiff.optim.Sgd;
import org.gaspard.models.OracleFile;
import org.gaspard.models.gan.Gan.Pixels;
import org.gaspard.models.networks.Network;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DCGAN against PyTorch in double precision, and laws of adversarial training; the counts are in PublishedNetworksTest. */
class GanTest {

    private static final OracleFile ORACLE = new OracleFile("gan/gan.txt");
    /** Measured: at most 8e-15. */
    private static final double TOLERANCE = 5e-14;

    private static final Dcgan SMALL = Dcgan.of(16, 2, 5).withWidth(3);
    private static final int N = 4;
    private static final double RATE = 0.01;
    private static final Tensor IMAGES = wave(0.7, 0.5, N, 16, 16, 2).add(0.5).computedNow();

    private static Tensor wave(double phase, double scale, int... shape) {
        double[] numbers = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(numbers, i -> scale * Math.sin(0.618 * (i + 1) * (i + 1) + phase));
        return Tensor.of(numbers, shape);
    }

    private static Sequential build(Network network, String name) {
        return network.withInitialisation(network.initialisation().withDType(DType.FLOAT64))
                .build(name, RandomKey.of(3));
    }

    /** The networks of the script. */
    private static Gan gan() {
        Gan gan = new Gan(
                build(SMALL.generator(), "generator"),
                build(SMALL.discriminator(), "discriminator"),
                SMALL.latents(),
                SMALL.pixels());
        List<Parameter> parameters = gan.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter cell = parameters.get(i);
            boolean scale = cell.shape().rank() == 1 && cell.name().endsWith("weight");
            cell.assign(wave(0.1 * i, 0.4, cell.shape().toArray()).add(scale ? 1 : 0));
        }
        return gan;
    }

    private static Tensor latents(int step) {
        return wave(1.3 + step, 1.5, N, SMALL.latents());
    }

    /** One step on the script's images and latents. */
    private static double[] take(GanStep step, int number) {
        CapturedStep.Result result = step.graph(IMAGES, latents(number), Tensor.scalar(RATE), ForwardPass.training());
        Tensor.evaluate(result.updates().values().toArray(Tensor[]::new));
        double[] figures = result.outputs().stream().mapToDouble(Tensor::item).toArray();
        result.updates().forEach(Parameter::assign);
        return figures;
    }

    private static void close(Tensor found, Tensor expected, String what) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        double[] a = found.toDoubleArray();
        double[] b = expected.toDoubleArray();
        double largest = IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i])))
                .max()
                .orElseThrow();
        assertThat(largest).as(what).isLessThan(TOLERANCE);
    }

    @Test
    void lossesAndTheirGradientsAreThoseOfPyTorch() {
        Tensor real = ORACLE.get("logits.real");
        Tensor fake = ORACLE.get("logits.fake");
        Tensor loss = NonSaturatingLoss.discriminator(real, fake);
        close(loss.reshape(1), ORACLE.get("discriminator"), "discriminator");
        List<Tensor> gradients = Autodiff.gradient(loss, List.of(real, fake));
        close(gradients.get(0), ORACLE.get("discriminator.gradient.real"), "real");
        close(gradients.get(1), ORACLE.get("discriminator.gradient.fake"), "fake");
        Tensor against = NonSaturatingLoss.generator(fake);
        close(against.reshape(1), ORACLE.get("generator"), "generator");
        close(Autodiff.gradient(against, fake), ORACLE.get("generator.gradient"), "gradient");
    }

    @Test
    void aDiscriminatorThatCannotTellHasTheLossesOfTheDocumentation() {
        Tensor none = Tensor.zeros(7);
        assertThat(NonSaturatingLoss.discriminator(none, none).item()).isCloseTo(2 * Math.log(2), within(1e-6));
        assertThat(NonSaturatingLoss.generator(none).item()).isCloseTo(Math.log(2), within(1e-6));
    }

    /** PyTorch's first layer is a transposed convolution of one pixel. */
    @Test
    void imagesAreThoseOfPyTorch() {
        close(gan().generate(latents(0), ForwardPass.training()).index(0, 0), ORACLE.get("image"), "image");
    }

    private static Optimizer adam(String name, Layer network) {
        return new Adam(
                name,
                List.of(ParameterGroup.of(network.parameters())),
                Adam.Settings.adam().withBetas(0.5, 0.999));
    }

    /** Of the discriminator before its step and of the generator after it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradientsAreThoseOfPyTorch(boolean ofGenerator) {
        Gan gan = gan();
        Optimizer generator = ofGenerator ? new Sgd(gan.generator().parameters()) : adam("g", gan.generator());
        Optimizer discriminator = ofGenerator
                ? adam("d", gan.discriminator())
                : new Sgd(gan.discriminator().parameters());
        List<Parameter> parameters = gan.parameters();
        List<Tensor> before = parameters.stream().map(Parameter::tensor).toList();
        take(new GanStep(gan, generator, discriminator, IMAGES.type()), 0);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter cell = parameters.get(i);
            if (cell.name().startsWith("generator") == ofGenerator) {
                Tensor gradient = before.get(i).subtract(cell.tensor()).divide(RATE);
                close(gradient, ORACLE.get("gradient" + i), cell.name());
            }
        }
    }

    @Test
    void threeStepsEndWherePyTorchEnds() {
        Gan gan = gan();
        GanStep step = new GanStep(gan, adam("g", gan.generator()), adam("d", gan.discriminator()), IMAGES.type());
        for (int t = 0; t < 3; t++) {
            close(Tensor.of(take(step, t), 4), ORACLE.get("step" + t + ".figures"), "step " + t);
        }
        List<Parameter> parameters = gan.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            close(
                    parameters.get(i).tensor(),
                    ORACLE.get("parameter" + i),
                    parameters.get(i).name());
        }
        List<Parameter> buffers = gan.buffers();
        for (int i = 0; i < buffers.size(); i++) {
            close(
                    buffers.get(i).tensor(),
                    ORACLE.get("buffer" + i),
                    buffers.get(i).name());
        }
    }

    @Test
    void gradientsOfImagesInLatentsAreThoseOfCentralDifferences() {
        Gan gan = gan();
        GradientCheck.standard()
                .first(z -> gan.generate(z.getFirst()), latents(0).slice(0, 0, 2));
    }

    @Test
    void imagesOfAGeneratorInUseDependOnTheirOwnLatentAlone() {
        Gan gan = SMALL.gan(RandomKey.of(1));
        Tensor z = gan.draw(RandomKey.of(2), 3);
        Tensor alone = gan.generate(z.slice(0, 1, 2));
        assertThat(alone.toFloatArray())
                .isEqualTo(gan.generate(z).slice(0, 1, 2).toFloatArray());
    }

    @Test
    void theFirstLayerIsLinearAndTheLastGivesTheImages() {
        Gan gan = gan();
        Tensor z = latents(0);
        Tensor weight = gan.generator().parameters().getFirst().tensor();
        close(gan.activations(z, 1), z.matmul(weight), "first");
        int all = gan.generator().layers().size();
        close(gan.activations(z, all).add(1).divide(2), gan.generate(z), "last");
        assertThatThrownBy(() -> gan.activations(z, all + 1))
                .hasMessage("layers must be from 1 to the " + all + " of the generator, found " + (all + 1));
    }

    @ParameterizedTest
    @EnumSource(Pixels.class)
    void imagesOutsideHavePixelsFromZeroToOne(Pixels pixels) {
        Gan gan = SMALL.withPixels(pixels).gan(RandomKey.of(1));
        Layer bright = (x, pass) -> Tensor.full(x.type(), pixels == Pixels.SIGNED ? -1 : 0);
        Gan dark = new Gan(new Sequential(bright), (x, pass) -> x.mean(1, 2, 3), 5, pixels);
        assertThat(dark.generate(Tensor.zeros(2, 3)).toFloatArray()).containsOnly(0);
        // What is black outside is the least value inside.
        assertThat(dark.logits(Tensor.zeros(1, 2, 2, 1), ForwardPass.evaluation())
                        .item())
                .isEqualTo(pixels == Pixels.SIGNED ? -1 : 0);
        float[] numbers =
                gan.generate(gan.draw(RandomKey.of(2), 8).multiply(1000)).toFloatArray();
        for (float number : numbers) {
            assertThat(number).isBetween(0f, 1f);
        }
        assertThat(numbers).hasSize(8 * 16 * 16 * 2);
    }

    /** Images of black and white pixels against the grey ones of the generator: easy for the discriminator. */
    @Test
    void aFewStepsTellDataFromTheGeneratorAndRepeat() {
        Tensor images = Tensor.range(DType.INT32, 8 * 16 * 16 * 2)
                .cast(DType.FLOAT32)
                .reshape(8, 16, 16, 2)
                .multiply(0.618)
                .sin()
                .greater(0)
                .cast(DType.FLOAT32);
        double[][] last = new double[2][];
        for (int run = 0; run < 2; run++) {
            Gan gan = SMALL.gan(RandomKey.of(1));
            GanStep step = GanStep.adam(gan, images.type());
            Map<String, Double> row = Map.of();
            for (int t = 0; t < 30; t++) {
                row = step.run(t, images, RandomKey.of(5).child(t), 5e-3);
                assertThat(row.values()).allMatch(Double::isFinite);
            }
            assertThat(row.keySet()).containsExactlyElementsOf(step.names());
            assertThat(row.get("discriminator.real")).isGreaterThan(0.2 + row.get("discriminator.fake"));
            last[run] = gan.generate(gan.draw(RandomKey.of(6), 2)).toDoubleArray();
        }
        assertThat(last[0]).isEqualTo(last[1]);
    }

    @Test
    void weightsStartAsPublishedAndFollowTheKey() {
        Gan gan = Dcgan.of(32, 1, 20).withWidth(16).gan(RandomKey.of(1));
        for (Parameter cell : gan.parameters()) {
            double[] numbers = cell.tensor().toDoubleArray();
            if (cell.shape().rank() == 1) {
                assertThat(numbers).containsOnly(cell.name().endsWith("weight") ? 1 : 0);
            } else {
                double n = numbers.length;
                double mean = Arrays.stream(numbers).average().orElseThrow();
                double rms = Math.sqrt(Arrays.stream(numbers).map(v -> v * v).sum() / n);
                assertThat(mean).as(cell.name()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(n)));
                assertThat(rms).as(cell.name()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2 * n)));
            }
        }
        assertThat(gan.parameters()).noneMatch(cell -> cell.name().endsWith("fc1.bias"));
        Gan same = Dcgan.of(32, 1, 20).withWidth(16).gan(RandomKey.of(1));
        Gan other = Dcgan.of(32, 1, 20).withWidth(16).gan(RandomKey.of(2));
        float[] first = gan.parameters().getFirst().tensor().toFloatArray();
        assertThat(same.parameters().getFirst().tensor().toFloatArray()).isEqualTo(first);
        assertThat(other.parameters().getFirst().tensor().toFloatArray()).isNotEqualTo(first);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Dcgan.of(48, 3, 10)).hasMessage("side must be a power of two from 8 on, found 48");
        assertThatThrownBy(() -> Dcgan.of(4, 3, 10)).hasMessageContaining("found 4");
        assertThatThrownBy(() -> SMALL.withWidth(0)).hasMessage("width must be at least 1, found 0");
        assertThatThrownBy(() -> Dcgan.of(8, 0, 10)).hasMessage("imageChannels must be at least 1, found 0");
        assertThatThrownBy(() -> Dcgan.of(8, 1, 0)).hasMessage("latents must be at least 1, found 0");
        Gan gan = SMALL.gan(RandomKey.of(1));
        Optimizer both = adam("both", (x, pass) -> x);
        assertThatThrownBy(() ->
                        new GanStep(gan, both, both, IMAGES.cast(DType.FLOAT32).type()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the optimizer of the generator must train its parameters")
                .hasMessageEndingWith("found []");
        Gan wide = new Gan(gan.generator(), (x, pass) -> x, 5, Pixels.UNIT);
        assertThatThrownBy(() -> wide.logits(Tensor.zeros(2, 4, 4, 1), ForwardPass.evaluation()))
                .hasMessage("the discriminator gave [2, 4, 4, 1], expected one logit for each of 2 images");
    }
}
