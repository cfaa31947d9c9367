package org.gaspard.metrics.learners;

/**
 * What {@link LogisticRegression} learned.
 *
 * @param classes the labels, ascending, [K]
 * @param coefficients w, [K][L]; for two classes [1][L], of the larger label
 * @param intercepts b, [K]; for two classes [1]
 * @param iterations the number of Newton steps taken
 * @param converged whether the gradient fell to the tolerance
 */
public record LogisticModel(
        int[] classes, double[][] coefficients, double[] intercepts, int iterations, boolean converged)
        implements Classifier.Model {

    @Override
    public int[] predict(double[][] features) {
        return LinearScores.predict(LinearScores.of(features, coefficients, intercepts), intercepts.length, classes);
    }

    /**
     * The probability of each class at each point, [N][K].
     *
     * @param features a row for each point, as many columns as in training
     * @throws IllegalArgumentException if a row has another number of columns, or a feature is not finite
     */
    public double[][] probabilities(double[][] features) {
        double[] scores = LinearScores.of(features, coefficients, intercepts);
        double[][] probabilities = new double[features.length][classes.length];
        for (int n = 0; n < features.length; n++) {
            if (intercepts.length == 1) {
                double e = Math.exp(-Math.abs(scores[n]));
                int likely = scores[n] > 0 ? 1 : 0;
                probabilities[n][likely] = 1 / (1 + e);
                probabilities[n][1 - likely] = e / (1 + e);
            } else {
                softmax(scores, n * classes.length, probabilities[n]);
            }
        }
        return probabilities;
    }

    private static void softmax(double[] scores, int from, double[] probabilities) {
        double max = scores[from + ClassLabels.largest(scores, from, probabilities.length)];
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] = Math.exp(scores[from + k] - max);
            sum += probabilities[k];
        }
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] /= sum;
        }
    }
}
