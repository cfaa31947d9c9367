package org.gaspard.metrics.learners;

import java.util.Arrays;

/** Numbers in ascending order with the sums of their powers 0, 1 and 2 up to each. */
final class SortedSums {

    private final double[] values;
    private final double[] sums;
    private final double[] squares;

    /** @param values ascending; kept */
    SortedSums(double[] values) {
        this.values = values;
        this.sums = new double[values.length + 1];
        this.squares = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
            squares[i + 1] = squares[i] + values[i] * values[i];
        }
    }

    /** The number, the sum and the sum of squares of the values x with {@code w x + b < 0}. */
    double[] below(double w, double b) {
        if (w == 0) {
            return b < 0 ? between(0, values.length) : new double[3];
        }
        double threshold = -b / w;
        return w > 0 ? between(0, position(threshold)) : between(position(threshold), values.length);
    }

    /** How many values are below the threshold. */
    private int position(double threshold) {
        int found = Arrays.binarySearch(values, threshold);
        return found < 0 ? -found - 1 : found;
    }

    private double[] between(int from, int to) {
        return new double[] {to - from, sums[to] - sums[from], squares[to] - squares[from]};
    }
}
