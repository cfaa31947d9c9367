package org.gaspard.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Held against the same computations in PyTorch. */
class VaeTest {

    private static final OracleFile ORACLE = new OracleFile("vae.txt");

    /** The network of the script, with its weights. */
    private static Vae network() {
        ConvArchitecture architecture =
                new ConvArchitecture(List.of(3), List.of(5), List.of(5), Initialiser.fanInUniform());
        Vae vae = architecture.vae(1, 2, new Likelihood.Bernoulli(), RandomKey.of(0));
        vae.parameters().forEach(p -> p.assign(ORACLE.single(p.name())));
        return vae;
    }

    private static void close(Tensor found, Tensor expected, double tolerance) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(tolerance));
    }

    @Test
    void likelihoodsAndTheirGradients() {
        Tensor target = ORACLE.get("likelihood.target");
        Tensor output = ORACLE.get("likelihood.output");
        Map<String, Likelihood> likelihoods =
                Map.of("bernoulli", new Likelihood.Bernoulli(), "gaussian", new Likelihood.Gaussian(0.3));
        likelihoods.forEach((name, likelihood) -> {
            Tensor value = likelihood.negativeLogLikelihood(output, target);
            close(value, ORACLE.get("likelihood." + name), 1e-7);
            close(Autodiff.gradient(value.mean(), output), ORACLE.get("likelihood." + name + ".gradient"), 1e-8);
        });
        assertThat(new Likelihood.Gaussian(2).mean(output)).isSameAs(output);
        close(new Likelihood.Bernoulli().mean(output), output.sigmoid(), 0);
        assertThatThrownBy(() -> new Likelihood.Gaussian(0)).hasMessageContaining("deviation must be positive");
    }

    @Test
    void divergenceFromTheStandardNormal() {
        GaussianPosterior posterior = new GaussianPosterior(ORACLE.get("kl.mean"), ORACLE.get("kl.logVariance"));
        close(posterior.kl(), ORACLE.get("kl.value"), 1e-8);
    }

    @Test
    void samplesHaveTheirMeanAndDeviation() {
        Tensor mean = Tensor.full(3, 20_000, 1);
        Tensor logVariance = Tensor.full(2 * Math.log(0.5), 20_000, 1);
        Tensor z =
                new GaussianPosterior(mean, logVariance).sample(RandomKey.of(9)).computedNow();
        assertThat(z.mean().item()).isCloseTo(3, within(0.02));
        assertThat(z.varianceKeep(0).item()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void forwardPass() {
        Vae vae = network();
        ForwardPass pass = ForwardPass.training(RandomKey.of(100));
        VaePass forward = vae.forward(ORACLE.single("images"), pass);
        close(RandomKey.of(100).child(0).normal(DType.FLOAT32, 4, 2), ORACLE.get("noise0"), 1e-6);
        close(forward.latent(), ORACLE.get("latent0"), 1e-5);
        close(forward.output(), ORACLE.get("output0"), 1e-5);
        close(forward.reconstruction(), ORACLE.get("output0").sigmoid(), 1e-5);
    }

    @Test
    void inUseTheLatentsAreTheMeans() {
        Vae vae = network();
        Tensor images = ORACLE.single("images");
        VaePass forward = vae.forward(images, ForwardPass.evaluation());
        assertThat(forward.latent()).isSameAs(forward.posterior().mean());
        close(vae.codes(images), forward.latent(), 0);
        close(vae.generate(forward.latent()), forward.reconstruction(), 0);
    }

    @Test
    void gradientsOfTheFirstStep() {
        Vae vae = network();
        VaePass pass = vae.forward(ORACLE.single("images"), ForwardPass.training(RandomKey.of(100)));
        Tensor loss = new Reconstruction()
                .value(pass)
                .value()
                .add(new KlDivergence().value(pass).value());
        List<Parameter> parameters = vae.parameters();
        List<Tensor> gradients = Autodiff.gradient(
                loss, parameters.stream().map(Parameter::tensor).toList());
        assertThat(loss.item()).isCloseTo(ORACLE.get("loss0").item(), within(1e-4));
        for (int i = 0; i < gradients.size(); i++) {
            close(gradients.get(i), ORACLE.get("gradient." + parameters.get(i).name()), 2e-5);
        }
    }

    /** With another rate and another β at each step. */
    @Test
    void threeStepsOfAdam() {
        Vae vae = network();
        double[] beta = ORACLE.get("beta").toDoubleArray();
        double[] rate = ORACLE.get("rate").toDoubleArray();
        Tensor images = ORACLE.single("images");
        List<WeightedTerm> objective = List.of(
                WeightedTerm.of(new Reconstruction(), 1), new WeightedTerm(new KlDivergence(), t -> beta[(int) t]));
        VaeStep step = new VaeStep(vae, objective, new Adam(vae.parameters()), images.type());
        for (int t = 0; t < 3; t++) {
            Map<String, Double> row = step.run(t, images, RandomKey.of(100 + t), rate[t]);
            assertThat(row).containsOnlyKeys("loss", "reconstruction", "kl");
            for (String name : row.keySet()) {
                assertThat(row.get(name)).isCloseTo(ORACLE.get(name + t).item(), within(2e-4));
            }
        }
        for (Parameter p : vae.parameters()) {
            close(p.tensor(), ORACLE.get("trained." + p.name()), 2e-5);
        }
    }

    @Test
    void anEncoderOfAnotherWidthIsNamed() {
        ConvArchitecture architecture = ConvArchitecture.burgess(8);
        Vae vae = new Vae(
                architecture.encoder(1, 5).build("encoder", RandomKey.of(0)),
                architecture.decoder(3, 1).build("decoder", RandomKey.of(1)),
                3,
                new Likelihood.Bernoulli());
        assertThatThrownBy(() -> vae.codes(Tensor.zeros(2, 8, 8, 1)))
                .hasMessageContaining("the encoder gave [2, 5], expected [N, 6]");
    }
}
