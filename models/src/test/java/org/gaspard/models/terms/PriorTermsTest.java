package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.GaussianMixturePrior;
import org.gaspard.models.prior.Prior;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.prior.VampPrior;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Priors in the divergence from them, held against PyTorch. */
class PriorTermsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");

    private static Map<String, Prior> priors() {
        Parameter pseudoInputs = new Parameter(
                "pseudo_inputs", TinyVae.wave(0.7, 0.9, 0.2, 4, 2, 2, 1).add(0.5));
        Map<String, Prior> priors = new LinkedHashMap<>();
        priors.put("kl_normal", new StandardNormal());
        priors.put(
                "kl_mixture",
                new GaussianMixturePrior(
                        new Parameter("logits", TinyVae.wave(0.5, 1.1, 0, 4)),
                        new Parameter("means", TinyVae.wave(1, 0.7, 0.5, 4, 3)),
                        new Parameter("log_variances", TinyVae.wave(0.6, 1.5, 0.1, 4, 3))));
        priors.put("kl_vamp_clamped", new VampPrior(pseudoInputs, true));
        priors.put("kl_vamp_free", new VampPrior(pseudoInputs, false));
        return priors;
    }

    @Test
    void areThoseOfPyTorch() {
        priors().forEach((name, prior) -> {
            Vae model = TinyVae.model();
            Tensor mean = TinyVae.mean();
            Tensor logVariance = TinyVae.logVariance();
            Tensor latent = TinyVae.latent();
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("0", mean);
            inputs.put("1", logVariance);
            inputs.put("2", latent);
            prior.parameters().forEach(p -> inputs.put("." + p.name(), p.tensor()));
            if (prior instanceof VampPrior) {
                inputs.put(
                        ".encoder.weight",
                        model.encoder().parameters().getFirst().tensor());
            }
            Tensor value = new MonteCarloKl(prior)
                    .value(TinyVae.pass(model, mean, logVariance, latent, Map.of()))
                    .value();
            assertThat(value.item()).as(name).isCloseTo(ORACLE.get(name).item(), within(1e-14));
            List<Tensor> gradients = Autodiff.gradient(value, new ArrayList<>(inputs.values()));
            int i = 0;
            for (String input : inputs.keySet()) {
                assertThat(gradients.get(i++).toDoubleArray())
                        .as(name + input)
                        .containsExactly(ORACLE.get(name + ".gradient" + input).toDoubleArray(), within(2e-15));
            }
        });
    }

    @Test
    void gradients() {
        priors().forEach((name, prior) -> {
            Vae model = TinyVae.model();
            MonteCarloKl term = new MonteCarloKl(prior);
            TinyVae.checkGradient(term);
            assertThat(term.parameters()).isEqualTo(prior.parameters());
            if (!prior.parameters().isEmpty()) {
                List<Parameter> trained = Stream.concat(
                                prior.parameters().stream(), model.encoder().parameters().stream())
                        .toList();
                TinyVae.checkGradient(model, term, trained);
            }
        });
    }

    /** The mean of draws is that of the mixture, {@code Σ w μ}; the second moment {@code Σ w (σ² + μ²)}. */
    @Test
    void drawsHaveTheMomentsOfTheMixture() {
        GaussianMixturePrior prior = (GaussianMixturePrior) priors().get("kl_mixture");
        Tensor drawn = prior.sample(40_000, RandomKey.of(4), TinyVae.model(), ForwardPass.evaluation())
                .computedNow();
        Tensor w = prior.logits().tensor().exp();
        w = w.divide(w.sum()).expand(1);
        Tensor mean = w.multiply(prior.means().tensor()).sum(0);
        Tensor square = w.multiply(prior.means()
                        .tensor()
                        .square()
                        .add(prior.logVariances().tensor().exp()))
                .sum(0);
        assertThat(drawn.mean(0).toDoubleArray()).containsExactly(mean.toDoubleArray(), within(0.03));
        assertThat(drawn.square().mean(0).toDoubleArray()).containsExactly(square.toDoubleArray(), within(0.06));
    }

    /** One pseudo-input that is an image: draws are those of its posterior. */
    @Test
    void drawsOfAPseudoInputAreOfItsPosterior() {
        Vae model = TinyVae.model();
        Tensor image = TinyVae.images().slice(0, 0, 1);
        VampPrior prior = VampPrior.ofImages(image);
        Tensor drawn = prior.sample(40_000, RandomKey.of(4), model, ForwardPass.evaluation())
                .computedNow();
        assertThat(drawn.shape()).isEqualTo(Shape.of(40_000, TinyVae.LATENTS));
        assertThat(drawn.mean(0).toDoubleArray())
                .containsExactly(model.codes(image).toDoubleArray(), within(0.03));
        assertThat(new StandardNormal()
                        .sample(5, RandomKey.of(1), model, ForwardPass.evaluation())
                        .shape())
                .isEqualTo(Shape.of(5, TinyVae.LATENTS));
    }

    @Test
    void train() {
        GaussianMixturePrior mixture = GaussianMixturePrior.of(3, TinyVae.LATENTS, RandomKey.of(1));
        VampPrior vamp = VampPrior.of(3, Shape.of(2, 2, 1), 0.5, 0.2, RandomKey.of(2));
        for (Prior prior : List.of(mixture, vamp)) {
            double[] before = prior.parameters().getLast().tensor().toDoubleArray();
            var rows = TinyVae.train(60, new Reconstruction(), new MonteCarloKl(prior));
            assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
            assertThat(prior.parameters().getLast().tensor().toDoubleArray()).isNotEqualTo(before);
            double first = rows.getFirst().values().stream().mapToDouble(v -> v).sum();
            assertThat(rows.getLast().values().stream().mapToDouble(v -> v).sum())
                    .isLessThan(first);
        }
    }

    @Test
    void badShapes() {
        Parameter two = new Parameter("two", Tensor.zeros(2));
        Parameter wide = new Parameter("wide", Tensor.zeros(3, 2));
        assertThatThrownBy(() -> new GaussianMixturePrior(two, wide, wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be [K], [K, d] and [K, d], found [2], [3, 2] and [3, 2]");
        assertThatThrownBy(() -> new VampPrior(wide, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pseudoInputs must be [K, H, W, C], found [3, 2]");
        assertThatThrownBy(() -> VampPrior.of(3, Shape.of(2, 2, 1), -0.05, 0.1, RandomKey.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in [0, 1], found [2, 2, 1] and -0.05");
        assertThatThrownBy(() -> GaussianMixturePrior.of(0, 2, RandomKey.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("components must be at least 1, found 0");
        assertThat(VampPrior.of(3, Shape.of(2, 2, 1), 0.5, 0.1, RandomKey.of(2))
                        .pseudoInputs()
                        .dtype())
                .isEqualTo(DType.FLOAT32);
    }
}
