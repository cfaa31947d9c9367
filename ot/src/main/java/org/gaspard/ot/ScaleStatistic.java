package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/** One number that says how large the entries of a cost matrix are; all entries count, the diagonal too. */
public enum ScaleStatistic {
    /**
     * The mean. For similarities of nearly centred data it is close to 0, whatever the spread, and a derived ε
     * vanishes; for {@code 1 − cos} it is close to 1, far above the spread, and the same ε blurs everything.
     */
    MEAN,
    /** The largest entry. */
    MAX,
    /** The standard deviation (divisor n²): the same for a cost and for {@code constant − cost}. */
    STD,
    /** The median. */
    MEDIAN;

    /**
     * The statistic of all entries. May be negative or 0, save for STD, which is only never negative.
     *
     * @throws IllegalArgumentException if the matrix is empty or an entry is NaN or infinite
     */
    public double of(double[] matrix) {
        Checks.atLeast("the number of entries", matrix.length, 1);
        Checks.finite("matrix", matrix);
        return switch (this) {
            case MEAN -> mean(matrix);
            case MAX -> Arrays.stream(matrix).max().orElseThrow();
            case STD -> {
                double mean = mean(matrix);
                double squares = 0;
                for (double c : matrix) {
                    squares += (c - mean) * (c - mean);
                }
                yield Math.sqrt(squares / matrix.length);
            }
            case MEDIAN -> {
                double[] sorted = matrix.clone();
                Arrays.sort(sorted);
                int half = sorted.length / 2;
                yield sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
            }
        };
    }

    private static double mean(double[] matrix) {
        double sum = 0;
        for (double c : matrix) {
            sum += c;
        }
        return sum / matrix.length;
    }
}
