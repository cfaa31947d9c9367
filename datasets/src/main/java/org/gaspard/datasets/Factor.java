package org.gaspard.datasets;

import java.util.Arrays;

/** One generating factor of a data set: a name and the real values at its positions 0, 1, …, size − 1. */
public final class Factor {

    private final String name;
    private final double[] values;

    private Factor(String name, double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("factor '" + name + "' has no values, expected at least one");
        }
        this.name = name;
        this.values = values;
    }

    /**
     * A factor with the given values; the array is copied.
     *
     * @throws IllegalArgumentException if there is no value
     */
    public static Factor of(String name, double... values) {
        return new Factor(name, values.clone());
    }

    /**
     * A factor of {@code size} equidistant values from {@code first} to {@code last}, both included, as NumPy's
     * {@code linspace} gives them; of one, {@code first}.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static Factor linear(String name, double first, double last, int size) {
        double[] values = new double[Math.max(size, 0)];
        for (int i = 0; i < size; i++) {
            values[i] = i == size - 1 ? last : first + i * ((last - first) / (size - 1));
        }
        if (size == 1) {
            values[0] = first;
        }
        return new Factor(name, values);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The number of positions. */
    public int size() {
        return values.length;
    }

    /** The value at a position. */
    public double value(int position) {
        return values[position];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Factor that && name.equals(that.name) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + "(" + values.length + ")";
    }
}
