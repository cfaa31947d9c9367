package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.junit.jupiter.api.Test;

class RtdAutoencoderLossTest {

    private static final List<RtdAutoencoderLoss> BOTH =
            List.of(RtdAutoencoderLoss.published(), RtdAutoencoderLoss.exact());

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    @Test
    void valuesAndGradientsAreThoseOfTheOracle() {
        Tensor x = Tensor.of(TestClouds.oracle("rtd_loss.txt", "ten.x"), 10, 2);
        Tensor z = Tensor.of(TestClouds.oracle("rtd_loss.txt", "ten.z"), 10, 4);
        Tensor scale = Tensor.of(new double[] {1.7});
        for (RtdAutoencoderLoss loss : BOTH) {
            Tensor value = loss.between(x, z, scale);
            List<Tensor> gradients = Autodiff.gradient(value, List.of(z, scale, x));
            double[] found = DoubleStream.concat(
                            DoubleStream.of(value.item()),
                            DoubleStream.concat(
                                    DoubleStream.of(gradients.get(0).toDoubleArray()),
                                    DoubleStream.of(gradients.get(1).toDoubleArray())))
                    .toArray();
            assertThat(found)
                    .containsExactly(
                            TestClouds.oracle(
                                    "rtd_loss.txt",
                                    "autoencoder." + loss.divergence().mode()),
                            within(1e-12));
            assertThat(gradients.get(2).toDoubleArray()).containsOnly(0);
        }
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() {
        Tensor x = points(1, 8, 3);
        for (RtdAutoencoderLoss loss : BOTH) {
            GradientCheck.standard()
                    .first(in -> loss.between(x, in.get(0), in.get(1)), points(2, 8, 2), Tensor.of(new double[] {1.3}));
        }
    }

    /** A scale of the latents that is taken from them makes the loss blind to their size. */
    @Test
    void otherScales() {
        RtdAutoencoderLoss loss = RtdAutoencoderLoss.exact().withLatentScale(DistanceNormalisation.standard());
        Tensor x = points(3, 10, 3);
        Tensor z = points(4, 10, 2);
        Tensor one = Tensor.of(new double[] {1});
        double value = loss.between(x, z, one).item();
        assertThat(loss.between(x, z.multiply(5), one).item()).isCloseTo(value, within(1e-12));
        RtdAutoencoderLoss squares = loss.withDivergence(loss.divergence().withExponent(2));
        assertThat(squares.between(x, z, one).item()).isPositive().isNotCloseTo(value, within(1e-3));
    }

    /** Latents and their scale, trained in a captured step in single precision. */
    @Test
    void descentMakesTheLossSmall() {
        Tensor x = points(5, 16, 5).cast(DType.FLOAT32).computedNow();
        Tensor z = points(6, 16, 2).cast(DType.FLOAT32).computedNow();
        Tensor scale = Tensor.of(new float[] {1});
        RtdAutoencoderLoss loss = RtdAutoencoderLoss.published();
        CapturedStep step = CapturedStep.capture(List.of(z.type(), scale.type()), List.of(), in -> {
            Tensor value = loss.between(x, in.get(0), in.get(1));
            List<Tensor> gradients = Autodiff.gradient(value, in);
            return new CapturedStep.Result(
                    List.of(
                            value,
                            in.get(0).subtract(gradients.get(0).multiply(0.05)),
                            in.get(1).subtract(gradients.get(1).multiply(0.01))),
                    Map.of());
        });
        double first = step.run(z, scale).getFirst().item();
        assertThat(first).isEqualTo(loss.between(x, z, scale).item());
        for (int i = 0; i < 200; i++) {
            List<Tensor> next = step.run(z, scale);
            z = next.get(1);
            scale = next.get(2);
        }
        assertThat(step.run(z, scale).getFirst().item()).isLessThan(first / 2);
        assertThat(scale.item()).isPositive().isNotEqualTo(1);
    }

    @Test
    void refusesBadArguments() {
        RtdAutoencoderLoss loss = RtdAutoencoderLoss.exact();
        Tensor scale = Tensor.of(new float[] {1});
        assertThatThrownBy(() -> loss.between(Tensor.zeros(4, 3), Tensor.zeros(5, 2), scale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 latents for 4 samples, expected one for each");
        assertThatThrownBy(() -> loss.between(Tensor.zeros(4), Tensor.zeros(4, 2), scale))
                .hasMessageContaining("data of type");
        assertThatThrownBy(() -> loss.between(Tensor.zeros(4, 3), Tensor.of(new int[8], 4, 2), scale))
                .hasMessageContaining("latents of type");
        for (Tensor bad : List.of(Tensor.zeros(2), scale.cast(DType.FLOAT64))) {
            assertThatThrownBy(() -> loss.between(Tensor.zeros(4, 3), Tensor.zeros(4, 2), bad))
                    .hasMessageContaining("expected one number of type FLOAT32");
        }
        Tensor negative = Tensor.of(new float[] {-1});
        Tensor line = Tensor.of(new float[] {0, 1, 3}, 3, 1);
        assertThatThrownBy(() -> loss.between(line, line, negative).item())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a number of at least 0");
    }
}
