package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.DecoderGradientPenalty.Measure;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The regularisers of deterministic autoencoders, held against PyTorch. */
class RegularisedAutoencoderTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");

    @ParameterizedTest
    @EnumSource
    void penaltiesAndTheirGradientsAreThoseOfPyTorch(Measure measure) {
        Vae model = TinyVae.model();
        Tensor latent = TinyVae.latent();
        List<Tensor> inputs = List.of(
                latent,
                model.decoder().parameters().get(0).tensor(),
                model.decoder().parameters().get(2).tensor());
        Tensor value = new DecoderGradientPenalty(measure)
                .value(TinyVae.pass(model, TinyVae.mean(), TinyVae.logVariance(), latent, Map.of()))
                .value();
        String name = "penalty_" + measure.name().toLowerCase(Locale.ROOT);
        assertThat(value.item()).isCloseTo(ORACLE.get(name).item(), within(1e-15));
        List<Tensor> gradients = Autodiff.gradient(value, inputs);
        List<String> names = List.of("2", ".decoder.fc1.weight", ".decoder.fc2.weight");
        for (int i = 0; i < 3; i++) {
            assertThat(gradients.get(i).toDoubleArray())
                    .as(names.get(i))
                    .containsExactly(
                            ORACLE.get(name + ".gradient" + names.get(i)).toDoubleArray(), within(1e-15));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfPenalties(Measure measure) {
        DecoderGradientPenalty term = new DecoderGradientPenalty(measure);
        TinyVae.checkGradient(term);
        Vae model = TinyVae.model();
        TinyVae.checkGradient(model, term, model.decoder().parameters());
    }

    /** In the mean over projections. */
    @Test
    void projectionsHaveTheMeanOfTheWholeNorm() {
        double whole = TinyVae.value(new DecoderGradientPenalty(Measure.FROBENIUS))
                .value()
                .item();
        Vae model = TinyVae.model();
        Tensor latent = TinyVae.latent();
        double mean = 0;
        for (int seed = 0; seed < 300; seed++) {
            ForwardPass pass = ForwardPass.training(RandomKey.of(seed));
            VaePass drawn = new VaePass(
                    model, pass, TinyVae.images(), TinyVae.pass().posterior(), latent, model.decode(latent, pass));
            mean += new DecoderGradientPenalty(Measure.PROJECTED)
                            .value(drawn)
                            .value()
                            .item()
                    / 300;
        }
        assertThat(mean).isCloseTo(whole, within(0.1 * whole));
    }

    @Test
    void normsAreThoseOfPyTorch() {
        assertThat(TinyVae.value(new LatentNorm()).value().item())
                .isCloseTo(ORACLE.get("latent_norm").item(), within(1e-14));
        assertThat(TinyVae.value(new DecoderWeightNorm(true)).value().item())
                .isCloseTo(ORACLE.get("weight_norm").item(), within(1e-14));
        assertThat(TinyVae.value(new DecoderWeightNorm(false)).value().item())
                .isCloseTo(ORACLE.get("weight_norm_matrices").item(), within(1e-14));
        TinyVae.checkGradient(new LatentNorm());
        Vae model = TinyVae.model();
        TinyVae.checkGradient(
                model, new DecoderWeightNorm(true), model.decoder().parameters());
    }

    @ParameterizedTest
    @EnumSource
    void train(Measure measure) {
        var rows = TinyVae.train(
                40,
                new Reconstruction(),
                new LatentNorm(),
                new DecoderWeightNorm(true),
                new DecoderGradientPenalty(measure));
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
        assertThat(rows.getLast().get("decoder_weight_norm"))
                .isLessThan(rows.getFirst().get("decoder_weight_norm"));
    }

    @Test
    void aDecoderWithoutWeightsIsRefused() {
        Vae random = TinyVae.model();
        Vae model = new Vae(
                random.encoder(),
                (z, pass) -> z.reshape(TinyVae.IMAGES, 1, 3, 1),
                TinyVae.LATENTS,
                new Likelihood.Gaussian(1));
        VaePass pass = model.forward(TinyVae.images(), ForwardPass.training(TinyVae.KEY));
        assertThatThrownBy(() -> new DecoderWeightNorm(true).value(pass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the decoder has no weights, expected at least one");
    }
}
