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

class CostTensorsTest {

    private static final int[][] SIZES = {{1, 1}, {2, 3}, {5, 1}, {7, 16}, {13, 9}, {33, 17}, {64, 65}};

    static Stream<Cost> costs() {
        return Stream.of(
                Cost.squaredEuclidean(),
                Cost.euclidean(),
                Cost.innerProduct(),
                Cost.cosineSimilarity(),
                Cost.cosineDistance(),
                Cost.angle(),
                Cost.pNorm(1),
                Cost.pNorm(2, 1.5),
                Cost.pNorm(1.5),
                Cost.pNorm(3, 2),
                Cost.pNorm(3, 3),
                Cost.pNorm(Double.POSITIVE_INFINITY),
                Cost.elastic(0.7),
                Cost.scaled(-2.5, Cost.euclidean()));
    }

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(Oracles.gaussian(Oracles.random(seed), n * d), n, d);
    }

    /** The values in float32, so that both types start from the same numbers. */
    private static Tensor rounded(Tensor points) {
        return Tensor.of(
                points.cast(DType.FLOAT32).toFloatArray(), points.shape().toArray());
    }

    @ParameterizedTest
    @MethodSource("costs")
    void matricesAreThoseOfTheArrays(Cost cost) {
        for (int[] size : SIZES) {
            Tensor single = rounded(points(70, size[0], size[1]));
            double[] expected = cost.matrix(single.toDoubleArray(), size[0], size[1]);
            double scale =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
            Tensor fromDouble = CostTensors.matrix(cost, Tensor.of(single.toDoubleArray(), size));
            Tensor fromSingle = CostTensors.matrix(cost, single);
            assertThat(fromDouble.type()).isEqualTo(fromSingle.type());
            assertThat(fromDouble.dtype()).isEqualTo(DType.FLOAT64);
            assertThat(fromDouble.toDoubleArray()).containsExactly(expected, within(1e-12 * scale));
            assertThat(fromSingle.toDoubleArray()).containsExactly(expected, within(4e-6 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void matricesAreSymmetricToTheBit(Cost cost) {
        for (int[] size : SIZES) {
            for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                Tensor c = CostTensors.matrix(cost, points(71, size[0], size[1]).cast(dtype));
                assertThat(c.toDoubleArray()).isEqualTo(c.transposed().toDoubleArray());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void gradientsToSecondOrder(Cost cost) {
        for (int d : new int[] {1, 3}) {
            // The Euclidean distance in one dimension is piecewise linear, which the check covers too.
            GradientCheck.standard().firstAndSecond(xs -> CostTensors.matrix(cost, xs.getFirst()), points(72, 5, d));
        }
    }

    @ParameterizedTest
    @MethodSource("costs")
    void axesAfterTheFirstAreFlattened(Cost cost) {
        Tensor images = points(73, 6, 24);
        assertThat(CostTensors.matrix(cost, images.reshape(6, 2, 4, 3)).toDoubleArray())
                .isEqualTo(CostTensors.matrix(cost, images).toDoubleArray());
    }

    /** Far from the origin the expansion of the square would lose all digits; the points are centred first. */
    @Test
    void distancesFarFromTheOriginKeepTheirDigits() {
        Tensor x = points(74, 9, 3);
        double[] expected = Cost.squaredEuclidean().matrix(x.toDoubleArray(), 9, 3);
        double[] found = CostTensors.matrix(Cost.squaredEuclidean(), x.add(1e6)).toDoubleArray();
        assertThat(found).containsExactly(expected, within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void coincidingPointsHaveFiniteGradients(Cost cost) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] size : SIZES) {
                Tensor once = points(75, size[0], size[1]).cast(dtype);
                Tensor x = Tensor.concatenate(0, once, once).computedNow();
                Tensor c = CostTensors.matrix(cost, x);
                Tensor gradient = Autodiff.gradient(c.sum(), x);
                assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(g -> Math.abs(g) < 1e3 * (1 + size[0]));
            }
        }
    }

    /** Pairs at distance 0 have distance 0 and gradient 0 exactly, whichever tile of the product they lie in. */
    @Test
    void distancesOfCoincidingPointsAreZero() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] size : SIZES) {
                int n = size[0];
                Tensor once = points(76, n, size[1]).cast(dtype);
                Tensor x = Tensor.concatenate(0, once, once).computedNow();
                Tensor c = CostTensors.matrix(Cost.euclidean(), x);
                Tensor pairs = c.slice(0, 0, n).slice(1, n, 2 * n).multiply(Tensor.identity(DType.FLOAT64, n));
                assertThat(pairs.toDoubleArray()).containsOnly(0);
                assertThat(Autodiff.gradient(pairs.sum(), x).toDoubleArray()).containsOnly(0);
            }
        }
    }

    @Test
    void costsOfCoincidingPointsAreZeroWithoutAGradient() {
        for (Cost cost : List.of(
                Cost.pNorm(1),
                Cost.pNorm(1.5),
                Cost.pNorm(2),
                Cost.pNorm(3, 2),
                Cost.pNorm(Double.POSITIVE_INFINITY),
                Cost.elastic(2),
                Cost.angle())) {
            for (int[] size : SIZES) {
                int n = size[0];
                Tensor once = points(76, n, size[1]);
                Tensor x = Tensor.concatenate(0, once, once).computedNow();
                Tensor c = CostTensors.matrix(cost, x);
                Tensor pairs = c.slice(0, 0, n).slice(1, n, 2 * n).multiply(Tensor.identity(DType.FLOAT64, n));
                assertThat(pairs.toDoubleArray()).containsOnly(0);
                assertThat(Autodiff.gradient(pairs.sum(), x).toDoubleArray()).containsOnly(0);
            }
        }
    }

    @Test
    void anglesFromZeroVectorsAreSafe() {
        Tensor x = Tensor.of(new double[] {0, 0, 1, 0, -2, 0, 0, 0}, 4, 2);
        Tensor c = CostTensors.matrix(Cost.angle(), x);
        double right = Math.PI / 2;
        assertThat(c.toDoubleArray())
                .containsExactly(
                        new double[] {
                            0, right, right, 0, right, 0, Math.PI, right, right, Math.PI, 0, right, 0, right, right, 0
                        },
                        within(1e-15));
        assertThat(c.toDoubleArray()).containsExactly(Cost.angle().matrix(x.toDoubleArray(), 4, 2), within(1e-15));
        assertThat(Arrays.stream(Autodiff.gradient(c.square().sum(), x).toDoubleArray()))
                .allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @EnumSource(PositiveScale.class)
    void aScaleCanBeLearned(PositiveScale positive) {
        Tensor x = points(77, 6, 3);
        for (double alpha : new double[] {1e-3, 0.7, 5, 900}) {
            Tensor raw = Tensor.scalar(positive.inverse(alpha));
            assertThat(positive.of(raw).item()).isCloseTo(alpha, within(1e-12 * alpha));
            double[] expected = Cost.scaled(alpha, Cost.pNorm(1)).matrix(x.toDoubleArray(), 6, 3);
            assertThat(CostTensors.scaled(Cost.pNorm(1), x, raw, positive).toDoubleArray())
                    .containsExactly(expected, within(1e-11 * alpha));
        }
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> CostTensors.scaled(Cost.squaredEuclidean(), xs.get(0), xs.get(1), positive),
                        x,
                        Tensor.scalar(0.3));
        assertThatThrownBy(() -> positive.inverse(0)).hasMessageContaining("alpha is 0.0");
        assertThatThrownBy(() -> CostTensors.scaled(Cost.euclidean(), x, x, positive))
                .hasMessageContaining("expected a floating-point tensor of one element");
    }

    @Test
    void zeroVectorsHaveCosineZero() {
        Tensor x = Tensor.of(new double[] {0, 0, 3, 4, -1, 0}, 3, 2);
        assertThat(CostTensors.matrix(Cost.cosineSimilarity(), x).toDoubleArray())
                .containsExactly(new double[] {0, 0, 0, 0, 1, -0.6, 0, -0.6, 1}, within(1e-15));
        assertThat(CostTensors.matrix(Cost.cosineDistance(), x).get(0, 0)).isEqualTo(1);
        Tensor gradient =
                Autodiff.gradient(CostTensors.matrix(Cost.cosineSimilarity(), x).sum(), x);
        assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(Double::isFinite);
    }

    @Test
    void whatHasNoMatrixIsRefused() {
        Cost custom = Cost.of("mine", (x, i, y, j, d) -> 0);
        assertThatThrownBy(() -> CostTensors.matrix(custom, Tensor.ones(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine");
        for (Tensor bad : List.of(Tensor.ones(3), Tensor.of(new int[4], 2, 2))) {
            assertThatThrownBy(() -> CostTensors.matrix(Cost.euclidean(), bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected floating-point numbers [n, ...]");
        }
    }

    @Test
    void aZeroVectorHasNoGradientThroughItsCosines() {
        Tensor x = Tensor.of(new double[] {0, 0, 1, 2, 3, -1}, 3, 2);
        for (Cost cost : List.of(Cost.cosineSimilarity(), Cost.cosineDistance())) {
            double[] gradient = Autodiff.gradient(
                            CostTensors.matrix(cost, x).square().sum(), x)
                    .toDoubleArray();
            assertThat(gradient[0]).isZero();
            assertThat(gradient[1]).isZero();
            assertThat(Arrays.stream(gradient).allMatch(g -> Math.abs(g) < 10)).isTrue();
        }
    }

    @Test
    void nearbyImagesInFloat32KeepTheirDistance() {
        float[] pixels = new float[2 * 4096];
        Arrays.fill(pixels, 0.7f);
        double expected = 0;
        for (int i = 0; i < 4096; i += 100) {
            pixels[4096 + i] = 0.701f;
            expected += Math.pow((double) 0.701f - 0.7f, 2);
        }
        Tensor images = Tensor.of(pixels, 2, 64, 64, 1);
        double distance = CostTensors.matrix(Cost.squaredEuclidean(), images).get(0, 1);
        assertThat(distance).isCloseTo(expected, within(1e-12));
    }

    /** The costs among one set by differences: those of two equal sets, exactly symmetric, with their gradients. */
    @Test
    void differencesAmongOneSet() {
        for (int n : new int[] {1, 2, 7, 64}) {
            Tensor x = points(75, n, 13);
            Tensor again = x.add(0).computedNow();
            for (Cost cost : new Cost[] {Cost.squaredEuclidean(), Cost.euclidean()}) {
                double[] c = CostTensors.matrix(cost, x, x).toDoubleArray();
                double[] of = CostTensors.matrix(cost, x, again).toDoubleArray();
                for (int k = 0; k < c.length; k++) {
                    assertThat(c[k]).isCloseTo(of[k], within(1e-14 * (1 + of[k])));
                }
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        assertThat(c[i * n + j]).isEqualTo(c[j * n + i]);
                    }
                }
            }
        }
        for (Cost cost : new Cost[] {Cost.squaredEuclidean(), Cost.euclidean()}) {
            GradientCheck.standard()
                    .firstAndSecond(xs -> CostTensors.matrix(cost, xs.getFirst(), xs.getFirst()), points(76, 5, 3));
        }
    }
}
