package org.gaspard.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.rips.Persistence;
import org.gaspard.topology.rips.VietorisRips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtmFiltrationTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Five points whose bars giotto-ph publishes for the plain and the weighted filtrations, in single precision. */
    private static final double[] FIVE = {
        2, 2.47942554, 2.47942554, 2.84147098, 2.98935825, 2.79848711, 2.79848711, 2.41211849, 2.41211849, 1.92484888
    };

    private static final double[] FIVE_BIRTHS = {0.92658984, 0.95338795, 1.21673110, 1.23621257, 1.30722439};

    private static DistanceMatrix five() {
        return DistanceMatrix.ofPoints(FIVE, 2, Metric.EUCLIDEAN);
    }

    private static double[][] bars(DistanceMatrix filtration, int dimension) {
        Diagram diagram =
                VietorisRips.upTo(1).compute(filtration).barcode(dimension).diagram();
        return IntStream.range(0, diagram.size())
                .mapToObj(i -> new double[] {diagram.birth(i), diagram.death(i)})
                .sorted(Comparator.<double[]>comparingDouble(bar -> bar[0]).thenComparingDouble(bar -> bar[1]))
                .toArray(double[][]::new);
    }

    private static void assertBars(double[][] actual, double[]... expected) {
        assertThat(actual).hasDimensions(expected.length, 2);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-7));
        }
    }

    @Test
    void theBarsOfFivePointsAreThePublishedOnes() {
        double[] births = FIVE_BIRTHS;
        assertBars(
                bars(new DtmFiltration(3, 2, 1).apply(five()), 0),
                new double[] {births[0], INFINITY},
                new double[] {births[1], 1.47491304},
                new double[] {births[2], 1.68583049},
                new double[] {births[3], 1.51234494},
                new double[] {births[4], 1.73876915});
        assertBars(
                bars(new DtmFiltration(3, 2, 2).apply(five()), 0),
                new double[] {births[0], INFINITY},
                new double[] {births[1], 1.08187656},
                new double[] {births[2], 1.26971360},
                new double[] {births[3], 1.23694165},
                new double[] {births[4], 1.33688350});
        assertBars(bars(new DtmFiltration(3, 2, INFINITY).apply(five()), 0), new double[] {births[0], INFINITY});
        for (double p : new double[] {1, 2, INFINITY}) {
            assertThat(bars(new DtmFiltration(3, 2, p).apply(five()), 1)).isEmpty();
        }
        assertThat(Arrays.stream(new DtmFiltration(3, 2, 1).weights(five()))
                        .sorted()
                        .toArray())
                .containsExactly(births, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, INFINITY})
    void weightsOfZeroGiveThePlainBars(double p) {
        DistanceMatrix weighted = DtmFiltration.weighted(five(), new double[5], p);
        assertThat(weighted.toSquare()).containsExactly(five().toSquare(), within(1e-15));
        assertBars(
                bars(weighted, 0),
                new double[] {0, 0.43094373},
                new double[] {0, 0.5117411},
                new double[] {0, 0.60077095},
                new double[] {0, 0.62186205},
                new double[] {0, INFINITY});
        assertBars(bars(weighted, 1), new double[] {0.69093919, 0.80131882});
        Persistence cut = VietorisRips.upTo(1).withThreshold(0.81).compute(weighted);
        assertThat(cut.barcode(1).diagram().birth(0)).isCloseTo(0.69093919, within(1e-7));
    }

    @Test
    void weightsAreMeansOfPowersOfTheNearestDistances() {
        DistanceMatrix line = DistanceMatrix.ofPoints(new double[] {0, 1, 3, 7}, 1, Metric.EUCLIDEAN);
        assertThat(new DtmFiltration(2, 1, 1).weights(line))
                .containsExactly(new double[] {8 / 3.0, 2.0, 10 / 3.0, 20 / 3.0}, within(1e-14));
        assertThat(new DtmFiltration(1, 3, 1).weights(line))
                .containsExactly(
                        Arrays.stream(new double[] {1, 1, 2, 4})
                                .map(d -> 2 * Math.cbrt(d * d * d / 2))
                                .toArray(),
                        within(1e-14));
        // With a large exponent only the furthest neighbour counts, and nothing overflows.
        assertThat(new DtmFiltration(2, 1e6, 1).weights(line))
                .containsExactly(new double[] {6, 4, 6, 12}, within(1e-4));
        assertThat(new DtmFiltration(1, 2, 1)
                        .weights(DistanceMatrix.ofPoints(new double[] {4, 4}, 1, Metric.EUCLIDEAN)))
                .containsExactly(0, 0);
    }

    /** An edge enters when the balls of radius {@code (t^p − f^p)^{1/p}} around its ends meet; found here by bisection. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2})
    void edgesEnterWhenTheBallsMeet(double p) {
        int n = 12;
        DistanceMatrix all = DistanceMatrix.ofPoints(TestClouds.gaussian(8, 2 * n), 2, Metric.EUCLIDEAN);
        double[] weights =
                Arrays.stream(TestClouds.gaussian(9, n)).map(Math::abs).toArray();
        DistanceMatrix filtration = DtmFiltration.weighted(all, weights, p);
        int early = 0;
        for (int i = 0; i < n; i++) {
            assertThat(filtration.birth(i)).isEqualTo(weights[i]);
            for (int j = 0; j < i; j++) {
                double low = Math.max(weights[i], weights[j]) / 2;
                early += reach(low, weights[i], p) + reach(low, weights[j], p) >= all.get(i, j) ? 1 : 0;
                double high = low + all.get(i, j);
                for (int step = 0; step < 100; step++) {
                    double middle = (low + high) / 2;
                    if (reach(middle, weights[i], p) + reach(middle, weights[j], p) >= all.get(i, j)) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                assertThat(filtration.get(i, j)).isCloseTo(2 * high, within(1e-12));
            }
        }
        assertThat(early).as("edges that are there with their later vertex").isBetween(1, n * (n - 1) / 2 - 1);
    }

    private static double reach(double t, double weight, double p) {
        return Math.pow(Math.max(0, Math.pow(t, p) - Math.pow(weight / 2, p)), 1 / p);
    }

    @Test
    void absentEdgesStayAbsentAndEqualPointsMeetAtOnce() {
        DistanceMatrix pair = DistanceMatrix.of(new double[] {0, INFINITY, INFINITY, 0}, 2);
        DistanceMatrix same = DistanceMatrix.of(new double[4], 2);
        for (double p : List.of(1.0, 2.0, INFINITY)) {
            assertThat(DtmFiltration.weighted(pair, new double[] {1, 2}, p).get(0, 1))
                    .isInfinite();
            assertThat(DtmFiltration.weighted(same, new double[] {1, 2}, p).get(0, 1))
                    .isEqualTo(2);
            assertThat(DtmFiltration.weighted(same, new double[] {2, 2}, p).get(0, 1))
                    .isEqualTo(2);
        }
    }

    /** An outlier in the middle of a ring spoils the plain loop, and is out of the weighted one until it has filled. */
    @Test
    void anOutlierNoLongerFillsARing() {
        int n = 40;
        double[] points = new double[2 * n + 2];
        for (int i = 0; i < n; i++) {
            points[2 * i] = Math.cos(2 * Math.PI * i / n);
            points[2 * i + 1] = Math.sin(2 * Math.PI * i / n);
        }
        DistanceMatrix all = DistanceMatrix.ofPoints(points, 2, Metric.EUCLIDEAN);
        double plain = Arrays.stream(bars(all, 1))
                .mapToDouble(bar -> bar[1] - bar[0])
                .max()
                .orElseThrow();
        double weighted = Arrays.stream(bars(new DtmFiltration(3, 2, INFINITY).apply(all), 1))
                .mapToDouble(bar -> bar[1] - bar[0])
                .max()
                .orElseThrow();
        assertThat(plain).isLessThan(1);
        assertThat(weighted).isGreaterThan(1.2);
    }

    @Test
    void refusesBadParameters() {
        assertThatThrownBy(() -> new DtmFiltration(0, 2, 1)).hasMessage("neighbours is 0, expected at least 1");
        assertThatThrownBy(() -> new DtmFiltration(3, 0.5, 1)).hasMessageContaining("exponent is 0.5");
        assertThatThrownBy(() -> new DtmFiltration(3, 2, 3)).hasMessage("p is 3.0, expected 1, 2 or +∞");
        assertThatThrownBy(() -> new DtmFiltration(5, 2, 1).weights(five()))
                .hasMessageContaining("point 0 has 4 others")
                .hasMessageContaining("neighbours = 5");
        assertThatThrownBy(() -> DtmFiltration.weighted(five(), new double[4], 1))
                .hasMessage("weights has 4 elements, expected 5");
        assertThatThrownBy(() -> DtmFiltration.weighted(five(), new double[] {0, 0, -1, 0, 0}, 1))
                .hasMessageContaining("weights[2] is -1.0");
        assertThatThrownBy(() -> new DtmFiltration(3, 2, 1).apply(new DtmFiltration(3, 2, 1).apply(five())))
                .hasMessageContaining("has a weight already");
    }
}
