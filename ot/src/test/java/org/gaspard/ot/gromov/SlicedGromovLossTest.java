package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.sliced.SlicedWassersteinLoss;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicedGromovLossTest {

    private record Clouds(Tensor x, Tensor a, Tensor y, Tensor b) {

        static Clouds of(int n, int d, int m, int e) {
            RandomGenerator random = GromovData.random(1000L * n + 100L * d + 10L * m + e);
            return new Clouds(
                    Tensor.of(GromovData.gaussian(random, n * d), n, d),
                    Tensor.of(GromovData.weights(random, n), n),
                    Tensor.of(GromovData.gaussian(random, m * e), m, e),
                    Tensor.of(GromovData.weights(random, m), m));
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 3, 6, 3", "5, 2, 8, 4", "9, 4, 3, 1", "1, 2, 4, 2", "40, 7, 33, 5"})
    void theValueIsThatOfTheArrays(int n, int d, int m, int e) {
        Clouds clouds = Clouds.of(n, d, m, e);
        SlicedGromov sliced = new SlicedGromov(12, 5);
        double expected = sliced.solve(
                        clouds.x.toDoubleArray(),
                        clouds.a.toDoubleArray(),
                        d,
                        clouds.y.toDoubleArray(),
                        clouds.b.toDoubleArray(),
                        e)
                .value();
        Tensor directions = sliced.directions(Math.max(d, e)).tensor();
        assertThat(SlicedGromovLoss.value(clouds.x, clouds.a, clouds.y, clouds.b, directions)
                        .item())
                .isCloseTo(expected, within(1e-12 * (1 + expected)));
        double uniform = sliced.solve(
                        clouds.x.toDoubleArray(),
                        GromovData.uniform(n),
                        d,
                        clouds.y.toDoubleArray(),
                        GromovData.uniform(m),
                        e)
                .value();
        assertThat(SlicedGromovLoss.value(clouds.x, clouds.y, directions).item())
                .isCloseTo(uniform, within(1e-12 * (1 + uniform)));
    }

    /** One direction in one dimension: the cost of the coupling by the sum over all quadruples. */
    @Test
    void oneLineIsTheGromovCostOfItsPlan() {
        Clouds clouds = Clouds.of(6, 1, 5, 1);
        double[] x = clouds.x.toDoubleArray();
        double[] y = clouds.y.toDoubleArray();
        double[] a = clouds.a.toDoubleArray();
        double[] b = clouds.b.toDoubleArray();
        GromovProblem spaces = new GromovProblem(
                Cost.squaredEuclidean().matrix(x, 6, 1), Cost.squaredEuclidean().matrix(y, 5, 1), a, b);
        double expected = GromovData.cost(
                FusedGromovProblem.of(spaces, GromovLoss.SQUARE),
                SlicedGromov.onLine(x, a, y, b).plan());
        assertThat(SlicedGromovLoss.value(
                                clouds.x,
                                clouds.a,
                                clouds.y,
                                clouds.b,
                                Tensor.ones(1, 1).cast(DType.FLOAT64))
                        .item())
                .isCloseTo(expected, within(1e-12 * expected));
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 4, 3", "4, 2, 6, 3", "5, 3, 3, 1"})
    void gradientsToSecondOrder(int n, int d, int m, int e) {
        Clouds clouds = Clouds.of(n, d, m, e);
        Tensor directions = new SlicedGromov(4, 3).directions(Math.max(d, e)).tensor();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> SlicedGromovLoss.value(xs.get(0), clouds.a, xs.get(1), clouds.b, xs.get(2)),
                        clouds.x,
                        clouds.y,
                        directions);
        GradientCheck.standard()
                .first(xs -> SlicedGromovLoss.value(xs.get(0), xs.get(1), directions), clouds.x, clouds.y);
    }

    /** New directions in each step; the problem is not convex. */
    @Test
    void descentBringsTheShapesTogether() {
        Tensor x = Clouds.of(10, 2, 1, 1).x;
        Tensor y = Clouds.of(10, 2, 2, 1).x.multiply(0.5).computedNow();
        double first = 0;
        double last = 0;
        for (int step = 0; step < 100; step++) {
            Tensor directions =
                    SlicedWassersteinLoss.directions(RandomKey.of(77).child(step), DType.FLOAT64, 20, 2);
            Tensor value = SlicedGromovLoss.value(x, y, directions);
            Tensor next = y.subtract(Autodiff.gradient(value, y).multiply(0.1));
            last = value.item();
            first = step == 0 ? last : first;
            y = next.computedNow();
        }
        assertThat(last).isLessThan(0.1 * first);
    }

    @Test
    void isometricCloudsHaveTheValueAndTheGradientZero() {
        Tensor x = Clouds.of(12, 3, 1, 1).x;
        Tensor y = x.negate().add(4);
        Tensor directions = new SlicedGromov(9, 2).directions(3).tensor();
        Tensor value = SlicedGromovLoss.value(x, y, directions);
        assertThat(value.item()).isBetween(0.0, 1e-28);
        assertThat(Autodiff.gradient(value, x).toDoubleArray()).containsExactly(new double[36], within(1e-13));
    }

    @Test
    void singlePrecisionAndNumbersThatAreNot() {
        Clouds clouds = Clouds.of(6, 3, 5, 3);
        Tensor directions = new SlicedGromov(8, 4).directions(3).tensor();
        double expected = SlicedGromovLoss.value(clouds.x, clouds.a, clouds.y, clouds.b, directions)
                .item();
        Tensor single = SlicedGromovLoss.value(
                clouds.x.cast(DType.FLOAT32),
                clouds.a.cast(DType.FLOAT32),
                clouds.y.cast(DType.FLOAT32),
                clouds.b.cast(DType.FLOAT32),
                directions.cast(DType.FLOAT32));
        assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(single.item()).isCloseTo(expected, within(1e-5 * expected));
        double[] broken = clouds.x.toDoubleArray();
        broken[4] = Double.NaN;
        assertThat(SlicedGromovLoss.value(Tensor.of(broken, 6, 3), clouds.a, clouds.y, clouds.b, directions)
                        .item())
                .isNaN();
    }

    @Test
    void badInput() {
        Clouds clouds = Clouds.of(6, 3, 5, 2);
        Tensor directions = new SlicedGromov(8, 4).directions(3).tensor();
        assertThatThrownBy(() -> SlicedGromovLoss.value(clouds.x, clouds.b, clouds.y, clouds.b, directions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 6 floating-point numbers");
        assertThatThrownBy(() -> SlicedGromovLoss.value(clouds.y, clouds.y, directions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected [L, 2]");
        assertThatThrownBy(() -> SlicedGromovLoss.value(clouds.x, clouds.y, directions.cast(DType.FLOAT32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected points [n, d] and one floating-point type");
        Tensor heavy = clouds.a.multiply(2);
        assertThatThrownBy(() -> SlicedGromovLoss.value(clouds.x, heavy, clouds.y, clouds.b, directions)
                        .item())
                .hasStackTraceContaining("the sum of a is 2");
    }
}
