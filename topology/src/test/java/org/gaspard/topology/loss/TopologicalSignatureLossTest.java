package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.junit.jupiter.api.Test;

class TopologicalSignatureLossTest {

    private static final DistanceNormalisation NONE = DistanceNormalisation.none();
    private static final TopologicalSignatureLoss PLAIN =
            TopologicalSignatureLoss.standard().withNormalisation(NONE, NONE);

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    private static Tensor distances(Tensor points) {
        return CostTensors.matrix(Cost.euclidean(), points);
    }

    private static Tensor oracle(String name, int... shape) {
        return Tensor.of(TestClouds.oracle("signature.txt", name), shape);
    }

    private static void agrees(String name, Tensor value, Tensor x, Tensor z) {
        assertThat(value.item()).isCloseTo(oracle(name + ".value").get(0), within(1e-12));
        List<Tensor> gradients = Autodiff.gradient(value, List.of(x, z));
        assertThat(gradients.get(0).toDoubleArray())
                .containsExactly(oracle(name + ".x").toDoubleArray(), within(1e-12));
        assertThat(gradients.get(1).toDoubleArray())
                .containsExactly(oracle(name + ".z").toDoubleArray(), within(1e-12));
    }

    @Test
    void valuesAndGradientsAgreeWithScipyAndPytorch() {
        Tensor x = oracle("x", 12, 5);
        Tensor z = oracle("z", 12, 2);
        agrees("plain", PLAIN.between(distances(x), distances(z)), x, z);
        agrees("maximum", TopologicalSignatureLoss.standard().between(distances(x), distances(z)), x, z);
        Tensor scale = Tensor.scalar(0.7);
        Tensor scaled = PLAIN.withNormalisation(DistanceNormalisation.maximum(), NONE)
                .between(distances(x), distances(z), scale);
        agrees("scaled", scaled, x, z);
        assertThat(Autodiff.gradient(scaled, scale).item())
                .isCloseTo(oracle("scaled.scale").get(0), within(1e-11));
    }

    /** Two points at distances 5 and 3: both terms are ½ (5 − 3)². */
    @Test
    void twoPoints() {
        Tensor x = Tensor.of(new double[] {0, 0, 3, 4}, 2, 2);
        Tensor z = Tensor.of(new double[] {1, 4}, 2, 1);
        Tensor value = PLAIN.between(distances(x), distances(z));
        assertThat(value.item()).isCloseTo(4, within(1e-14));
        assertThat(Autodiff.gradient(value, z).toDoubleArray()).containsExactly(new double[] {4, -4}, within(1e-13));
    }

    /**
     * Points 0, 1, 3 against 0, 5, 1 on a line. The edges 01, 12 have 1, 2 and 5, 4; the edges 02, 12 have 1, 4 and 3, 2:
     * ½ (16 + 4) + ½ (4 + 4).
     */
    @Test
    void threePoints() {
        Tensor a = distances(Tensor.of(new double[] {0, 1, 3}, 3, 1));
        Tensor b = distances(Tensor.of(new double[] {0, 5, 1}, 3, 1));
        assertThat(PLAIN.between(a, b).item()).isCloseTo(14, within(1e-13));
    }

    @Test
    void equalSpacesHaveNoLossAndNoGradient() {
        Tensor x = points(1, 20, 3);
        for (TopologicalSignatureLoss loss : List.of(PLAIN, TopologicalSignatureLoss.standard())) {
            Tensor value = loss.between(distances(x), distances(Tensor.of(x.toDoubleArray(), 20, 3)));
            assertThat(value.item()).isZero();
            assertThat(Autodiff.gradient(value, x).toDoubleArray()).containsOnly(0);
        }
    }

