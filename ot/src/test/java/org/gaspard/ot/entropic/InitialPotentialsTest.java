package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.largestDifference;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.PointCloudGeometry;
import org.junit.jupiter.api.Test;

class InitialPotentialsTest {

    /**
     * Where y is an image of x under a positive linear map, the potentials prove that the pairs are an optimal plan.
     */
    @Test
    void exactForLinearMaps() {
        RandomGenerator random = random(70);
        int n = 20;
        double[] x = gaussian(random, 2 * n);
        double[] a = weights(random, n, 3);
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            y[2 * i] = 2 * x[2 * i] + 0.5 * x[2 * i + 1] + 7;
            y[2 * i + 1] = 0.5 * x[2 * i] + 0.8 * x[2 * i + 1] - 3;
        }
        Potentials start = InitialPotentials.gaussian(x, a, y, a, 2, 0.1);
        double[] cost = Cost.squaredEuclidean().matrix(x, n, y, n, 2);
        double[] f = start.f();
        Arrays.setAll(f, i -> f[i] - 0.1 * Math.log(a[i]));
        for (int j = 0; j < n; j++) {
            double g = cost[j * n + j] - f[j];
            for (int i = 0; i < n; i++) {
                assertThat(f[i] + g).isLessThan(cost[i * n + j] + 1e-10);
            }
        }
    }

    @Test
    void savesIterationsAndKeepsThePlan() {
        RandomGenerator random = random(71);
        double[] x = gaussian(random, 300);
        double[] y = gaussian(random, 300);
        for (int i = 0; i < 300; i += 3) {
            y[i] = 3 * y[i] + 1;
            y[i + 1] += 0.7 * y[i];
        }
        double[] a = weights(random, 100, 1);
        double[] b = weights(random, 100, 1);
        a[5] = 0;
        double sum = Arrays.stream(a).sum();
        Arrays.setAll(a, i -> a[i] / sum);
        Geometry geometry = PointCloudGeometry.of(Cost.squaredEuclidean(), x, 100, y, 100, 3);
        EntropicTransport solver = new EntropicTransport(0.2).withTolerance(Tolerance.absolute(1e-4));
        EntropicResult zero = solver.solve(geometry, a, b);
        EntropicResult started = solver.solve(geometry, a, b, InitialPotentials.gaussian(x, a, y, b, 3, 0.2));
        assertThat(started.converged()).isTrue();
        assertThat(started.iterations()).as("against " + zero.iterations()).isLessThan(2 * zero.iterations() / 3);
        assertThat(largestDifference(started.plan(), zero.plan())).isLessThan(1e-4);
    }

    /** On the line the potentials of the sorted matching prove it optimal. */
    @Test
    void sortingSolvesTheLine() {
        RandomGenerator random = random(72);
        int n = 60;
        double[] x = gaussian(random, n);
        double[] y = gaussian(random, n);
        for (Cost line : List.of(Cost.squaredEuclidean(), Cost.euclidean(), Cost.pNorm(3, 3))) {
            double[] c = line.matrix(x, n, y, n, 1);
            double[] f = InitialPotentials.sorting(line, x, y, n, 1, 0.1).f();
            Arrays.setAll(f, i -> f[i] + 0.1 * Math.log(n));
            double dual = 0;
            for (int j = 0; j < n; j++) {
                double g = Double.POSITIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    g = Math.min(g, c[i * n + j] - f[i]);
                }
                dual += (f[j] + g) / n;
            }
            double p = line instanceof Cost.PNorm ? 3 : line instanceof Cost.Euclidean ? 1 : 2;
            assertThat(dual).isCloseTo(LineTransport.power(p).value(x, y), within(1e-11));
        }
    }

    @Test
    void sortingSavesIterationsAndKeepsThePlan() {
        RandomGenerator random = random(73);
        int n = 80;
        for (int d : new int[] {1, 2}) {
            double[] x = gaussian(random, n * d);
            double[] y = gaussian(random, n * d);
            for (int k = 0; k < n * d; k++) {
                // All but the first coordinate are small.
                x[k] *= k % d == 0 ? 1 : 0.05;
                y[k] = k % d == 0 ? 3 * y[k] + 2 : 0.05 * y[k];
            }
            double[] w = new double[n];
            Arrays.fill(w, 1.0 / n);
            Geometry geometry = PointCloudGeometry.of(Cost.squaredEuclidean(), x, n, y, n, d);
            double epsilon = 0.2;
            EntropicTransport solver = new EntropicTransport(epsilon).withTolerance(Tolerance.absolute(1e-4));
            EntropicResult zero = solver.solve(geometry, w, w);
            Potentials start = InitialPotentials.sorting(Cost.squaredEuclidean(), x, y, n, d, epsilon, 6);
            EntropicResult started = solver.solve(geometry, w, w, start);
            assertThat(started.converged()).isTrue();
            assertThat(started.iterations())
                    .as("d = " + d + ", against " + zero.iterations())
                    .isLessThan(2 * zero.iterations() / 3);
            assertThat(largestDifference(started.plan(), zero.plan())).isLessThan(1e-4);
        }
    }

    @Test
    void sortingRefusesBadInput() {
        assertThatThrownBy(() -> InitialPotentials.sorting(Cost.euclidean(), new double[4], new double[6], 2, 2, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("y has 6 elements, expected 4");
        assertThatThrownBy(() -> InitialPotentials.sorting(Cost.euclidean(), new double[4], new double[4], 2, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epsilon is 0.0");
    }

    @Test
    void flatAndSingleSets() {
        Potentials one = InitialPotentials.gaussian(
                new double[] {2, 1}, new double[] {1}, new double[] {0, 0, 4, 0}, new double[] {0.5, 0.5}, 2, 0.1);
        assertThat(one.f()[0]).isCloseTo(5 - 8, within(1e-12));
        double[] line = {0, 0, 1, 0, 2, 0};
        double[] third = {1, 1, 1};
        assertThat(Arrays.stream(InitialPotentials.gaussian(line, third, line, third, 2, 1)
                        .f()))
                .allMatch(Double::isFinite);
        assertThatThrownBy(() -> InitialPotentials.gaussian(line, third, new double[5], third, 2, 1))
                .hasMessageContaining("y has 5 elements, expected 6");
    }
}
