package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostTest {

    private static final double[] X = {3, 4, 0, 0, 1, -1};
    private static final double[] Y = {0, 5, 2, 2};

    @Test
    void matricesFollowTheirFormulas() {
        assertThat(Cost.squaredEuclidean().matrix(X, 3, Y, 2, 2)).containsExactly(10, 5, 25, 8, 37, 10);
        assertThat(Cost.euclidean().matrix(X, 3, Y, 2, 2))
                .containsExactly(Math.sqrt(10), Math.sqrt(5), 5, Math.sqrt(8), Math.sqrt(37), Math.sqrt(10));
        assertThat(Cost.innerProduct().matrix(X, 3, Y, 2, 2)).containsExactly(20, 14, 0, 0, -5, 0);
        assertThat(Cost.cosineSimilarity().matrix(X, 3, Y, 2, 2))
                .containsExactly(new double[] {0.8, 14 / (5 * Math.sqrt(8)), 0, 0, -Math.sqrt(0.5), 0}, within(1e-15));
        assertThat(Cost.of("first coordinate", (x, i, y, j, d) -> x[i] * y[j]).matrix(X, 3, Y, 2, 2))
                .containsExactly(0, 6, 0, 0, 0, 2);
    }

    @Test
    void derivedCostsAreFunctionsOfTheirBase() {
        double[] similarity = Cost.cosineSimilarity().matrix(X, 3, 2);
        double[] distance = Cost.cosineDistance().matrix(X, 3, 2);
        double[] scaled = Cost.scaled(-2.5, Cost.cosineSimilarity()).matrix(X, 3, 2);
        for (int k = 0; k < 9; k++) {
            assertThat(distance[k]).isEqualTo(1 - similarity[k]);
            assertThat(scaled[k]).isEqualTo(-2.5 * similarity[k]);
        }
    }

    @Test
    void oddDimensionsAndSelfMatricesAreSymmetric() {
        for (int d : new int[] {1, 2, 3, 7}) {
            double[] x = Oracles.gaussian(Oracles.random(d), 5 * d);
            double[] c = Cost.squaredEuclidean().matrix(x, 5, d);
            double direct = 0;
            for (int k = 0; k < d; k++) {
                direct += Math.pow(x[k] - x[4 * d + k], 2);
            }
            assertThat(c[4]).isCloseTo(direct, within(1e-12)).isEqualTo(c[20]);
            assertThat(c[0]).isZero();
        }
    }

    @Test
    void normsAnglesAndElasticCostsFollowTheirFormulas() {
        // The differences are (3, -1), (1, 2), (0, -5), (-2, -2), (1, -6), (-1, -3).
        assertThat(Cost.pNorm(1).matrix(X, 3, Y, 2, 2)).containsExactly(4, 3, 5, 4, 7, 4);
        assertThat(Cost.pNorm(Double.POSITIVE_INFINITY).matrix(X, 3, Y, 2, 2)).containsExactly(3, 2, 5, 2, 6, 3);
        assertThat(Cost.pNorm(Double.POSITIVE_INFINITY, 2).matrix(X, 3, Y, 2, 2))
                .containsExactly(9, 4, 25, 4, 36, 9);
        assertThat(Cost.pNorm(2).matrix(X, 3, Y, 2, 2))
                .containsExactly(Cost.euclidean().matrix(X, 3, Y, 2, 2));
        assertThat(Cost.pNorm(2, 2).matrix(X, 3, Y, 2, 2))
                .containsExactly(Cost.squaredEuclidean().matrix(X, 3, Y, 2, 2));
        assertThat(Cost.pNorm(3, 3).matrix(X, 3, Y, 2, 2))
                .containsExactly(new double[] {28, 9, 125, 16, 217, 28}, within(1e-12));
        assertThat(Cost.elastic(0.5).matrix(X, 3, Y, 2, 2)).containsExactly(7, 4, 15, 6, 22, 7);
        assertThat(Cost.angle().matrix(X, 3, Y, 2, 2))
                .containsExactly(
                        new double[] {
                            Math.acos(0.8),
                            Math.acos(14 / (5 * Math.sqrt(8))),
                            Math.PI / 2,
                            Math.PI / 2,
                            0.75 * Math.PI,
                            Math.PI / 2
                        },
                        within(1e-15));
    }

    /** The arccosine of a rounded cosine would be 0 or 2·10⁻⁸. */
    @Test
    void smallAnglesKeepTheirDigits() {
        double[] x = {1, 0};
        double[] y = {Math.cos(1e-9), Math.sin(1e-9)};
        assertThat(Cost.angle().matrix(x, 1, y, 1, 2)[0]).isCloseTo(1e-9, within(1e-23));
    }

    /** Sizes that need several tiles and pieces, against the definition entry by entry. */
    @Test
    void largeMatricesAreTheSameAsSmallOnes() {
        int n = 70;
        int m = 210;
        for (int d : new int[] {1, 40, 700}) {
            double[] x = Oracles.gaussian(Oracles.random(d), n * d);
            double[] y = Oracles.gaussian(Oracles.random(d + 1), m * d);
            double[] squares = Cost.squaredEuclidean().matrix(x, n, y, m, d);
            double[] products = Cost.innerProduct().matrix(x, n, y, m, d);
            double[] cubes = Cost.pNorm(3, 3).matrix(x, n, y, m, d);
            double[] largest = Cost.pNorm(Double.POSITIVE_INFINITY).matrix(x, n, y, m, d);
            for (int k = 0; k < n * m; k++) {
                double[] sums = new double[4];
                for (int l = 0; l < d; l++) {
                    double u = x[k / m * d + l];
                    double v = y[k % m * d + l];
                    sums[0] += (u - v) * (u - v);
                    sums[1] += u * v;
                    sums[2] += Math.pow(Math.abs(u - v), 3);
                    sums[3] = Math.max(sums[3], Math.abs(u - v));
                }
                double[] found = {squares[k], products[k], cubes[k], largest[k]};
                for (int which = 0; which < 4; which++) {
                    if (Math.abs(found[which] - sums[which]) > 1e-13 * (d + sums[which])) {
                        assertThat(found[which]).as("d = %d, entry %d", d, k).isEqualTo(sums[which]);
                    }
                }
            }
        }
    }

    @Test
    void costsAreValues() {
        assertThat(Cost.pNorm(3)).isEqualTo(Cost.pNorm(3, 1));
        assertThat(Cost.scaled(2, Cost.euclidean())).isEqualTo(Cost.scaled(2, Cost.euclidean()));
        assertThat(Cost.euclidean()).isNotEqualTo(Cost.squaredEuclidean());
    }

    @Test
    void wrongLengthsAreNamed() {
        assertThatThrownBy(() -> Cost.euclidean().matrix(X, 3, Y, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x has 6 elements, expected 9");
        assertThatThrownBy(() -> Cost.scaled(Double.NaN, Cost.euclidean())).hasMessageContaining("alpha");
        assertThatThrownBy(() -> Cost.pNorm(0.9)).hasMessageContaining("p is 0.9");
        assertThatThrownBy(() -> Cost.pNorm(2, 0)).hasMessageContaining("q is 0.0");
        assertThatThrownBy(() -> Cost.elastic(-1)).hasMessageContaining("gamma is -1.0");
    }

    @Test
    void statistics() {
        double[] c = {1, 2, 3, 10};
        assertThat(ScaleStatistic.MEAN.of(c)).isEqualTo(4);
        assertThat(ScaleStatistic.MAX.of(c)).isEqualTo(10);
        assertThat(ScaleStatistic.MEDIAN.of(c)).isEqualTo(2.5);
        assertThat(ScaleStatistic.MEDIAN.of(new double[] {5, 1, 2})).isEqualTo(2);
        assertThat(ScaleStatistic.STD.of(c)).isCloseTo(Math.sqrt(12.5), within(1e-15));
    }

    @Test
    void relativeEpsilonScalesWithBothCostsAndTellsWhenItIsFloored() {
        RelativeEpsilon rule = new RelativeEpsilon(0.1, ScaleStatistic.MEAN);
        assertThat(rule.of(new double[] {2, 6}, new double[] {5, 5}))
                .isEqualTo(new RelativeEpsilon.Value(0.1 * 4 * 5, false));
        assertThat(rule.of(new double[] {-2, 2}, new double[] {4, -4}))
                .isEqualTo(new RelativeEpsilon.Value(RelativeEpsilon.DEFAULT_FLOOR * 8, true));
        assertThat(rule.of(new double[] {0}, new double[] {1})).isEqualTo(new RelativeEpsilon.Value(0.1, true));
    }
}
