package org.gaspard.metrics.information;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;

/** Scores that are the mean of the gap of each factor. */
final class Gaps {

    static final String TABLE = "gap";

    private Gaps() {}

    /** For each factor, how much more the best code has than the second. */
    static double[] ofFactors(double[][] matrix) {
        return IntStream.range(0, matrix[0].length)
                .mapToDouble(k -> Gap.ofColumn(matrix, k).size())
                .toArray();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    static Score score(String name, double[] gaps, InformationMatrix matrix) {
        return matrix.described(Score.of(name, mean(gaps)))
                .withTable(Score.Table.ofFactors(TABLE, matrix.factors(), gaps));
    }
}
