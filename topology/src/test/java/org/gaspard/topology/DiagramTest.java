package org.gaspard.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagramTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static final Diagram MIXED =
            Diagram.of(1, new double[][] {{0.5, 2}, {0, INF}, {1, 1}, {-INF, 3}, {0.5, 1}, {0, 1.5}, {-INF, INF}});

    @Test
    void keepsBarsInTheOrderGiven() {
        assertThat(MIXED.dimension()).isEqualTo(1);
        assertThat(MIXED.size()).isEqualTo(7);
        assertThat(MIXED.isEmpty()).isFalse();
        assertThat(MIXED.birth(4)).isEqualTo(0.5);
        assertThat(MIXED.death(4)).isEqualTo(1);
        assertThat(MIXED.births()).containsExactly(0.5, 0, 1, -INF, 0.5, 0, -INF);
        assertThat(MIXED.deaths()).containsExactly(2, INF, 1, 3, 1, 1.5, INF);
        assertThat(MIXED.lengths()).containsExactly(1.5, INF, 0, INF, 0.5, 1.5, INF);
        assertThat(MIXED.length(5)).isEqualTo(1.5);
    }

    @Test
    void theEmptyDiagramHasADimensionAndNoBars() {
        Diagram empty = Diagram.empty(2);
        assertThat(empty.dimension()).isEqualTo(2);
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.lengths()).isEmpty();
        assertThat(empty.finite()).isEqualTo(empty);
        assertThat(empty.essential()).isEqualTo(empty);
        assertThat(empty.longest(3)).isEqualTo(empty);
        assertThat(empty.sorted()).isEqualTo(empty);
        assertThat(empty).hasToString("H2 {}");
        assertThat(Diagram.of(2, new double[0][])).isEqualTo(empty);
    }

    @Test
    void dividesIntoFiniteAndEssentialBars() {
        assertThat(MIXED.finite()).isEqualTo(Diagram.of(1, new double[][] {{0.5, 2}, {1, 1}, {0.5, 1}, {0, 1.5}}));
        assertThat(MIXED.essential()).isEqualTo(Diagram.of(1, new double[][] {{0, INF}, {-INF, 3}, {-INF, INF}}));
        assertThat(MIXED.isEssential(0)).isFalse();
        assertThat(MIXED.isEssential(1)).isTrue();
        assertThat(MIXED.isEssential(3)).isTrue();
    }

    @Test
    void longerThanIsStrict() {
        assertThat(MIXED.longerThan(0).size()).isEqualTo(6);
        assertThat(MIXED.longerThan(0.5).births()).containsExactly(0.5, 0, -INF, 0, -INF);
        assertThat(MIXED.longerThan(INF)).isEqualTo(Diagram.empty(1));
    }

    @Test
    void longestTakesTheEarlierAmongEquals() {
        assertThat(MIXED.finite().longest(3)).isEqualTo(Diagram.of(1, new double[][] {{0.5, 2}, {0, 1.5}, {0.5, 1}}));
        assertThat(MIXED.longest(2)).isEqualTo(Diagram.of(1, new double[][] {{0, INF}, {-INF, 3}}));
        assertThat(MIXED.longest(0)).isEqualTo(Diagram.empty(1));
        assertThat(MIXED.longest(100).size()).isEqualTo(7);
    }

    @Test
    void sortsByBirthThenDeath() {
        assertThat(MIXED.sorted()).isEqualTo(Diagram.of(1, new double[][] {
            {-INF, 3}, {-INF, INF}, {0, 1.5}, {0, INF}, {0.5, 1}, {0.5, 2}, {1, 1}
        }));
    }

    @Test
    void doesNotShareItsArrays() {
        double[] births = {0, 1};
        double[] deaths = {2, 3};
        Diagram diagram = Diagram.of(0, births, deaths);
        births[0] = 1;
        diagram.births()[1] = 7;
        diagram.deaths()[1] = 7;
        diagram.lengths()[0] = 7;
        assertThat(diagram).isEqualTo(Diagram.of(0, new double[][] {{0, 2}, {1, 3}}));
    }

    @Test
    void equalMeansSameDimensionAndSameBarsInOrder() {
        Diagram diagram = Diagram.of(0, new double[][] {{0, 1}, {2, 3}});
        assertThat(diagram)
                .isEqualTo(Diagram.of(0, new double[] {0, 2}, new double[] {1, 3}))
                .hasSameHashCodeAs(Diagram.of(0, new double[] {0, 2}, new double[] {1, 3}))
                .isNotEqualTo(Diagram.of(1, new double[][] {{0, 1}, {2, 3}}))
                .isNotEqualTo(Diagram.of(0, new double[][] {{2, 3}, {0, 1}}))
                .isNotEqualTo(Diagram.of(0, new double[][] {{0, 1}, {2, 4}}))
                .isNotEqualTo("H0 {[0.0, 1.0) [2.0, 3.0)}")
                .hasToString("H0 {[0.0, 1.0) [2.0, 3.0)}");
    }

    @Test
    void refusesWhatIsNotABar() {
        for (double[] bar : new double[][] {{1, 0}, {Double.NaN, 1}, {0, Double.NaN}, {INF, INF}, {-INF, -INF}}) {
            assertThatThrownBy(() -> Diagram.of(0, new double[][] {{0, 1}, bar}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bar 1 is [" + bar[0] + ", " + bar[1] + ")");
        }
        assertThatThrownBy(() -> Diagram.of(0, new double[][] {{0, 1, 2}})).hasMessageContaining("bars[0] has 3");
        assertThatThrownBy(() -> Diagram.of(0, new double[2], new double[3]))
                .hasMessageContaining("deaths has 3 elements, expected 2");
        assertThatThrownBy(() -> Diagram.of(-1, new double[0][])).hasMessageContaining("dimension is -1");
        assertThatThrownBy(() -> MIXED.longest(-1)).hasMessageContaining("count is -1");
    }
}
