package org.gaspard.topology.check;

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

    public static int within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", expected a whole number from " + low + " to " + high);
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
}
