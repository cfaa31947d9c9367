package org.gaspard.metrics.prediction;

import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.GradientBoosting;

/** What predicts a factor in {@link DownstreamAccuracy} and {@link Fairness}; the two of disentanglement_lib. */
public enum Predictor {
    /**
     * Logistic regression with an L2 penalty; C, ten values from 1e-4 to 1e4 evenly spaced in their logarithms, is chosen by
     * accuracy in 5-fold cross-validation with consecutive parts, the smallest of equal ones.
     */
    LOGISTIC_REGRESSION,

    /** Gradient boosting with 100 stages of trees of depth 3 and learning rate 0.1. */
    GRADIENT_BOOSTING;

    /** The learner. */
    Classifier classifier() {
        return switch (this) {
            case LOGISTIC_REGRESSION -> ConsecutiveLogisticCv.standard();
            case GRADIENT_BOOSTING -> GradientBoosting.standard();
        };
    }
}
