package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the receiver operating characteristic: the probability that a random positive point has a larger score than a
 * random negative one, ties counted half.
 *
 * <p>Between 0 and 1, ½ for scores that know nothing. Computed from midranks: with P positive and Q negative points and the
 * sum S of the ranks of the positive ones, {@code (S − P (P + 1) / 2) / (P Q)}. {@code O(N log N)}.
 *
 * <p>Source: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve",
 * Radiology 143, 1982.
 */
public final class RocAuc {

    private RocAuc() {}

    /**
     * The area of one score.
     *
     * @param positive which points are positive, [N]
     * @param scores [N], not NaN
     * @throws IllegalArgumentException if the lengths differ, a score is NaN, or there are no positive or no negative points
     */
    public static double binary(boolean[] positive, double[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException("positive and scores must describe the same points, found "
                    + positive.length + " and " + scores.length);
        }
        for (int n = 0; n < scores.length; n++) {
            if (Double.isNaN(scores[n])) {
                throw new IllegalArgumentException("scores must be numbers, found NaN at position " + n);
            }
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> scores[n] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        long positives = 0;
        for (int from = 0, end; from < order.length; from = end) {
            end = from;
            int tied = 0;
            while (end < order.length && scores[order[end]] == scores[order[from]]) {
                tied += positive[order[end++]] ? 1 : 0;
            }
            ranks += tied * ((from + 1 + end) / 2.0);
            positives += tied;
        }
        long negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException("positive must mark some points and not all, found " + positives + " of "
                    + scores.length + ": an area needs both");
        }
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /**
     * The mean over the classes of the area of each class's score against all other points.
     *
     * @param labels the true classes, [N]
     * @param classes the label of each column, [K]
     * @param scores [N][K]
     * @throws IllegalArgumentException if lengths differ, a label is not in {@code classes}, a score is NaN, or a class has no
     * points or all
     */
    public static double oneVersusRest(int[] labels, int[] classes, double[][] scores) {
        ClassificationScores.requirePairs(labels, scores.length);
        boolean[][] positive = new boolean[classes.length][labels.length];
        double[][] columns = new double[classes.length][labels.length];
        int[] counts = new int[classes.length];
        for (int n = 0; n < labels.length; n++) {
            ClassificationScores.requireColumns("scores", scores[n], n, classes.length);
            int k = ClassificationScores.position(classes, labels[n]);
            positive[k][n] = true;
            counts[k]++;
            for (int j = 0; j < classes.length; j++) {
                columns[j][n] = scores[n][j];
            }
        }
        for (int k = 0; k < classes.length; k++) {
            if (counts[k] == 0) {
                throw new IllegalArgumentException("labels must have points of each of the classes "
                        + Arrays.toString(classes) + ", found none of class " + classes[k]);
            }
        }
        return IntStream.range(0, classes.length)
                .mapToDouble(k -> binary(positive[k], columns[k]))
                .average()
                .orElseThrow();
    }
}
