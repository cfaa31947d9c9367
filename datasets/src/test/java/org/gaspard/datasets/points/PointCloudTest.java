package org.gaspard.datasets.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointCloudTest {

    private static final int SIZE = 12_000;

    private record Shape(String name, Function<SplittableRandom, PointCloud> cloud, ToDoubleFunction<double[]> zero) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Clouds with a function that vanishes on them. */
    static List<Shape> shapes() {
        return List.of(
                new Shape("sphere", r -> Manifolds.sphere(SIZE, 4, 2.5, r), p -> norm(p) - 2.5),
                new Shape("torus", r -> Manifolds.torus(SIZE, 2, 0.7, r), p -> {
                    double ring = Math.hypot(p[0], p[1]) - 2;
                    return Math.hypot(ring, p[2]) - 0.7;
                }),
                new Shape(
                        "flat torus",
                        r -> Manifolds.flatTorus(SIZE, r),
                        p -> Math.abs(Math.hypot(p[0], p[1]) - 1) + Math.abs(Math.hypot(p[2], p[3]) - 1)),
                new Shape("Swiss roll", r -> Manifolds.swissRoll(SIZE, r), p -> {
                    double t = Math.hypot(p[0], p[2]);
                    boolean inside = t >= 1.5 * Math.PI - 1e-9 && t < 4.5 * Math.PI && p[1] >= 0 && p[1] < 21;
                    return inside ? Math.hypot(p[0] - t * Math.cos(t), p[2] - t * Math.sin(t)) : 1;
                }),
                new Shape(
                        "S curve",
                        r -> Manifolds.sCurve(SIZE, r),
                        p -> Math.hypot(p[0], Math.abs(p[2]) - 1) - 1 + (p[1] >= 0 && p[1] < 2 ? 0 : 1)),
                new Shape(
                        "figure eight",
                        r -> Manifolds.figureEight(SIZE, r),
                        p -> Math.hypot(Math.abs(p[0]) - 1, p[1]) - 1),
                new Shape("circles", r -> Clusters.circles(SIZE, new double[] {1, 3}, r), p -> {
                    return (norm(p) - 1) * (norm(p) - 3);
                }),
                new Shape("two moons", r -> Clusters.twoMoons(SIZE, r), p -> {
                    double upper = p[1] >= 0 ? Math.hypot(p[0], p[1]) - 1 : 9;
                    double lower = p[1] <= 0.5 ? Math.hypot(p[0] - 1, p[1] - 0.5) - 1 : 9;
                    return Math.min(Math.abs(upper), Math.abs(lower));
                }),
                new Shape("linked circles", r -> Clusters.linkedCircles(SIZE, r), p -> {
                    double flat = Math.abs(Math.hypot(p[0], p[1]) - 1) + Math.abs(p[2]);
                    return Math.min(flat, Math.abs(Math.hypot(p[0] - 1, p[2]) - 1) + Math.abs(p[1]));
                }));
    }

    private static double norm(double[] point) {
        double square = 0;
        for (double value : point) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void pointsLieOnTheirShapeAndDependOnTheGeneratorAlone(Shape shape) {
        PointCloud cloud = shape.cloud().apply(new SplittableRandom(1));
        for (int i = 0; i < SIZE; i++) {
            assertThat(shape.zero().applyAsDouble(cloud.point(i))).isCloseTo(0, within(1e-12));
        }
        assertThat(shape.cloud().apply(new SplittableRandom(1)).values()).isEqualTo(cloud.values());
        assertThat(shape.cloud().apply(new SplittableRandom(2)).values()).isNotEqualTo(cloud.values());
    }

    @Test
    void labelsTellTheGroups() {
        PointCloud circles = Clusters.circles(1000, new double[] {1, 2, 4}, new SplittableRandom(3));
        PointCloud links = Clusters.linkedCircles(1000, new SplittableRandom(3));
        PointCloud moons = Clusters.twoMoons(1000, new SplittableRandom(3));
        for (int i = 0; i < 1000; i++) {
            assertThat(norm(circles.point(i))).isCloseTo(1 << circles.labels()[i], within(1e-12));
            assertThat(links.values()[3 * i + 2 - links.labels()[i]]).isZero();
            double[] centre = {moons.labels()[i], 0.5 * moons.labels()[i]};
            assertThat(Math.hypot(moons.values()[2 * i] - centre[0], moons.values()[2 * i + 1] - centre[1]))
                    .isCloseTo(1, within(1e-12));
        }
    }

    /** The share of a torus of radii R, r with {@code cos v > 0} is {@code ½ + r/(πR)}. */
    @Test
    void theTorusIsUniformByArea() {
        PointCloud torus = Manifolds.torus(SIZE, 1, 0.8, new SplittableRandom(5));
        int outside = 0;
        int[] turns = new int[8];
        for (int i = 0; i < SIZE; i++) {
            outside += Math.hypot(torus.values()[3 * i], torus.values()[3 * i + 1]) > 1 ? 1 : 0;
            turns[(int) (8 * torus.coordinates()[2 * i] / (2 * Math.PI))]++;
        }
        double expected = 0.5 + 0.8 / Math.PI;
        assertThat(outside / (double) SIZE)
                .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / SIZE)));
        assertThat(chi(turns)).isLessThan(29.9);
    }

    /** Archimedes: a coordinate of a uniform point of the sphere in space is uniform. */
    @Test
    void theSphereIsUniform() {
        PointCloud sphere = Manifolds.sphere(SIZE, 3, 1, new SplittableRandom(5));
        for (int c = 0; c < 3; c++) {
            int[] counts = new int[8];
            for (int i = 0; i < SIZE; i++) {
                counts[Math.min(7, (int) (4 * (sphere.values()[3 * i + c] + 1)))]++;
            }
            assertThat(chi(counts)).isLessThan(29.9);
        }
    }

    /** χ² against equal shares; its 0.9999 quantile with 7 degrees of freedom is 29.9. */
    private static double chi(int[] counts) {
        double expected = (double) SIZE / counts.length;
        double chi = 0;
        for (int count : counts) {
            chi += (count - expected) * (count - expected) / expected;
        }
        return chi;
    }

    @Test
    void aMixtureHasItsWeightsMeansAndDeviations() {
        double[][] means = {{0, 0, 5}, {10, 0, 0}, {1, 1, 1}};
        double[] weights = {1, 3, 0};
        PointCloud mixture =
                Clusters.gaussianMixture(SIZE, means, new double[] {0.5, 2, 1}, weights, new SplittableRandom(9));
        int[] counts = new int[3];
        double[] first = new double[3];
        double[] square = new double[3];
        for (int i = 0; i < SIZE; i++) {
            int k = mixture.labels()[i];
            counts[k]++;
            double gap = mixture.values()[3 * i] - means[k][0];
            first[k] += gap;
            square[k] += gap * gap;
            assertThat(mixture.coordinates()[3 * i + 2]).isEqualTo(means[k][2]);
        }
        assertThat(counts[2]).isZero();
        assertThat(counts[0] / (double) SIZE).isCloseTo(0.25, within(0.02));
        assertThat(first[0] / counts[0]).isCloseTo(0, within(0.05));
        assertThat(Math.sqrt(square[0] / counts[0])).isCloseTo(0.5, within(0.03));
        assertThat(Math.sqrt(square[1] / counts[1])).isCloseTo(2, within(0.07));
    }

    @Test
    void aRingOfGaussiansIsAMixture() {
        PointCloud ring = Clusters.ringOfGaussians(2000, 8, 3, 0.01, new SplittableRandom(2));
        for (int i = 0; i < 2000; i++) {
            double angle = ring.labels()[i] * Math.PI / 4;
            assertThat(ring.values()[2 * i]).isCloseTo(3 * Math.cos(angle), within(0.06));
            assertThat(ring.values()[2 * i + 1]).isCloseTo(3 * Math.sin(angle), within(0.06));
        }
    }

    @Test
    void noiseMovesPointsAndKeepsLabels() {
        PointCloud moons = Clusters.twoMoons(SIZE, new SplittableRandom(1));
        PointCloud noisy = moons.withNoise(0.1, new SplittableRandom(2));
        double square = 0;
        for (int i = 0; i < 2 * SIZE; i++) {
            double gap = noisy.values()[i] - moons.values()[i];
            square += gap * gap;
        }
        assertThat(Math.sqrt(square / (2 * SIZE))).isCloseTo(0.1, within(0.002));
        assertThat(noisy.labels()).isEqualTo(moons.labels());
        assertThat(moons.withNoise(0, new SplittableRandom(2)).values()).isEqualTo(moons.values());
    }

    @Test
    void whatCannotBeIsRefused() {
        SplittableRandom random = new SplittableRandom(1);
        PointCloud moons = Clusters.twoMoons(2, random);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clusters.twoMoons(0, random))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> moons.withNoise(-1, random));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifolds.torus(5, 1, 2, random))
                .withMessageContaining("minor");
        assertThatIllegalArgumentException().isThrownBy(() -> Manifolds.sphere(5, 1, 2, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Manifolds.sphere(5, 3, Double.NaN, random));
        assertThatIllegalArgumentException().isThrownBy(() -> Clusters.circles(5, new double[0], random));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clusters.circles(5, new double[] {1, -1}, random))
                .withMessageContaining("radii[1]");
        double[][] means = {{0, 0}, {1}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clusters.gaussianMixture(5, means, new double[] {1, 1}, new double[] {1, 1}, random))
                .withMessageContaining("means[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Clusters.gaussianMixture(5, new double[][] {{0}}, new double[] {1}, new double[] {0}, random))
                .withMessageContaining("sum of weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PointCloud(2, 2, new double[3], new int[2], 0, new double[0]));
    }
}
