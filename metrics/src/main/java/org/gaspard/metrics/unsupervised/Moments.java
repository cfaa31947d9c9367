package org.gaspard.metrics.unsupervised;

import java.util.Arrays;

/** Codes on a common scale. */
final class Moments {

    private Moments() {}

    /** With mean 0 and standard deviation 1 (divisor N); a constant becomes 0. */
    static double[] standardised(double[] column) {
        if (Arrays.stream(column).allMatch(x -> x == column[0])) {
            return new double[column.length];
        }
        double mean = Arrays.stream(column).sum() / column.length;
        double deviation = Math.sqrt(
                Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum() / column.length);
        return Arrays.stream(column).map(x -> (x - mean) / deviation).toArray();
    }
}
