package org.gaspard.metrics;

/** Checks of the shapes of tables of points. */
final class Tables {

    private Tables() {}

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
