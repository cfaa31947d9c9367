package org.gaspard.tensor;

import java.util.Arrays;

/** An immutable list of ints with value equality: axes, permutations and extents inside operations. */
public final class Ints {

    private static final Ints EMPTY = new Ints(new int[0]);

    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /** A list of the given values; the array is copied. */
    public static Ints of(int... values) {
        return values.length == 0 ? EMPTY : new Ints(values.clone());
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** The value at position {@code i}. */
    public int get(int i) {
        return values[i];
    }

    /** Whether {@code value} occurs. */
    public boolean contains(int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    /** A fresh array of the values. */
    public int[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ints that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
