package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.gaspard.metrics.prediction.ImportanceMatrix.Weights;
import org.junit.jupiter.api.Test;

/** The cases of disentanglement_lib's own tests, and others that can be computed by hand. */
class ImportanceMatrixTest {

    private static double[][] diagonal(int rows, int columns) {
        return IntStream.range(0, rows)
                .mapToObj(l -> IntStream.range(0, columns)
                        .mapToDouble(k -> l % 5 == k % 5 ? 5 : 0)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static void assertScores(double[][] importances, double disentanglement, double completeness) {
        ImportanceMatrix matrix = new ImportanceMatrix(importances);
        assertThat(matrix.disentanglement()).isCloseTo(disentanglement, within(1e-9));
        assertThat(matrix.completeness(Weights.MASS)).isCloseTo(completeness, within(1e-9));
    }

    @Test
    void oneCodeForEachFactorScoresOne() {
        assertScores(diagonal(5, 5), 1, 1);
        assertScores(new double[][] {{1, 0}, {0, 1}, {0, 0}}, 1, 1);
    }

    @Test
    void nothingImportantScoresZero() {
        assertScores(new double[10][10], 0, 0);
    }

    @Test
    void twoCodesForEachFactorCostCompleteness() {
        assertScores(diagonal(10, 5), 1, 1 - Math.log(2) / Math.log(10));
    }

    @Test
    void factorsWithoutCodesAreNotMissed() {
        assertScores(diagonal(2, 5), 1, 1);
        // Unless the factors weigh alike: three of five have a completeness of 0.
        assertThat(new ImportanceMatrix(diagonal(2, 5)).completeness(Weights.EQUAL))
                .isCloseTo(0.4, within(1e-9));
    }

    @Test
    void twoFactorsForEachCodeCostDisentanglement() {
        assertScores(diagonal(5, 10), 1 - Math.log(2) / Math.log(10), 1);
    }

    @Test
    void weightsAreTheSumsOfRowsAndColumns() {
        // Rows (3, 0) and (1, 1): D = 3/5 · 1 + 2/5 · 0; columns (3, 1) and (0, 1).
        ImportanceMatrix matrix = new ImportanceMatrix(new double[][] {{3, 0}, {1, 1}});
        double first = 1 + (0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(2);
        assertThat(matrix.disentanglements()).containsExactly(new double[] {1, 0}, within(1e-9));
        assertThat(matrix.disentanglement()).isCloseTo(0.6, within(1e-9));
        assertThat(matrix.completenesses()).containsExactly(new double[] {first, 1}, within(1e-9));
        assertThat(matrix.completeness(Weights.MASS)).isCloseTo(0.8 * first + 0.2, within(1e-9));
        assertThat(matrix.completeness(Weights.EQUAL)).isCloseTo((first + 1) / 2, within(1e-9));
    }

    @Test
    void scaleAndOrderDoNotMatter() {
        double[][] importances = {{0.3, 0.1, 0}, {0.2, 0.5, 0.9}, {0.5, 0.4, 0.1}};
        double[][] moved = {{40, 10, 50}, {10, 0, 30}, {50, 90, 20}};
        ImportanceMatrix matrix = new ImportanceMatrix(importances);
        assertScores(moved, matrix.disentanglement(), matrix.completeness(Weights.MASS));
    }

    @Test
    void aSingleFactorOrCodeHasNoBase() {
        ImportanceMatrix column = new ImportanceMatrix(new double[][] {{1}, {2}});
        assertThat(column.disentanglement()).isNaN();
        assertThat(column.completeness(Weights.MASS)).isBetween(0.0, 0.1);
        assertThat(new ImportanceMatrix(new double[][] {{1, 2}}).completeness(Weights.MASS))
                .isNaN();
    }

    @Test
    void keepsAndGivesCopies() {
        double[][] importances = {{1, 0}, {0, 1}};
        ImportanceMatrix matrix = new ImportanceMatrix(importances);
        importances[0][1] = 1;
        matrix.values()[1][0] = 1;
        assertThat(matrix.disentanglement()).isCloseTo(1, within(1e-9));
    }

    @Test
    void refusesWhatIsNoImportance() {
        assertThatThrownBy(() -> new ImportanceMatrix(new double[0][])).hasMessageContaining("at least one code");
        assertThatThrownBy(() -> new ImportanceMatrix(new double[][] {{1, 2}, {1}}))
                .hasMessageContaining("rectangular");
        assertThatThrownBy(() -> new ImportanceMatrix(new double[][] {{1, -1}})).hasMessageContaining("-1.0 in row 0");
        assertThatThrownBy(() -> new ImportanceMatrix(new double[][] {{Double.NaN}}))
                .hasMessageContaining("NaN");
    }
}
