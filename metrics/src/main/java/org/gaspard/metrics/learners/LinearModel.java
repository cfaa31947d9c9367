package org.gaspard.metrics.learners;

/**
 * A linear function {@code x ↦ w · x + b}.
 *
 * @param coefficients w, [L]
 * @param intercept b
 */
public record LinearModel(double[] coefficients, double intercept) {

    /**
     * The value at each point, [N].
     *
     * @param features a row for each point, [N][L]
     * @throws IllegalArgumentException if a row has another number of columns, or a feature is not finite
     */
    public double[] predict(double[][] features) {
        return LinearScores.of(features, new double[][] {coefficients}, new double[] {intercept});
    }
}
