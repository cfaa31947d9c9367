package org.gaspard.ot.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class MongeGapLossTest {

    private static final int N = 9;
    private static final EntropicTransport SOLVER =
            new EntropicTransport(0.4).withTolerance(Tolerance.relative(1e-13)).withMaxIterations(100_000);

    static final List<Cost> COSTS =
            List.of(Cost.squaredEuclidean(), Cost.euclidean(), Cost.cosineDistance(), Cost.innerProduct());

    private static Tensor points(int seed) {
        return RandomKey.of(seed).normal(DType.FLOAT64, N, 3);
    }

    private static double value(Cost cost, Tensor x, Tensor y, ValueConvention convention) {
        return MongeGapLoss.entropic(cost, x, y, SOLVER, convention).item();
    }

    @ParameterizedTest
    @FieldSource("COSTS")
    void gradientsAreDifferencesOfResolvedProblems(Cost cost) {
        Tensor x = points(1);
        Tensor y = points(2);
        checkGradient(cost, x, y, true);
        checkGradient(cost, x, y, false);
    }

    private static Tensor gap(Cost cost, Tensor x, Tensor y, boolean exact) {
        return exact
                ? MongeGapLoss.exact(cost, x, y)
                : MongeGapLoss.entropic(cost, x, y, SOLVER, ValueConvention.ENTROPIC);
    }

    private static void checkGradient(Cost cost, Tensor x, Tensor y, boolean exact) {
        List<Tensor> gradients = Autodiff.gradient(gap(cost, x, y, exact), List.of(x, y));
        double h = 1e-5;
        for (int which = 0; which < 2; which++) {
            double[] numbers = (which == 0 ? x : y).toDoubleArray();
            double[] found = gradients.get(which).toDoubleArray();
            for (int k = 0; k < numbers.length; k += 4) {
                double kept = numbers[k];
                double[] values = new double[2];
                for (int side = 0; side < 2; side++) {
                    numbers[k] = kept + (side == 0 ? h : -h);
                    Tensor moved = Tensor.of(numbers.clone(), N, 3);
                    values[side] = gap(cost, which == 0 ? moved : x, which == 0 ? y : moved, exact)
                            .item();
                }
                numbers[k] = kept;
                assertThat(found[k]).isCloseTo((values[0] - values[1]) / (2 * h), within(2e-8));
            }
        }
    }

    @Test
    void thereIsNoGapForAnOptimalMap() {
        Tensor x = points(3);
        // Gradients of convex functions are optimal for squared distances.
        Tensor image = x.multiply(2).add(x.multiply(x).multiply(x));
        assertThat(MongeGapLoss.exact(Cost.squaredEuclidean(), x, image).item()).isCloseTo(0, within(1e-12));
        double[] crossed = {0, 0, 1, 0, 2, 0};
        double[] swapped = {2, 0, 1, 0, 0, 0};
        assertThat(MongeGapLoss.exact(Cost.squaredEuclidean(), Tensor.of(crossed, 3, 2), Tensor.of(swapped, 3, 2))
                        .item())
                .isCloseTo(8 / 3.0, within(1e-12));
    }

    @Test
    void exactGapsAreNotNegativeAndEntropicOnesAreBoundedBelow() {
        for (int seed = 0; seed < 200; seed++) {
            Tensor x = points(2 * seed + 10);
            Tensor y = points(2 * seed + 11);
            double exact = MongeGapLoss.exact(Cost.euclidean(), x, y).item();
            assertThat(exact).isGreaterThanOrEqualTo(-1e-12);
            double entropic = value(Cost.euclidean(), x, y, ValueConvention.ENTROPIC);
            assertThat(entropic).isGreaterThanOrEqualTo(0.4 * Math.log(N) - 1e-9);
            // The plan of the entropic problem costs more than the best one.
            assertThat(value(Cost.euclidean(), x, y, ValueConvention.TRANSPORT)).isLessThanOrEqualTo(exact + 1e-9);
        }
    }

    @Test
    void conventionsDifferByTheEntropies() {
        Tensor x = points(4);
        Tensor y = points(5);
        double difference = value(Cost.euclidean(), x, y, ValueConvention.ENTROPIC)
                - value(Cost.euclidean(), x, y, ValueConvention.DIVERGENCE);
        assertThat(difference).isCloseTo(0.4 * 2 * Math.log(N), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(ValueConvention.class)
    void gradientsDoNotDependOnTheConvention(ValueConvention convention) {
        Tensor x = points(6);
        Tensor y = points(7);
        Tensor expected =
                Autodiff.gradient(MongeGapLoss.entropic(Cost.euclidean(), x, y, SOLVER, ValueConvention.ENTROPIC), y);
        Tensor found = Autodiff.gradient(MongeGapLoss.entropic(Cost.euclidean(), x, y, SOLVER, convention), y);
        assertThat(found.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-15));
    }

    @Test
    void badInput() {
        Tensor x = points(8);
        assertThatThrownBy(() -> MongeGapLoss.exact(Cost.euclidean(), x, x.cast(DType.FLOAT32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one floating-point type [n, d]");
        assertThatThrownBy(() -> MongeGapLoss.entropic(
                        Cost.euclidean(),
                        x,
                        x,
                        SOLVER.withRelaxation(Relaxation.kullbackLeibler(1)),
                        ValueConvention.ENTROPIC))
                .hasMessageContaining("expected balanced");
        Tensor nan = x.multiply(Double.NaN);
        assertThat(MongeGapLoss.exact(Cost.squaredEuclidean(), x, nan).item()).isNaN();
        assertThat(MongeGapLoss.exact(Cost.euclidean(), x.slice(0, 0, 1), x.slice(0, 1, 2))
                        .item())
                .isZero();
    }
}
