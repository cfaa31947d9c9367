package org.gaspard.topology.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.rips.VietorisRips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published examples of the divergence; Ripser made the numbers that are not published. */
class RepresentationTopologyDivergenceTest {

    /** The example of the paper with 10 and with 12 clusters. */
    @Test
    void clusters() {
        int n = TestClouds.CLUSTERS;
        double[] a = TestClouds.distances(TestClouds.clusters(), n);
        double[] ten = TestClouds.distances(TestClouds.clusters(10), n);
        double[] twelve = TestClouds.distances(TestClouds.clusters(12), n);
        RepresentationTopologyDivergence rtd = RepresentationTopologyDivergence.standard();
        RepresentationTopologyDivergence max = rtd.withKind(CrossBarcode.MAX);
        assertThat(rtd.directed(a, ten, n)).isCloseTo(23.60420, offset(1e-5));
        assertThat(rtd.directed(ten, a, n)).isCloseTo(14.66552, offset(1e-5));
        assertThat(max.directed(a, twelve, n)).isCloseTo(40.83281, offset(1e-5));
    }

    /** The same with the first fifth of the points: both ways, then both ways with the larger distances. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 10, 12})
    void clustersOfFewerPoints(int k) {
        int n = 60;
        double[] a = TestClouds.distances(Arrays.copyOf(TestClouds.clusters(), 2 * n), n);
        double[] b = TestClouds.distances(Arrays.copyOf(TestClouds.clusters(k), 2 * n), n);
        double[] expected = TestClouds.oracle("divergences.txt", "clusters." + k);
        RepresentationTopologyDivergence rtd = RepresentationTopologyDivergence.standard();
        RepresentationTopologyDivergence max = rtd.withKind(CrossBarcode.MAX);
        double[] found = {rtd.directed(a, b, n), rtd.directed(b, a, n), max.directed(a, b, n), max.directed(b, a, n)};
        assertThat(found).containsExactly(expected, offset(1e-4));
        assertThat(rtd.compare(a, b, n)).isEqualTo(0.5 * found[0] + 0.5 * found[1]);
    }

    /**
     * Two squares of 1000 uniform points, NumPy's legacy generator with seed 7, and the first of the ten random parts of 500
     * whose mean is the published 35.55234.
     */
    @Test
    void uniformSquares() {
        int n = 1000;
        NumpyRandom random = new NumpyRandom(7);
        double[] p = random.uniform(2 * n);
        double[] q = random.uniform(2 * n);
        RepresentationTopologyDivergence rtd = RepresentationTopologyDivergence.standard();
        Diagram bars = rtd.barcode(TestClouds.distances(p, n), TestClouds.distances(q, n), n)
                .diagram();
        double[] lengths = bars.lengths();
        Arrays.sort(lengths);
        assertThat(lengths).hasSize(1219);
        assertThat(Arrays.stream(lengths).sum()).isCloseTo(61.6466, offset(1e-4));
        assertThat(lengths[1218]).isCloseTo(0.15257642, offset(1e-7));
        assertThat(lengths[1189]).isCloseTo(0.10457093, offset(1e-7));
        assertThat(lengths[609]).isCloseTo(0.05195973, offset(1e-7));
        int[] rows = random.choice(n, n / 2);
        double[] a = TestClouds.distances(Draw.points(p, 2, rows), n / 2);
        double[] b = TestClouds.distances(Draw.points(q, 2, rows), n / 2);
        double[] expected = TestClouds.oracle("divergences.txt", "squares");
        assertThat(rtd.directed(a, b, n / 2)).isCloseTo(expected[0], offset(1e-4));
    }

    /** The first k of five rings of 100 points have radius 1, the others radii around it. Distances are heavily tied. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 0, 0, 0",
        "2, 600, 200, 0.1119832, 0.0268479, 6.79587, 3.98412",
        "3, 300, 500, 0.1119832, 0.0130785, 7.11016, 3.10537",
        "4, 300, 400, 0.1119832, 0.0239147, 11.00540, 3.68397",
        "5, 400, 300, 0.1119832, 0.0177324, 14.40585, 3.20923"
    })
    void rings(int k, int bars, int barsBack, double longest, double longestBack, double sum, double sumBack) {
        double[] a = TestClouds.distances(ringsOf(1), 500);
        double[] b = TestClouds.distances(ringsOf(k), 500);
        RepresentationTopologyDivergence rtd = RepresentationTopologyDivergence.standard();
        assertRing(rtd.barcode(a, b, 500).diagram(), bars, longest, sum);
        assertRing(rtd.barcode(b, a, 500).diagram(), barsBack, longestBack, sumBack);
    }

    /** Bars of a length above the rounding of the coordinates. */
    private static void assertRing(Diagram diagram, int bars, double longest, double sum) {
        Diagram found = diagram.longerThan(1e-6);
        assertThat(found.size()).isEqualTo(bars);
        assertThat(Arrays.stream(found.lengths()).max().orElse(0)).isCloseTo(longest, offset(1e-6));
        assertThat(Arrays.stream(found.lengths()).sum()).isCloseTo(sum, offset(1e-4));
    }

