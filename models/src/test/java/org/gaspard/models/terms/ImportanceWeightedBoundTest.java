package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.GaussianMixturePrior;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.ImportanceWeightedBound.Estimator;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportanceWeightedBoundTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");

    @ParameterizedTest
    @EnumSource
    void isThatOfPyTorch(Estimator estimator) {
        ImportanceWeightedBound term = ImportanceWeightedBound.of(3).withEstimator(estimator);
        Vae model = TinyVae.model();
        List<Parameter> decoder = model.decoder().parameters();
        List<Tensor> inputs = List.of(
                TinyVae.mean(),
                TinyVae.logVariance(),
                TinyVae.latent(),
                decoder.get(0).tensor(),
                decoder.get(3).tensor());
        Term.Value found = term.value(TinyVae.pass(model, inputs.get(0), inputs.get(1), inputs.get(2), Map.of()));
        String name = "bound_" + estimator.name().toLowerCase(Locale.ROOT);
        assertThat(found.value().item()).isCloseTo(ORACLE.get(name).item(), within(1e-14));
        assertThat(found.diagnostics()
                        .get("importance_weighted_bound.effective_samples")
                        .item())
                .isCloseTo(ORACLE.get(name + ".effective").item(), within(1e-14));
        List<Tensor> gradients = Autodiff.gradient(found.value(), inputs);
        List<String> names = List.of("0", "1", "2", ".decoder.fc1.weight", ".decoder.fc2.bias");
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(gradients.get(i).toDoubleArray())
                    .as(names.get(i))
                    .containsExactly(
                            ORACLE.get(name + ".gradient" + names.get(i)).toDoubleArray(), within(2e-15));
        }
    }

    @Test
    void gradients() {
        ImportanceWeightedBound term = ImportanceWeightedBound.of(4);
        TinyVae.checkGradient(term);
        Vae model = TinyVae.model();
        for (Estimator estimator : Estimator.values()) {
            TinyVae.checkGradient(
                    model, term.withEstimator(estimator), model.decoder().parameters());
        }
    }

    /** With one sample it is the evidence bound at the same latents. */
    @Test
    void ofOneSample() {
        double bound = TinyVae.value(ImportanceWeightedBound.of(1)).value().item();
        double evidence = TinyVae.value(new Reconstruction()).value().item()
                + TinyVae.value(new MonteCarloKl(new StandardNormal())).value().item();
        assertThat(bound).isCloseTo(evidence, within(1e-13));
    }

    /** In the mean over many draws, more samples give a tighter bound. */
    @Test
    void moreSamplesTightenIt() {
        Vae model = TinyVae.model();
        double last = Double.POSITIVE_INFINITY;
        for (int samples : new int[] {1, 5, 50}) {
            double mean = 0;
            for (int seed = 0; seed < 40; seed++) {
                mean += ImportanceWeightedBound.of(samples)
                                .value(model.forward(TinyVae.images(), ForwardPass.training(RandomKey.of(seed))))
                                .value()
                                .item()
                        / 40;
            }
            assertThat(mean).isLessThan(last);
            last = mean;
        }
    }

    @ParameterizedTest
    @EnumSource
    void trains(Estimator estimator) {
        GaussianMixturePrior prior = GaussianMixturePrior.of(3, TinyVae.LATENTS, RandomKey.of(1));
        var rows = TinyVae.train(
                60, ImportanceWeightedBound.of(4).withEstimator(estimator).withPrior(prior));
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
        assertThat(rows.getLast().get("importance_weighted_bound"))
                .isLessThan(rows.getFirst().get("importance_weighted_bound"));
        Tensor start = RandomKey.of(1).normal(DType.FLOAT32, 3, TinyVae.LATENTS);
        assertThat(prior.means().tensor().toDoubleArray()).isNotEqualTo(start.toDoubleArray());
    }

    @Test
    void badNumberOfSamples() {
        assertThatThrownBy(() -> ImportanceWeightedBound.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples must be at least 1, found 0");
    }
}
