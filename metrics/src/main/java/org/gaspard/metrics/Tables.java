package org.gaspard.metrics;

/** Checks of the shapes of tables of points. */
final class Tables {

    /** The largest size of a number. */
    static final double LARGEST = 1e45;
    /** The smallest spread of a column that is not constant. */
    static final double LEAST_SPREAD = 1e-45;

    private Tables() {}

    /** Checks that each column is within the range in which sixth powers and their sums are doubles. */
    static void requireRange(String name, double[][] columns) {
        for (int l = 0; l < columns.length; l++) {
            double low = columns[l][0];
            double high = low;
            for (int n = 0; n < columns[l].length; n++) {
                double value = columns[l][n];
                if (!(Math.abs(value) <= LARGEST)) {
                    String expected =
                            Double.isFinite(value) ? "at most " + LARGEST + " in size: rescale the column" : "finite";
                    throw new IllegalArgumentException(
                            name + " must be " + expected + ", found " + value + " in column " + l + " of row " + n);
                }
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            if (high > low && high - low < LEAST_SPREAD) {
                throw new IllegalArgumentException(name + " must be constant or spread by at least " + LEAST_SPREAD
                        + " in each column: rescale the column, found values from " + low + " to " + high
                        + " in column " + l);
            }
        }
    }

    static void requireSome(String name, int points, int columns) {
        if (points == 0 || columns == 0) {
            throw new IllegalArgumentException(
                    name + " must have at least one row and one column, found [" + points + " × " + columns + "]");
        }
    }

    static void requireLength(String name, int row, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + " must be rectangular, found " + found + " columns in row " + row
                    + " and " + expected + " in row 0");
        }
    }

    /** The number of columns of a flat table of a number of rows. */
    static int width(String name, int length, int points) {
        if (points < 1 || length == 0 || length % points != 0) {
            throw new IllegalArgumentException(
                    name + " must hold the same number of values, at least one, for each of N ≥ 1" + " points, found "
                            + length + " values for N = " + points);
        }
        return length / points;
    }
}
