package org.gaspard.metrics.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.KMeans;
import org.junit.jupiter.api.Test;

/** Against oracles/gwae_evaluation.py, on 24 sets each, and on clusters that are known. */
class ClusteringTest {

    private static void hold(String name, String values, double bound, IntFunction<double[]> found) {
        Deviations.record(
                name,
                OracleSets.COUNT,
                OracleSets.largestDeviation(OracleSets.values(ClusteringTest.class, "clustering.txt", values), found),
                bound);
    }

    private static KMeans.Clustering found(int set) {
        double[][] rows = OracleSets.codes(set).rows();
        int clusters = 2 + set % 5;
        return KMeans.of(clusters, 0).fit(rows, Arrays.copyOf(rows, clusters));
    }

    @Test
    void centresFromGivenOnes() {
        hold("k-means", "centres", 1e-12, set -> {
            KMeans.Clustering found = found(set);
            assertThat(found.converged()).isTrue();
            return Stream.of(
                            DoubleStream.of(found.inertia()),
                            Arrays.stream(found.centres()).flatMapToDouble(Arrays::stream),
                            Arrays.stream(found.labels()).asDoubleStream())
                    .flatMapToDouble(part -> part)
                    .toArray();
        });
    }

    @Test
    void indexOfClusters() {
        hold("Caliński-Harabasz", "index", 1e-12, set -> new double[] {
            CalinskiHarabasz.index(OracleSets.codes(set), found(set).labels())
        });
    }

    private static int[] labels(int set, int count, int seed) {
        long state = seed;
        int[] labels = new int[OracleSets.points(set)];
        for (int n = 0; n < labels.length; n++) {
            state = state * 48271 % 2147483647;
            labels[n] = (int) (state % count);
        }
        return labels;
    }

    @Test
    void agreementOfLabellings() {
        hold("cluster agreement", "agreement", 1e-13, set -> {
            int[] first = labels(set, 2 + set % 5, 14000 + set);
            int[] second = labels(set, 2 + set % 7, 15000 + set);
            double[] noise = OracleSets.noise(1, first.length, 16000 + set)[0];
            Arrays.setAll(second, n -> noise[n] < set / 24.0 ? first[n] : second[n]);
            ClusterAgreement agreement = ClusterAgreement.of(first, second);
            assertThat(agreement.accuracy()).isGreaterThanOrEqualTo(1.0 / Math.max(2 + set % 5, 2 + set % 7));
            return new double[] {agreement.adjustedRand(), agreement.normalisedInformation(), agreement.accuracy()};
        });
    }

    /** Points around four corners. */
    private static Codes corners(int points, int seed) {
        double[][] noise = OracleSets.noise(points, 2, seed);
        for (int n = 0; n < points; n++) {
            noise[n][0] += 5 * (n % 2);
            noise[n][1] += 7 * (n / 2 % 2);
        }
        return Codes.ofRows(noise);
    }

    @Test
    void theCurvePeaksAtTheNumberOfClusters() {
        Score score = new ClusteringCurve(2, 8, 10, 1).score(corners(200, 3), corners(120, 4));
        assertThat(score.value()).isEqualTo(4);
        assertThat(score.figure("largest index"))
                .isEqualTo(score.figure("k = 4"))
                .isGreaterThan(3 * score.figure("k = 3"));
        assertThat(score.table("Caliński-Harabasz index").rows()).containsExactly("2", "3", "4", "5", "6", "7", "8");
        // Four squares of side 1: 2/12 a point.
        assertThat(score.table("Caliński-Harabasz index").column(1)[2]).isCloseTo(1 / 6.0, within(0.03));
        assertThat(score.warnings()).isEmpty();
        assertThat(new ClusteringCurve(2, 8, 10, 1)
                        .score(corners(200, 3), corners(120, 4))
                        .json())
                .isEqualTo(score.json());
    }

    @Test
    void aCurveOfASingleTestPointHasNoPeak() {
        Score score = new ClusteringCurve(2, 3, 1, 1).score(corners(20, 3), corners(1, 4));
        assertThat(score.value()).isNaN();
        assertThat(score.figure("largest index")).isNaN();
        assertThat(score.warnings()).hasSize(2).allMatch(warning -> warning.contains("not defined for k = "));
    }

