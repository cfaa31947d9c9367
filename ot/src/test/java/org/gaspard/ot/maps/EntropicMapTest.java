package org.gaspard.ot.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.PointCloudGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class EntropicMapTest {

    private static final double[] X =
            RandomKey.of(1).normal(DType.FLOAT64, 40, 2).toDoubleArray();
    private static final double[] Y =
            RandomKey.of(2).normal(DType.FLOAT64, 30, 2).toDoubleArray();

    private static EntropicResult solve(double[] x, double[] y, double epsilon) {
        return new EntropicTransport(epsilon)
                .withTolerance(Tolerance.relative(1e-12))
                .withMaxIterations(100_000)
                .solve(PointCloudGeometry.of(Cost.squaredEuclidean(), x, x.length / 2, y, y.length / 2, 2));
    }

    @Test
    void atTheRowsItIsTheBarycentricProjection() {
        EntropicResult result = solve(X, Y, 0.3);
        double[] images =
                EntropicMap.forward(result, Cost.squaredEuclidean(), Y, 2).apply(X);
        assertThat(images).containsExactly(result.barycentricProjection(Y, 2), within(1e-9));
        double[] back =
                EntropicMap.backward(result, Cost.squaredEuclidean(), X, 2).apply(Y);
        double[] expected = result.transposedPlanTimes(X, 2);
        for (int j = 0; j < 30; j++) {
            assertThat(back[2 * j]).isCloseTo(30 * expected[2 * j], within(1e-7));
        }
    }

    /** T(x) = x − ½ ∇f(x) for the soft-min f that extends the potential. */
    @Test
    void forSquaredDistancesItIsAGradient() {
        EntropicResult result = solve(X, Y, 0.3);
        EntropicMap map = EntropicMap.forward(result, Cost.squaredEuclidean(), Y, 2);
        double[] x = {0.3, -0.4};
        double h = 1e-5;
        double[] image = map.apply(x);
        for (int k = 0; k < 2; k++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[k] += h;
            down[k] -= h;
            double slope = (potential(result, up) - potential(result, down)) / (2 * h);
            assertThat(image[k]).isCloseTo(x[k] - 0.5 * slope, within(1e-8));
        }
    }

    private static double potential(EntropicResult result, double[] x) {
        return PointCloudGeometry.of(Cost.squaredEuclidean(), x, 1, Y, Y.length / 2, 2)
                .softMinRows(result.potentials().g(), result.epsilon())[0];
    }

    @Test
    void aShiftIsFound() {
        double[] moved = X.clone();
        for (int i = 0; i < moved.length; i += 2) {
            moved[i] += 3;
        }
        double[] images = EntropicMap.forward(solve(X, moved, 0.02), Cost.squaredEuclidean(), moved, 2)
                .apply(X);
        assertThat(images).containsExactly(moved, within(0.2));
    }

    @Test
    void oneTargetAndTargetsWithoutWeight() {
        EntropicMap map = new EntropicMap(
                Cost.euclidean(), new double[] {5, 6, 1, 2}, 2, new double[] {0, Double.NEGATIVE_INFINITY}, 0.1);
        assertThat(map.apply(new double[] {1, 2, 0, 0})).containsExactly(5, 6, 5, 6);
        assertThat(map.apply(new double[0])).isEmpty();
    }

    @Test
    void badInput() {
        double[] g = new double[2];
        assertThatThrownBy(() -> new EntropicMap(Cost.euclidean(), new double[3], 2, g, 1))
                .hasMessageContaining("targets has 3 elements, expected 4");
        assertThatThrownBy(() -> new EntropicMap(Cost.euclidean(), new double[4], 2, g, 0))
                .hasMessageContaining("epsilon is 0.0");
        double[] none = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertThatThrownBy(() -> new EntropicMap(Cost.euclidean(), new double[4], 2, none, 1))
                .hasMessageContaining("no finite number");
        EntropicMap map = new EntropicMap(Cost.euclidean(), new double[4], 2, g, 1);
        assertThatThrownBy(() -> map.apply(new double[3])).hasMessageContaining("a multiple of d = 2");
        double[] nan = {Double.NaN, 0};
        assertThatThrownBy(() -> map.apply(nan)).hasMessageContaining("x[0] is NaN");
        assertThat(Arrays.stream(map.apply(new double[] {1, 1}))).allMatch(Double::isFinite);
    }
}
