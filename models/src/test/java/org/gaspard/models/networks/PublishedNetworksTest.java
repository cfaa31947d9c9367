package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.OracleFile;
import org.gaspard.models.gan.Dcgan;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every published network, held against PyTorch: sizes, outputs for weights made by a formula, starting weights. */
class PublishedNetworksTest {

    private static final OracleFile ORACLE = new OracleFile("networks.txt");
    private static final double TOLERANCE = 3e-13;
    private static final RandomKey KEY = RandomKey.of(4);

    private static Map<String, Network> networks() {
        Map<String, Network> all = new LinkedHashMap<>();
        pair(all, "small", ImageArchitectures.small(1, 10));
        pair(all, "colour", ImageArchitectures.colour(3, 10));
        pair(all, "large", ImageArchitectures.large(1, 10));
        pair(all, "controlVae", ImageArchitectures.controlVae(1, 10));
        pair(all, "locatello", ConvArchitecture.locatello().networks(3, 10));
        pair(all, "burgess64", ConvArchitecture.burgess(64).networks(1, 10));
        pair(all, "burgess32", ConvArchitecture.burgess(32).networks(3, 6));
        pair(all, "disentanglementLib", ImageArchitectures.disentanglementLib(1, 10));
        pair(all, "betaVae", Perceptrons.betaVae(Shape.of(64, 64, 1), 10));
        pair(all, "spatialBroadcast", ImageArchitectures.spatialBroadcast(3, 10));
        pair(all, "topological", Perceptrons.topologicalAutoencoder(Shape.of(28, 28, 1), 16));
        pair(all, "irvae", Perceptrons.irvae(Shape.of(28, 28, 1), 2));
        all.put("toy", Perceptrons.toy(2, 3));
        all.put("factorVae", Discriminators.factorVae(10));
        all.put("factorVae5", Discriminators.factorVae(10, 5));
        all.put("davaLarge", Discriminators.dava(ImageArchitectures.large(1, 10).encoder()));
        all.put(
                "davaColourBefore",
                Discriminators.dava(
                        ImageArchitectures.colour(3, 10).encoder(),
                        Discriminators.NormalisationOrder.BEFORE_ACTIVATION));
        all.put(
                "davaLocatello",
                Discriminators.dava(ConvArchitecture.locatello().encoder(3, 20)));
        dcgan(all, "dcgan64", Dcgan.of(64, 3, 100));
        dcgan(all, "dcgan32", Dcgan.of(32, 1, 16).withWidth(8));
        pair(all, "gwae", GwaeArchitecture.published().networks(3, 64));
        pair(all, "gwaeZero", new GwaeArchitecture(Padding.ZERO, false).networks(1, 10));
        pair(all, "gwaeBaseline", GwaeArchitecture.publishedBaselines().networks(3, 64));
        GwaeArchitecture.Critic critic = GwaeArchitecture.critic(3, 64, false);
        all.put("gwaeCritic.images", critic.images());
        all.put("gwaeCritic.latents", critic.latents());
        all.put("gwaeCritic.head", critic.head());
        FlowArchitecture flow = FlowArchitecture.mnist().withWidth(16);
        pair(all, "flow28", flow.networks(3));
        pair(all, "flow64", FlowArchitecture.shapes3d().withWidth(4).networks(3, 6));
        FlowArchitecture deep = new FlowArchitecture(FlowArchitecture.Depth.DEEP, 32, 8);
        pair(all, "flowDeep", deep.networks(3));
        all.put("flow28.index", flow.index(3, 9, 3));
        all.put("flowDeep.index", deep.index(3, 4, 5));
        return all;
    }

    private static void pair(Map<String, Network> all, String name, AutoencoderArchitecture architecture) {
        all.put(name + ".encoder", architecture.encoder());
        all.put(name + ".decoder", architecture.decoder());
    }

    private static void dcgan(Map<String, Network> all, String name, Dcgan architecture) {
        all.put(name + ".generator", architecture.generator());
        all.put(name + ".discriminator", architecture.discriminator());
    }

