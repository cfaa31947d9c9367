package org.gaspard.topology.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.Metric;
import org.gaspard.topology.reference.VietorisRips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifoldTopologyDivergenceTest {

    private static final ManifoldTopologyDivergence STANDARD = ManifoldTopologyDivergence.standard();
    private static final double[] NOTHING = {};

    /**
     * The published example, 0.035247244 in single precision: squares of 1000 uniform points, 20 draws of 100 of P and all of Q.
     * One draw, of a picture, comes before them.
     */
    @Test
    void twoSquares() {
        NumpyRandom random = new NumpyRandom(7);
        double[] p = random.uniform(2000);
        double[] q = random.uniform(2000);
        double[] values = new double[21];
        for (int draw = 0; draw < 21; draw++) {
            double[] second = Draw.points(q, 2, random.choice(1000, 1000));
            double[] first = Draw.points(p, 2, random.choice(1000, 100));
            values[draw] = STANDARD.directed(first, second, 2);
        }
        assertThat(Arrays.stream(values).skip(1).average().orElseThrow()).isCloseTo(0.035247244, within(1e-8));
    }

    /** Ripser's barcodes: their number, the sum of lengths, the longest. */
    @ParameterizedTest
    @CsvSource({"plane, 2", "space, 3", "grid, 2", "circle, 2"})
    void agreesWithRipser(String name, int d) {
        double[] p = numbers(name + ".first");
        double[] q = numbers(name + ".second");
        for (Metric metric : Metric.values()) {
            if (metric == Metric.COSINE && name.equals("grid")) {
                continue; // has no value in SciPy, where the origin is
            }
            for (int dimension = 1; dimension <= 2; dimension++) {
                ManifoldTopologyDivergence divergence =
                        STANDARD.withMetric(metric).withDimension(dimension);
                double[] forward = numbers(name + "." + metric + ".forward." + dimension);
                double[] backward = numbers(name + "." + metric + ".backward." + dimension);
                assertThat(summary(divergence.barcode(p, q, d).diagram())).containsExactly(forward, within(2e-5));
                assertThat(summary(divergence.barcode(q, p, d).diagram())).containsExactly(backward, within(2e-5));
                assertThat(divergence.directed(p, q, d)).isCloseTo(forward[1], within(2e-5));
                assertThat(divergence.compare(p, q, d)).isEqualTo(divergence.directed(p, q, d));
                assertThat(divergence.withSymmetric(true).compare(p, q, d))
                        .isCloseTo((forward[1] + backward[1]) / 2, within(2e-5));
            }
        }
    }

    private static double[] numbers(String name) {
        return TestClouds.oracle("divergences.txt", name);
    }

    /** Without bars of the length of rounding errors: in single precision some distances are equal. */
    private static double[] summary(Diagram diagram) {
        double[] lengths = diagram.longerThan(1e-6).lengths();
        return new double[] {
            lengths.length,
            Arrays.stream(lengths).sum(),
            Arrays.stream(lengths).max().orElse(0)
        };
    }

    /** The matrix as it is defined, reduced simplex by simplex. */
    @ParameterizedTest
    @EnumSource(Metric.class)
    void barsAreThoseOfTheWholeMatrix(Metric metric) {
        for (int seed = 0; seed < 12; seed++) {
            int n = 1 + seed;
            int m = 12 - seed;
            double[] p = cloud(seed, n);
            double[] q = cloud(seed + 100, m);
            double[] all = Arrays.copyOf(q, 3 * (m + n));
            System.arraycopy(p, 0, all, 3 * m, 3 * n);
            double[] matrix = DistanceMatrix.ofPoints(all, 3, metric).toSquare();
            for (int i = 0; i < m; i++) {
                Arrays.fill(matrix, i * (m + n), i * (m + n) + m, 0);
            }
            for (int dimension = 1; dimension <= 2; dimension++) {
                int k = dimension;
                double[][] bars =
                        VietorisRips.filtration(matrix, m + n, dimension, Double.POSITIVE_INFINITY)
                                .bars(dimension, 2)
                                .stream()
                                .filter(bar -> bar.dimension() == k && bar.death() > bar.birth())
                                .map(bar -> new double[] {bar.birth(), bar.death()})
                                .toArray(double[][]::new);
                assertThat(STANDARD.withMetric(metric)
                                .withDimension(dimension)
                                .barcode(p, q, 3)
                                .diagram()
                                .sorted())
                        .isEqualTo(Diagram.of(dimension, bars).sorted());
            }
        }
    }

    /** Even seeds: points of a small grid, on which most distances are equal. */
    private static double[] cloud(int seed, int n) {
        double[] points = TestClouds.gaussian(seed, 3 * n);
        return seed % 2 == 0 ? Arrays.stream(points).map(Math::rint).toArray() : points;
    }

    /**
     * Points −1 0 1 2 on a line. The inner ones close a loop with the outer ones at 1, which one of them fills at 2; the edge
     * of the outer ones comes when the inner ones fill it.
     */
    @Test
    void fourPointsOnALine() {
        double[] inner = {0, 1};
        double[] outer = {-1, 2};
        assertThat(STANDARD.barcode(inner, outer, 1).diagram()).isEqualTo(Diagram.of(1, new double[][] {{1, 2}}));
        assertThat(STANDARD.barcode(outer, inner, 1).diagram()).isEqualTo(Diagram.empty(1));
        assertThat(STANDARD.barcode(inner, outer, 1).birthSimplex(0)).hasSize(2);
        assertThat(STANDARD.directed(inner, outer, 1)).isEqualTo(1);
        assertThat(STANDARD.directed(outer, inner, 1)).isZero();
        assertThat(STANDARD.withSymmetric(true).compare(inner, outer, 1)).isEqualTo(0.5);
        assertThat(STANDARD.withSymmetric(true).compare(outer, inner, 1)).isEqualTo(0.5);
    }

    /** The loop of a square ends at its diagonal, unless something is in the middle of it. */
    @Test
    void square() {
        double[] square = {0, 0, 1, 0, 1, 1, 0, 1};
        Diagram loop = Diagram.of(1, new double[][] {{1, Math.sqrt(2)}});
        assertThat(STANDARD.barcode(square, new double[] {9, 9}, 2).diagram()).isEqualTo(loop);
        assertThat(STANDARD.barcode(square, new double[] {0.5, 0.5}, 2).diagram())
                .isEqualTo(Diagram.empty(1));
        assertThat(STANDARD.withMetric(Metric.MANHATTAN).directed(square, new double[] {9, 9}, 2))
                .isEqualTo(1);
        assertThat(STANDARD.withMetric(Metric.CHEBYSHEV).directed(square, new double[] {9, 9}, 2))
                .isZero();
    }

    /** Of nothing nothing is left; against nothing the bars are those of the cloud. */
    @Test
    void emptyClouds() {
        double[] p = TestClouds.gaussian(1, 60);
        assertThat(STANDARD.barcode(p, NOTHING, 2).diagram())
                .isEqualTo(org.gaspard.topology.rips.VietorisRips.upTo(1)
                        .compute(DistanceMatrix.ofPoints(p, 2, Metric.EUCLIDEAN))
                        .barcode(1)
                        .diagram());
        assertThat(STANDARD.directed(p, NOTHING, 2)).isPositive();
        assertThat(STANDARD.directed(NOTHING, p, 2)).isZero();
        assertThat(STANDARD.directed(NOTHING, NOTHING, 2)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void aPartOfACloudLeavesItNowhere(Metric metric) {
        double[] cloud = TestClouds.gaussian(2, 90);
        double[] part = Arrays.copyOfRange(cloud, 30, 66);
        for (int dimension = 1; dimension <= 2; dimension++) {
            ManifoldTopologyDivergence divergence =
                    STANDARD.withMetric(metric).withDimension(dimension).withSymmetric(true);
            assertThat(divergence.compare(cloud, cloud, 3)).isZero();
            assertThat(divergence.directed(part, cloud, 3)).isZero();
        }
        assertThat(STANDARD.withMetric(metric).directed(cloud, part, 3)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void lengthsGrowWithTheDistances(Metric metric) {
        double[] p = TestClouds.gaussian(3, 60);
        double[] q = TestClouds.gaussian(4, 45);
        double factor = switch (metric) {
            case EUCLIDEAN, MANHATTAN, CHEBYSHEV -> 4;
            case SQUARED_EUCLIDEAN -> 16;
            case COSINE -> 1;
        };
        double value = STANDARD.withMetric(metric).directed(p, q, 3);
        assertThat(value).isPositive();
        assertThat(STANDARD.withMetric(metric).directed(times4(p), times4(q), 3))
                .isCloseTo(factor * value, within(1e-12 * factor));
    }

    private static double[] times4(double[] points) {
        return Arrays.stream(points).map(x -> 4 * x).toArray();
    }

    /** Points of P may move to the nearest ones of Q, after which nothing is left. */
    @ParameterizedTest
    @EnumSource(names = {"EUCLIDEAN", "MANHATTAN", "CHEBYSHEV"})
    void noBarIsLongerThanTheWayToTheOtherCloud(Metric metric) {
        boolean near = false;
        for (int seed = 0; seed < 20; seed++) {
            double[] p = TestClouds.gaussian(seed, 50);
            double[] q = TestClouds.gaussian(seed + 100, 12);
            double[] lengths =
                    STANDARD.withMetric(metric).barcode(p, q, 2).diagram().lengths();
            double longest = Arrays.stream(lengths).max().orElse(0);
            double farthest = IntStream.range(0, 25)
                    .mapToDouble(i -> IntStream.range(0, 6)
                            .mapToDouble(j -> metric.distance(
                                    new double[] {p[2 * i], p[2 * i + 1], q[2 * j], q[2 * j + 1]}, 0, 2, 2))
                            .min()
                            .orElseThrow())
                    .max()
                    .orElseThrow();
            assertThat(longest).isLessThanOrEqualTo(farthest);
            near |= longest > 0.4 * farthest;
        }
        assertThat(near).isTrue();
    }

    @Test
    void trialsDependOnTheKeyAlone() {
        double[] p = TestClouds.gaussian(5, 120);
        double[] q = TestClouds.gaussian(6, 90);
        ManifoldTopologyDivergence divergence = STANDARD.withBatches(25, 15).withTrials(4);
        double[] values = divergence.sampled(p, q, 3, RandomKey.of(5));
        assertThat(values).hasSize(4).containsExactly(divergence.sampled(p, q, 3, RandomKey.of(5)));
        assertThat(Arrays.stream(values).distinct().count()).isEqualTo(4);
        assertThat(divergence.sampled(p, q, 3, RandomKey.of(6))).isNotEqualTo(values);
        assertThat(divergence.withTrials(2).sampled(p, q, 3, RandomKey.of(5))).containsExactly(values[0], values[1]);
    }

    /** Of a cloud of 30 points that many are drawn, each once. */
    @ParameterizedTest
    @ValueSource(ints = {30, 31, 1000})
    void batchesAreAtMostTheClouds(int batch) {
        double[] p = TestClouds.gaussian(7, 60);
        double[] q = TestClouds.gaussian(8, 60);
        ManifoldTopologyDivergence divergence =
                STANDARD.withBatches(batch, batch).withTrials(2).withSymmetric(true);
        double whole = divergence.compare(p, q, 2);
        for (double value : divergence.sampled(p, q, 2, RandomKey.of(1))) {
            assertThat(value).isCloseTo(whole, within(1e-12));
        }
    }

    /** Q is drawn whole and holds each point of P, so that forwards all is 0: what is left is the other direction. */
    @Test
    void symmetricTrialsDrawForEachDirection() {
        double[] q = TestClouds.gaussian(9, 80);
        double[] p = Arrays.copyOf(q, 40);
        ManifoldTopologyDivergence one = STANDARD.withBatches(30, 40).withTrials(3);
        assertThat(one.sampled(p, q, 2, RandomKey.of(2))).containsOnly(0);
        double[] both = one.withSymmetric(true).sampled(p, q, 2, RandomKey.of(2));
        // Backwards 30 points of Q are compared with all of P.
        assertThat(Arrays.stream(both).distinct().count()).isEqualTo(3);
        assertThat(Arrays.stream(both)).allMatch(value -> value > 0);
        double[] apart = TestClouds.gaussian(10, 60);
        double[] forward = one.sampled(apart, q, 2, RandomKey.of(3));
        double[] mean = one.withSymmetric(true).sampled(apart, q, 2, RandomKey.of(3));
        for (int trial = 0; trial < 3; trial++) {
            assertThat(forward[trial]).isPositive();
            assertThat(mean[trial]).isGreaterThan(0.5 * forward[trial]);
        }
    }

    @Test
    void refusesWhatAreNoClouds() {
        double[] good = {0, 1, 2, 3};
        for (double[] bad : List.of(new double[3], new double[] {0, Double.NaN})) {
            assertThatThrownBy(() -> STANDARD.directed(bad, good, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("first")
                    .hasMessageContaining("expected");
            assertThatThrownBy(() -> STANDARD.directed(good, bad, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("second");
        }
        assertThatThrownBy(() -> STANDARD.compare(good, good, 0)).hasMessage("d is 0, expected at least 1");
        RandomKey key = RandomKey.of(1);
        assertThatThrownBy(() -> STANDARD.sampled(NOTHING, good, 2, key))
                .hasMessage("the number of points of first is 0, expected at least 1");
        assertThatThrownBy(() -> STANDARD.sampled(good, NOTHING, 2, key))
                .hasMessage("the number of points of second is 0, expected at least 1");
    }

    @Test
    void refusesBadOptions() {
        assertThatThrownBy(() -> STANDARD.withDimension(0)).hasMessage("dimension is 0, expected at least 1");
        assertThatThrownBy(() -> STANDARD.withBatches(0, 1)).hasMessage("firstBatch is 0, expected at least 1");
        assertThatThrownBy(() -> STANDARD.withBatches(1, 0)).hasMessage("secondBatch is 0, expected at least 1");
        assertThatThrownBy(() -> STANDARD.withTrials(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trials is -1, expected at least 0");
    }
}
