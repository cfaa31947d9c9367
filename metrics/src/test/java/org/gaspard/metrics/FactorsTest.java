package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.junit.jupiter.api.Test;

class FactorsTest {

    private static final Factors DISCRETE =
            Factors.discrete(List.of("shape", "size"), new int[][] {{3, 7}, {-1, 7}, {3, 7}});
    private static final Factors CONTINUOUS = Factors.continuous(List.of("x"), new double[][] {{0.5}, {0.25}, {0.5}});

    @Test
    void discreteFactorsHaveLabelsAndValues() {
        assertThat(DISCRETE.points()).isEqualTo(3);
        assertThat(DISCRETE.count()).isEqualTo(2);
        assertThat(DISCRETE.names()).containsExactly("shape", "size");
        assertThat(DISCRETE.name(1)).isEqualTo("size");
        assertThat(DISCRETE.discrete(0)).isTrue();
        assertThat(DISCRETE.labels(0)).containsExactly(3, -1, 3);
        assertThat(DISCRETE.values(0)).containsExactly(3, -1, 3);
        assertThat(DISCRETE.constant(0)).isFalse();
        assertThat(DISCRETE.constant(1)).isTrue();
        assertThat(DISCRETE.varying()).containsExactly(0);
        assertThat(Factors.discrete(new int[][] {{1, 2, 3}}).names()).containsExactly("v0", "v1", "v2");
        assertThat(DISCRETE).hasToString("factors [shape, size] of 3 points");
    }

    @Test
    void continuousFactorsHaveValuesOnly() {
        assertThat(CONTINUOUS.discrete(0)).isFalse();
        assertThat(CONTINUOUS.values(0)).containsExactly(0.5, 0.25, 0.5);
        assertThat(CONTINUOUS.constant(0)).isFalse();
        assertThat(CONTINUOUS.atPoints(0, 2).constant(0)).isTrue();
        assertThatThrownBy(() -> CONTINUOUS.labels(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x' is continuous");
    }

    @Test
    void labelsOfADataSetArePositionsAndValuesAreItsOwn() {
        FactorImages images =
                new FactorImages(new FactorGrid(List.of(Factor.of("angle", 0, 90, 180), Factor.of("scale", 0.5, 1))));
        Factors factors = Factors.of(images, 5, 0, 3);
        assertThat(factors.names()).containsExactly("angle", "scale");
        assertThat(factors.labels(0)).containsExactly(2, 0, 1);
        assertThat(factors.values(0)).containsExactly(180, 0, 90);
        assertThat(factors.values(1)).containsExactly(1, 0.5, 1);
    }

    @Test
    void whatGoesInOrComesOutIsACopy() {
        int[][] rows = {{1}, {2}};
        Factors factors = Factors.discrete(rows);
        rows[0][0] = 9;
        factors.labels(0)[1] = 9;
        factors.values(0)[1] = 9;
        assertThat(factors.labels(0)).containsExactly(1, 2);
        assertThat(factors.values(0)).containsExactly(1, 2);
    }

    @Test
    void somePointsSomeColumnsAndTwoParts() {
        assertThat(DISCRETE.atPoints(1, 1, 0).labels(0)).containsExactly(-1, -1, 3);
        assertThat(DISCRETE.columns(1, 0).names()).containsExactly("size", "shape");
        Factors both = DISCRETE.and(DISCRETE.atPoints(1));
        assertThat(both.labels(0)).containsExactly(3, -1, 3, -1);
        assertThat(both.values(1)).containsExactly(7, 7, 7, 7);
        assertThat(CONTINUOUS.and(CONTINUOUS.atPoints(1)).values(0)).containsExactly(0.5, 0.25, 0.5, 0.25);
        assertThatThrownBy(() -> DISCRETE.and(CONTINUOUS)).hasMessageContaining("[shape, size], found [x]");
        Factors labels = Factors.discrete(List.of("x"), new int[][] {{1}});
        assertThatThrownBy(() -> CONTINUOUS.and(labels)).hasMessageContaining("'x' must be discrete in both parts");
        assertThatThrownBy(DISCRETE::atPoints).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DISCRETE.atPoints(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(DISCRETE::columns).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> Factors.discrete(new int[0][])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> Factors.discrete(new int[][] {{1}, {1, 2}}))
                .hasMessageContaining("2 columns in row 1");
        assertThatThrownBy(() -> Factors.discrete(List.of("a", "b"), new int[][] {{1}}))
                .hasMessageContaining("1 factors, found 2");
        assertThatThrownBy(() -> Factors.continuous(List.of("a"), new double[][] {{Double.NaN}}))
                .hasMessageContaining("NaN in column 0 of row 0");
        assertThatThrownBy(() -> Points.of(new double[][] {{1}}, new int[][] {{1}, {2}}))
                .hasMessageContaining("same points");
    }
}