    private static double[] ringsOf(int k) {
        double[] points = new double[1000];
        for (int ring = 0; ring < 5; ring++) {
            int j = ring - k;
            double radius = j < 0 ? 1 : j % 2 == 0 ? 1 + 0.25 * (2 + j) / 2 : 1 - 0.25 * (1 + j) / 2;
            for (int i = 0; i < 100; i++) {
                points[2 * (100 * ring + i)] = radius * Math.cos(2 * Math.PI * i / 100);
                points[2 * (100 * ring + i) + 1] = radius * Math.sin(2 * Math.PI * i / 100);
            }
        }
        return points;
    }

    @ParameterizedTest
    @EnumSource(CrossBarcode.class)
    void theShortFormHasTheBarsOfTheWholeMatrix(CrossBarcode kind) {
        for (int seed = 0; seed < 12; seed++) {
            int n = 4 + seed;
            double[] a = seed % 2 == 0 ? TestClouds.ties(seed, n, 6) : distances(seed, n);
            double[] b = seed % 2 == 0 ? TestClouds.ties(seed + 50, n, 6) : distances(seed + 50, n);
            for (int dimension = 1; dimension <= 2; dimension++) {
                DistanceMatrix whole = kind.matrix(a, b, n);
                Diagram expected = VietorisRips.upTo(dimension)
                        .compute(whole)
                        .barcode(dimension)
                        .diagram()
                        .sorted();
                assertThat(kind.compute(a, b, n, dimension).diagram().sorted()).isEqualTo(expected);
                assertThat(VietorisRips.upTo(dimension)
                                .computeRelative(whole, n)
                                .barcode(dimension)
                                .diagram()
                                .sorted())
                        .isEqualTo(expected);
            }
        }
    }

    private static double[] distances(long seed, int n) {
        return TestClouds.distances(TestClouds.gaussian(seed, 3 * n), n);
    }

    @Test
    void equalRepresentationsAndMultiplesAreAtDistanceZero() {
        double[] a = distances(3, 30);
        double[] twice = Arrays.stream(a).map(d -> 2 * d).toArray();
        for (CrossBarcode kind : CrossBarcode.values()) {
            RepresentationTopologyDivergence rtd =
                    RepresentationTopologyDivergence.standard().withKind(kind);
            assertThat(rtd.compare(a, a, 30)).isZero();
            assertThat(rtd.compare(a, twice, 30)).isZero();
        }
    }

    @Test
    void trialsDependOnTheKeyAlone() {
        double[] x = TestClouds.gaussian(1, 60);
        double[] y = TestClouds.gaussian(2, 90);
        RepresentationTopologyDivergence rtd = RepresentationTopologyDivergence.standard();
        double[] scores = rtd.sampled(x, y, 30, 20, 4, RandomKey.of(5));
        assertThat(scores).hasSize(4).containsExactly(rtd.sampled(x, y, 30, 20, 4, RandomKey.of(5)));
        assertThat(Arrays.stream(scores).distinct().count()).isEqualTo(4);
        assertThat(rtd.sampled(x, y, 30, 30, 1, RandomKey.of(5))[0])
                .isCloseTo(rtd.compare(TestClouds.distances(x, 30), TestClouds.distances(y, 30), 30), offset(1e-12));
        assertThatThrownBy(() -> rtd.sampled(x, y, 30, 31, 1, RandomKey.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size");
    }

    @Test
    void matricesThatAreNotSymmetricAreRefused() {
        double[] a = {0, 1, 2, 1, 0, 3, 2, 3, 0};
        double[] b = {0, 2, 1, 9, 0, 1, 9, 9, 0};
        assertThatThrownBy(() -> CrossBarcode.MIN.compute(a, b, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("b[1,0] is 9.0 and b[0,1] is 2.0, expected a symmetric matrix");
        assertThatThrownBy(() -> CrossBarcode.MAX.compute(new double[] {1}, new double[] {0}, 1, 1))
                .hasMessage("a[0,0] is 1.0, expected 0 on the diagonal");
    }
}
