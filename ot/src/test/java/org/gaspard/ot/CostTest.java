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
    void costsAreValues() {
        assertThat(Cost.scaled(2, Cost.euclidean())).isEqualTo(Cost.scaled(2, Cost.euclidean()));
        assertThat(Cost.euclidean()).isNotEqualTo(Cost.squaredEuclidean());
    }

    @Test
    void wrongLengthsAreNamed() {
        assertThatThrownBy(() -> Cost.euclidean().matrix(X, 3, Y, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x has 6 elements, expected 9");
        assertThatThrownBy(() -> Cost.scaled(Double.NaN, Cost.euclidean())).hasMessageContaining("alpha");
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
