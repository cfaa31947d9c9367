package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.SteeredCapacityKl.Over;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FactorVAE, ControlVAE and DAVA, held against adversarial_terms.py in double precision. */
class AdversarialTermsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/adversarial_terms.txt");
    private static final WeightInit INIT = WeightInit.standard().withDType(DType.FLOAT64);

    private static List<Tensor> leaves(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::tensor).toList();
    }

    private static void fill(List<Parameter> parameters) {
        double shift = 0;
        for (Parameter p : parameters) {
            p.assign(TinyVae.wave(0.7, 1.9, shift++, p.shape().toArray()));
        }
    }

    private static Layer network(Layer activation) {
        Layer network = new Sequential(
                new Linear("fc1", TinyVae.LATENTS, 4, TinyVae.KEY, INIT),
                activation,
                new Linear("fc2", 4, 2, TinyVae.KEY, INIT));
        fill(network.parameters());
        return network;
    }

    private static Tensor others() {
        return TinyVae.wave(0.45, 2.3, 0.8, TinyVae.IMAGES, 2, 2, 1).add(0.5).computedNow();
    }

    /** Measured: at most 1.7e-16. */
    @Test
    void factorVae() {
        Layer network = network(new Activation.LeakyRelu(0.2));
        LatentDiscriminator discriminator = new LatentDiscriminator(network);
        Tensor others = others();
        Tensor latent = TinyVae.latent();
        VaePass pass = TinyVae.pass(TinyVae.model(), TinyVae.mean(), TinyVae.logVariance(), latent, Map.of())
                .withOtherImages(others);
        Tensor correlation = discriminator.totalCorrelation().value(pass).value();
        assertThat(ORACLE.deviation(correlation, List.of(latent), "total_correlation"))
                .isLessThan(1e-15);
        Term.Value loss = discriminator.loss().value(pass);
        assertThat(ORACLE.deviation(loss.value(), leaves(network.parameters()), "factor"))
                .isLessThan(1e-15);
        assertThat(loss.diagnostics().get("discriminator.accuracy").item())
                .isCloseTo(ORACLE.get("factor.accuracy").item(), within(1e-15));
        assertThat(Autodiff.gradient(loss.value(), latent).toDoubleArray()).containsOnly(0);
    }

    @Test
    void derivativesOfFactorVae() {
        Layer network = network(new Activation.Tanh());
        LatentDiscriminator discriminator = new LatentDiscriminator(network);
        TinyVae.checkGradient(
                pass -> discriminator.totalCorrelation().value(pass).value());
        TinyVae.checkGradient(
                TinyVae.model(),
                pass -> discriminator
                        .loss()
                        .value(pass.withOtherImages(others()))
                        .value(),
                network.parameters());
    }

    /** Sixty steps, some of which do not integrate. Measured: at most 8.9e-16. */
    @ParameterizedTest
    @EnumSource
    void controller(Constants constants) {
        ControlledKl term = ControlledKl.of(
                t -> Math.min(3, 0.5 + 0.15 * Math.floorDiv(t, 3)), constants.proportional, constants.integral, 1);
        Tensor logVariance =
                Tensor.full(TinyVae.mean().type(), 2 * Math.log(0.8)).computedNow();
        double most = 0;
        int clamped = 0;
        Tensor expected = ORACLE.get("control_" + constants);
        for (int t = 0; t < expected.extent(0); t++) {
            Tensor mean = TinyVae.mean().multiply(1.6 * Math.sin(0.37 * t));
            double point = term.setPoint().at(t);
            VaePass pass = TinyVae.pass(TinyVae.model(), mean, logVariance, mean, Map.of())
                    .withScheduled(Map.of(term.setPoint(), Tensor.scalar(point)));
            Term.Value value = term.value(pass);
            pass.pass().commit();
            double[] row = {
                value.diagnostics().get("kl.divergence").item(),
                value.diagnostics().get("kl.set_point").item(),
                value.diagnostics().get("kl.weight").item(),
                term.memory().sum().tensor().item(),
                term.memory().last().tensor().item()
            };
            for (int i = 0; i < row.length; i++) {
                most = Math.max(most, Math.abs(row[i] - expected.get(t, i)));
            }
            assertThat(value.value().item()).isCloseTo(row[0] * row[2], within(1e-14));
            clamped += row[4] < 1 ? 1 : 0;
        }
        assertThat(most).isLessThan(5e-15);
        assertThat(clamped).isBetween(1, 59);
    }

    /** Those of the published program, and larger ones. */
    enum Constants {
        PUBLISHED(0.01, -0.001),
        STRONG(0.3, -0.05);

        private final double proportional;
        private final double integral;

        Constants(double proportional, double integral) {
            this.proportional = proportional;
            this.integral = integral;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Measured: at most 8.6e-14, of numbers up to 166. */
    @ParameterizedTest
    @EnumSource
    void steeredDivergence(Over over) {
        String name = "steered_" + over.name().toLowerCase(Locale.ROOT);
        for (int degree : List.of(1, 3, 4)) {
            for (int count : List.of(-2, 3, 40)) {
                SteeredCapacity capacity = new SteeredCapacity(0.25, 4);
                capacity.count().assign(Tensor.scalar((double) count));
                SteeredCapacityKl term = new SteeredCapacityKl(capacity, over, degree);
                List<Tensor> inputs = List.of(TinyVae.mean(), TinyVae.logVariance());
                VaePass pass = TinyVae.pass(TinyVae.model(), inputs.get(0), inputs.get(1), TinyVae.latent(), Map.of());
                Term.Value value = term.value(pass);
                assertThat(ORACLE.deviation(value.value(), inputs, name + "_" + degree + "_" + count))
                        .isLessThan(5e-13);
                assertThat(value.diagnostics().get("kl.capacity").item()).isEqualTo(Math.min(4, 0.25 * count));
            }
        }
    }

    private static ImageDiscriminator discriminator(LatentMixing mixing, boolean together) {
        Layer network = new Sequential(
                new Flatten(),
                new Linear("fc1", 4, 5, TinyVae.KEY, INIT),
                new Activation.Tanh(),
                new BatchNorm("norm", 5, 0.1, 1e-5, true, DType.FLOAT64),
                new Linear("fc2", 5, 2, TinyVae.KEY, INIT),
                (x, pass) -> x.slice(1, 0, 1));
        fill(network.parameters());
        Parameter first = network.parameters().get(0);
        Parameter last = network.parameters().get(4);
        Parameter bias = network.parameters().get(5);
        first.assign(first.tensor().multiply(4));
        last.assign(last.tensor().multiply(6));
        bias.assign(bias.tensor().add(1.6));
        return new ImageDiscriminator(network, mixing, together, 0.6, new SteeredCapacity(0.25, 4));
    }

    /** The loss, its running statistics and both answers, which see them. Measured: at most 1.4e-13, of numbers up to 24. */
    @ParameterizedTest
    @EnumSource
    void dava(LatentMixing mixing) {
        for (boolean together : List.of(true, false)) {
            String name = "dava_" + mixing.name().toLowerCase(Locale.ROOT) + (together ? "_together" : "_apart");
            ImageDiscriminator game = discriminator(mixing, together);
            Vae model = TinyVae.model();
            Tensor latent = TinyVae.latent();
            VaePass pass = TinyVae.pass(model, TinyVae.mean(), TinyVae.logVariance(), latent, Map.of());
            Term.Value loss = game.loss().value(pass);
            List<Double> deviations = new ArrayList<>();
            deviations.add(ORACLE.deviation(loss.value(), leaves(game.network().parameters()), name));
            deviations.add(ORACLE.deviation(loss.diagnostics().get("discriminator.accuracy"), name + ".accuracy"));
            List<Parameter> statistics = game.network().buffers();
            for (int i = 0; i < statistics.size(); i++) {
                deviations.add(ORACLE.deviation(pass.pass().value(statistics.get(i)), name + ".running" + i));
            }
            Tensor forEncoder = game.reconstructionsAsMixed().value(pass).value();
            deviations.add(ORACLE.deviation(forEncoder, List.of(latent), name + ".encoder"));
            Tensor forDecoder = game.mixedAsReconstructions().value(pass).value();
            List<Parameter> decoder = model.decoder().parameters();
            deviations.add(ORACLE.deviation(forDecoder, leaves(decoder), name + ".decoder"));
            assertThat(deviations).allSatisfy(each -> assertThat(each).isLessThan(5e-13));
            // None of these changes anything else.
            List<Tensor> all =
                    Stream.concat(Stream.of(latent), leaves(decoder).stream()).toList();
            assertThat(Autodiff.gradient(loss.value(), all))
                    .allSatisfy(g -> assertThat(g.toDoubleArray()).containsOnly(0));
            assertThat(Autodiff.gradient(forDecoder, latent).toDoubleArray()).containsOnly(0);
            assertThat(pass.pass().updates())
                    .containsOnlyKeys(
                            statistics.get(0),
                            statistics.get(1),
                            game.accuracy(),
                            game.capacity().count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivativesOfDava(LatentMixing mixing) {
        for (boolean together : List.of(true, false)) {
            ImageDiscriminator game = discriminator(mixing, together);
            TinyVae.checkGradient(
                    TinyVae.model(),
                    pass -> game.loss().value(pass).value(),
                    game.network().parameters());
        }
        for (Over over : Over.values()) {
            SteeredCapacity capacity = new SteeredCapacity(0.25, 4);
            capacity.count().assign(Tensor.scalar(3.0));
            SteeredCapacityKl term = new SteeredCapacityKl(capacity, over, 4);
            TinyVae.checkGradient(pass -> term.value(pass).value());
        }
    }

    /** The weights of the answers for the same images and statistics, at accuracies that the batch did not give. */
    @Test
    void answersWeighWhatTheAccuracyIsAboveChance() {
        double[] accuracies = {0.3, 0.5, 0.503, 0.6, 1};
        double[][] values = new double[2][accuracies.length];
        for (int i = 0; i < accuracies.length; i++) {
            ImageDiscriminator game = discriminator(LatentMixing.REPLACEMENT, true);
            game.accuracy().assign(Tensor.scalar(accuracies[i]));
            values[0][i] = TinyVae.value(game.reconstructionsAsMixed()).value().item();
            values[1][i] = TinyVae.value(game.mixedAsReconstructions()).value().item();
        }
        assertThat(values[0][4]).isGreaterThan(1);
        assertThat(values[1][4]).isGreaterThan(1);
        double[] encoder = {0, 0, 0.3, 10, 50};
        double[] decoder = {0, 0, 0.3, 1, 1};
        for (int i = 0; i < accuracies.length; i++) {
            assertThat(values[0][i]).isCloseTo(values[0][4] / 50 * encoder[i], within(1e-12));
            assertThat(values[1][i]).isCloseTo(values[1][4] * decoder[i], within(1e-12));
        }
    }

    @Test
    void theCapacityFollowsTheAccuracy() {
        SteeredCapacity capacity = new SteeredCapacity(0.25, 0.6);
        double[] accuracies = {0.5, 0.501, 0.4, 0.5011, 0.51, 0.5101, 0.9, 0.9, 0.9, 0.2};
        int[] counts = {1, 2, 3, 3, 3, 2, 1, 0, -1, 0};
        for (int i = 0; i < accuracies.length; i++) {
            ForwardPass pass = ForwardPass.training();
            capacity.move(pass, Tensor.scalar(accuracies[i]));
            pass.commit();
            assertThat(capacity.at(ForwardPass.evaluation()).item()).isEqualTo(Math.min(0.6, 0.25 * counts[i]));
        }
    }

    /** Of the rows that are there, all, and each as often as its number says. */
    @Test
    void mixedLatentsComeFromTheBatch() {
        Tensor latents = Tensor.range(DType.FLOAT64, 5).reshape(5, 1).broadcastTo(5, 4000);
        double[] drawn = LatentMixing.REPLACEMENT.of(latents, TinyVae.KEY).toDoubleArray();
        double[] shares = new double[5];
        for (double each : drawn) {
            shares[(int) each] += 1.0 / drawn.length;
        }
        // Four standard deviations.
        assertThat(shares)
                .containsExactly(new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, within(4 * Math.sqrt(0.16 / 20_000)));
        Tensor permuted = LatentMixing.PERMUTATION.of(latents, TinyVae.KEY);
        assertThat(permuted.sum(0).toDoubleArray()).containsOnly(10);
        assertThat(permuted.square().sum(0).toDoubleArray()).containsOnly(30);
        Tensor uniform = LatentMixing.RANGE.of(latents, TinyVae.KEY);
        assertThat(uniform.min().item()).isBetween(0.0, 0.01);
        assertThat(uniform.max().item()).isBetween(3.99, 4.0);
    }

    @Test
    void badOptions() {
        assertThatThrownBy(() -> new SteeredCapacity(0, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> new SteeredCapacityKl(new SteeredCapacity(1, 8), Over.MEAN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("degree must be at least 1, found 0");
        Layer two = new Sequential(new Flatten(), new Linear("two", 4, 2, TinyVae.KEY, INIT));
        SteeredCapacity capacity = new SteeredCapacity(1, 8);
        assertThatThrownBy(() -> new ImageDiscriminator(two, LatentMixing.PRIOR, true, 1, capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confidence must be between 0 and 1, found 1.0");
        ImageDiscriminator game = new ImageDiscriminator(two, LatentMixing.PRIOR, true, 0.6, capacity);
        assertThatThrownBy(() -> game.loss().value(TinyVae.pass()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the discriminator gave [6, 2], expected [N, 1]");
        VaePass one = TinyVae.model().forward(TinyVae.images().slice(0, 0, 1), ForwardPass.training(TinyVae.KEY));
        assertThatThrownBy(() -> discriminator(LatentMixing.PRIOR, true).loss().value(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images in a batch must be at least 2, found 1");
    }
}
