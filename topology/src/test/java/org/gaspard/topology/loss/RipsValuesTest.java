package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.divergence.MinimumSpanningTree;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.rips.VietorisRips;
import org.junit.jupiter.api.Test;

class RipsValuesTest {

    private static Tensor distances(Tensor points) {
        return CostTensors.matrix(Cost.euclidean(), points);
    }

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    private static double[] numbers(String name) {
        return TestClouds.oracle("rtd_loss.txt", name);
    }

    /** Two noisy rings: value and gradient of every loss against PyTorch. */
    @Test
    void lossesAreThoseOfTheOracle() {
        Tensor x = Tensor.of(numbers("rips.points"), 24, 2);
        CriticalValues bars = RipsValues.of(distances(x), 1, 20).bars();
        agrees("rips.total", bars.totalPersistence(), x);
        agrees("rips.norm", BarLosses.norm(bars, 3), x);
        agrees("rips.entropy", BarLosses.entropy(bars), x);
        agrees("rips.polynomial", BarLosses.polynomial(bars, 2, 1.5, 1), x);
        double[] expected = numbers("rips.bars");
        int count = expected.length / 2;
        assertThat(Arrays.copyOf(bars.births().toDoubleArray(), count))
                .containsExactly(Arrays.copyOf(expected, count), within(1e-12));
        assertThat(Arrays.copyOf(bars.deaths().toDoubleArray(), count))
                .containsExactly(Arrays.copyOfRange(expected, count, 2 * count), within(1e-12));
    }

