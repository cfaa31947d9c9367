package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.RtdLite;
import org.gaspard.topology.divergence.RtdLiteResult;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.loss.RtdLiteLoss.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RtdLiteLossTest {

    private static final int N = 24;
    private static final RtdLiteLoss PLAIN = new RtdLiteLoss(DistanceNormalisation.none(), Form.SCORE);

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    private static Tensor distances(Tensor points) {
        return CostTensors.matrix(Cost.euclidean(), points);
    }

    private static double expected(RtdLiteResult result, Form form) {
        return switch (form) {
            case SCORE -> result.score();
            case FIRST -> result.fromFirst();
            case SECOND -> result.fromSecond();
            case SYMMETRIC -> result.symmetric();
        };
    }

    static Stream<RtdLiteLoss> all() {
        return Stream.of(
                        DistanceNormalisation.standard(),
                        DistanceNormalisation.mean(),
                        DistanceNormalisation.rootOfPoints(),
                        DistanceNormalisation.none())
                .flatMap(scale -> Stream.of(Form.values()).map(form -> new RtdLiteLoss(scale, form)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valuesAreThoseOfTheArrays(RtdLiteLoss loss) {
        Tensor a = distances(points(1, N, 3));
        Tensor b = distances(points(2, N, 2));
        RtdLiteResult result = new RtdLite(loss.normalisation()).compare(a.toDoubleArray(), b.toDoubleArray(), N);
        double found = loss.between(a, b).item();
        assertThat(found)
                .isCloseTo(expected(result, loss.form()), within(1e-12))
                .isPositive();
        double single =
                loss.between(a.cast(DType.FLOAT32), b.cast(DType.FLOAT32)).item();
        assertThat(single).isCloseTo(found, within(2e-5));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void gradientsAreThoseOfCentralDifferences(Form form) {
        RtdLiteLoss loss = PLAIN.withForm(form);
        GradientCheck.standard()
                .first(
                        in -> loss.between(distances(in.get(0)), distances(in.get(1))),
                        points(3, 9, 3),
                        points(4, 9, 2));
    }

    @Test
    void secondDerivativesAreThoseOfCentralDifferences() {
        Tensor other = distances(points(5, 7, 2)).detached();
        GradientCheck.standard().second(in -> PLAIN.between(distances(in.getFirst()), other), points(6, 7, 3));
    }

    /** The gradient is that of the loss of matrices divided by fixed numbers. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void scalesAreConstants(Form form) {
        DistanceNormalisation scale = DistanceNormalisation.standard();
        Tensor x = points(7, N, 3);
        Tensor y = points(8, N, 2);
        Tensor a = distances(x);
        Tensor b = distances(y);
        double ofA = scale.scale(a.toDoubleArray(), N);
        double ofB = scale.scale(b.toDoubleArray(), N);
        Tensor value = new RtdLiteLoss(scale, form).between(a, b);
        Tensor fixed = PLAIN.withForm(form).between(a.divide(ofA), b.divide(ofB));
        List<Tensor> gradients = Autodiff.gradient(value, List.of(x, y));
        List<Tensor> expected = Autodiff.gradient(fixed, List.of(x, y));
        for (int i = 0; i < 2; i++) {
            assertThat(gradients.get(i).toDoubleArray())
                    .containsExactly(expected.get(i).toDoubleArray(), within(1e-13));
        }
    }

    /**
     * Points 0, 1, 3 against 0, 2, 3 on a line. MST(A) has the edges 01 and 12, MST(B) too, MST(C) takes 01 of A and 12 of
     * B: what remains is ½ (A₁₂ + B₀₁ − A₀₁ − B₁₂).
     */
    @Test
    void threePoints() {
        Tensor x = Tensor.of(new double[] {0, 1, 3}, 3, 1);
        Tensor y = Tensor.of(new double[] {0, 2, 3}, 3, 1);
        Tensor value = PLAIN.between(distances(x), distances(y));
        assertThat(value.item()).isCloseTo(1, within(1e-14));
        assertThat(Autodiff.gradient(value, x).toDoubleArray())
                .containsExactly(new double[] {0.5, -1, 0.5}, within(1e-14));
        assertThat(Autodiff.gradient(value, y).toDoubleArray())
                .containsExactly(new double[] {-0.5, 1, -0.5}, within(1e-14));
    }

    /** Each of two equal matrices takes half of the gradient of their minimum, so that nothing pulls at either. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void equalCloudsHaveNoLoss(Form form) {
        Tensor x = points(9, N, 3);
        Tensor y = Tensor.of(x.toDoubleArray(), N, 3);
        Tensor value = PLAIN.withForm(form).between(distances(x), distances(y));
        assertThat(value.item()).isCloseTo(0, within(1e-13));
        if (form == Form.SCORE || form == Form.SYMMETRIC) {
            assertThat(Autodiff.gradient(value, x).toDoubleArray()).containsExactly(new double[3 * N], within(1e-14));
        }
    }

    @Test
    void coincidingPointsHaveNoGradientOfTheirDistance() {
        double[] numbers = TestClouds.gaussian(10, 3 * N);
        System.arraycopy(numbers, 0, numbers, 30, 15);
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor x = Tensor.of(numbers, N, 3).cast(dtype).computedNow();
            Tensor value = RtdLiteLoss.standard().between(distances(x), distances(points(11, N, 2)));
            assertThat(value.item()).isPositive();
            assertThat(Arrays.stream(Autodiff.gradient(value, x).toDoubleArray()))
                    .allMatch(g -> Math.abs(g) < N);
        }
    }

    /** Descending along the gradient brings the clusters of two clouds together. */
    @Test
    void descentMakesTheDivergenceSmall() {
        Tensor target = distances(points(12, 20, 3)).detached();
        Tensor x = points(13, 20, 2);
        RtdLiteLoss loss = RtdLiteLoss.standard();
        CapturedStep step = CapturedStep.capture(List.of(x.type()), List.of(), in -> {
            Tensor value = loss.between(target, distances(in.getFirst()));
            Tensor gradient = Autodiff.gradient(value, in.getFirst());
            return new CapturedStep.Result(List.of(value, in.getFirst().subtract(gradient.multiply(0.02))), Map.of());
        });
        double first = step.run(x).getFirst().item();
        for (int i = 0; i < 300; i++) {
            x = step.run(x).get(1);
        }
        double last = step.run(x).getFirst().item();
        assertThat(last).isLessThan(first / 2);
        double expected = RtdLite.standard()
                .compare(target.toDoubleArray(), distances(x).toDoubleArray(), 20)
                .score();
        assertThat(last).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aLossOfWhatIsNotFiniteIsNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] numbers = distances(points(14, 6, 2)).toDoubleArray();
            numbers[6 * 4 + 2] = bad;
            numbers[6 * 2 + 4] = bad;
            Tensor broken = Tensor.of(numbers, 6, 6);
            Tensor whole = distances(points(15, 6, 2));
            for (Form form : new Form[] {Form.SCORE, Form.FIRST, Form.SYMMETRIC}) {
                assertThat(PLAIN.withForm(form).between(broken, whole).item())
                        .matches(value -> !Double.isFinite(value));
            }
        }
    }

    @Test
    void onePointHasNoLoss() {
        assertThat(PLAIN.between(Tensor.zeros(1, 1), Tensor.zeros(1, 1)).item()).isZero();
    }

    @Test
    void refusesWhatAreNoPairsOfMatrices() {
        Tensor square = Tensor.zeros(4, 4);
        for (Tensor bad : List.of(
                Tensor.zeros(3, 3),
                Tensor.zeros(4, 3),
                Tensor.zeros(16),
                square.cast(DType.FLOAT64),
                Tensor.of(new int[16], 4, 4))) {
            for (List<Tensor> pair : Arrays.asList(List.of(square, bad), List.of(bad, square))) {
                assertThatThrownBy(() -> PLAIN.between(pair.get(0), pair.get(1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("expected one floating-point type [n, n]");
            }
        }
        Tensor lopsided = Tensor.of(new double[] {0, 1, 2, 0}, 2, 2);
        assertThatThrownBy(() -> PLAIN.between(lopsided, lopsided).item())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one finite number");
    }
}