    @Test
    void seedsFindTheClusters() {
        int[] classes = IntStream.range(0, 200).map(n -> n % 4).toArray();
        KMeans.Clustering found = KMeans.of(4, 9).fit(corners(200, 3).rows());
        assertThat(ClusterAgreement.of(found.labels(), classes)).isEqualTo(new ClusterAgreement(1, 1, 1));
        assertThat(found.nearest(corners(200, 3).rows())).isEqualTo(found.labels());
        assertThat(new KMeans(4, 1, 1, 9).fit(corners(200, 3).rows()).rounds()).isEqualTo(1);
    }

    /** No centre stays without points, as one of the two far from all would. */
    @Test
    void lostCentresGoToFarPoints() {
        double[][] rows = {{0}, {1}, {10}, {11}, {30}};
        KMeans.Clustering found = KMeans.of(3, 0).fit(rows, new double[][] {{0}, {-500}, {900}});
        assertThat(found.converged()).isTrue();
        assertThat(Arrays.stream(found.labels()).distinct().count()).isEqualTo(3);
        assertThat(found.inertia()).isCloseTo(1, within(1e-12));
    }

    @Test
    void fewerDifferentPointsThanCentres() {
        KMeans.Clustering found = KMeans.of(3, 0).fit(new double[][] {{1}, {1}, {2}, {2}});
        assertThat(found.inertia()).isZero();
        assertThat(found.converged()).isTrue();
    }

    @Test
    void trivialLabellings() {
        int[] same = {4, 4, 4};
        int[] different = {1, 2, 3};
        assertThat(ClusterAgreement.of(same, same)).isEqualTo(new ClusterAgreement(1, 1, 1));
        assertThat(ClusterAgreement.of(different, new int[] {7, 9, 8})).isEqualTo(new ClusterAgreement(1, 1, 1));
        assertThat(ClusterAgreement.of(same, different)).isEqualTo(new ClusterAgreement(0, 0, 1 / 3.0));
        assertThat(ClusterAgreement.of(new int[] {5}, new int[] {6})).isEqualTo(new ClusterAgreement(1, 1, 1));
        Codes codes = Codes.ofRows(new double[][] {{1}, {2}, {3}});
        assertThat(CalinskiHarabasz.index(codes, same)).isNaN();
        assertThat(CalinskiHarabasz.index(codes, different)).isNaN();
    }

    /** Also where tenths of a number, ten times, are another number. */
    @Test
    void clustersOfEqualPointsHaveTheIndexOne() {
        int[] labels = IntStream.range(0, 20).map(n -> n % 2).toArray();
        double[][] rows = Arrays.stream(labels)
                .mapToObj(label -> new double[] {label == 0 ? 0.1 : 0.7})
                .toArray(double[][]::new);
        assertThat(CalinskiHarabasz.index(Codes.ofRows(rows), labels)).isEqualTo(1);
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> KMeans.of(0, 1)).hasMessageContaining("clusters must be at least 1, found 0");
        assertThatThrownBy(() -> KMeans.of(3, 1).fit(new double[2][1])).hasMessageContaining("3, found 2");
        assertThatThrownBy(() -> KMeans.of(2, 1).fit(new double[2][1], new double[1][1]))
                .hasMessageContaining("centres must be 2 rows, found 1");
        assertThatThrownBy(() -> KMeans.of(2, 1).fit(new double[2][1], new double[2][3]))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> new ClusteringCurve(1, 3, 1, 1)).hasMessageContaining("from");
        assertThatThrownBy(() -> new ClusteringCurve(4, 3, 1, 1)).hasMessageContaining("to");
        assertThatThrownBy(() -> ClusteringCurve.standard(1).score(corners(5, 1), corners(20, 1)))
                .hasMessageContaining("validation");
        assertThatThrownBy(() -> ClusterAgreement.of(new int[2], new int[3])).hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> CalinskiHarabasz.index(corners(4, 1), new int[3]))
                .hasMessageContaining("found 3");
    }
}
