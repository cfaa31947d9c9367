package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.junit.jupiter.api.Test;

class TopDisLossTest {

    private static Tensor images(long seed, int n) {
        return Tensor.of(TestClouds.gaussian(seed, n * 12), n, 3, 4);
    }

    private static double[] scaled(double[] points, int n) {
        return DistanceNormalisation.standard().apply(TestClouds.distances(points, n), n);
    }

    @Test
    void isTheDivergenceOfTheScaledDistances() {
        int n = 12;
        Tensor x = images(1, n);
        Tensor y = images(2, n);
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            double expected =
                    PlainRtd.loss(loss.divergence(), scaled(x.toDoubleArray(), n), scaled(y.toDoubleArray(), n), n);
            assertThat(loss.between(x, y).item())
                    .isCloseTo(expected, within(1e-11))
                    .isPositive();
            Tensor single = loss.between(x.cast(DType.FLOAT32), y.cast(DType.FLOAT32));
            assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(single.item()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() {
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            TopDisLoss plain =
                    new TopDisLoss(loss.divergence().withNormalisation(DistanceNormalisation.rootOfPoints()));
            GradientCheck.standard().first(in -> plain.between(in.get(0), in.get(1)), images(3, 8), images(4, 8));
        }
    }

    /** Binary sprites repeat: rows that coincide, within a cloud and between the two. */
    @Test
    void repeatedImagesHaveFiniteGradients() {
        double[] first = TestClouds.gaussian(5, 120);
        System.arraycopy(first, 0, first, 60, 24);
        double[] second = TestClouds.gaussian(6, 120);
        System.arraycopy(first, 0, second, 0, 48);
        Tensor x = Tensor.of(first, 10, 12);
        Tensor y = Tensor.of(second, 10, 12);
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            Tensor value = loss.between(x, y);
            assertThat(value.item()).isPositive();
            for (Tensor gradient : Autodiff.gradient(value, List.of(x, y))) {
                assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(Double::isFinite);
            }
            assertThat(loss.between(x, x).item()).isZero();
            assertThat(loss.between(Tensor.ones(5, 4), Tensor.ones(5, 4)).item())
                    .isZero();
        }
    }

    /** Descent in a captured step brings the topology of one cloud near that of the other. */
    @Test
    void descentMakesTheLossSmall() {
        Tensor target = images(7, 12).cast(DType.FLOAT32).computedNow();
        Tensor x = images(8, 12).cast(DType.FLOAT32).computedNow();
        TopDisLoss loss = TopDisLoss.exact();
        CapturedStep step = CapturedStep.capture(List.of(x.type()), List.of(), in -> {
            Tensor value = loss.between(target, in.getFirst());
            Tensor gradient = Autodiff.gradient(value, in.getFirst());
            return new CapturedStep.Result(List.of(value, in.getFirst().subtract(gradient.multiply(0.1))), Map.of());
        });
        double first = step.run(x).getFirst().item();
        assertThat(first).isEqualTo(loss.between(target, x).item());
        for (int i = 0; i < 200; i++) {
            x = step.run(x).get(1);
        }
        assertThat(step.run(x).getFirst().item()).isLessThan(first / 3);
    }

    @Test
    void refusesWhatAreNoPairsOfClouds() {
        Tensor good = Tensor.zeros(4, 3);
        for (Tensor bad : List.of(Tensor.zeros(3, 3), Tensor.zeros(4, 2), good.cast(DType.FLOAT64), Tensor.zeros(4))) {
            assertThatThrownBy(() -> TopDisLoss.exact().between(good, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one floating-point type [n, ...]");
        }
        Tensor whole = Tensor.of(new int[12], 4, 3);
        assertThatThrownBy(() -> TopDisLoss.exact().between(whole, whole)).isInstanceOf(IllegalArgumentException.class);
    }
}
