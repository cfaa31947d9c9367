package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.cubical.Construction;
import org.gaspard.topology.cubical.CriticalDiagram;
import org.gaspard.topology.cubical.CubicalPersistence;
import org.gaspard.topology.cubical.Level;
import org.gaspard.topology.cubical.LowerStar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CubicalLossTest {

    private static final CubicalPersistence TOP = CubicalPersistence.of(Construction.TOP_CELLS);

    /** A permutation of 0, 0.1, 0.2, …: no two pixels come close when one is moved a little. */
    private static Tensor image(long seed, int... shape) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] pixels = new double[Shape.of(shape).size()];
        for (int i = 0; i < pixels.length; i++) {
            int j = random.nextInt(i + 1);
            pixels[i] = pixels[j];
            pixels[j] = 0.1 * i;
        }
        return Tensor.of(pixels, shape);
    }

    static Stream<CubicalPersistence> all() {
        return Stream.of(Construction.values())
                .flatMap(construction -> Stream.of(Level.values())
                        .map(level -> CubicalPersistence.of(construction).withLevel(level)));
    }

    @Test
    void gradientsOfSmallImages() {
        Tensor corners = Tensor.of(new double[] {0, 2, 2, 2, 2, 2, 2, 2, 1}, 3, 3);
        Tensor half = CubicalLoss.evaluate(corners, TOP)
                .getFirst()
                .bars()
                .totalPersistence()
                .multiply(0.5);
        assertThat(Autodiff.gradient(half, corners).toDoubleArray()).containsExactly(0, 0, 0, 0, 0.5, 0, 0, 0, -0.5);
        Tensor ridge = Tensor.of(new double[] {-1, 1, 0, 1, 1, 1}, 2, 3);
        half = CubicalLoss.evaluate(ridge, TOP)
                .getFirst()
                .bars()
                .totalPersistence()
                .multiply(0.5);
        assertThat(Autodiff.gradient(half, ridge).toDoubleArray()).containsExactly(0, 0.5, -0.5, 0, 0, 0);
    }

    @Test
    void gradientsOfALowerStar() {
        Tensor series = Tensor.of(new double[] {6, 4, 3, 4, 5, 4, 3, 2, 3, 4, 5});
        CriticalDiagram diagram = LowerStar.standard().series(series.toDoubleArray());
        Tensor total = CriticalValues.of(series, diagram).totalPersistence();
        assertThat(total.item()).isEqualTo(2);
        assertThat(Autodiff.gradient(total, series).toDoubleArray()).containsExactly(0, 0, -1, 0, 1, 0, 0, 0, 0, 0, 0);
        Tensor lowest = CriticalValues.essentialBirths(series, diagram).sum();
        assertThat(Autodiff.gradient(lowest, series).toDoubleArray()).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsAreDifferenceQuotients(CubicalPersistence persistence) {
        for (double p : new double[] {1, 2, 2.5}) {
            GradientCheck.standard()
                    .first(
                            in -> Tensor.stack(
                                    0,
                                    CubicalLoss.evaluate(in.getFirst(), persistence).stream()
                                            .map(found -> found.bars().powerSum(p))
                                            .toList()),
                            image(1, 4, 5, 4));
            for (int dimension = 0; dimension < 2; dimension++) {
                int k = dimension;
                GradientCheck.standard()
                        .first(
                                in -> CubicalLoss.inGraph(in.getFirst(), persistence, k, 12)
                                        .bars()
                                        .powerSum(p),
                                image(2, 6, 7));
            }
        }
        GradientCheck.standard()
                .first(
                        in -> CubicalLoss.evaluate(in.getFirst(), persistence)
                                .getFirst()
                                .essentialBirths(),
                        image(3, 9));
    }

    @ParameterizedTest
    @MethodSource("all")
    void birthsAndDeathsAreThoseOfTheDiagram(CubicalPersistence persistence) {
        for (CubicalLoss.Evaluated found : CubicalLoss.evaluate(image(4, 5, 6, 7), persistence)) {
            Diagram finite = found.diagram().diagram().finite();
            assertThat(found.bars().births().toDoubleArray()).isEqualTo(finite.births());
            assertThat(found.bars().deaths().toDoubleArray()).isEqualTo(finite.deaths());
            assertThat(found.bars().lengths().toDoubleArray()).isEqualTo(finite.lengths());
            assertThat(found.essentialBirths().toDoubleArray())
                    .isEqualTo(found.diagram().diagram().essential().births());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void inGraphHasTheSameBarsLongestFirst(CubicalPersistence persistence) {
        Tensor image = image(5, 6, 5, 6);
        List<CubicalLoss.Evaluated> expected = CubicalLoss.evaluate(image, persistence);
        for (int k = 0; k < 3; k++) {
            Diagram finite = expected.get(k).diagram().diagram().finite();
            for (int capacity : new int[] {1, finite.size(), finite.size() + 5}) {
                CubicalLoss.InGraph found = CubicalLoss.inGraph(image, persistence, k, capacity);
                assertThat(found.count().item()).isEqualTo(finite.size());
                double[] lengths = Arrays.copyOf(finite.longest(capacity).lengths(), capacity);
                assertThat(found.bars().lengths().toDoubleArray()).isEqualTo(lengths);
                assertThat(found.bars().powerSum(2).item())
                        .isCloseTo(Arrays.stream(lengths).map(x -> x * x).sum(), within(1e-12));
            }
        }
    }

    @Test
    void imagesWithoutBarsHaveNoLoss() {
        Tensor flat = Tensor.full(new TensorType(Shape.of(3, 4), DType.FLOAT64), 7);
        for (CubicalLoss.Evaluated found : CubicalLoss.evaluate(flat, TOP)) {
            assertThat(found.bars().powerSum(1.5).item()).isZero();
            assertThat(Autodiff.gradient(found.bars().powerSum(1.5), flat).toDoubleArray())
                    .containsOnly(0);
        }
        for (double p : new double[] {1, 1.5}) {
            Tensor loss = CubicalLoss.inGraph(flat, TOP, 1, 3).bars().powerSum(p);
            assertThat(loss.item()).isZero();
            assertThat(Autodiff.gradient(loss, flat).toDoubleArray()).containsOnly(0);
        }
    }

    @Test
    void absentPixelsAreNoEnds() {
        double inf = Double.POSITIVE_INFINITY;
        Tensor image = Tensor.of(new double[] {inf, 0, inf, 2, inf, 1, 3, 5, inf}, 3, 3);
        CubicalPersistence vertices = CubicalPersistence.of(Construction.VERTICES);
        CubicalLoss.Evaluated found = CubicalLoss.evaluate(image, vertices).getFirst();
        assertThat(found.bars().births().size()).isZero();
        assertThat(found.essentialBirths().toDoubleArray()).containsExactly(0, 1, 2);
        CubicalLoss.InGraph inGraph = CubicalLoss.inGraph(image, vertices, 0, 2);
        assertThat(inGraph.bars().totalPersistence().item()).isZero();
        Tensor nothing = Tensor.full(new TensorType(Shape.of(4), DType.FLOAT64), inf);
        assertThat(CubicalLoss.inGraph(nothing, TOP, 0, 2)
                        .bars()
                        .totalPersistence()
                        .item())
                .isNaN();
    }

    /** As every other operation does, so that a training step can tell where the first of them came from. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void pixelsThatAreNotNumbersGiveALossThatIsNone(double bad) {
        Tensor image = Tensor.of(new double[] {3, 1, 4, bad, 5, 9}, 2, 3);
        CubicalLoss.InGraph found = CubicalLoss.inGraph(image, TOP, 0, 4);
        assertThat(found.bars().totalPersistence().item()).isNaN();
        assertThat(found.count().item()).isZero();
        assertThatThrownBy(() -> CubicalLoss.evaluate(image, TOP)).hasMessageContaining("image[3] is " + bad);
    }

    /** The pixels are found anew at each run, and descent removes the loops. */
    @ParameterizedTest
    @EnumSource(Construction.class)
    void aCapturedStepSmoothsAnImage(Construction construction) {
        CubicalPersistence persistence = CubicalPersistence.of(construction);
        Parameter pixels = new Parameter("pixels", image(6, 7, 8));
        CapturedStep step = CapturedStep.capture(List.of(), List.of(pixels), in -> {
            Tensor loss = CubicalLoss.inGraph(pixels.tensor(), persistence, 1, 30)
                    .bars()
                    .totalPersistence();
            Tensor next = pixels.tensor()
                    .subtract(Autodiff.gradient(loss, pixels.tensor()).multiply(0.05));
            return new CapturedStep.Result(List.of(loss), Map.of(pixels, next));
        });
        double first = total(pixels, persistence);
        for (int run = 0; run < 60; run++) {
            double expected = total(pixels, persistence);
            assertThat(step.run().getFirst().item()).isCloseTo(expected, within(1e-12));
        }
        assertThat(total(pixels, persistence)).isLessThan(0.05 * first);
    }

    private static double total(Parameter pixels, CubicalPersistence persistence) {
        return Arrays.stream(persistence
                        .diagrams(pixels.tensor().toDoubleArray(), 7, 8)
                        .get(1)
                        .diagram()
                        .lengths())
                .sum();
    }

    @Test
    void singlePrecision() {
        Tensor image = image(7, 8, 9);
        Tensor single = image.cast(DType.FLOAT32).computedNow();
        Tensor loss = CubicalLoss.evaluate(single, TOP).get(1).bars().powerSum(2);
        assertThat(loss.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(loss.item())
                .isCloseTo(
                        CubicalLoss.evaluate(image, TOP)
                                .get(1)
                                .bars()
                                .powerSum(2)
                                .item(),
                        within(1e-4));
        assertThat(CubicalLoss.inGraph(single, TOP, 1, 40).bars().powerSum(2).item())
                .isCloseTo(loss.item(), within(1e-4));
    }

    @Test
    void wrongArgumentsAreRefused() {
        Tensor image = image(8, 3, 3);
        assertThatThrownBy(() -> CubicalLoss.evaluate(image.cast(DType.INT32), TOP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a floating-point type");
        assertThatThrownBy(() -> CubicalLoss.inGraph(image, TOP, 2, 5)).hasMessageContaining("dimension is 2");
        assertThatThrownBy(() -> CubicalLoss.inGraph(image, TOP, 1, 0)).hasMessageContaining("capacity is 0");
        assertThatThrownBy(() -> CubicalLoss.inGraph(Tensor.scalar(1.0), TOP, 0, 1))
                .hasMessageContaining("the number of axes of the image is 0");
        CriticalValues bars = CubicalLoss.evaluate(image, TOP).getFirst().bars();
        for (double p : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> bars.powerSum(p)).hasMessageContaining("p is " + p);
        }
    }
}
