package org.gaspard.metrics;

/**
 * The points on which a supervised score is computed: those that learners are fitted to, and others that they are tested on.
 * Scores that fit nothing use the training points.
 *
 * @param training N_train points
 * @param test N_test points of the same codes and factors
 */
public record Sample(Points training, Points test) {

    /** Checks that both parts have the same columns. */
    public Sample {
        if (training.codes().width() != test.codes().width()) {
            throw new IllegalArgumentException("test must have as many codes as training, found "
                    + test.codes().width() + " and " + training.codes().width());
        }
        if (!training.factors().names().equals(test.factors().names())) {
            throw new IllegalArgumentException("test must have the factors of training, found "
                    + test.factors().names() + " and " + training.factors().names());
        }
        for (int k = 0; k < training.factors().count(); k++) {
            if (training.factors().discrete(k) != test.factors().discrete(k)) {
                throw new IllegalArgumentException("factor '"
                        + training.factors().name(k) + "' must be discrete in both training and test or in none");
            }
        }
    }

    /**
     * Splits points: the first ones for training, the others for the test. The order should be random.
     *
     * @throws IllegalArgumentException if either part would be empty
     */
    public static Sample split(Points points, int training) {
        if (training < 1 || training >= points.count()) {
            throw new IllegalArgumentException("training must be at least 1 and below the number of points "
                    + points.count() + ", found " + training);
        }
        return new Sample(points.range(0, training), points.range(training, points.count()));
    }
}
