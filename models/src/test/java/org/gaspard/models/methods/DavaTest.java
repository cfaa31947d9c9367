package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.terms.LatentMixing;
import org.gaspard.models.terms.SteeredCapacityKl.Over;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Training steps of DAVA in float32, held against the published order of updates in PyTorch in float64. */
class DavaTest {

    private static final OracleFile ORACLE = new OracleFile("terms/adversarial_terms.txt");
    private static final List<String> FIGURES = List.of(
            "reconstruction",
            "kl",
            "kl.divergence",
            "kl.capacity",
            "discriminator",
            "discriminator.accuracy",
            "reconstructions_as_mixed",
            "mixed_as_reconstructions");

    private static void fill(List<Parameter> parameters) {
        double shift = 0;
        for (Parameter p : parameters) {
            p.assign(TinyVae.wave(0.7, 1.9, shift++, p.shape().toArray()).cast(DType.FLOAT32));
        }
    }

    private static void scale(Parameter parameter, double factor, double shift) {
        parameter.assign(parameter.tensor().multiply(factor).add(shift));
    }

    private static Objective objective(DavaSettings settings, Vae model) {
        Network encoder = new Network(
                Shape.of(2, 2, 1),
                Initialisation.pyTorch(),
                new Stage.Dense(5),
                new Stage.Nonlinearity(new Activation.Tanh()),
                new Stage.Dense(6));
        Objective objective =
                BaseModels.dava(settings).objective(new Setting(model, encoder, 6, 0.05, RandomKey.of(1)));
        List<Parameter> discriminator = objective.opponents().getFirst().loss().parameters();
        fill(discriminator);
        scale(discriminator.get(0), 4, 0);
        scale(discriminator.get(4), 6, 0);
        scale(discriminator.get(5), 1, 1.6);
        return objective;
    }

    private static double deviation(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double most = 0;
        for (int i = 0; i < found.length; i++) {
            most = Math.max(most, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return most;
    }

    private static double deviation(List<Parameter> found, String name) {
        double most = 0;
        for (int i = 0; i < found.size(); i++) {
            most = Math.max(
                    most,
                    deviation(
                            found.get(i).tensor().toDoubleArray(),
                            ORACLE.get(name + i).toDoubleArray()));
        }
        return most;
    }

    /** Twelve steps, in some of which the model answers. Measured, relative to numbers
     * above 1: figures to 6.2e-6, weights of the model to 4.5e-7, those and the statistics of the discriminator to 4.4e-6. */
    @Test
    void followsThePublishedUpdates() {
        DavaSettings settings =
                DavaSettings.published().withDivergence(new DavaSettings.Divergence(500, Over.MEAN, 4, 0.09, 0.02));
        Vae model = TinyVae.model(new Likelihood.Bernoulli(), DType.FLOAT32);
        Objective objective = objective(settings, model);
        Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
        VaeStep step = new VaeStep(model, objective, new Adam(model.parameters()), images.type());
        assertThat(step.names()).containsAll(FIGURES).contains("loss").doesNotHaveDuplicates();
        Tensor expected = ORACLE.get("steps");
        double figures = 0;
        for (int t = 0; t < expected.extent(0); t++) {
            Map<String, Double> row = step.run(t, images, RandomKey.of(100 + t), 0.01);
            double[] found = FIGURES.stream().mapToDouble(row::get).toArray();
            figures = Math.max(figures, deviation(found, expected.index(0, t).toDoubleArray()));
        }
        Term discriminator = objective.opponents().getFirst().loss();
        assertThat(figures).isLessThan(3e-5);
        assertThat(deviation(model.parameters(), "steps.model")).isLessThan(3e-6);
        assertThat(deviation(discriminator.parameters(), "steps.discriminator")).isLessThan(3e-5);
        assertThat(deviation(discriminator.buffers().subList(0, 2), "steps.running"))
                .isLessThan(3e-5);
        Parameter count = discriminator.buffers().getLast();
        assertThat(count.tensor().item()).isEqualTo(ORACLE.get("steps.count").item());
        assertThat(step.state()).containsAll(discriminator.buffers());
    }

    /** The state of a step is all that the next one needs: no gradient is left over. */
    @Test
    void goesOnFromItsState() {
        Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
        List<VaeStep> steps = IntStream.range(0, 2)
                .mapToObj(i -> {
                    Vae model = TinyVae.model(new Likelihood.Bernoulli(), DType.FLOAT32);
                    return new VaeStep(
                            model,
                            objective(DavaSettings.published(), model),
                            new Adam(model.parameters()),
                            images.type());
                })
                .toList();
        VaeStep first = steps.get(0);
        VaeStep second = steps.get(1);
        for (int t = 0; t < 10; t++) {
            first.run(t, images, RandomKey.of(100 + t), 0.01);
            if (t == 5) {
                for (int i = 0; i < first.state().size(); i++) {
                    second.state().get(i).assign(first.state().get(i).tensor());
                }
            } else if (t > 5) {
                second.run(t, images, RandomKey.of(100 + t), 0.01);
            }
        }
        for (int i = 0; i < first.state().size(); i++) {
            Parameter found = second.state().get(i);
            assertThat(found.tensor().toDoubleArray())
                    .as(found.name())
                    .isEqualTo(first.state().get(i).tensor().toDoubleArray());
        }
    }

    /** With the sum over dimensions and everything else in its unit, the steps are the same. */
    @Test
    void theSumOverDimensionsIsAMatterOfUnits() {
        DavaSettings.Divergence mean = new DavaSettings.Divergence(500, Over.MEAN, 4, 0.09, 0.02);
        DavaSettings.Divergence sum = new DavaSettings.Divergence(500 / 81.0, Over.SUM, 4, 3 * 0.09, 3 * 0.02);
        List<List<Double>> losses = List.of(losses(mean), losses(sum));
        for (int t = 0; t < losses.get(0).size(); t++) {
            assertThat(losses.get(1).get(t)).isCloseTo(losses.get(0).get(t), within(1e-4));
        }
    }

    private static List<Double> losses(DavaSettings.Divergence divergence) {
        Vae model = TinyVae.model(new Likelihood.Bernoulli(), DType.FLOAT32);
        Objective objective = objective(DavaSettings.published().withDivergence(divergence), model);
        Tensor images = TinyVae.images().cast(DType.FLOAT32).computedNow();
        VaeStep step = new VaeStep(model, objective, new Adam(model.parameters()), images.type());
        return IntStream.range(0, 8)
                .mapToObj(t -> step.run(t, images, RandomKey.of(100 + t), 0.01).get("loss"))
                .toList();
    }

    @Test
    void badSettings() {
        assertThatThrownBy(() -> new DavaSettings.Divergence(-1, Over.MEAN, 4, 8, 4e-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gamma must be finite and at least 0, found -1.0");
        assertThatThrownBy(() -> new DavaSettings.Game(LatentMixing.PRIOR, true, 0.6, 0.3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("decoderWeight must be finite and at least 0, found -1.0");
    }
}
