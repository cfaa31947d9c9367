package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The costs between two sets of points. */
class CostTensorsBetweenTest {

    private static final int[][] SIZES = {{1, 1, 1}, {2, 5, 3}, {6, 1, 2}, {7, 9, 16}, {31, 18, 65}};

    static Stream<Cost> costs() {
        return CostTensorsTest.costs();
    }

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(Oracles.gaussian(Oracles.random(seed), n * d), n, d);
    }

    @ParameterizedTest
    @MethodSource("costs")
    void matricesAreThoseOfTheArrays(Cost cost) {
        for (int[] size : SIZES) {
            int n = size[0];
            int m = size[1];
            int d = size[2];
            Tensor x = points(90, n, d);
            Tensor y = points(91, m, d);
            double[] expected = cost.matrix(x.toDoubleArray(), n, y.toDoubleArray(), m, d);
            double scale =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
            Tensor found = CostTensors.matrix(cost, x, y);
            assertThat(found.shape().toArray()).containsExactly(n, m);
            assertThat(found.toDoubleArray()).containsExactly(expected, within(1e-14 * d * scale));
            Tensor single = CostTensors.matrix(cost, x.cast(DType.FLOAT32), y.cast(DType.FLOAT32));
            assertThat(single.dtype()).isEqualTo(DType.FLOAT64);
            assertThat(single.toDoubleArray()).containsExactly(expected, within(1e-5 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void amongOneSetTheyAreThoseOfOneSet(Cost cost) {
        Tensor x = points(92, 8, 3);
        double[] expected = CostTensors.matrix(cost, x).toDoubleArray();
        assertThat(CostTensors.matrix(cost, x, x).toDoubleArray()).containsExactly(expected, within(1e-13));
        // The gradient in both arguments, which are the same tensor.
        Tensor weights = points(93, 8, 8);
        double[] slope =
                Autodiff.gradient(CostTensors.matrix(cost, x).dot(weights), x).toDoubleArray();
        assertThat(Autodiff.gradient(CostTensors.matrix(cost, x, x).dot(weights), x)
                        .toDoubleArray())
                .containsExactly(slope, within(1e-12 * 8));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void gradientsToSecondOrder(Cost cost) {
        for (int d : new int[] {1, 3}) {
            GradientCheck.standard()
                    .firstAndSecond(
                            xs -> CostTensors.matrix(cost, xs.get(0), xs.get(1)), points(94, 4, d), points(95, 3, d));
        }
    }

    @ParameterizedTest
    @EnumSource(PositiveScale.class)
    void aScaleCanBeLearned(PositiveScale positive) {
        Tensor x = points(96, 4, 2);
        Tensor y = points(97, 3, 2);
        double[] expected = Cost.scaled(0.3, Cost.pNorm(1)).matrix(x.toDoubleArray(), 4, y.toDoubleArray(), 3, 2);
        Tensor raw = Tensor.scalar(positive.inverse(0.3));
        assertThat(CostTensors.scaled(Cost.pNorm(1), x, y, raw, positive).toDoubleArray())
                .containsExactly(expected, within(1e-14));
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> CostTensors.scaled(Cost.angle(), xs.get(0), xs.get(1), xs.get(2), positive), x, y, raw);
    }

    /** With differences nothing cancels, neither near to each other nor far from the origin. */
    @Test
    void nearbyPointsKeepTheirDistanceAndItsDirection() {
        Tensor x = points(98, 5, 3).add(1e3).computedNow();
        Tensor step = points(99, 5, 3).multiply(1e-7).computedNow();
        Tensor y = x.add(step).computedNow();
        double[] expected = Cost.euclidean().matrix(x.toDoubleArray(), 5, y.toDoubleArray(), 5, 3);
        Tensor distances = CostTensors.matrix(Cost.euclidean(), x, y);
        assertThat(distances.toDoubleArray()).isEqualTo(expected);
        Tensor own = distances.multiply(Tensor.identity(DType.FLOAT64, 5)).sum();
        double[] gradient = Autodiff.gradient(own, y).toDoubleArray();
        double[] difference = y.subtract(x).toDoubleArray();
        for (int k = 0; k < 15; k++) {
            assertThat(gradient[k]).isCloseTo(difference[k] / expected[k / 3 * 6], within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void coincidingPointsAndZeroVectorsHaveFiniteGradients(Cost cost) {
        Tensor x = Tensor.of(new double[] {0, 0, 1, 2, -1, 3}, 3, 2);
        Tensor y = Tensor.of(new double[] {1, 2, 0, 0, -2, 6, 1, -2}, 4, 2);
        Tensor total = CostTensors.matrix(cost, x, y).sum();
        for (Tensor gradient : Autodiff.gradient(total, List.of(x, y))) {
            assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(Double::isFinite);
        }
        boolean distance = !(cost instanceof Cost.InnerProduct || cost instanceof Cost.CosineSimilarity);
        if (distance) {
            Tensor met = CostTensors.matrix(
                    cost, x.index(0, 1).expand(0), y.index(0, 0).expand(0));
            assertThat(met.item()).isCloseTo(0, within(1e-15));
            assertThat(Autodiff.gradient(met.sum(), y).toDoubleArray()).containsExactly(new double[8], within(1e-15));
        }
    }

    @Test
    void axesAfterTheFirstAreFlattened() {
        Tensor x = points(88, 3, 12);
        Tensor y = points(89, 2, 12);
        for (Cost cost : List.of(Cost.squaredEuclidean(), Cost.pNorm(1))) {
            assertThat(CostTensors.matrix(cost, x.reshape(3, 2, 6), y.reshape(2, 3, 2, 2))
                            .toDoubleArray())
                    .isEqualTo(CostTensors.matrix(cost, x, y).toDoubleArray());
        }
    }

    @Test
    void whatHasNoMatrixIsRefused() {
        Tensor x = Tensor.ones(3, 2);
        assertThatThrownBy(() -> CostTensors.matrix(Cost.euclidean(), x, Tensor.ones(3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x has points of 2 numbers and y of 4");
        assertThatThrownBy(() -> CostTensors.matrix(Cost.euclidean(), x, Tensor.of(new int[2], 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("y of type");
        assertThatThrownBy(() -> CostTensors.matrix(Cost.of("mine", (p, i, q, j, d) -> 0), x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine");
    }
}
