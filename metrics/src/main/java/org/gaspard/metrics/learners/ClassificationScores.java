package org.gaspard.metrics.learners;

import java.util.Arrays;

/** How well predictions agree with the true classes. */
public final class ClassificationScores {

    private ClassificationScores() {}

    /**
     * The part of the points whose class is predicted, between 0 and 1.
     *
     * @throws IllegalArgumentException if there are no points or the lengths differ
     */
    public static double accuracy(int[] labels, int[] predicted) {
        requirePairs(labels, predicted.length);
        int right = 0;
        for (int n = 0; n < labels.length; n++) {
            if (labels[n] == predicted[n]) {
                right++;
            }
        }
        return right / (double) labels.length;
    }

    /**
     * The mean over the classes in {@code labels} of the part of its points that is predicted: {@code 1/K Σ_k R_k / N_k}.
     * Between 0 and 1, {@code 1/K} for a constant prediction.
     *
     * @throws IllegalArgumentException if there are no points or the lengths differ
     */
    public static double balancedAccuracy(int[] labels, int[] predicted) {
        requirePairs(labels, predicted.length);
        ClassLabels y = ClassLabels.of(labels, labels.length);
        int[] right = new int[y.size()];
        for (int n = 0; n < labels.length; n++) {
            if (labels[n] == predicted[n]) {
                right[y.index()[n]]++;
            }
        }
        double sum = 0;
        for (int k = 0; k < y.size(); k++) {
            sum += right[k] / (double) y.counts()[k];
        }
        return sum / y.size();
    }

    /**
     * The mean of {@code −ln p} of the true classes, in nats. Probabilities are kept ε = 2⁻⁵² away from 0 and 1, so one
     * point costs at most 36.05.
     *
     * @param labels the true classes, [N]
     * @param classes the label of each column, [K]
     * @param probabilities [N][K], between 0 and 1
     * @throws IllegalArgumentException if there are no points, lengths differ, a label is not in {@code classes}, or a
     * probability is not between 0 and 1
     */
    public static double logLoss(int[] labels, int[] classes, double[][] probabilities) {
        requirePairs(labels, probabilities.length);
        double margin = Math.ulp(1.0);
        double sum = 0;
        for (int n = 0; n < labels.length; n++) {
            requireColumns("probabilities", probabilities[n], n, classes.length);
            double p = probabilities[n][position(classes, labels[n])];
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(
                        "probabilities must be between 0 and 1, found " + p + " in row " + n);
            }
            sum -= Math.log(Math.clamp(p, margin, 1 - margin));
        }
        return sum / labels.length;
    }

    static int position(int[] classes, int label) {
        for (int k = 0; k < classes.length; k++) {
            if (classes[k] == label) {
                return k;
            }
        }
        throw new IllegalArgumentException(
                "labels must be among classes " + Arrays.toString(classes) + ", found " + label);
    }

    static void requireColumns(String name, double[] row, int n, int expected) {
        if (row.length != expected) {
            throw new IllegalArgumentException(name + " must have a column for each of " + expected + " classes, found "
                    + row.length + " in row " + n);
        }
    }

    static void requirePairs(int[] labels, int predictions) {
        if (labels.length == 0 || labels.length != predictions) {
            throw new IllegalArgumentException(
                    "labels and predictions must describe the same points, at least one, found " + labels.length
                            + " labels and " + predictions + " predictions");
        }
    }
}
