package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.loss.RtdLoss.Kind;
import org.gaspard.topology.loss.RtdLoss.Mode;
import org.gaspard.topology.rips.Barcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RtdLossTest {

    private static final RtdLoss PLAIN = RtdLoss.exact().withNormalisation(DistanceNormalisation.none());
    private static final RtdLoss PUBLISHED = RtdLoss.published().withNormalisation(DistanceNormalisation.none());

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    private static Tensor distances(Tensor points) {
        return CostTensors.matrix(Cost.euclidean(), points);
    }

    private static double[] numbers(String name) {
        return TestClouds.oracle("rtd_loss.txt", name);
    }

    private static double[] concatenated(List<Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
    }

    /** Every kind, mode and exponent, with the quantile. */
    static Stream<RtdLoss> all() {
        return Stream.of(RtdLoss.exact(), RtdLoss.published())
                .flatMap(loss -> Stream.of(Kind.values())
                        .filter(kind -> kind != Kind.SYMMETRIC || loss.mode() == Mode.EXACT)
                        .flatMap(kind -> DoubleStream.of(1, 2)
                                .mapToObj(p -> loss.withKind(kind).withExponent(p))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valuesAndGradientsAreThoseOfTheOracle(RtdLoss loss) {
        for (String cloud : List.of("eight", "ten", "quirk")) {
            double[] given = numbers(cloud + ".x");
            int n = cloud.equals("eight") ? 8 : cloud.equals("ten") ? 10 : 14;
            Tensor x = Tensor.of(given, n, given.length / n);
            double[] other = numbers(cloud + ".z");
            Tensor z = Tensor.of(other, n, other.length / n);
            Tensor value = loss.between(distances(x), distances(z));
            double[] expected = numbers(cloud + "." + loss.kind() + "." + loss.mode() + "." + (int) loss.p());
            assertThat(value.item()).isCloseTo(expected[0], within(1e-12)).isPositive();
            assertThat(concatenated(Autodiff.gradient(value, List.of(x, z))))
                    .containsExactly(Arrays.copyOfRange(expected, 1, expected.length), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsAreThoseOfCentralDifferences(RtdLoss loss) {
        RtdLoss plain = loss.withNormalisation(DistanceNormalisation.none());
        Tensor x = points(1, 8, 3);
        Tensor z = points(2, 8, 2);
        assertThat(plain.between(distances(x), distances(z)).item()).isPositive();
        GradientCheck.standard().first(in -> plain.between(distances(in.get(0)), distances(in.get(1))), x, z);
    }

    @Test
    void gradientsInDimensionTwoAreThoseOfCentralDifferences() {
        RtdLoss loss = PLAIN.withDimension(2).withExponent(1.5);
        Tensor x = points(3, 9, 4);
        Tensor z = points(4, 9, 4);
        assertThat(loss.between(distances(x), distances(z)).item()).isPositive();
        GradientCheck.standard().first(in -> loss.between(distances(in.get(0)), distances(in.get(1))), x, z);
    }

    /** The sums over the bars of cross-barcodes. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void exactValuesAreThoseOfTheBarcodes(Kind kind) {
        int n = 20;
        Tensor a = distances(points(5, n, 3));
        Tensor b = distances(points(6, n, 3));
        for (int dimension = 1; dimension <= 2; dimension++) {
            for (double p : new double[] {1, 1.5, 2}) {
                double expected = switch (kind) {
                    case MIN -> mean(CrossBarcode.MIN, a, b, dimension, p);
                    case MAX -> mean(CrossBarcode.MAX, a, b, dimension, p);
                    case MIN_MAX ->
                        mean(CrossBarcode.MIN, a, b, dimension, p) + mean(CrossBarcode.MAX, a, b, dimension, p);
                    case SYMMETRIC -> sum(CrossBarcode.SYMMETRIC, a, b, dimension, p);
                };
                double found = PLAIN.withKind(kind)
                        .withDimension(dimension)
                        .withExponent(p)
                        .between(a, b)
                        .item();
                assertThat(found).isCloseTo(expected, within(1e-12));
                if (dimension == 1 || kind != Kind.SYMMETRIC) {
                    assertThat(found).isPositive();
                }
            }
        }
    }

    private static double mean(CrossBarcode form, Tensor a, Tensor b, int dimension, double p) {
        return 0.5 * sum(form, a, b, dimension, p) + 0.5 * sum(form, b, a, dimension, p);
    }

    private static double sum(CrossBarcode form, Tensor a, Tensor b, int dimension, double p) {
        Barcode bars = form.compute(a.toDoubleArray(), b.toDoubleArray(), a.extent(0), dimension);
        return Arrays.stream(bars.diagram().lengths()).map(l -> Math.pow(l, p)).sum();
    }

    /** Random clouds of 14 points: both modes against plain matrix reduction, and the one is greater than the other. */
    @Test
    void modesDifferAsTheirDefinitionsDo() {
        int n = 14;
        int different = 0;
        for (long seed = 10; seed < 16; seed++) {
            Tensor a = distances(points(seed, n, 3));
            Tensor b = distances(points(seed + 100, n, 2));
            for (Kind kind : List.of(Kind.MIN, Kind.MAX)) {
                double exact = PLAIN.withKind(kind).between(a, b).item();
                double published = PUBLISHED.withKind(kind).between(a, b).item();
                double[] x = a.toDoubleArray();
                double[] z = b.toDoubleArray();
                assertThat(exact).isCloseTo(PlainRtd.loss(PLAIN.withKind(kind), x, z, n), within(1e-12));
                assertThat(published).isCloseTo(PlainRtd.loss(PUBLISHED.withKind(kind), x, z, n), within(1e-12));
                if (kind == Kind.MAX) {
                    assertThat(published).isCloseTo(exact, within(1e-12));
                } else {
                    assertThat(published).isGreaterThan(exact - 1e-12);
                    different += published > exact + 1e-3 ? 1 : 0;
                }
            }
        }
        assertThat(different).isPositive();
    }

    /** Dimension 2 against plain matrix reduction. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void dimensionTwoIsThatOfTheDefinition(Kind kind) {
        int n = 10;
        RtdLoss loss = PLAIN.withKind(kind).withDimension(2);
        Tensor a = distances(points(17, n, 4));
        Tensor b = distances(points(18, n, 4));
        double expected = PlainRtd.loss(loss, a.toDoubleArray(), b.toDoubleArray(), n);
        assertThat(loss.between(a, b).item()).isCloseTo(expected, within(1e-12)).isPositive();
    }

    /** The 50 longest bars of each barcode, and fewer. */
    @Test
    void takesTheLongestBars() {
        int n = 40;
        Tensor a = distances(points(20, n, 3));
        Tensor b = distances(points(21, n, 3));
        double[] lengths = CrossBarcode.SYMMETRIC
                .compute(a.toDoubleArray(), b.toDoubleArray(), n, 1)
                .diagram()
                .lengths();
        Arrays.sort(lengths);
        assertThat(lengths.length).isGreaterThan(60);
        RtdLoss loss = PLAIN.withKind(Kind.SYMMETRIC);
        for (int limit : new int[] {1, 50, lengths.length, RtdLoss.ALL_BARS}) {
            double expected = Arrays.stream(lengths)
                    .skip(Math.max(0, lengths.length - limit))
                    .sum();
            assertThat(loss.withBarLimit(limit).between(a, b).item()).isCloseTo(expected, within(1e-12));
        }
    }

    /** With whole numbers most simplices are tied: the same simplices are taken as by plain reduction, each time. */
    @ParameterizedTest
    @MethodSource("all")
    void tiesAreBrokenAlwaysInOneWay(RtdLoss loss) {
        RtdLoss plain = loss.withNormalisation(DistanceNormalisation.none());
        int n = 10;
        for (long seed = 30; seed < 34; seed++) {
            Tensor a = Tensor.of(TestClouds.ties(seed, n, 4), n, n);
            Tensor b = Tensor.of(TestClouds.ties(seed + 100, n, 4), n, n);
            Tensor value = plain.between(a, b);
            assertThat(value.item()).isEqualTo(PlainRtd.loss(plain, a.toDoubleArray(), b.toDoubleArray(), n));
            double[] once = concatenated(Autodiff.gradient(value, List.of(a, b)));
            assertThat(concatenated(Autodiff.gradient(plain.between(a, b), List.of(a, b))))
                    .containsExactly(once);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void equalCloudsHaveNoLoss(RtdLoss loss) {
        Tensor x = points(40, 12, 3);
        Tensor z = Tensor.of(x.toDoubleArray(), 12, 3);
        Tensor value = loss.between(distances(x), distances(z));
        assertThat(value.item()).isZero();
        assertThat(concatenated(Autodiff.gradient(value, List.of(x, z)))).containsOnly(0);
    }

    /** Lengths grow with the distances; with a quantile the sizes of the clouds do not matter. */
    @ParameterizedTest
    @MethodSource("all")
    void sizesOfClouds(RtdLoss loss) {
        RtdLoss plain = loss.withNormalisation(DistanceNormalisation.none());
        Tensor a = distances(points(41, 12, 3));
        Tensor b = distances(points(42, 12, 3));
        double value = plain.between(a, b).item();
        double half = plain.between(a.multiply(0.5), b.multiply(0.5)).item();
        assertThat(half).isCloseTo(value * Math.pow(0.5, loss.p()), within(1e-12));
        double apart = loss.between(a.multiply(0.5), b.multiply(3)).item();
        assertThat(apart).isCloseTo(loss.between(a, b).item(), within(1e-12));
    }

    /** The gradient is that of the loss of matrices divided by fixed numbers. */
    @Test
    void scalesAreConstants() {
        int n = 16;
        Tensor x = points(43, n, 3);
        Tensor z = points(44, n, 2);
        Tensor a = distances(x);
        Tensor b = distances(z);
        DistanceNormalisation scale = DistanceNormalisation.standard();
        double ofA = scale.scale(a.toDoubleArray(), n);
        double ofB = scale.scale(b.toDoubleArray(), n);
        Tensor value = RtdLoss.exact().between(a, b);
        Tensor fixed = PLAIN.between(a.divide(ofA), b.divide(ofB));
        assertThat(concatenated(Autodiff.gradient(value, List.of(x, z))))
                .containsExactly(concatenated(Autodiff.gradient(fixed, List.of(x, z))), within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("all")
    void singlePrecisionAgrees(RtdLoss loss) {
        Tensor x = points(45, 24, 3);
        Tensor z = points(46, 24, 3);
        Tensor value = loss.between(distances(x), distances(z));
        Tensor a = distances(x).cast(DType.FLOAT32);
        Tensor b = distances(z).cast(DType.FLOAT32);
        Tensor single = loss.between(a, b);
        assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(single.item()).isCloseTo(value.item(), within(1e-5 * value.item()));
        double[] expected = concatenated(Autodiff.gradient(value, List.of(x, z)));
        assertThat(concatenated(Autodiff.gradient(single, List.of(x, z)))).containsExactly(expected, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCapturedStepDoesTheSame(RtdLoss loss) {
        Tensor first = points(47, 12, 3);
        CapturedStep step = CapturedStep.capture(List.of(first.type(), first.type()), List.of(), in -> {
            Tensor value = loss.between(distances(in.get(0)), distances(in.get(1)));
            List<Tensor> gradients = Autodiff.gradient(value, in);
            return new CapturedStep.Result(List.of(value, gradients.get(0), gradients.get(1)), Map.of());
        });
        for (long seed = 48; seed < 51; seed++) {
            Tensor x = points(seed, 12, 3);
            Tensor z = points(seed + 100, 12, 3);
            Tensor value = loss.between(distances(x), distances(z));
            List<Tensor> found = step.run(x, z);
            assertThat(found.getFirst().item()).isEqualTo(value.item()).isPositive();
            assertThat(concatenated(found.subList(1, 3)))
                    .containsExactly(concatenated(Autodiff.gradient(value, List.of(x, z))), within(1e-15));
        }
    }

    /** With a mask value and gradient are those of the other points alone, from one captured step for all masks. */
    @ParameterizedTest
    @MethodSource("all")
    void aMaskLeavesPointsOut(RtdLoss loss) {
        int n = 14;
        Tensor x = points(60, n, 3);
        Tensor z = points(61, n, 2);
        CapturedStep step = CapturedStep.capture(
                List.of(x.type(), z.type(), new TensorType(Shape.of(n), DType.FLOAT64)), List.of(), in -> {
                    Tensor value = loss.between(distances(in.get(0)), distances(in.get(1)), in.get(2));
                    List<Tensor> gradients = Autodiff.gradient(value, in.subList(0, 2));
                    return new CapturedStep.Result(List.of(value, gradients.get(0), gradients.get(1)), Map.of());
                });
        for (int kept : new int[] {14, 11, 6, 4}) {
            int[] rows =
                    RandomKey.of(kept).permutation(n).slice(0, 0, kept).sort(0).toIntArray();
            double[] mask = new double[n];
            Arrays.stream(rows).forEach(i -> mask[i] = 1);
            Tensor left = x.gather(0, Tensor.of(rows));
            Tensor right = z.gather(0, Tensor.of(rows));
            Tensor expected = loss.between(distances(left), distances(right));
            List<Tensor> found = step.run(x, z, Tensor.of(mask));
            assertThat(found.getFirst().item())
                    .isCloseTo(expected.item(), within(1e-13))
                    .isPositive();
            assertThat(concatenated(found.subList(1, 3)))
                    .containsExactly(concatenated(Autodiff.gradient(expected, List.of(x, z))), within(1e-13));
        }
        for (int kept = 0; kept <= 1; kept++) {
            double[] mask = new double[n];
            mask[5] = kept;
            assertThat(concatenated(step.run(x, z, Tensor.of(mask)))).containsOnly(0);
        }
    }

    /** Of points that are left out neither value nor gradient knows anything. */
    @Test
    void pointsLeftOutMayBeAnything() {
        int n = 9;
        double[] a = distances(points(62, n, 2)).toDoubleArray();
        double[] b = distances(points(63, n, 2)).toDoubleArray();
        Tensor mask = Tensor.of(new double[] {1, 1, 1, 0, 1, 1, 0, 1, 1});
        for (RtdLoss loss : List.of(RtdLoss.exact(), RtdLoss.published())) {
            Tensor first = Tensor.of(a.clone(), n, n);
            Tensor second = Tensor.of(b.clone(), n, n);
            Tensor value = loss.between(first, second, mask);
            double[] broken = a.clone();
            broken[3 * n + 1] = Double.NaN;
            broken[6 * n + 6] = -1;
            Tensor other = Tensor.of(broken, n, n);
            Tensor same = loss.between(other, second, mask);
            assertThat(same.item()).isEqualTo(value.item()).isPositive();
            double[] gradient = concatenated(Autodiff.gradient(same, List.of(other, second)));
            assertThat(gradient).containsExactly(concatenated(Autodiff.gradient(value, List.of(first, second))));
            for (int i = 0; i < n; i++) {
                assertThat(new double[] {gradient[3 * n + i], gradient[i * n + 3], gradient[n * n + 6 * n + i]})
                        .containsOnly(0);
            }
        }
    }

    @Test
    void refusesWhatIsNoMask() {
        Tensor good = distances(points(64, 4, 2));
        assertThatThrownBy(() -> PLAIN.between(good, good, Tensor.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mask of type")
                .hasMessageContaining("expected [4]");
        for (RtdLoss loss : List.of(PLAIN, RtdLoss.exact())) {
            assertThatThrownBy(() -> loss.between(good, good, Tensor.of(new double[] {1, 1, 2, 0}))
                            .item())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mask[2] is 2.0, expected 0 or 1");
        }
        double[] bad = good.toDoubleArray();
        bad[3 * 4 + 1] = -1;
        assertThatThrownBy(() -> PLAIN.between(good, Tensor.of(bad, 4, 4), Tensor.of(new double[] {0, 1, 1, 1}))
                        .item())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("second[3,1] is -1.0");
    }

    /** What is left of the room pulls at no entry. */
    @Test
    void theDiagonalHasNoGradient() {
        int n = 9;
        Tensor a = distances(points(50, n, 2)).computedNow();
        Tensor b = distances(points(51, n, 2)).computedNow();
        for (RtdLoss loss : List.of(PLAIN, PUBLISHED)) {
            List<Tensor> gradients = Autodiff.gradient(loss.between(a, b), List.of(a, b));
            for (Tensor gradient : gradients) {
                double[] g = gradient.toDoubleArray();
                assertThat(Arrays.stream(g).map(Math::abs).sum()).isPositive();
                for (int i = 0; i < n; i++) {
                    assertThat(g[i * n + i]).isZero();
                }
            }
        }
    }

    @Test
    void coincidingPointsHaveNoGradientOfTheirDistance() {
        double[] numbers = TestClouds.gaussian(52, 36);
        System.arraycopy(numbers, 0, numbers, 18, 12);
        for (RtdLoss loss : List.of(RtdLoss.exact(), RtdLoss.published())) {
            Tensor x = Tensor.of(numbers, 12, 3);
            Tensor z = points(53, 12, 3);
            Tensor value = loss.between(distances(x), distances(z));
            assertThat(value.item()).isPositive();
            assertThat(Arrays.stream(concatenated(Autodiff.gradient(value, List.of(x, z)))))
                    .allMatch(Double::isFinite);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aLossOfWhatIsNotFiniteIsNotANumber(RtdLoss loss) {
        RtdLoss plain = loss.withNormalisation(DistanceNormalisation.none());
        Tensor whole = distances(points(54, 6, 2));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] numbers = distances(points(55, 6, 2)).toDoubleArray();
            numbers[6 * 4 + 2] = bad;
            numbers[6 * 2 + 4] = bad;
            Tensor broken = Tensor.of(numbers, 6, 6);
            assertThat(plain.between(broken, whole).item()).isNaN();
            assertThat(plain.between(whole, broken).item()).isNaN();
        }
    }

    @Test
    void fewPointsHaveNoLoss() {
        for (int n = 1; n <= 2; n++) {
            assertThat(PLAIN.between(distances(points(56, n, 2)), distances(points(57, n, 2)))
                            .item())
                    .isCloseTo(n == 1 ? 0 : twoPoints(), within(1e-15));
        }
    }

    /** Distances a and b: of the four barcodes those that compare the larger with the smaller one have the bar between. */
    private static double twoPoints() {
        double a = distances(points(56, 2, 2)).toDoubleArray()[1];
        double b = distances(points(57, 2, 2)).toDoubleArray()[1];
        return 0.5 * Math.abs(a - b) + 0.5 * Math.abs(a - b);
    }

    @Test
    void refusesWhatAreNoPairsOfDistances() {
        Tensor square = Tensor.zeros(4, 4);
        for (Tensor bad : List.of(Tensor.zeros(3, 3), Tensor.zeros(4, 3), square.cast(DType.FLOAT64))) {
            assertThatThrownBy(() -> PLAIN.between(square, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one floating-point type [n, n]");
        }
        Tensor good = Tensor.of(new double[] {0, 1, 1, 0}, 2, 2);
        refusedWhenComputed(good, new double[] {0, 1, 2, 0}, "second[1,0] is 2.0 and second[0,1] is 1.0, expected");
        refusedWhenComputed(good, new double[] {0, -1, -1, 0}, "second[1,0] is -1.0, expected a number of at");
        refusedWhenComputed(good, new double[] {0, 1, 1, 3}, "second[1,1] is 3.0, expected 0 on the diagonal");
    }

    private static void refusedWhenComputed(Tensor good, double[] bad, String message) {
        assertThatThrownBy(() -> PLAIN.between(good, Tensor.of(bad, 2, 2)).item())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesMoreBarsThanPlaces() {
        Tensor large = Tensor.full(new TensorType(Shape.of(2000, 2000), DType.FLOAT32), 0);
        assertThatThrownBy(() -> RtdLoss.exact().withDimension(2).between(large, large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there can be 1333333000 bars")
                .hasMessageContaining("limit the number of bars");
    }

    @Test
    void refusesBadOptions() {
        for (double p : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> PLAIN.withExponent(p))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("p is " + p);
        }
        assertThatThrownBy(() -> PLAIN.withDimension(0)).hasMessageContaining("dimension is 0, expected at least 1");
        assertThatThrownBy(() -> PLAIN.withBarLimit(0)).hasMessageContaining("barLimit is 0, expected at least 1");
        assertThatThrownBy(() -> PUBLISHED.withKind(Kind.SYMMETRIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected mode EXACT");
        assertThatThrownBy(() -> PUBLISHED.withDimension(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension is 2 and mode is PUBLISHED");
    }
}