    private static void agrees(String name, Tensor value, Tensor x) {
        double[] expected = numbers(name);
        assertThat(value.item()).isCloseTo(expected[0], within(1e-12)).isPositive();
        assertThat(Autodiff.gradient(value, x).toDoubleArray())
                .containsExactly(Arrays.copyOfRange(expected, 1, expected.length), within(1e-12));
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() {
        List<Function<CriticalValues, Tensor>> losses = List.of(
                bars -> bars.powerSum(2),
                bars -> BarLosses.norm(bars, 1.5),
                BarLosses::entropy,
                bars -> BarLosses.polynomial(bars, 1, 1, 0),
                bars -> BarLosses.polynomial(bars, 2, 0, 1));
        for (int dimension = 0; dimension <= 1; dimension++) {
            int k = dimension;
            Tensor x = Tensor.of(numbers("rips.points"), 24, 2);
            assertThat(RipsValues.of(distances(x), k, 30).count().item()).isGreaterThan(1);
            for (Function<CriticalValues, Tensor> loss : losses) {
                GradientCheck.standard()
                        .first(
                                in -> loss.apply(RipsValues.of(distances(in.getFirst()), k, 30)
                                        .bars()),
                                x);
            }
        }
    }

    /** Points on a sphere, so that there is something in dimension 2. */
    @Test
    void barsAreThoseOfTheEngine() {
        Tensor x = points(2, 60, 3);
        Tensor d = distances(x.divide(x.square().sumKeep(1).sqrt()));
        for (int dimension = 0; dimension <= 2; dimension++) {
            Diagram all = VietorisRips.upTo(dimension)
                    .compute(DistanceMatrix.of(d.toDoubleArray(), 60))
                    .barcode(dimension)
                    .diagram()
                    .finite();
            assertThat(all.size()).isPositive();
            for (int capacity : new int[] {1, all.size(), all.size() + 3}) {
                RipsValues found = RipsValues.of(d, dimension, capacity);
                Diagram expected = all.longest(capacity);
                assertThat(found.count().item()).isEqualTo(all.size());
                assertThat(found.bars().births().toDoubleArray()).isEqualTo(Arrays.copyOf(expected.births(), capacity));
                assertThat(found.bars().deaths().toDoubleArray()).isEqualTo(Arrays.copyOf(expected.deaths(), capacity));
            }
        }
    }

    /** All deaths of dimension 0 are weights of the minimum spanning tree. */
    @Test
    void totalPersistenceOfComponentsIsThatOfTheSpanningTree() {
        Tensor d = distances(points(3, 25, 2));
        double expected = Arrays.stream(
                        MinimumSpanningTree.of(d.toDoubleArray(), 25).positions())
                .mapToDouble(at -> d.toDoubleArray()[at])
                .sum();
        assertThat(RipsValues.of(d, 0, 24).bars().totalPersistence().item()).isCloseTo(expected, within(1e-12));
    }

    /** Three bars of length 1: ln 3 and the third root of 3; no bars: 0, without a gradient. */
    @Test
    void lossesOfEqualBarsAndOfNone() {
        CriticalValues three =
                new CriticalValues(Tensor.of(new double[] {0, 1, 4, 0}), Tensor.of(new double[] {1, 2, 5, 0}));
        assertThat(BarLosses.entropy(three).item()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(BarLosses.norm(three, 3).item()).isCloseTo(Math.cbrt(3), within(1e-15));
        assertThat(BarLosses.polynomial(three, 2, 2, 1).item()).isCloseTo(1.5 * 1.5 + 4.5 * 4.5, within(1e-14));
        Tensor corner = Tensor.of(new double[] {0, 0, 1, 0, 0, 1}, 3, 2);
        CriticalValues none = RipsValues.of(distances(corner), 1, 4).bars();
        for (Tensor value :
                List.of(BarLosses.norm(none, 2), BarLosses.entropy(none), BarLosses.polynomial(none, 1, 1, 0))) {
            assertThat(value.item()).isZero();
            assertThat(Autodiff.gradient(value, corner).toDoubleArray()).containsOnly(0);
        }
    }

    @Test
    void aLossOfWhatIsNotFiniteIsNotANumber() {
        double[] numbers = distances(points(4, 5, 2)).toDoubleArray();
        numbers[5 * 3 + 1] = Double.POSITIVE_INFINITY;
        numbers[5 + 3] = Double.POSITIVE_INFINITY;
        CriticalValues bars = RipsValues.of(Tensor.of(numbers, 5, 5), 1, 3).bars();
        assertThat(bars.totalPersistence().item()).isNaN();
        assertThat(BarLosses.norm(bars, 2).item()).isNaN();
        assertThat(BarLosses.entropy(bars).item()).isNaN();
        assertThat(BarLosses.polynomial(bars, 1, 1, 0).item()).isNaN();
    }

    /** Making one large hole: descent on minus the norm inside a captured step, and its numbers against eager ones. */
    @Test
    void ascentOpensAHole() {
        Tensor x = points(5, 16, 2).cast(DType.FLOAT32);
        CapturedStep step = CapturedStep.capture(List.of(x.type()), List.of(), in -> {
            Tensor now = in.getFirst();
            Tensor value = BarLosses.norm(RipsValues.of(distances(now), 1, 5).bars(), 2)
                    .subtract(now.square().sum().cast(DType.FLOAT64).multiply(0.01));
            return new CapturedStep.Result(
                    List.of(value, now.add(Autodiff.gradient(value, now).multiply(0.1))), Map.of());
        });
        double before =
                RipsValues.of(distances(x), 1, 1).bars().totalPersistence().item();
        for (int i = 0; i < 100; i++) {
            x = step.run(x).get(1).computedNow();
        }
        double after =
                RipsValues.of(distances(x), 1, 1).bars().totalPersistence().item();
        assertThat(after).isGreaterThan(2 * before);
        double eager = BarLosses.norm(RipsValues.of(distances(x), 1, 5).bars(), 2)
                        .item()
                - 0.01 * Arrays.stream(x.toDoubleArray()).map(v -> v * v).sum();
        assertThat(step.run(x).getFirst().item()).isCloseTo(eager, within(1e-5));
    }

    @Test
    void refusesBadArguments() {
        Tensor d = distances(points(6, 5, 2));
        assertThatThrownBy(() -> RipsValues.of(Tensor.zeros(3, 4), 1, 1))
                .hasMessageContaining("expected one floating-point type [n, n]");
        assertThatThrownBy(() -> RipsValues.of(d, -1, 1)).hasMessageContaining("dimension is -1, expected at least 0");
        assertThatThrownBy(() -> RipsValues.of(d, 1, 0)).hasMessageContaining("capacity is 0, expected at least 1");
        CriticalValues bars = RipsValues.of(d, 1, 2).bars();
        assertThatThrownBy(() -> BarLosses.norm(bars, 0.5)).hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> BarLosses.polynomial(bars, 0.5, 1, 0)).hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> BarLosses.polynomial(bars, 1, 0.5, 0)).hasMessageContaining("q is 0.5, expected 0 or");
        assertThatThrownBy(() -> BarLosses.polynomial(bars, 1, 1, 3)).hasMessageContaining("skipped is 3");
    }
}