    static Stream<String> names() {
        return networks().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void parametersOfEachLayer(String name) {
        Network network = networks().get(name);
        double[] counts = network.build(name, KEY).parameters().stream()
                .mapToDouble(p -> p.shape().size())
                .toArray();
        assertThat(counts).containsExactly(ORACLE.get(name + ".counts").toDoubleArray());
        assertThat((double) network.parameterCount())
                .isEqualTo(ORACLE.get(name + ".total").item());
    }

    /** In double precision. */
    @ParameterizedTest
    @MethodSource("names")
    void outputs(String name) {
        Network network = networks().get(name);
        Sequential built = network.withInitialisation(network.initialisation().withDType(DType.FLOAT64))
                .build(name, KEY);
        fill(built);
        int[] extents = IntStream.concat(
                        IntStream.of(2), Arrays.stream(network.input().toArray()))
                .toArray();
        Tensor u = uniform(77, extents);
        Tensor x = extents.length == 2 ? u.multiply(2).subtract(1) : u;
        check(ORACLE.get(name + ".evaluation"), built.apply(x, ForwardPass.evaluation()), name);
        if (!built.buffers().isEmpty()) {
            check(ORACLE.get(name + ".training"), built.apply(x, ForwardPass.training()), name);
        }
    }

    private static void check(Tensor expected, Tensor output, String name) {
        double[] oracle = name.startsWith("dava") ? firstLogits(expected) : expected.toDoubleArray();
        double[] flat = output.toDoubleArray();
        double[] found = flat.length <= 100 ? flat : digest(flat);
        assertThat(found).hasSameSizeAs(oracle);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(oracle[i], within(TOLERANCE * Math.max(1, Math.abs(oracle[i]))));
        }
    }

    /** PyTorch's discriminator gives both numbers, [2, 2]; the first of each image is the logit. */
    private static double[] firstLogits(Tensor both) {
        double[] all = both.toDoubleArray();
        return new double[] {all[0], all[2]};
    }

    private static double[] digest(double[] flat) {
        double[] digest = new double[42];
        for (int j = 0; j < 40; j++) {
            digest[j] = flat[(int) (j * 7919L % flat.length)];
        }
        digest[40] = Arrays.stream(flat).sum();
        digest[41] = Arrays.stream(flat).map(v -> v * v).sum();
        return digest;
    }

    /** The formula of the script: weights that keep the size of signals through ReLU, small biases. */
    private static void fill(Sequential network) {
        int seed = 1;
        for (Parameter p : network.parameters()) {
            int[] extents = p.shape().toArray();
            double fan = (double) p.shape().size() / extents[extents.length - 1];
            boolean scale = p.name().contains("norm") && p.name().endsWith("weight");
            double size = extents.length == 1 ? 0.1 : Math.sqrt(6 / fan);
            p.assign(uniform(seed++, extents)
                    .multiply(2)
                    .subtract(1)
                    .multiply(size)
                    .add(scale ? 1 : 0)
                    .computedNow());
        }
        for (Parameter p : network.buffers()) {
            boolean mean = p.name().endsWith("running_mean");
            Tensor u = uniform(mean ? 101 : 102, p.shape().toArray());
            p.assign((mean ? u.multiply(0.2) : u.add(1)).computedNow());
        }
    }

    /** Numbers in [0, 1): a hash of the position and the seed. */
    private static Tensor uniform(long seed, int... extents) {
        long mask = 0xFFFFFFFFL;
        double[] numbers = new double[Shape.of(extents).size()];
        for (int i = 0; i < numbers.length; i++) {
            long x = ((i + 1) * 2654435761L + seed * 40503) & mask;
            x ^= x >>> 16;
            x = x * 2246822519L & mask;
            x ^= x >>> 13;
            x = x * 3266489917L & mask;
            x ^= x >>> 16;
            numbers[i] = x / 0x1p32;
        }
        return Tensor.of(numbers, extents);
    }

    static Map<String, Initialisation> initialisations() {
        return Map.of(
                "pyTorch", Initialisation.pyTorch(),
                "normal", Initialisation.normal(),
                "kaimingNormal", Initialisation.kaimingNormal(),
                "kaimingUniform", Initialisation.kaimingUniform(),
                "glorotUniform", Initialisation.glorotUniform());
    }

    private static List<Parameter> started(String name, int imageChannels) {
        AutoencoderArchitecture architecture = ImageArchitectures.controlVae(imageChannels, 10)
                .withInitialisation(initialisations().get(name));
        List<Parameter> parameters = new ArrayList<>();
        parameters.addAll(architecture.encoder().build("encoder", KEY.child(0)).parameters());
        parameters.addAll(architecture.decoder().build("decoder", KEY.child(1)).parameters());
        return parameters;
    }

