package org.gaspard.metrics.information;

import java.util.stream.IntStream;

/**
 * The two largest of several numbers.
 *
 * @param best the place of the largest, the first of equal ones
 * @param first the largest
 * @param second the second largest, equal to the largest if that occurs twice
 */
record Gap(int best, double first, double second) {

    /** The two largest of at least two numbers. */
    static Gap of(double[] values) {
        int best = values[1] > values[0] ? 1 : 0;
        double second = values[1 - best];
        for (int i = 2; i < values.length; i++) {
            if (values[i] > values[best]) {
                second = values[best];
                best = i;
            } else {
                second = Math.max(second, values[i]);
            }
        }
        return new Gap(best, values[best], second);
    }

    /** The two largest of a column of a matrix. */
    static Gap ofColumn(double[][] matrix, int column) {
        return of(column(matrix, column));
    }

    static double[] column(double[][] matrix, int column) {
        return IntStream.range(0, matrix.length)
                .mapToDouble(l -> matrix[l][column])
                .toArray();
    }

    double size() {
        return first - second;
    }
}
