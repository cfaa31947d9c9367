package org.gaspard.topology.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceNormalisationTest {

    private static final int N = 7;
    private static final double[] DISTANCES = TestClouds.oracle("rtd_lite.txt", "distances");

    static Stream<DistanceNormalisation> all() {
        return Stream.of(
                DistanceNormalisation.standard(),
                DistanceNormalisation.quantile(0.3),
                DistanceNormalisation.median(),
                DistanceNormalisation.mean(),
                DistanceNormalisation.maximum(),
                DistanceNormalisation.rootOfPoints(),
                DistanceNormalisation.rootOfFeatures(12),
                DistanceNormalisation.none());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.9, 0.95})
    void quantilesAreThoseOfNumpy(double q) {
        double expected = TestClouds.oracle("rtd_lite.txt", "quantile." + q)[0];
        double found = DistanceNormalisation.quantile(q).scale(DISTANCES, N);
        assertThat(found).isEqualTo(expected == 0 ? 1e-5 : expected);
    }

    @Test
    void theLastQuantileIsTheMaximum() {
        double expected = TestClouds.oracle("rtd_lite.txt", "quantile.1.0")[0];
        assertThat(DistanceNormalisation.quantile(1).scale(DISTANCES, N)).isEqualTo(expected);
        assertThat(DistanceNormalisation.maximum().scale(DISTANCES, N)).isEqualTo(expected);
    }

    @Test
    void otherStatisticsAreThoseOfNumpy() {
        assertThat(DistanceNormalisation.median().scale(DISTANCES, N))
                .isEqualTo(TestClouds.oracle("rtd_lite.txt", "median")[0]);
        assertThat(DistanceNormalisation.mean().scale(DISTANCES, N))
                .isCloseTo(TestClouds.oracle("rtd_lite.txt", "mean")[0], within(1e-15));
        assertThat(DistanceNormalisation.standard()).isEqualTo(DistanceNormalisation.quantile(0.9));
    }

    @Test
    void roots() {
        assertThat(DistanceNormalisation.rootOfPoints().scale(new double[16], 4))
                .isEqualTo(2);
        assertThat(DistanceNormalisation.rootOfFeatures(9).scale(new double[16], 4))
                .isEqualTo(3);
        assertThat(DistanceNormalisation.none().scale(new double[16], 4)).isEqualTo(1);
    }

    @Test
    void aScaleOfZeroIsReplaced() {
        for (DistanceNormalisation normalisation : List.of(
                DistanceNormalisation.standard(), DistanceNormalisation.mean(), DistanceNormalisation.maximum())) {
            assertThat(normalisation.scale(new double[16], 4)).isEqualTo(1e-5);
            assertThat(normalisation.apply(new double[16], 4)).containsOnly(0);
            assertThat(normalisation.scale(Tensor.of(new double[16], 4, 4)).item())
                    .isEqualTo(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneDistanceInAMatrixIsDividedByTheScale(DistanceNormalisation normalisation) {
        double scale = normalisation.scale(DISTANCES, N);
        double[] before = DISTANCES.clone();
        assertThat(normalisation.apply(DISTANCES, N))
                .isEqualTo(Arrays.stream(DISTANCES).map(d -> d / scale).toArray());
        assertThat(DISTANCES).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void inGraphItIsTheSame(DistanceNormalisation normalisation) {
        Tensor distances = Tensor.of(DISTANCES, N, N);
        double scale = normalisation.scale(DISTANCES, N);
        assertThat(normalisation.scale(distances).item()).isEqualTo(scale);
        assertThat(normalisation.apply(distances).toDoubleArray())
                .containsExactly(normalisation.apply(DISTANCES, N), within(1e-15));
        Tensor single = distances.cast(DType.FLOAT32);
        assertThat(normalisation.scale(single).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(normalisation.scale(single).item()).isCloseTo(scale, within(3e-7 * scale));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theScaleIsAConstantForDifferentiation(DistanceNormalisation normalisation) {
        Tensor distances = Tensor.of(DISTANCES, N, N);
        double slope = 1 / normalisation.scale(DISTANCES, N);
        Tensor gradient = Autodiff.gradient(normalisation.apply(distances).sum(), distances);
        double[] expected = new double[N * N];
        Arrays.fill(expected, slope);
        assertThat(gradient.toDoubleArray()).containsExactly(expected, within(1e-14 * slope));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCapturedStepFindsTheScaleOfItsInput(DistanceNormalisation normalisation) {
        Tensor first = Tensor.of(DISTANCES, N, N);
        CapturedStep step = CapturedStep.capture(
                List.of(first.type()),
                List.of(),
                in -> new CapturedStep.Result(List.of(normalisation.scale(in.getFirst())), Map.of()));
        for (double factor : new double[] {1, 3, 0.25}) {
            Tensor input =
                    Tensor.of(Arrays.stream(DISTANCES).map(d -> d * factor).toArray(), N, N);
            assertThat(step.run(input).getFirst().item())
                    .isCloseTo(normalisation.scale(input.toDoubleArray(), N), within(1e-15));
        }
    }

    /** The scale of some points is that of their matrix, whatever the other distances are. */
    @ParameterizedTest
    @MethodSource("all")
    void aMaskLeavesPointsOut(DistanceNormalisation normalisation) {
        double[] distances = DISTANCES.clone();
        for (int i = 0; i < N; i++) {
            distances[2 * N + i] = distances[2 + N * i] = 1e6;
        }
        int[] rows = {0, 1, 3, 6};
        double[] part = Arrays.stream(rows)
                .flatMap(i -> Arrays.stream(rows).map(j -> i * N + j))
                .mapToDouble(k -> distances[k])
                .toArray();
        double expected = normalisation.scale(part, 4);
        Tensor matrix = Tensor.of(distances, N, N);
        Tensor mask = Tensor.of(new double[] {1, 1, 0, 1, 0, 0, 1});
        assertThat(normalisation.scale(matrix, mask).item()).isEqualTo(expected);
        assertThat(normalisation.scale(matrix, mask.cast(DType.FLOAT32)).item()).isEqualTo(expected);
        assertThat(normalisation.apply(matrix, mask).toDoubleArray())
                .containsExactly(Arrays.stream(distances).map(d -> d / expected).toArray(), within(1e-9));
        assertThat(normalisation.scale(matrix, Tensor.ones(N)).item())
                .isEqualTo(normalisation.scale(matrix).item());
        double ofNone = normalisation.scale(matrix, Tensor.zeros(N)).item();
        assertThat(ofNone)
                .isEqualTo(
                        switch (normalisation) {
                            case DistanceNormalisation.RootOfFeatures(int features) -> Math.sqrt(features);
                            case DistanceNormalisation.None() -> 1;
                            default -> 1e-5;
                        });
        Tensor gradient = Autodiff.gradient(normalisation.apply(matrix, mask).sum(), matrix);
        assertThat(gradient.toDoubleArray()).containsOnly(1 / expected);
    }

    @Test
    void refusesWhatIsNoMask() {
        Tensor matrix = Tensor.of(DISTANCES, N, N);
        DistanceNormalisation normalisation = DistanceNormalisation.standard();
        for (Tensor bad : List.of(Tensor.ones(6), Tensor.ones(N, 1), Tensor.ones(N, N))) {
            assertThatThrownBy(() -> normalisation.scale(matrix, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected [7]");
        }
        for (double bad : new double[] {0.5, -1, Double.NaN}) {
            assertThatThrownBy(() -> normalisation
                            .scale(matrix, Tensor.of(new double[] {1, 0, 1, bad, 1, 1, 1}))
                            .item())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mask[3] is " + bad + ", expected 0 or 1");
        }
    }

    @Test
    void refusesWhatAreNoDistances() {
        DistanceNormalisation normalisation = DistanceNormalisation.standard();
        assertThatThrownBy(() -> normalisation.scale(new double[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("distances has 3 elements, expected 4");
        assertThatThrownBy(() -> normalisation.scale(new double[0], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n is 0, expected at least 1");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> normalisation.scale(new double[] {0, 1, bad, 0}, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("distances[1,0] is " + bad + ", expected a finite number of at least 0");
        }
        for (Tensor bad : List.of(Tensor.ones(2, 3), Tensor.ones(4), Tensor.ones(0, 0), Tensor.of(new int[4], 2, 2))) {
            assertThatThrownBy(() -> normalisation.scale(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected floating-point numbers [n, n]");
        }
        assertThatThrownBy(() -> DistanceNormalisation.quantile(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("q is 1.5, expected a number in [0.0, 1.0]");
        assertThatThrownBy(() -> DistanceNormalisation.rootOfFeatures(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features is 0, expected at least 1");
    }
}
