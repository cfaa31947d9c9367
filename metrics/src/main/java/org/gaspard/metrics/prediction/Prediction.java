package org.gaspard.metrics.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;

/**
 * What is to be predicted in a sample: the factors that vary among its training points, from codes.
 *
 * @param sample all points
 * @param factors the numbers of the factors that vary, ascending
 */
record Prediction(Sample sample, int[] factors) {

    /**
     * The factors of a sample that vary.
     *
     * @throws IllegalArgumentException if none does
     */
    static Prediction of(Sample sample) {
        int[] varying = sample.training().factors().varying();
        if (varying.length == 0) {
            throw new IllegalArgumentException("factors must vary, found all "
                    + sample.training().factors().count() + " constant over "
                    + sample.training().count() + " training points: there is nothing to predict");
        }
        return new Prediction(sample, varying);
    }

    /** The same with the condition that all these factors are discrete. */
    static Prediction ofDiscrete(Sample sample) {
        Prediction prediction = of(sample);
        for (int k : prediction.factors) {
            sample.training().factors().labels(k);
        }
        return prediction;
    }

    /** The number K of factors. */
    int count() {
        return factors.length;
    }

    /** The number L of codes. */
    int width() {
        return sample.training().codes().width();
    }

    /** The names of the factors. */
    List<String> names() {
        return Arrays.stream(factors)
                .mapToObj(sample.training().factors()::name)
                .toList();
    }

    /** The labels of the i-th factor, [N_train]. */
    int[] trainingLabels(int i) {
        return sample.training().factors().labels(factors[i]);
    }

    /** The labels of the i-th factor, [N_test]. */
    int[] testLabels(int i) {
        return sample.test().factors().labels(factors[i]);
    }

    /**
     * A score of this sample with its numbers of points and what is wrong about it: constant factors, dead codes, labels that
     * were never learned.
     */
    Score warn(Score score) {
        Factors known = sample.training().factors();
        Score warned = sample.describe(score);
        List<String> constant = IntStream.range(0, known.count())
                .filter(known::constant)
                .mapToObj(k -> "'" + known.name(k) + "'")
                .toList();
        if (!constant.isEmpty()) {
            warned = warned.withWarning("constant factors left out: " + String.join(", ", constant));
        }
        int[] dead = sample.training().codes().dead();
        if (dead.length > 0) {
            warned = warned.withWarning("dead codes " + Arrays.toString(dead));
        }
        warned = CodeWarnings.outliers(warned, sample.training().codes());
        for (String strange : unseen()) {
            warned = warned.withWarning(strange);
        }
        return warned;
    }

    /** A score with a warning of the factors whose regressions have not converged, if there are any. */
    Score warnUnconverged(Score score, boolean[] converged) {
        List<String> unfinished = IntStream.range(0, converged.length)
                .filter(i -> !converged[i])
                .mapToObj(i -> "'" + names().get(i) + "'")
                .toList();
        return unfinished.isEmpty()
                ? score
                : score.withWarning("the regressions of " + String.join(", ", unfinished) + " have not converged");
    }

    private List<String> unseen() {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            if (sample.training().factors().discrete(factors[i])) {
                int[] seen = classes(trainingLabels(i));
                int[] strange = Arrays.stream(classes(testLabels(i)))
                        .filter(label -> Arrays.binarySearch(seen, label) < 0)
                        .toArray();
                if (strange.length > 0) {
                    warnings.add("factor '" + names().get(i) + "' has labels " + Arrays.toString(strange)
                            + " only among test points");
                }
            }
        }
        return warnings;
    }

    /** The labels that occur, ascending. */
    static int[] classes(int[] labels) {
        return Arrays.stream(labels).sorted().distinct().toArray();
    }

    /** The mean of some numbers. */
    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
