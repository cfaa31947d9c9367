package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.LassoCv;
import org.gaspard.metrics.learners.RandomForestClassifier;

/**
 * How {@link Dci} predicts a factor from the codes, and what it takes for the importance of a code.
 *
 * <p>Classifiers need discrete factors. Regressions take the values of any factor; codes and values are mapped onto [0, 1] by
 * the least and the largest of the training points, and informativeness is {@code max(0, 1 − s · MSE)}: s = 6 makes it 0 for a
 * guess that is a random value of a uniform factor, s = 12 for a guess that is always its mean.
 */
public sealed interface ImportanceModel {

    /**
     * Gradient boosting; importance is the share of the decrease of squared error by cuts of a code, informativeness the
     * accuracy.
     */
    record Boosting(GradientBoosting boosting) implements ImportanceModel {}

    /**
     * A random forest of classification trees; importance is the share of the decrease of Gini impurity, informativeness the
     * accuracy. The i-th factor that varies takes the i-th number of a {@link java.util.SplittableRandom} with the forest's seed
     * for its own seed.
     */
    record ClassificationForest(RandomForestClassifier forest) implements ImportanceModel {}

    /**
     * A random forest of regression trees whose depth and features a node are chosen by the mean squared error in
     * cross-validation with consecutive parts, the first of equal ones; importance is the share of the decrease of squared error.
     *
     * @param trees the number of trees, at least 1
     * @param depths to choose from, at least one
     * @param shares of the codes that a node looks at, to choose from, at least one
     * @param folds the number of parts, at least 2
     * @param choice whether each factor makes its own choice
     * @param errorScale s, positive
     * @param seed of the random numbers; each factor takes its own from it
     */
    record RegressionForest(
            int trees,
            List<Integer> depths,
            List<Double> shares,
            int folds,
            Choice choice,
            double errorScale,
            long seed)
            implements ImportanceModel {

        /** Copies the lists and checks that there is something to choose from. */
        public RegressionForest {
            depths = List.copyOf(depths);
            shares = List.copyOf(shares);
            if (depths.isEmpty() || shares.isEmpty()) {
                throw new IllegalArgumentException(
                        "depths and shares must have at least one entry each, found " + depths + " and " + shares);
            }
            requireErrorScale(errorScale);
        }
    }

    /** For whom a choice is made. */
    enum Choice {
        /** Each factor has the best one for itself. */
        EACH_FACTOR,
        /** All have the one with the smallest mean error over all factors. */
        ALL_FACTORS
    }

    /**
     * A lasso whose penalty is chosen by cross-validation; importance is the absolute coefficient.
     *
     * @param lasso the penalties to choose from, and the folds
     * @param errorScale s, positive
     */
    record SparseRegression(LassoCv lasso, double errorScale) implements ImportanceModel {

        /** Checks the scale. */
        public SparseRegression {
            requireErrorScale(errorScale);
        }

        @Override
        public String toString() {
            return "SparseRegression[alphas=" + Arrays.toString(lasso.alphas()) + ", folds=" + lasso.folds()
                    + ", lasso=" + lasso.lasso() + ", errorScale=" + errorScale + "]";
        }
    }

    private static void requireErrorScale(double errorScale) {
        if (!(errorScale > 0 && errorScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("errorScale must be positive and finite, found " + errorScale);
        }
    }
}
