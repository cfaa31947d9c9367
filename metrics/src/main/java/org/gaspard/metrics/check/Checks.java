package org.gaspard.metrics.check;

import org.gaspard.metrics.Codes;

/** Argument checks with messages that name the argument, what was found and what was expected. */
public final class Checks {

    private Checks() {}

    public static int atLeast(String name, int value, int low) {
        if (value < low) {
            throw new IllegalArgumentException(name + " must be at least " + low + ", found " + value);
        }
        return value;
    }

    public static int within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be from " + low + " to " + high + ", found " + value);
        }
        return value;
    }

    public static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], found " + value);
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

    public static void finite(String name, double[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!Double.isFinite(array[i])) {
                throw new IllegalArgumentException(name + " must be finite, found " + array[i] + " at position " + i);
            }
        }
    }

    public static void length(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + " must have " + expected + " elements, found " + found);
        }
    }

    /** That there are enough points. */
    public static void points(String name, Codes codes, int least) {
        if (codes.points() < least) {
            throw new IllegalArgumentException(name + " must be of at least " + least + " points, found " + codes);
        }
    }

    /** That two representations are of the same points, and of enough. */
    public static void samePoints(Codes first, Codes second, int least) {
        if (first.points() != second.points()) {
            throw new IllegalArgumentException(
                    "first and second must be of the same points, found " + first + " and " + second);
        }
        points("first", first, least);
    }
}
