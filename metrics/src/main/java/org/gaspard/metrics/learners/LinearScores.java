package org.gaspard.metrics.learners;

import org.gaspard.tensor.array.DoubleArrays;

/** Scores {@code z_k = w_k · x + b_k} of classes, and the class they speak for. */
final class LinearScores {

    private LinearScores() {}

    /** The scores of all points, [N × K] row by row, from weights [K][L] and intercepts [K]. */
    static double[] of(double[][] features, double[][] coefficients, double[] intercepts) {
        int outputs = intercepts.length;
        FeatureMatrix x = FeatureMatrix.of(features, coefficients[0].length);
        double[] weights = FeatureMatrix.of(coefficients, x.width()).values();
        double[] scores = new double[x.points() * outputs];
        if (x.points() > 0) {
            DoubleArrays.matmul(x.values(), false, weights, true, scores, x.points(), x.width(), outputs);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] += intercepts[i % outputs];
        }
        return scores;
    }

    /** The class of each point: the sign of one score, or the largest of several. */
    static int[] predict(double[] scores, int outputs, int[] classes) {
        int[] predicted = new int[scores.length / outputs];
        for (int n = 0; n < predicted.length; n++) {
            int best = outputs == 1 ? (scores[n] > 0 ? 1 : 0) : ClassLabels.largest(scores, n * outputs, outputs);
            predicted[n] = classes[best];
        }
        return predicted;
    }
}
