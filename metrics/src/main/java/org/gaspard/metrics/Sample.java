package org.gaspard.metrics;

import java.util.List;

/**
 * The points on which a supervised score is computed: those that learners are fitted to, and others that they are tested on.
 * Scores that fit nothing use the training points.
 *
 * @param training N_train points
 * @param test N_test points of the same codes and factors
 * @param warnings what makes scores of these points questionable
 */
public record Sample(Points training, Points test, List<String> warnings) {

    /** Checks that both parts have the same columns, and copies. */
    public Sample {
        warnings = List.copyOf(warnings);
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

    /** Points of which nothing is to be warned. */
    public Sample(Points training, Points test) {
        this(training, test, List.of());
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

    /**
     * A score of this sample with its numbers of points, the settings "training points" and "test points", and with its
     * warnings; a score that has these already stays as it is.
     */
    public Score describe(Score score) {
        Score described =
                score.withSetting("training points", training.count()).withSetting("test points", test.count());
        for (String warning : warnings) {
            if (!described.warnings().contains(warning)) {
                described = described.withWarning(warning);
            }
        }
        return described;
    }
}
