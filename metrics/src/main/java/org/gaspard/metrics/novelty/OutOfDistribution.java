package org.gaspard.metrics.novelty;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.RocAuc;

/**
 * Out-of-distribution detection: the probability that a point of other data has a larger score than a point of the data that were
 * learned, ties counted half; the area under the receiver operating characteristic where other data are label 1.
 *
 * <p>Between 0 and 1, ½ for a score that knows nothing. The negated score has the area 1 − A, given as a figure: below ½ a score
 * is one of the opposite sign. The critic of a Gromov-Wasserstein autoencoder may be such a case: it is trained to be high for
 * generated pairs and low for those of the data, but the program of [NTO23] reads it as high for other data. Which of two signs is
 * better can only be told by looking at the labels, so a comparison must name the sign for all models or give both.
 *
 * <p>Both sets have equal numbers of points here, the first n of each, n the smaller count; the order of the points decides which
 * are left out. The area does not depend on the proportion, but its noise does. The program of [NTO23] scores draws of the posterior
 * of all test images and of about as many other images in random order.
 *
 * <p>Known criticism: densities of deep models can be higher for other data than for those that were learned [N19]; one other set
 * says little of others. {@code O(n log n)} beside the scores. Source: [HG17]; [NTO23].
 */
public final class OutOfDistribution {

    private OutOfDistribution() {}

    /**
     * The area of numbers of points.
     *
     * @param inside of points of the data that were learned, not seen in training
     * @param outside of points of other data
     * @throws IllegalArgumentException if there are none of either kind, or one is NaN
     */
    public static Score area(double[] inside, double[] outside) {
        double[] both = both(inside, outside);
        int each = both.length / 2;
        double area = RocAuc.binary(labels(each), both);
        Score score = Score.of("out-of-distribution area", area)
                .withFigure("negated", 1 - area)
                .withFigure("mean inside", Arrays.stream(both, 0, each).sum() / each)
                .withFigure("mean outside", Arrays.stream(both, each, 2 * each).sum() / each)
                .withSetting("label 1", "out of distribution")
                .withSetting("points of each", each);
        return inside.length == outside.length
                ? score
                : score.withSetting("inside", "first of " + inside.length)
                        .withSetting("outside", "first of " + outside.length);
    }

    /**
     * The area of a score of codes.
     *
     * @throws IllegalArgumentException if the numbers of codes differ, or the score is NaN for a point
     */
    public static Score area(CodeScore score, Codes inside, Codes outside) {
        if (inside.width() != outside.width()) {
            throw new IllegalArgumentException(
                    "inside and outside must have as many codes, found " + inside.width() + " and " + outside.width());
        }
        return area(score.of(inside), score.of(outside)).withSetting("score", score.name());
    }

    /**
     * The receiver operating characteristic of the same points as {@link #area}.
     *
     * @throws IllegalArgumentException if there are none of either kind, or a number is NaN
     */
    public static RocCurve curve(double[] inside, double[] outside) {
        double[] both = both(inside, outside);
        return RocCurve.of(labels(both.length / 2), both);
    }

    /** The first points of both, equally many. */
    private static double[] both(double[] inside, double[] outside) {
        int each = Math.min(inside.length, outside.length);
        if (each == 0) {
            throw new IllegalArgumentException("inside and outside must have at least one point each, found "
                    + inside.length + " and " + outside.length);
        }
        requireNumbers("inside", inside);
        requireNumbers("outside", outside);
        double[] both = Arrays.copyOf(inside, 2 * each);
        System.arraycopy(outside, 0, both, each, each);
        return both;
    }

    private static boolean[] labels(int each) {
        boolean[] labels = new boolean[2 * each];
        Arrays.fill(labels, each, 2 * each, true);
        return labels;
    }

    static void requireNumbers(String name, double[] scores) {
        for (int n = 0; n < scores.length; n++) {
            if (Double.isNaN(scores[n])) {
                throw new IllegalArgumentException(name + " must be numbers, found NaN at position " + n);
            }
        }
    }
}
