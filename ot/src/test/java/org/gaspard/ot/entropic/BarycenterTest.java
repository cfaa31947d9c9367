package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.largestDifference;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.read;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.GridGeometry;
import org.junit.jupiter.api.Test;

class BarycenterTest {

    private static List<double[]> rows(double[] matrix, int n) {
        return List.of(Arrays.copyOfRange(matrix, 0, n), Arrays.copyOfRange(matrix, n, 2 * n));
    }

    private static EntropicBarycenter exact(double epsilon) {
        return new EntropicBarycenter(epsilon)
                .withTolerance(Tolerance.absolute(1e-14))
                .withMaxIterations(20_000);
    }

    @Test
    void barycentresOnALineAreThoseOfPot() {
        double[] all = read("barycentre.histograms");
        List<double[]> histograms = List.of(
                Arrays.copyOfRange(all, 0, 12), Arrays.copyOfRange(all, 12, 24), Arrays.copyOfRange(all, 24, 36));
        GridGeometry line = GridGeometry.unitCube(12);
        for (Geometry geometry : List.of(line, new DenseGeometry(line.cost(), 12, 12))) {
            EntropicBarycenter.Result plain = exact(0.02).of(geometry, histograms, read("barycentre.weights"));
            assertThat(plain.converged()).isTrue();
            assertThat(largestDifference(plain.weights(), read("barycentre.plain")))
                    .isLessThan(1e-13);
            EntropicBarycenter.Result debiased =
                    exact(0.02).withDebiased(true).of(geometry, histograms, read("barycentre.weights"));
            assertThat(largestDifference(debiased.weights(), read("barycentre.debiased")))
                    .isLessThan(1e-10);
        }
    }

    @Test
    void barycentresOfImagesAreThoseOfPot() {
        List<double[]> images = rows(read("images"), 36);
        double[] weights = {1, 1};
        EntropicBarycenter.Result plain = exact(0.05).of(GridGeometry.unitCube(6, 6), images, weights);
        assertThat(plain.converged()).isTrue();
        assertThat(largestDifference(plain.weights(), read("images.plain"))).isLessThan(1e-13);
        EntropicBarycenter.Result debiased =
                exact(0.05).withDebiased(true).of(GridGeometry.unitCube(6, 6), images, weights);
        assertThat(largestDifference(debiased.weights(), read("images.debiased")))
                .isLessThan(1e-10);
    }

    /** The barycentre of copies of one measure is that measure if debiased, and blurred otherwise. */
    @Test
    void debiasingKeepsEqualInputs() {
        List<double[]> images = rows(read("images"), 36);
        List<double[]> copies = List.of(images.get(0), images.get(0));
        GridGeometry grid = GridGeometry.unitCube(6, 6);
        EntropicBarycenter.Result debiased = exact(0.05).withDebiased(true).of(grid, copies, new double[] {0.3, 0.7});
        assertThat(largestDifference(debiased.weights(), images.get(0))).isLessThan(1e-6);
        EntropicBarycenter.Result blurred = exact(0.05).of(grid, copies, new double[] {0.3, 0.7});
        assertThat(largestDifference(blurred.weights(), images.get(0))).isGreaterThan(0.01);
    }

    /** Moving p in any direction of sum 0 makes the sum of the transport values larger. */
    @Test
    void theBarycentreIsAMinimum() {
        List<double[]> images = rows(read("images"), 36);
        GridGeometry grid = GridGeometry.unitCube(6, 6);
        EntropicBarycenter.Result result = exact(0.05).of(grid, images, new double[] {0.5, 0.5});
        RandomGenerator random = random(40);
        double least = objective(grid, result.weights(), images);
        for (int trial = 0; trial < 10; trial++) {
            double[] moved = result.weights().clone();
            double sum = 0;
            for (int i = 0; i < moved.length; i++) {
                moved[i] *= Math.exp(0.05 * random.nextGaussian());
                sum += moved[i];
            }
            double total = sum;
            Arrays.setAll(moved, i -> moved[i] / total);
            assertThat(objective(grid, moved, images)).isGreaterThan(least);
        }
    }

    private static double objective(Geometry grid, double[] p, List<double[]> images) {
        double sum = 0;
        for (double[] image : images) {
            sum += 0.5
                    * new EntropicTransport(0.05)
                            .withTolerance(Tolerance.absolute(1e-11))
                            .solve(grid, p, image)
                            .entropicCost();
        }
        return sum;
    }

    /** The mean of two translates of a cloud is the cloud half-way, and the start does not matter to it. */
    @Test
    void freePointsFindTheTranslateHalfWay() {
        RandomGenerator random = random(41);
        double[] cloud = gaussian(random, 2 * 10);
        double[] left = new double[20];
        double[] right = new double[20];
        for (int i = 0; i < 10; i++) {
            left[2 * i] = cloud[2 * i] - 3;
            left[2 * i + 1] = cloud[2 * i + 1];
            right[2 * i] = cloud[2 * i] + 5;
            right[2 * i + 1] = cloud[2 * i + 1] + 2;
        }
        double[] uniform = new double[10];
        Arrays.fill(uniform, 0.1);
        FreeSupportBarycenter solver = new FreeSupportBarycenter(new EntropicTransport(0.05)
                .withTolerance(Tolerance.absolute(1e-4))
                .withAcceleration(Acceleration.anderson()));
        FreeSupportBarycenter.Result result = solver.of(
                cloud,
                uniform,
                2,
                List.of(
                        new FreeSupportBarycenter.Measure(left, uniform),
                        new FreeSupportBarycenter.Measure(right, uniform)),
                new double[] {1, 1});
        assertThat(result.converged()).isTrue();
        assertThat(result.plansConverged()).isTrue();
        double[] middle = new double[20];
        Arrays.setAll(middle, i -> 0.5 * (left[i] + right[i]));
        assertThat(largestDifference(result.points(), middle)).isLessThan(0.1);
    }

    /** One point: the barycentre is the mean of the means. */
    @Test
    void oneFreePointIsTheMean() {
        double[] y = read("y");
        double[] b = read("b");
        FreeSupportBarycenter.Result result = new FreeSupportBarycenter(new EntropicTransport(0.5))
                .of(
                        new double[] {9, 9},
                        new double[] {1},
                        2,
                        List.of(new FreeSupportBarycenter.Measure(y, b)),
                        new double[] {2});
        double first = 0;
        for (int j = 0; j < 8; j++) {
            first += b[j] * y[2 * j];
        }
        assertThat(result.points()[0]).isCloseTo(first, within(1e-12));
        assertThat(result.rounds()).isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreNamed() {
        GridGeometry line = GridGeometry.unitCube(3);
        double[] h = {0.2, 0.3, 0.5};
        assertThatThrownBy(() -> exact(0.1).of(line, List.of(h, new double[] {1, 1, 1}), new double[] {1, 1}))
                .hasMessageContaining("histograms[1] sums to 3.0");
        assertThatThrownBy(() -> exact(0.1).of(line, List.of(h), new double[] {-1}))
                .hasMessageContaining("weights[0] is -1.0");
        assertThatThrownBy(() -> exact(0.1).of(line, List.of(), new double[0]))
                .hasMessageContaining("the number of histograms is 0");
        assertThatThrownBy(() -> new FreeSupportBarycenter(
                        new EntropicTransport(1).withRelaxation(Relaxation.kullbackLeibler(1))))
                .hasMessageContaining("expected Balanced");
    }
}
