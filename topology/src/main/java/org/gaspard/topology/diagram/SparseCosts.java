package org.gaspard.topology.diagram;

import java.util.Arrays;

/**
 * Non-negative costs of some pairs of rows and columns, row by row.
 *
 * @param start where the pairs of each row begin, and behind the last row the number of pairs
 * @param column the column of each pair
 * @param cost the cost of each pair
 */
record SparseCosts(int[] start, int[] column, double[] cost) {

    /** The same pairs, column by column. */
    SparseCosts transposed(int columns) {
        int rows = start.length - 1;
        int[] begin = new int[columns + 1];
        for (int pair = 0; pair < start[rows]; pair++) {
            begin[column[pair] + 1]++;
        }
        for (int j = 0; j < columns; j++) {
            begin[j + 1] += begin[j];
        }
        int[] next = Arrays.copyOf(begin, columns);
        int[] row = new int[start[rows]];
        double[] moved = new double[start[rows]];
        for (int i = 0; i < rows; i++) {
            for (int pair = start[i]; pair < start[i + 1]; pair++) {
                int place = next[column[pair]]++;
                row[place] = i;
                moved[place] = cost[pair];
            }
        }
        return new SparseCosts(begin, row, moved);
    }

    /** The same pairs, each row in ascending order of costs. */
    SparseCosts ascending() {
        int size = start[start.length - 1];
        int[] sortedColumn = new int[size];
        double[] sortedCost = new double[size];
        for (int row = 0; row + 1 < start.length; row++) {
            int from = start[row];
            // The bits of a non-negative float ascend with it: a sort of numbers, which leaves only near ties to
            // insertion.
            long[] keys = new long[start[row + 1] - from];
            for (int k = 0; k < keys.length; k++) {
                keys[k] = (long) Float.floatToIntBits((float) cost[from + k]) << 32 | k;
            }
            Arrays.sort(keys);
            for (int k = 0; k < keys.length; k++) {
                int pair = from + (int) keys[k];
                int place = from + k;
                while (place > from && sortedCost[place - 1] > cost[pair]) {
                    sortedCost[place] = sortedCost[place - 1];
                    sortedColumn[place] = sortedColumn[place - 1];
                    place--;
                }
                sortedCost[place] = cost[pair];
                sortedColumn[place] = column[pair];
            }
        }
        return new SparseCosts(start, sortedColumn, sortedCost);
    }

    /** Collects pairs, row after row. */
    static final class Builder {

        private final int[] start;
        private int rows;
        private int size;
        private int[] column = new int[16];
        private double[] cost = new double[16];

        Builder(int rows) {
            start = new int[rows + 1];
        }

        void add(int itsColumn, double itsCost) {
            if (size == column.length) {
                int grown = Math.addExact(size, size / 2);
                column = Arrays.copyOf(column, grown);
                cost = Arrays.copyOf(cost, grown);
            }
            column[size] = itsColumn;
            cost[size++] = itsCost;
        }

        void endRow() {
            start[++rows] = size;
        }

        SparseCosts build() {
            return new SparseCosts(start, column, cost);
        }
    }
}
