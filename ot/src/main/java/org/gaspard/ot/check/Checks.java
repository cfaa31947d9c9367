package org.gaspard.ot.check;

/** Argument checks with messages that name the argument, what was found and what was expected. */
public final class Checks {

    private Checks() {}

    public static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a finite number above 0");
        }
        return value;
    }

    public static double nonNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a finite number of at least 0");
        }
        return value;
    }

    public static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", expected a number in [" + low + ", " + high + "]");
        }
        return value;
    }

    public static int atLeast(String name, int value, int low) {
        if (value < low) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + low);
        }
        return value;
    }

    public static void length(String name, double[] array, long expected) {
        if (array.length != expected) {
            throw new IllegalArgumentException(name + " has " + array.length + " elements, expected " + expected);
        }
    }

    public static void finite(String name, double[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!Double.isFinite(array[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + array[i] + ", expected a finite number");
            }
        }
    }

    /** Finite numbers of at most a limit in absolute value, so that what is computed of them does not overflow. */
    public static void bounded(String name, double[] array, double limit) {
        for (int i = 0; i < array.length; i++) {
            if (!(Math.abs(array[i]) <= limit)) {
                String expected = Double.isFinite(array[i]) ? " of at most " + limit + " in absolute value" : "";
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + array[i] + ", expected a finite number" + expected);
            }
        }
    }

    /** The product of two sizes, at least 1, if an array can have as many elements. */
    public static int entries(String name, int rows, int columns) {
        if ((long) rows * columns > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(name + " of " + rows + " × " + columns + " does not fit into one array");
        }
        return rows * columns;
    }

    /** Equal sums, to 10⁻⁶ of the first. */
    public static void sameSum(double rows, double columns) {
        if (!(Math.abs(rows - columns) <= 1e-6 * rows)) {
            throw new IllegalArgumentException("a sums to " + rows + " and b to " + columns + ", expected equal sums");
        }
    }

    /** Finite numbers of at least 0. */
    public static void nonNegative(String name, double[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!(array[i] >= 0 && array[i] < Double.POSITIVE_INFINITY)) {
                nonNegative(name + "[" + i + "]", array[i]);
            }
        }
    }

    /** Finite numbers above 0. */
    public static void positive(String name, double[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!(array[i] > 0 && array[i] < Double.POSITIVE_INFINITY)) {
                positive(name + "[" + i + "]", array[i]);
            }
        }
    }

    /** Non-negative finite weights with a positive sum; returns the sum. */
    public static double weights(String name, double[] weights) {
        nonNegative(name, weights);
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return positive("the sum of " + name, sum);
    }
}
