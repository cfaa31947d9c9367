package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighbourInformationTest {

    private static final NearestNeighbourInformation THREE = NearestNeighbourInformation.standard();

    @Test
    void continuousEqualsItsDefinition() {
        var random = new Random(1);
        double[][] x = gaussian(random, 150, 1);
        double[][] y = gaussian(random, 150, 1);
        double[][] p = gaussian(random, 150, 2);
        double[][] q = gaussian(random, 150, 3);
        for (int n = 0; n < 150; n++) {
            y[n][0] += x[n][0];
            q[n][1] += 2 * p[n][0];
        }
        for (int k : new int[] {1, 3, 7}) {
            var information = THREE.withNeighbours(k);
            assertThat(information.continuous(x, y)).isCloseTo(kraskov(x, y, k), within(1e-12));
            assertThat(information.continuous(p, q)).isCloseTo(kraskov(p, q, k), within(1e-12));
            assertThat(information.continuous(x, q)).isCloseTo(kraskov(x, q, k), within(1e-12));
            assertThat(information.continuous(column(x), column(y))).isEqualTo(information.continuous(x, y));
        }
    }

    @Test
    void discreteEqualsItsDefinition() {
        var random = new Random(2);
        int[] labels = random.ints(200, 0, 6).map(k -> k * k).toArray();
        labels[13] = 99;
        double[][] x = gaussian(random, 200, 1);
        double[][] p = gaussian(random, 200, 3);
        for (int n = 0; n < 200; n++) {
            x[n][0] += 0.2 * labels[n];
            p[n][2] -= 0.1 * labels[n];
        }
        for (int k : new int[] {1, 3, 50}) {
            var information = THREE.withNeighbours(k);
            assertThat(information.discrete(x, labels)).isCloseTo(ross(x, labels, k), within(1e-12));
            assertThat(information.discrete(p, labels)).isCloseTo(ross(p, labels, k), within(1e-12));
            assertThat(information.discrete(column(x), labels)).isEqualTo(information.discrete(x, labels));
        }
    }

    /** Equation 8 of Kraskov et al., by all distances. */
    private static double kraskov(double[][] x, double[][] y, int k) {
        double[][] a = scaled(x);
        double[][] b = scaled(y);
        int points = a.length;
        double sum = 0;
        for (int n = 0; n < points; n++) {
            int self = n;
            double radius = IntStream.range(0, points)
                    .filter(m -> m != self)
                    .mapToDouble(m -> Math.max(distance(a[self], a[m]), distance(b[self], b[m])))
                    .sorted()
                    .toArray()[k - 1];
            sum += digamma(nearer(a, self, radius) + 1) + digamma(nearer(b, self, radius) + 1);
        }
        return Math.max(0, digamma(points) + digamma(k) - sum / points);
    }

    /** Equation 2 of Ross, by all distances, over the labels that occur twice. */
    private static double ross(double[][] x, int[] labels, int neighbours) {
        double[][] all = scaled(x);
        int[] kept = IntStream.range(0, all.length)
                .filter(n -> Arrays.stream(labels).filter(l -> l == labels[n]).count() > 1)
                .toArray();
        double[][] a = Arrays.stream(kept).mapToObj(n -> all[n]).toArray(double[][]::new);
        int[] y = Arrays.stream(kept).map(n -> labels[n]).toArray();
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            int self = n;
            double[] same = IntStream.range(0, a.length)
                    .filter(m -> m != self && y[m] == y[self])
                    .mapToDouble(m -> distance(a[self], a[m]))
                    .sorted()
                    .toArray();
            int k = Math.min(neighbours, same.length);
            sum += digamma(k) - digamma(same.length + 1) - digamma(nearer(a, self, same[k - 1]) + 1);
        }
        return Math.max(0, digamma(a.length) + sum / a.length);
    }

    private static int nearer(double[][] a, int self, double radius) {
        return (int) IntStream.range(0, a.length)
                .filter(m -> m != self && distance(a[self], a[m]) < radius)
                .count();
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(l -> Math.abs(a[l] - b[l]))
                .max()
                .orElseThrow();
    }

    private static double[][] scaled(double[][] x) {
        double[] scale = Standardization.of(x).scale();
        return LearnersOracle.map(
                x,
                row -> IntStream.range(0, row.length)
                        .mapToDouble(l -> row[l] / scale[l])
                        .toArray());
    }

    private static double digamma(int n) {
        return -0.5772156649015329
                + IntStream.range(1, n).mapToDouble(i -> 1.0 / i).sum();
    }

    @Test
    void informationOfCorrelatedGaussiansIsFound() {
        var random = new Random(3);
        for (double correlation : new double[] {0, 0.6, 0.95}) {
            double[] x = new double[4000];
            double[] y = new double[4000];
            for (int n = 0; n < 4000; n++) {
                x[n] = random.nextGaussian();
                y[n] = correlation * x[n] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            double expected = -0.5 * Math.log(1 - correlation * correlation);
            assertThat(THREE.continuous(x, y)).isCloseTo(expected, within(0.05));
            // Scales and any strictly increasing or decreasing line do not matter.
            double[] moved = Arrays.stream(x).map(v -> 8 - 4 * v).toArray();
            assertThat(THREE.continuous(moved, y)).isCloseTo(THREE.continuous(x, y), within(1e-3));
        }
    }

    @Test
    void labelsThatSplitALineAreKnownCompletely() {
        double[] x = new Random(4).doubles(3000, 0, 4).toArray();
        int[] quarters = Arrays.stream(x).mapToInt(v -> (int) v).toArray();
        assertThat(THREE.discrete(x, quarters)).isCloseTo(Math.log(4), within(0.02));
        int[] shuffled = new Random(5).ints(3000, 0, 4).toArray();
        assertThat(THREE.discrete(x, shuffled)).isCloseTo(0, within(0.04));
    }

    @Test
    void noiseBreaksTiesAndIsReproducible() {
        int[] labels = new Random(6).ints(500, 0, 5).toArray();
        double[] x = Arrays.stream(labels).asDoubleStream().toArray();
        double[] y = Arrays.stream(labels).mapToDouble(l -> l * l).toArray();
        // scikit-learn's noise is the default.
        assertThat(THREE.discrete(x, labels)).isCloseTo(Math.log(5), within(0.05));
        assertThat(THREE).isEqualTo(THREE.withNoise(1e-10, 0));
        var noisy = THREE.withNoise(1e-10, 7);
        assertThat(noisy.discrete(x, labels)).isCloseTo(Math.log(5), within(0.05));
        assertThat(noisy.discrete(x, labels)).isEqualTo(noisy.discrete(x, labels));
        assertThat(noisy.continuous(x, y))
                .isEqualTo(noisy.continuous(x, y))
                .isNotEqualTo(THREE.withNoise(1e-10, 8).continuous(x, y));
        // Without it all tied points are at distance 0: each counts its whole class.
        assertThat(THREE.withNoise(0, 0).continuous(x, y)).isLessThan(noisy.continuous(x, y));
    }

    @Test
    void aConstantKnowsNothing() {
        double[] constant = new double[50];
        double[] x = new Random(8).doubles(50).toArray();
        int[] labels = new Random(9).ints(50, 0, 3).toArray();
        assertThat(THREE.continuous(constant, x)).isZero();
        assertThat(THREE.discrete(constant, labels)).isZero();
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> THREE.continuous(new double[4], new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 4 and 5");
        assertThatThrownBy(() -> THREE.continuous(new double[3], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than neighbours = 3");
        assertThatThrownBy(() -> THREE.continuous(new double[] {1, 2, Double.NaN, 3}, new double[4]))
                .hasMessage("x must be finite, found NaN at position 2");
        assertThatThrownBy(() -> THREE.discrete(new double[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must have one label for each of 3 points, found 2");
        assertThatThrownBy(() -> THREE.discrete(new double[3], new int[] {1, 2, 3}))
                .hasMessage("labels must have a label that occurs twice, found 3 different ones");
        assertThatThrownBy(() -> THREE.discrete(new double[0], new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one row");
        assertThatThrownBy(() -> THREE.withNeighbours(0)).hasMessageContaining("neighbours");
        assertThatThrownBy(() -> THREE.withNoise(-1, 0)).hasMessageContaining("noise");
    }

    private static double[] column(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    }

    private static double[][] gaussian(Random random, int points, int width) {
        double[][] x = new double[points][width];
        for (double[] row : x) {
            Arrays.setAll(row, l -> random.nextGaussian());
        }
        return x;
    }
}
