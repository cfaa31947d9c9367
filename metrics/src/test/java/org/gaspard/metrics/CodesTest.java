package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {

    private static final double[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

    @Test
    void rowsColumnsAndFloatsAreTheSameCodes() {
        for (Codes codes : new Codes[] {
            Codes.ofRows(ROWS),
            Codes.ofColumns(new double[][] {{1, 3, 5}, {2, 4, 6}}),
            Codes.of(3, new float[] {1, 2, 3, 4, 5, 6})
        }) {
            assertThat(codes.points()).isEqualTo(3);
            assertThat(codes.width()).isEqualTo(2);
            assertThat(codes.rows()).isDeepEqualTo(ROWS);
            assertThat(codes.column(1)).containsExactly(2, 4, 6);
            assertThat(codes.value(2, 0)).isEqualTo(5);
            assertThat(codes).hasToString("codes [3 × 2]");
        }
    }

    @Test
    void whatGoesInOrComesOutIsACopy() {
        double[][] rows = {{1, 2}, {3, 4}};
        double[][] columns = {{1, 3}, {2, 4}};
        Codes ofRows = Codes.ofRows(rows);
        Codes ofColumns = Codes.ofColumns(columns);
        rows[0][0] = 9;
        columns[0][0] = 9;
        ofRows.column(0)[0] = 9;
        ofRows.rows()[0][0] = 9;
        assertThat(ofRows.value(0, 0)).isEqualTo(1);
        assertThat(ofColumns.value(0, 0)).isEqualTo(1);
    }

    @Test
    void somePointsAndSomeColumns() {
        Codes codes = Codes.ofRows(ROWS);
        assertThat(codes.atPoints(2, 0, 2).column(0)).containsExactly(5, 1, 5);
        assertThat(codes.columns(1, 1, 0).rows()).isDeepEqualTo(new double[][] {{2, 2, 1}, {4, 4, 3}, {6, 6, 5}});
        assertThat(codes.and(codes.atPoints(0)).column(1)).containsExactly(2, 4, 6, 2);
        assertThatThrownBy(() -> codes.atPoints(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codes.columns(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(codes::atPoints).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(codes::columns).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codes.and(codes.columns(0))).hasMessageContaining("2 codes, found 1");
    }

    @Test
    void constantCodes() {
        Codes codes = Codes.ofRows(new double[][] {{0.1, 1}, {0.1, 1}, {0.1, 1 + 1e-15}});
        assertThat(codes.constant(0)).isTrue();
        assertThat(codes.constant(1)).isFalse();
    }

    @Test
    void refusesWhatIsNoTableOfNumbers() {
        assertThatThrownBy(() -> Codes.ofRows(new double[0][])).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> Codes.ofRows(new double[1][0])).hasMessageContaining("[1 × 0]");
        assertThatThrownBy(() -> Codes.ofRows(new double[][] {{1, 2}, {3}})).hasMessageContaining("1 columns in row 1");
        assertThatThrownBy(() -> Codes.ofColumns(new double[][] {{1, 2}, {3}}))
                .hasMessageContaining("1 rows in column 1");
        assertThatThrownBy(() -> Codes.ofColumns(new double[0][])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codes.of(2, new float[3])).hasMessageContaining("3 values for N = 2");
        assertThatThrownBy(() -> Codes.of(0, new float[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codes.ofRows(new double[][] {{1, Double.NaN}}))
                .hasMessageContaining("NaN in column 1 of row 0");
        assertThatThrownBy(() -> Codes.of(1, new float[] {1, Float.POSITIVE_INFINITY}))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> Codes.ofColumns(new double[][] {{1, Double.NaN}}))
                .hasMessageContaining("column 0 of row 1");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Codes.ofRows(new double[][] {{1, 2}, {1, -1e46}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "codes must be at most 1.0E45 in size: rescale the column, found -1.0E46 in column 1 of row 1");
        assertThatThrownBy(() -> Codes.ofColumns(new double[][] {{0, 1e-46}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codes must be constant or spread by at least 1.0E-45 in each column: rescale the column, "
                        + "found values from 0.0 to 1.0E-46 in column 0");
        assertThat(Codes.of(2, new float[] {Float.MAX_VALUE, 0, -Float.MAX_VALUE, Float.MIN_VALUE})
                        .varying())
                .containsExactly(0, 1);
        assertThatThrownBy(() -> Factors.continuous(List.of("a"), new double[][] {{1}, {1e200}}))
                .hasMessageContaining("factors must be at most 1.0E45");
        assertThatThrownBy(() -> Factors.discrete(List.of("a", "a"), new int[][] {{1, 2}}))
                .hasMessage("names must be different, found [a, a]");
    }
}
