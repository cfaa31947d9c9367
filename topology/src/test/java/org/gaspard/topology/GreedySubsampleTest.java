package org.gaspard.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.topology.diagram.Bottleneck;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.rips.VietorisRips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreedySubsampleTest {

    @Test
    void takesThePointsOfALineInTheirOrder() {
        double[] line = {0, 1, 2, 3, 10, 4.5};
        GreedySubsample subsample = GreedySubsample.ofPoints(line, 1, Metric.EUCLIDEAN, 6);
        // 10 is furthest from 0, then 4.5, and 2 (of 1, 2, 3) is furthest from 0 and 4.5, then 3 and 1 tie.
        assertThat(subsample.indices()).containsExactly(0, 4, 5, 2, 1, 3);
        assertThat(subsample.coveringRadii()).containsExactly(10, 4.5, 2, 1, 1, 0);
        assertThat(subsample.coveringRadius()).isZero();
        assertThat(subsample.size()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void agreesWithTheDefinitionFromCloudsAndMatrices(Metric metric) {
        int n = 30;
        double[] points = TestClouds.gaussian(3, 3 * n);
        DistanceMatrix all = DistanceMatrix.ofPoints(points, 3, metric);
        for (int first : new int[] {0, 17}) {
            GreedySubsample expected = GreedySubsample.of(all, 12, first);
            GreedySubsample actual = GreedySubsample.ofPoints(points, 3, metric, 12, first);
            assertThat(actual.indices()).containsExactly(expected.indices());
            assertThat(actual.coveringRadii()).containsExactly(expected.coveringRadii());
            assertThat(actual.distances().toSquare())
                    .containsExactly(expected.distances().toSquare());
            assertThat(expected.indices()[0]).isEqualTo(first);
            for (int step = 1; step <= 12; step++) {
                int[] before = Arrays.copyOf(expected.indices(), step);
                int furthest = 0;
                for (int i = 1; i < n; i++) {
                    furthest = distance(all, i, before) > distance(all, furthest, before) ? i : furthest;
                }
                assertThat(expected.coveringRadii()[step - 1]).isEqualTo(distance(all, furthest, before));
                if (step < 12) {
                    assertThat(expected.indices()[step]).isEqualTo(furthest);
                }
            }
        }
    }

    private static double distance(DistanceMatrix all, int point, int[] others) {
        return Arrays.stream(others).mapToDouble(j -> all.get(point, j)).min().orElseThrow();
    }

    @Test
    void theMatrixIsThatOfThePointsTaken() {
        double[] points = TestClouds.gaussian(4, 40);
        GreedySubsample subsample = GreedySubsample.ofPoints(points, 2, Metric.MANHATTAN, 7);
        int[] indices = subsample.indices();
        assertThat(subsample.distances().size()).isEqualTo(7);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                double expected = Math.abs(points[2 * indices[i]] - points[2 * indices[j]])
                        + Math.abs(points[2 * indices[i] + 1] - points[2 * indices[j] + 1]);
                assertThat(subsample.distances().get(i, j)).isCloseTo(expected, within(1e-15));
            }
        }
    }

    @Test
    void theRadiusIsAtMostTwiceTheBestOne() {
        double[] points = TestClouds.gaussian(5, 24);
        DistanceMatrix all = DistanceMatrix.ofPoints(points, 2, Metric.EUCLIDEAN);
        double best = Double.POSITIVE_INFINITY;
        for (int a = 0; a < 12; a++) {
            for (int b = a + 1; b < 12; b++) {
                for (int c = b + 1; c < 12; c++) {
                    double radius = 0;
                    for (int i = 0; i < 12; i++) {
                        radius = Math.max(radius, distance(all, i, new int[] {a, b, c}));
                    }
                    best = Math.min(best, radius);
                }
            }
        }
        for (int first = 0; first < 12; first++) {
            assertThat(GreedySubsample.of(all, 3, first).coveringRadius()).isBetween(best, 2 * best);
        }
    }

    @Test
    void duplicatesAreTakenLastByIndexAndOnlyOnce() {
        double[] points = {5, 5, 1, 5, 1, 3};
        GreedySubsample subsample = GreedySubsample.ofPoints(points, 1, Metric.EUCLIDEAN, 6);
        assertThat(subsample.indices()).containsExactly(0, 2, 5, 1, 3, 4);
        assertThat(subsample.coveringRadii()).containsExactly(4, 2, 0, 0, 0, 0);
    }

    @Test
    void componentsWithoutEdgesAreReachedFirst() {
        double no = Double.POSITIVE_INFINITY;
        DistanceMatrix parts =
                DistanceMatrix.of(new double[] {0, 1, no, no, 1, 0, no, no, no, no, 0, 2, no, no, 2, 0}, 4);
        GreedySubsample subsample = GreedySubsample.of(parts, 4);
        assertThat(subsample.indices()).containsExactly(0, 2, 3, 1);
        assertThat(subsample.coveringRadii()).containsExactly(no, 2, 1, 0);
        assertThat(subsample.distances().get(0, 1)).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void diagramsOfACircleStayWithinTheBound(long seed) {
        int n = 40;
        RandomGenerator random = TestClouds.random(seed);
        double[] circle = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = 1 + 0.1 * random.nextGaussian();
            circle[2 * i] = radius * Math.cos(angle);
            circle[2 * i + 1] = radius * Math.sin(angle);
        }
        DistanceMatrix whole = DistanceMatrix.ofPoints(circle, 2, Metric.EUCLIDEAN);
        boolean moved = false;
        for (int k : new int[] {8, 15, 25}) {
            GreedySubsample part = GreedySubsample.of(whole, k);
            for (int dimension = 0; dimension <= 1; dimension++) {
                double distance = new Bottleneck()
                        .distance(
                                VietorisRips.upTo(1)
                                        .compute(whole)
                                        .barcode(dimension)
                                        .diagram(),
                                VietorisRips.upTo(1)
                                        .compute(part.distances())
                                        .barcode(dimension)
                                        .diagram());
                assertThat(distance).isLessThanOrEqualTo(part.bottleneckBound() + 1e-12);
                moved |= distance > 0.25 * part.bottleneckBound();
            }
            assertThat(part.bottleneckBound()).isEqualTo(2 * part.coveringRadius());
        }
        // The bound is not idle: half of it is reached by components that the subsample lacks.
        assertThat(moved).isTrue();
    }

    @Test
    void theBoundNeedsAMetric() {
        // One point on a line between two others: its loss moves the squared death of a component from 1 to 4. The
        // triangle inequality would forbid that.
        double[] line = {-1, 1, 0};
        GreedySubsample squared = GreedySubsample.ofPoints(line, 1, Metric.SQUARED_EUCLIDEAN, 2);
        assertThat(squared.coveringRadius()).isEqualTo(1);
        assertThat(new Bottleneck()
                        .distance(
                                Diagram.of(0, new double[][] {{0, 1}, {0, 1}}),
                                VietorisRips.upTo(0)
                                        .compute(squared.distances())
                                        .barcode(0)
                                        .diagram()
                                        .finite()))
                .isEqualTo(2);
        assertThat(squared.bottleneckBound()).isInfinite();
        assertThat(GreedySubsample.ofPoints(line, 1, Metric.COSINE, 2).bottleneckBound())
                .isInfinite();
        assertThat(GreedySubsample.ofPoints(line, 1, Metric.CHEBYSHEV, 2).bottleneckBound())
                .isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoSubsample() {
        double[] points = {0, 1, 2, 3};
        DistanceMatrix all = DistanceMatrix.ofPoints(points, 1, Metric.EUCLIDEAN);
        assertThatThrownBy(() -> GreedySubsample.of(all, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k is 5, expected 1 to n = 4");
        assertThatThrownBy(() -> GreedySubsample.ofPoints(points, 1, Metric.EUCLIDEAN, 0))
                .hasMessage("k is 0, expected 1 to n = 4");
        assertThatThrownBy(() -> GreedySubsample.of(all, 2, 4)).hasMessage("first is 4, expected 0 to 3");
        assertThatThrownBy(() -> GreedySubsample.ofPoints(points, 3, Metric.EUCLIDEAN, 1))
                .hasMessageContaining("multiple of d = 3");
        assertThatThrownBy(() -> GreedySubsample.of(DistanceMatrix.weighted(new double[] {0, 2, 2, 1}, 2), 1))
                .hasMessageContaining("vertex 1 is born at 1.0");
    }
}
