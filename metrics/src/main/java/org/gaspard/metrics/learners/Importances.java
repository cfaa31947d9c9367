package org.gaspard.metrics.learners;

/** Importances as shares. */
final class Importances {

    private Importances() {}

    /** The values divided by their sum; all 0 if the sum is not positive. */
    static double[] normalized(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double[] shares = new double[values.length];
        if (sum > 0) {
            for (int l = 0; l < values.length; l++) {
                shares[l] = values[l] / sum;
            }
        }
        return shares;
    }
}