    /**
     * The mean, the root mean square and the largest size of each parameter of n ≥ 500 numbers agree with those of a sample
     * of PyTorch's: the first two within 5 of their standard errors, the last within what n extremes leave open.
     */
    @ParameterizedTest
    @ValueSource(strings = {"pyTorch", "normal", "kaimingNormal", "kaimingUniform", "glorotUniform"})
    void startingWeightsAreThoseOfPyTorch(String name) {
        List<Parameter> large =
                started(name, 3).stream().filter(p -> p.shape().size() >= 500).toList();
        double[] expected = ORACLE.get("start." + name).toDoubleArray();
        assertThat(large).hasSize(expected.length / 3);
        for (int i = 0; i < large.size(); i++) {
            double[] numbers = large.get(i).tensor().toDoubleArray();
            double n = numbers.length;
            double mean = Arrays.stream(numbers).sum() / n;
            double rms = Math.sqrt(Arrays.stream(numbers).map(v -> v * v).sum() / n);
            double most = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
            String at = name + " " + large.get(i).name();
            assertThat(mean).as(at + " mean").isCloseTo(expected[3 * i], within(5 * rms * Math.sqrt(2 / n)));
            assertThat(rms)
                    .as(at + " rms")
                    .isCloseTo(expected[3 * i + 1], within(5 * expected[3 * i + 1] / Math.sqrt(n)));
            boolean normal = expected[3 * i + 2] > 2 * expected[3 * i + 1];
            assertThat(most)
                    .as(at + " largest")
                    .isCloseTo(expected[3 * i + 2], within(expected[3 * i + 2] * (normal ? 0.35 : 10 / n + 1e-6)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pyTorch", "normal", "kaimingNormal", "kaimingUniform", "glorotUniform"})
    void biasesStartAtZeroOrWithinTheirBound(String name) {
        boolean zero = name.equals("normal") || name.startsWith("kaimingN") || name.startsWith("glorot");
        double fan = 1;
        for (Parameter p : started(name, 1)) {
            if (p.name().endsWith("weight")) {
                fan = (double) p.shape().size() / p.shape().extent(-1);
                continue;
            }
            boolean transposed = p.name().startsWith("decoder.conv");
            double most = Arrays.stream(p.tensor().toDoubleArray())
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            if (zero && !(transposed && !name.startsWith("glorot"))) {
                assertThat(most).as(p.name()).isZero();
            } else {
                assertThat(most).as(p.name()).isPositive().isLessThanOrEqualTo((1 + 1e-6) / Math.sqrt(fan));
            }
        }
    }

    @Test
    void elementTypesOfAnInitialisationAgree() {
        Initialisation single = Initialisation.normal();
        assertThat(single.withDType(DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
        assertThatThrownBy(() -> new Initialisation(
                        single.convolution(), single.transposed().withDType(DType.FLOAT64), single.dense()))
                .hasMessage("an initialisation has one element type, found convolution FLOAT32, transposed FLOAT64,"
                        + " dense FLOAT32");
    }

    @Test
    void badSizesAreRefused() {
        assertThatThrownBy(() -> Discriminators.factorVae(10, 0))
                .hasMessage("hiddenLayers must be at least 1, found 0");
        assertThatThrownBy(() -> ImageArchitectures.spatialBroadcast(1, 10, List.of(64), 4))
                .hasMessageContaining("kernel must be odd, so that images keep their size, found 4");
    }

    /** As the published program has them, with and without spectral normalisation, and where their weights start. */
    @Test
    void sizesOfGromovWassersteinAutoencoders() {
        AutoencoderArchitecture networks = GwaeArchitecture.published().networks(3, 64);
        assertThat(networks.encoder().parameterCount()).isEqualTo(1_771_872);
        assertThat(networks.decoder().parameterCount()).isEqualTo(1_759_203);
        for (boolean spectral : List.of(true, false)) {
            assertThat(GwaeArchitecture.critic(3, 64, spectral).parameterCount())
                    .isEqualTo(913_657);
        }
        List<Double> bounds = networks.decoder().build("decoder", KEY).parameters().stream()
                .filter(p -> p.shape().rank() == 4)
                .map(p -> p.tensor().abs().max().item())
                .toList();
        double[] expected = {1 / Math.sqrt(2048), 1 / Math.sqrt(1024), 1 / Math.sqrt(512), 1 / Math.sqrt(48)};
        assertThat(bounds).hasSize(4);
        for (int i = 0; i < expected.length; i++) {
            assertThat(bounds.get(i)).isBetween(0.99 * expected[i], expected[i]);
        }
    }
}
