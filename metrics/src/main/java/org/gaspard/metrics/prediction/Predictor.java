package org.gaspard.metrics.prediction;

import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.LogisticRegressionCv;

/** What predicts a factor in {@link DownstreamAccuracy} and {@link Fairness}; the two of disentanglement_lib. */
public enum Predictor {
    /**
     * Logistic regression with an L2 penalty; C, ten values from 1e-4 to 1e4 evenly spaced in their logarithms, is chosen by
     * accuracy in 5-fold cross-validation with consecutive parts, so that classes may be rarer than parts; the smallest of equal
     * ones. Labels of one class teach that class.
     */
    LOGISTIC_REGRESSION,

    /** Gradient boosting with 100 stages of trees of depth 3 and learning rate 0.1. */
    GRADIENT_BOOSTING;

    /** The learner. */
    Classifier classifier() {
        return switch (this) {
            case LOGISTIC_REGRESSION -> Predictor::regression;
            case GRADIENT_BOOSTING -> GradientBoosting.standard();
        };
    }

    private static Classifier.Model regression(double[][] features, int[] labels) {
        int[] classes = Prediction.classes(labels);
        return classes.length == 1
                ? new ConstantModel(classes[0])
                : LogisticRegressionCv.standard()
                        .withParts(LogisticRegressionCv.Parts.CONSECUTIVE)
                        .withRegression(LogisticRegression.standard().withStop(100, 1e-7))
                        .fit(features, labels);
    }
}
