package org.gaspard.ot.sliced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.ExactData;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicedWassersteinLossTest {

    private static final int D = 3;
    private static final Directions DIRECTIONS = Directions.uniform(RandomKey.of(3), 8, D);

    private static Tensor points(long seed, int n) {
        return Tensor.of(ExactData.gaussian(ExactData.random(seed), n * D), n, D);
    }

    private static Tensor weights(long seed, int n) {
        return Tensor.of(ExactData.weights(ExactData.random(seed), n, false));
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 6", "2, 6, 6", "1.5, 6, 6", "3, 5, 8", "2, 1, 4", "1.2, 9, 1"})
    void valuesAndGradientsToSecondOrder(double p, int n, int m) {
        Tensor x = points(60, n);
        Tensor y = points(61, m);
        Tensor a = weights(62, n);
        Tensor b = weights(63, m);
        Tensor directions = DIRECTIONS.tensor();
        SlicedWasserstein sliced = new SlicedWasserstein(p);
        assertThat(SlicedWassersteinLoss.value(x, y, directions, p).item())
                .isCloseTo(
                        sliced.estimate(DIRECTIONS, x.toDoubleArray(), n, y.toDoubleArray(), m)
                                .value(),
                        within(1e-12));
        assertThat(SlicedWassersteinLoss.value(x, a, y, b, directions, p).item())
                .isCloseTo(
                        sliced.estimate(
                                        DIRECTIONS,
                                        x.toDoubleArray(),
                                        a.toDoubleArray(),
                                        y.toDoubleArray(),
                                        b.toDoubleArray())
                                .value(),
                        within(1e-12));
        GradientCheck check = new GradientCheck(1e-6, 1e-5);
        check.firstAndSecond(xs -> SlicedWassersteinLoss.value(xs.get(0), xs.get(1), xs.get(2), p), x, y, directions);
        check.firstAndSecond(
                xs -> SlicedWassersteinLoss.value(xs.get(0), a, xs.get(1), b, xs.get(2), p), x, y, directions);
    }

    @Test
    void coincidingPointsHaveNoGradient() {
        Tensor x = points(64, 5);
        Tensor w = weights(65, 5);
        for (double p : new double[] {1, 1.3, 2, 3}) {
            Tensor plain = SlicedWassersteinLoss.value(x, x, DIRECTIONS.tensor(), p);
            Tensor weighted = SlicedWassersteinLoss.value(x, w, x, w, DIRECTIONS.tensor(), p);
            for (Tensor value : List.of(plain, weighted)) {
                assertThat(value.item()).isZero();
                Tensor gradient = Autodiff.gradient(value, x);
                assertThat(gradient.toDoubleArray()).containsOnly(0);
                assertThat(Autodiff.gradient(gradient.square().sum(), x).toDoubleArray())
                        .containsOnly(0);
            }
        }
    }

    @Test
    void singlePrecisionAndImages() {
        Tensor x = points(66, 8).cast(DType.FLOAT32).computedNow();
        Tensor y = points(67, 6).cast(DType.FLOAT32).computedNow();
        Tensor directions = DIRECTIONS.tensor().cast(DType.FLOAT32);
        double expected = new SlicedWasserstein(2)
                .estimate(DIRECTIONS, x.toDoubleArray(), 8, y.toDoubleArray(), 6)
                .value();
        Tensor value = SlicedWassersteinLoss.value(x.reshape(8, 3, 1), y, directions, 2);
        assertThat(value.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(value.item()).isCloseTo(expected, within(1e-5));
        Tensor weighted =
                SlicedWassersteinLoss.value(x, Tensor.full(1 / 8.0, 8), y, Tensor.full(1 / 6.0, 6), directions, 2);
        assertThat(weighted.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(weighted.item()).isCloseTo(expected, within(1e-5));
    }

    /** A flow along the gradient brings one set of points near to the other; the directions are new in each step. */
    @Test
    void pointsFlowToTheirTargetInACapturedStep() {
        RandomGenerator random = ExactData.random(68);
        int n = 12;
        Parameter moving = new Parameter("moving", Tensor.of(ExactData.gaussian(random, n * 2), n, 2));
        Tensor target =
                Tensor.of(ExactData.gaussian(random, n * 2), n, 2).add(2).computedNow();
        Tensor w = Tensor.of(ExactData.weights(random, n, false));
        CapturedStep step = CapturedStep.capture(List.of(RandomKey.type()), List.of(moving), in -> {
            Tensor directions = SlicedWassersteinLoss.directions(new RandomKey(in.getFirst()), DType.FLOAT64, 10, 2);
            Tensor value = SlicedWassersteinLoss.value(moving.tensor(), w, target, w, directions, 2);
            Tensor gradient = Autodiff.gradient(value, moving.tensor());
            Tensor next = moving.tensor().subtract(gradient.divide(w.expand(1)).multiply(0.8));
            return new CapturedStep.Result(List.of(value), Map.of(moving, next));
        });
        double first = step.run(RandomKey.of(0).words()).getFirst().item();
        double last = first;
        for (int run = 1; run < 150; run++) {
            last = step.run(RandomKey.of(run).words()).getFirst().item();
        }
        assertThat(first).isGreaterThan(1);
        assertThat(last).isLessThan(0.05 * first);
    }

    @Test
    void randomDirectionsHaveLengthOne() {
        Tensor directions = SlicedWassersteinLoss.directions(RandomKey.of(5), DType.FLOAT64, 50, 4);
        for (double length : directions.square().sum(1).toDoubleArray()) {
            assertThat(length).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void numbersThatAreNotFiniteGiveNaN() {
        Tensor x = points(69, 4);
        Tensor bad = x.add(Double.NaN).computedNow();
        Tensor w = weights(70, 4);
        assertThat(SlicedWassersteinLoss.value(x, bad, DIRECTIONS.tensor(), 2).item())
                .isNaN();
        assertThat(SlicedWassersteinLoss.value(x, w, bad, w, DIRECTIONS.tensor(), 2)
                        .item())
                .isNaN();
    }

    @Test
    void badInputIsNamed() {
        Tensor x = points(71, 4);
        Tensor directions = DIRECTIONS.tensor();
        assertThatThrownBy(() -> SlicedWassersteinLoss.value(x, x, directions, 0.5))
                .hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> SlicedWassersteinLoss.value(x, x.cast(DType.FLOAT32), directions, 2))
                .hasMessageContaining("expected one floating-point type");
        assertThatThrownBy(() -> SlicedWassersteinLoss.value(x, x, directions.slice(1, 0, 2), 2))
                .hasMessageContaining("points of 3 numbers");
        assertThatThrownBy(() -> SlicedWassersteinLoss.value(x, weights(72, 5), x, weights(72, 4), directions, 2))
                .hasMessageContaining("expected 4 floating-point numbers");
    }
}
