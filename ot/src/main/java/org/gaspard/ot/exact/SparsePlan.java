package org.gaspard.ot.exact;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * A coupling given by its positive entries: {@code P[rowOf[k], columnOf[k]] = mass[k]}, 0 elsewhere. A vertex of the
 * polytope of couplings has at most n + m − 1 of them. The arrays are not copied.
 *
 * @param rows n
 * @param columns m
 * @param rowOf the row of each entry
 * @param columnOf the column of each entry
 * @param mass the entries, above 0
 */
public record SparsePlan(int rows, int columns, int[] rowOf, int[] columnOf, double[] mass) {

    /** Checks the sizes, the places and the masses. */
    public SparsePlan {
        Checks.atLeast("rows", rows, 1);
        Checks.atLeast("columns", columns, 1);
        if (rowOf.length != mass.length || columnOf.length != mass.length) {
            throw new IllegalArgumentException("rowOf, columnOf and mass have " + rowOf.length + ", " + columnOf.length
                    + " and " + mass.length + " elements, expected the same number");
        }
        Checks.positive("mass", mass);
        for (int k = 0; k < mass.length; k++) {
            if (rowOf[k] < 0 || rowOf[k] >= rows || columnOf[k] < 0 || columnOf[k] >= columns) {
                throw new IllegalArgumentException("entry " + k + " is at [" + rowOf[k] + ", " + columnOf[k]
                        + "], expected a place in [" + rows + " × " + columns + "]");
            }
        }
    }

    /** The number of entries. */
    public int size() {
        return mass.length;
    }

    /**
     * The matrix P, [n × m].
     *
     * @throws IllegalArgumentException if it does not fit into an array
     */
    public double[] dense() {
        double[] plan = new double[Checks.entries("the plan", rows, columns)];
        for (int k = 0; k < mass.length; k++) {
            plan[rowOf[k] * columns + columnOf[k]] += mass[k];
        }
        return plan;
    }

    /** {@code P1}, [n]. */
    public double[] rowSums() {
        double[] sums = new double[rows];
        for (int k = 0; k < mass.length; k++) {
            sums[rowOf[k]] += mass[k];
        }
        return sums;
    }

    /** {@code Pᵀ1}, [m]. */
    public double[] columnSums() {
        double[] sums = new double[columns];
        for (int k = 0; k < mass.length; k++) {
            sums[columnOf[k]] += mass[k];
        }
        return sums;
    }

    /**
     * {@code ⟨P, C⟩}.
     *
     * @param cost the costs, [n × m]
     */
    public double cost(double[] cost) {
        Checks.length("cost", cost, (long) rows * columns);
        double sum = 0;
        for (int k = 0; k < mass.length; k++) {
            sum += mass[k] * cost[rowOf[k] * columns + columnOf[k]];
        }
        return sum;
    }

    /** Entries in the order in which they come, with room for {@code capacity} of them. */
    static final class Builder {

        private final int rows;
        private final int columns;
        private final int[] rowOf;
        private final int[] columnOf;
        private final double[] mass;
        private int size;

        Builder(int rows, int columns, int capacity) {
            this.rows = rows;
            this.columns = columns;
            rowOf = new int[capacity];
            columnOf = new int[capacity];
            mass = new double[capacity];
        }

        /** Adds an entry, unless its mass is 0. */
        void add(int row, int column, double value) {
            if (value > 0) {
                rowOf[size] = row;
                columnOf[size] = column;
                mass[size++] = value;
            }
        }

        SparsePlan build() {
            return new SparsePlan(
                    rows,
                    columns,
                    Arrays.copyOf(rowOf, size),
                    Arrays.copyOf(columnOf, size),
                    Arrays.copyOf(mass, size));
        }
    }
}
