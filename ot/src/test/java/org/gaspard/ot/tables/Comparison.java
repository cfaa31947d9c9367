package org.gaspard.ot.tables;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * How far a solver is from something known, to be asked for when the test runs.
 *
 * @param row what is tested: the row of the table
 * @param column what it is compared with: the column
 * @param deviation measures the largest deviation, at least 0
 */
record Comparison(String row, String column, DoubleSupplier deviation) {

    static final String FORM = "closed form or brute force";
    static final String POT = "POT";
    static final String OTT = "OTT-JAX";

    /** The largest difference of two arrays as a share of the largest magnitude of the expected one. */
    static double relative(double[] found, double[] expected) {
        if (found.length != expected.length) {
            throw new IllegalArgumentException(found.length + " numbers, expected " + expected.length);
        }
        double scale = 0;
        double largest = 0;
        for (int k = 0; k < found.length; k++) {
            largest = Math.max(largest, Math.abs(found[k] - expected[k]));
            scale = Math.max(scale, Math.abs(expected[k]));
        }
        return largest / scale;
    }

    static double relative(double found, double expected) {
        return relative(new double[] {found}, new double[] {expected});
    }

    /** By how much a cost is above that of another solver, as a share of it; 0 if it is not. */
    static double excess(double found, double other) {
        return found <= other ? 0 : (found - other) / other;
    }

    /** The largest of several deviations; NaN if one is. */
    static double largest(double... deviations) {
        return Arrays.stream(deviations).reduce(0, Math::max);
    }
}
