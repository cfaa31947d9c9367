package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Score;

/** What part of the labels a guess finds, and accuracies adjusted for it: {@code (a − c) / (1 − c)}. */
public enum Chance {

    /** No adjustment, c = 0. */
    NONE {
        @Override
        double of(int[] known, int[] labels) {
            return 0;
        }
    },

    /** A guess among the n values of the training points, {@code c = 1 / n}. */
    UNIFORM {
        @Override
        double of(int[] known, int[] labels) {
            return 1.0 / Prediction.classes(known).length;
        }
    },

    /** Always the most frequent value of the training points, of equally frequent ones the smallest. */
    MAJORITY {
        @Override
        double of(int[] known, int[] labels) {
            return constantAccuracy(known, labels);
        }
    };

    /** The accuracy c of a guess at labels, from those that are known. */
    abstract double of(int[] known, int[] labels);

    /** The part of the labels that are the most frequent known one, of equally frequent ones the smallest. */
    static double constantAccuracy(int[] known, int[] labels) {
        int[] classes = Prediction.classes(known);
        int[] counts = new int[classes.length];
        for (int label : known) {
            counts[Arrays.binarySearch(classes, label)]++;
        }
        int best = 0;
        for (int c = 1; c < counts.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        int guess = classes[best];
        return Arrays.stream(labels).filter(label -> label == guess).count() / (double) labels.length;
    }

    /** A difference of accuracies as a part of what can be gained over a guess; NaN if the guess is always right. */
    static double adjusted(double difference, double guess) {
        return guess == 1 ? Double.NaN : difference / (1 - guess);
    }

    /** A score with a warning for each factor without adjusted accuracy. */
    static Score warn(Score score, double[] adjusted, List<String> names) {
        Score warned = score;
        for (int i = 0; i < adjusted.length; i++) {
            if (Double.isNaN(adjusted[i])) {
                warned = warned.withWarning(
                        "a guess is always right for the test points of factor '" + names.get(i) + "'");
            }
        }
        return warned;
    }
}