    @Test
    void theArgumentsMayBeExchanged() {
        Tensor a = distances(points(2, 20, 3));
        Tensor b = distances(points(3, 20, 2));
        for (TopologicalSignatureLoss loss : List.of(PLAIN, TopologicalSignatureLoss.standard())) {
            assertThat(loss.between(a, b).item()).isPositive();
            assertThat(loss.between(b, a).item()).isCloseTo(loss.between(a, b).item(), within(1e-13));
        }
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() {
        GradientCheck.standard()
                .firstAndSecond(
                        in -> PLAIN.between(distances(in.get(0)), distances(in.get(1)), in.get(2)),
                        points(4, 7, 3),
                        points(5, 7, 2),
                        Tensor.scalar(1.3));
    }

    /** Only 2 (n − 1) distances of each matrix have a gradient. */
    @Test
    void theGradientFlowsThroughTheSelectedDistancesAlone() {
        int n = 15;
        Tensor a = distances(points(6, n, 3)).detached();
        Tensor b = distances(points(7, n, 2)).detached();
        double[] gradient = Autodiff.gradient(PLAIN.between(a, b), a).toDoubleArray();
        int[] touched = IntStream.range(0, n * n).filter(k -> gradient[k] != 0).toArray();
        int[] selected = IntStream.concat(
                        Arrays.stream(EdgeSelection.spanningTree().select(a.toDoubleArray(), n)),
                        Arrays.stream(EdgeSelection.spanningTree().select(b.toDoubleArray(), n)))
                .sorted()
                .distinct()
                .toArray();
        assertThat(touched).isEqualTo(selected);
    }

    /** The shortest edge of all, and room for two more. */
    private record Shortest() implements EdgeSelection {
        @Override
        public int limit(int n) {
            return 3;
        }

        @Override
        public int[] select(double[] distances, int n) {
            return Arrays.copyOf(EdgeSelection.spanningTree().select(distances, n), 1);
        }
    }

    @Test
    void otherEdgesMayBeSelectedFewerThanThereIsRoomFor() {
        Tensor a = distances(Tensor.of(new double[] {0, 1, 3}, 3, 1));
        Tensor b = distances(Tensor.of(new double[] {0, 5, 1}, 3, 1));
        Tensor value = PLAIN.withEdges(new Shortest()).between(a, b);
        // The edges 01 and 02: ½ (1 − 5)² + ½ (1 − 3)².
        assertThat(value.item()).isCloseTo(10, within(1e-13));
        assertThat(Autodiff.gradient(value, a).get(0, 0)).isZero();
    }

    private record TooMany() implements EdgeSelection {
        @Override
        public int limit(int n) {
            return 1;
        }

        @Override
        public int[] select(double[] distances, int n) {
            return new int[2];
        }
    }

    @Test
    void aSelectionMustKeepItsLimit() {
        Tensor a = distances(points(8, 4, 2));
        assertThatThrownBy(() -> PLAIN.withEdges(new TooMany()).between(a, a).item())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TooMany[] gave 2 edges, expected at most 1");
    }

    @Test
    void aCapturedStepSelectsAnew() {
        Tensor a = distances(points(9, 10, 3)).detached();
        CapturedStep step = CapturedStep.capture(List.of(points(0, 10, 2).type()), List.of(), in -> {
            Tensor value = TopologicalSignatureLoss.standard().between(a, distances(in.getFirst()));
            return new CapturedStep.Result(List.of(value, Autodiff.gradient(value, in.getFirst())), Map.of());
        });
        for (int run = 0; run < 4; run++) {
            Tensor z = points(10 + run, 10, 2);
            List<Tensor> found = step.run(z);
            Tensor expected = TopologicalSignatureLoss.standard().between(a, distances(z));
            assertThat(found.get(0).item()).isCloseTo(expected.item(), within(1e-13));
            assertThat(found.get(1).toDoubleArray())
                    .containsExactly(Autodiff.gradient(expected, z).toDoubleArray(), within(1e-13));
        }
    }

    @Test
    void singlePrecision() {
        Tensor a = distances(points(20, 16, 3));
        Tensor b = distances(points(21, 16, 2));
        Tensor single = TopologicalSignatureLoss.standard().between(a.cast(DType.FLOAT32), b.cast(DType.FLOAT32));
        assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(single.item())
                .isCloseTo(TopologicalSignatureLoss.standard().between(a, b).item(), within(1e-6));
    }

    @Test
    void aLossOfWhatIsNotFiniteIsNotFinite() {
        double[] numbers = distances(points(22, 6, 2)).toDoubleArray();
        numbers[1] = numbers[6] = Double.NaN;
        Tensor whole = distances(points(23, 6, 2));
        assertThat(PLAIN.between(Tensor.of(numbers, 6, 6), whole).item()).isNaN();
        assertThat(PLAIN.between(whole, Tensor.of(numbers, 6, 6)).item()).isNaN();
    }

    @Test
    void refusesOtherTypes() {
        Tensor square = Tensor.zeros(4, 4);
        assertThatThrownBy(() -> PLAIN.between(square, Tensor.zeros(3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float32[3, 3], expected one floating-point type [n, n]");
        for (Tensor bad : List.of(Tensor.ones(2), Tensor.scalar(1.0))) {
            assertThatThrownBy(() -> PLAIN.between(square, square, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one number of type FLOAT32");
        }
    }
}
