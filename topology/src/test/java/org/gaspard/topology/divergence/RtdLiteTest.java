package org.gaspard.topology.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtdLiteTest {

    private static final int N = TestClouds.CLUSTERS;
    private static final RtdLite PLAIN = new RtdLite(DistanceNormalisation.none());

    private static RtdLiteResult clusters(int k) {
        return RtdLite.standard()
                .compare(
                        TestClouds.distances(TestClouds.clusters(), N),
                        TestClouds.distances(TestClouds.clusters(k), N),
                        N);
    }

    /** The sums that the Clusters example is known to have, to five digits. */
    @ParameterizedTest
    @CsvSource({
        " 2, 14.39537, 0.69843, 21.14119",
        " 3, 13.30202, 1.39871, 25.32022",
        " 4, 13.09875, 1.42131, 29.65697",
        " 5, 12.66222, 1.71232, 32.12587",
        " 6, 12.25145, 1.56848, 34.23081",
        "10, 11.18326, 1.48249, 40.74512",
        "12, 10.72102, 1.44558, 41.80329"
    })
    void clustersHaveTheirSums(int k, double fromFirst, double fromSecond, double symmetric) {
        RtdLiteResult result = clusters(k);
        assertThat(result.fromFirst()).isCloseTo(fromFirst, within(5.1e-6));
        assertThat(result.fromSecond()).isCloseTo(fromSecond, within(5.1e-6));
        assertThat(result.symmetric()).isCloseTo(symmetric, within(5.1e-6));
        assertThat(result.score()).isCloseTo((fromFirst + fromSecond) / 2, within(5.1e-6));
        double ofMaximum = result.maximum().total()
                - (result.first().total() + result.second().total()) / 2;
        assertThat(result.symmetric() / 2).isBetween(result.score(), ofMaximum);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 10, 12})
    void clustersAgreeWithScipy(int k) {
        RtdLiteResult result = clusters(k);
        double[] sums = TestClouds.oracle("rtd_lite.txt", "clusters." + k + ".sums");
        assertThat(new double[] {result.fromFirst(), result.fromSecond(), result.symmetric()})
                .containsExactly(sums, within(1e-11));
        assertThat(summary(result.firstBarcode()))
                .containsExactly(TestClouds.oracle("rtd_lite.txt", "clusters." + k + ".first"), within(1e-11));
        assertThat(summary(result.secondBarcode()))
                .containsExactly(TestClouds.oracle("rtd_lite.txt", "clusters." + k + ".second"), within(1e-11));
    }

    /** The number of bars that are not rounding errors, the sum of their squared lengths, the longest. */
    private static double[] summary(Diagram barcode) {
        double[] lengths = barcode.longerThan(1e-9).lengths();
        double squares = Arrays.stream(lengths).map(l -> l * l).sum();
        return new double[] {
            lengths.length, squares, Arrays.stream(lengths).max().orElseThrow()
        };
    }

    /** Points 0, 1, 3 against 0, 2, 3 on a line: A and B have weights 1, 2, the minimum 1, 1, the maximum 2, 2. */
    @Test
    void threePoints() {
        double[] a = TestClouds.distances(new double[] {0, 1, 3}, 3);
        double[] b = TestClouds.distances(new double[] {0, 2, 3}, 3);
        RtdLiteResult result = PLAIN.compare(a, b, 3);
        assertThat(result.fromFirst()).isEqualTo(1);
        assertThat(result.fromSecond()).isEqualTo(1);
        assertThat(result.score()).isEqualTo(1);
        assertThat(result.symmetric()).isEqualTo(2);
        Diagram bar = Diagram.of(0, new double[] {1}, new double[] {2});
        assertThat(result.firstBarcode()).isEqualTo(bar);
        assertThat(result.secondBarcode()).isEqualTo(bar);
    }

    /**
     * Pairs of matrices: clouds that have nothing in common, that are almost equal, and matrices with many ties, for which
     * the triangle inequality need not hold.
     */
    static Stream<Arguments> pairs() {
        return IntStream.range(0, 12).boxed().flatMap(seed -> {
            int n = 3 + 2 * seed;
            double[] points = TestClouds.gaussian(seed, 3 * n);
            double[] noise = TestClouds.gaussian(100 + seed, 3 * n);
            double[] near = new double[3 * n];
            Arrays.setAll(near, i -> points[i] + 0.1 * noise[i]);
            double[] cloud = TestClouds.distances(points, n);
            return Stream.of(
                    Arguments.of(cloud, TestClouds.distances(noise, n)),
                    Arguments.of(cloud, TestClouds.distances(near, n)),
                    Arguments.of(TestClouds.ties(seed, n, 6), TestClouds.ties(200 + seed, n, 6)));
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void barcodesAreThoseOfTheDefinition(double[] a, double[] b) {
        int n = (int) Math.sqrt(a.length);
        RtdLiteResult result = PLAIN.compare(a, b, n);
        assertThat(result.firstBarcode()).isEqualTo(byWidestPaths(a, result.minimum()));
        assertThat(result.secondBarcode()).isEqualTo(byWidestPaths(b, result.minimum()));
    }

    /** The deaths as the lowest largest weight of a path, by Floyd and Warshall, earlier edges of the tree being free. */
    private static Diagram byWidestPaths(double[] matrix, MinimumSpanningTree c) {
        int n = c.vertices();
        double[] weights = matrix.clone();
        double[][] bars = new double[c.size()][];
        for (int edge = 0; edge < bars.length; edge++) {
            double[] reach = weights.clone();
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        reach[i * n + j] = Math.min(reach[i * n + j], Math.max(reach[i * n + k], reach[k * n + j]));
                    }
                }
            }
            int at = c.from(edge) * n + c.to(edge);
            bars[edge] = new double[] {c.weight(edge), reach[at]};
            weights[at] = Double.NEGATIVE_INFINITY;
            weights[c.to(edge) * n + c.from(edge)] = Double.NEGATIVE_INFINITY;
        }
        return Diagram.of(0, bars).longerThan(0);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void laws(double[] a, double[] b) {
        int n = (int) Math.sqrt(a.length);
        RtdLiteResult result = PLAIN.compare(a, b, n);
        RtdLiteResult swapped = PLAIN.compare(b, a, n);
        assertThat(DoubleStream.of(result.firstBarcode().lengths()).sum()).isCloseTo(result.fromFirst(), within(1e-12));
        assertThat(DoubleStream.of(result.secondBarcode().lengths()).sum())
                .isCloseTo(result.fromSecond(), within(1e-12));
        assertThat(result.fromFirst()).isNotNegative();
        assertThat(result.fromSecond()).isNotNegative();
        assertThat(result.symmetric())
                .isGreaterThanOrEqualTo(Math.max(result.fromFirst(), result.fromSecond()) - 1e-12);
        assertThat(swapped.fromFirst()).isEqualTo(result.fromSecond());
        assertThat(swapped.score()).isEqualTo(result.score());
        assertThat(swapped.symmetric()).isEqualTo(result.symmetric());
        assertThat(swapped.firstBarcode()).isEqualTo(result.secondBarcode());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void equalMatricesDoNotDiverge(double[] a, double[] b) {
        int n = (int) Math.sqrt(a.length);
        for (double[] matrix : new double[][] {a, b}) {
            RtdLiteResult result = PLAIN.compare(matrix, matrix, n);
            assertThat(result.score()).isZero();
            assertThat(result.symmetric()).isZero();
            assertThat(result.firstBarcode()).isEqualTo(Diagram.empty(0));
        }
    }

    @Test
    void aScaleChangesNothingAfterTheNormalisation() {
        int n = 40;
        double[] points = TestClouds.gaussian(7, 2 * n);
        double[] a = TestClouds.distances(points, n);
        double[] b = TestClouds.distances(TestClouds.gaussian(8, 2 * n), n);
        double[] larger = Arrays.stream(b).map(d -> 8 * d).toArray();
        assertThat(RtdLite.standard().compare(a, larger, n).score())
                .isEqualTo(RtdLite.standard().compare(a, b, n).score());
        assertThat(PLAIN.compare(a, larger, n).score())
                .isNotCloseTo(PLAIN.compare(a, b, n).score(), within(1.0));
    }

    @Test
    void argumentsStayAsTheyAre() {
        double[] a = TestClouds.ties(1, 9, 5);
        double[] b = TestClouds.ties(2, 9, 5);
        double[] copyOfA = a.clone();
        double[] copyOfB = b.clone();
        RtdLiteResult result = RtdLite.standard().compare(a, b, 9);
        assertThat(result.symmetric()).isPositive();
        assertThat(a).isEqualTo(copyOfA);
        assertThat(b).isEqualTo(copyOfB);
    }

    @Test
    void onePointDoesNotDiverge() {
        RtdLiteResult result = RtdLite.standard().compare(new double[1], new double[1], 1);
        assertThat(result.score()).isZero();
        assertThat(result.firstBarcode().isEmpty()).isTrue();
    }

    @Test
    void refusesMatricesOfOtherSizes() {
        assertThatThrownBy(() -> PLAIN.compare(new double[9], new double[4], 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("second has 4 elements, expected 9");
        assertThatThrownBy(() -> PLAIN.compare(new double[4], new double[9], 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first has 4 elements, expected 9");
        assertThatThrownBy(() -> PLAIN.compare(new double[] {0, 1, 2, 0}, new double[4], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one finite number");
    }
}
