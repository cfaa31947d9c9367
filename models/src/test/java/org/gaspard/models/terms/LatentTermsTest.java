package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.OracleFile;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Covariance, capacity and discrepancy of the latents, held against PyTorch. */
class LatentTermsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/vae_terms.txt");

    static Stream<Map.Entry<String, Term>> terms() {
        RadialKernel gaussian = new RadialKernel.Gaussian(List.of(0.5, 2.0));
        RadialKernel quadratic = new RadialKernel.RationalQuadratic(List.of(0.2, 0.5, 1.0, 2.0, 5.0), 1.5);
        return Stream.of(
                Map.entry("dip_1", DipCovariance.one(3)),
                Map.entry("dip_2", new DipCovariance(DipCovariance.Kind.LATENTS, 3, 5)),
                Map.entry("capacity_below", new CapacityKl(Schedule.constant(0.5))),
                Map.entry("capacity_above", new CapacityKl(Schedule.constant(20))),
                Map.entry("mmd_wae", PriorMmd.wae(TinyVae.LATENTS)),
                Map.entry("mmd_info", PriorMmd.infoVae(TinyVae.LATENTS)),
                Map.entry("mmd_gaussian", new PriorMmd(gaussian, true)),
                Map.entry("mmd_quadratic", new PriorMmd(quadratic, false)));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void areThoseOfPyTorch(Map.Entry<String, Term> entry) {
        List<Tensor> inputs = List.of(TinyVae.mean(), TinyVae.logVariance(), TinyVae.latent());
        VaePass pass = TinyVae.pass(TinyVae.model(), inputs.get(0), inputs.get(1), inputs.get(2), Map.of());
        Tensor value = TinyVae.value(entry.getValue(), pass).value();
        assertThat(value.item()).isCloseTo(ORACLE.get(entry.getKey()).item(), within(1e-14));
        List<Tensor> gradients = Autodiff.gradient(value, inputs);
        for (int i = 0; i < 3; i++) {
            assertThat(gradients.get(i).toDoubleArray())
                    .containsExactly(
                            ORACLE.get(entry.getKey() + ".gradient" + i).toDoubleArray(), within(2e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("terms")
    void gradients(Map.Entry<String, Term> entry) {
        TinyVae.checkGradient(entry.getValue());
    }

    @ParameterizedTest
    @MethodSource("terms")
    void train(Map.Entry<String, Term> entry) {
        var rows = TinyVae.train(30, new Reconstruction(), entry.getValue());
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
    }

    @Test
    void theNoiseIsThatOfTheScript() {
        Tensor drawn = TinyVae.KEY.child(0).normal(DType.FLOAT64, TinyVae.IMAGES, TinyVae.LATENTS);
        assertThat(drawn.toDoubleArray()).containsExactly(ORACLE.get("noise").toDoubleArray(), within(1e-13));
    }

    /** Enough capacity for the divergence to grow to it, where without any it would vanish. */
    @Test
    void theDivergenceIsDrawnToTheCapacity() {
        double kl = TinyVae.train(400, new CapacityKl(Schedule.constant(5)))
                .getLast()
                .get("kl.divergence");
        assertThat(kl).isCloseTo(5, within(0.2));
    }

    @Test
    void aWhitenedBatchHasTheCovarianceOfThePrior() {
        double r = Math.sqrt(3);
        Tensor mean = Tensor.of(
                new double[] {r, 0, 0, -r, 0, 0, 0, r, 0, 0, -r, 0, 0, 0, r, 0, 0, -r},
                TinyVae.IMAGES,
                TinyVae.LATENTS);
        Tensor narrow = TinyVae.wave(0, 1, 0, TinyVae.IMAGES, TinyVae.LATENTS).subtract(200);
        for (Term term : List.of(DipCovariance.one(10), DipCovariance.two(10))) {
            double value = term.value(TinyVae.pass(TinyVae.model(), mean, narrow, mean, Map.of()))
                    .value()
                    .item();
            assertThat(value).isCloseTo(0, within(1e-28));
        }
        assertThat(DipCovariance.one(2).diagonal()).isEqualTo(20);
        assertThat(DipCovariance.two(2).diagonal()).isEqualTo(2);
    }

    /** If the latents are the very draws of the prior, the biased estimate is 0 and the unbiased one below it. */
    @Test
    void theDiscrepancyOfTheDrawsThemselves() {
        Tensor drawn = ORACLE.get("noise");
        VaePass pass = TinyVae.pass(TinyVae.model(), TinyVae.mean(), TinyVae.logVariance(), drawn, Map.of());
        RadialKernel kernel = RadialKernel.rationalQuadratic();
        assertThat(new PriorMmd(kernel, false).value(pass).value().item()).isCloseTo(0, within(1e-12));
        VaePass again = TinyVae.pass(TinyVae.model(), TinyVae.mean(), TinyVae.logVariance(), drawn, Map.of());
        assertThat(new PriorMmd(kernel, true).value(again).value().item()).isNegative();
    }

    @Test
    void badOptions() {
        assertThatThrownBy(() -> new DipCovariance(DipCovariance.Kind.MEANS, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offDiagonal must be finite and at least 0, found -1.0");
        assertThatThrownBy(() -> new RadialKernel.Gaussian(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bandwidths must have at least one number, found none");
        assertThatThrownBy(() -> new RadialKernel.InverseMultiquadratic(List.of(1.0, 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scales must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> PriorMmd.wae(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be at least 1, found 0");
        VaePass one = TinyVae.model().forward(TinyVae.images().slice(0, 0, 1), ForwardPass.training(TinyVae.KEY));
        assertThatThrownBy(() -> PriorMmd.wae(3).value(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the batch of an unbiased estimate must be at least 2, found 1");
    }
}
