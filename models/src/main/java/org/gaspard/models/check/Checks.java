package org.gaspard.models.check;

import java.util.List;

/** Argument checks with messages that name the argument, what was found and what was expected. */
public final class Checks {

    private Checks() {}

    public static int atLeast(String name, int value, int low) {
        if (value < low) {
            throw new IllegalArgumentException(name + " must be at least " + low + ", found " + value);
        }
        return value;
    }

    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, found " + value);
        }
        return value;
    }

    public static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, found " + value);
        }
        return value;
    }

    public static double nonNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, found " + value);
        }
        return value;
    }

    /** What was found, if it is what was expected. */
    public static <T> T same(String name, T found, T expected) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(name + " must be " + expected + ", found " + found);
        }
        return found;
    }

    /** A copy of a list of at least one finite number above 0. */
    public static List<Double> positives(String name, List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " must have at least one number, found none");
        }
        values.forEach(value -> positive(name, value));
        return List.copyOf(values);
    }
}
