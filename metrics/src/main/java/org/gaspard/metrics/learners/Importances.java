package org.gaspard.metrics.learners;

/** Importances as shares. */
final class Importances {

    private Importances() {}

    /**
     * The values divided by their sum, negative ones taken as 0; all 0 if none is positive. No cut raises the impurity, so a
     * negative decrease is the rounding of a difference of nearly equal numbers.
     */
    static double[] normalized(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.max(0, value);
        }
        double[] shares = new double[values.length];
        if (sum > 0) {
            for (int l = 0; l < values.length; l++) {
                shares[l] = Math.max(0, values[l]) / sum;
            }
        }
        return shares;
    }
}
