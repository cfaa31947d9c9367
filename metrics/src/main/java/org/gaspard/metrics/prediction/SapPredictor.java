package org.gaspard.metrics.prediction;

/** How {@link Sap} measures what a single code tells of a factor. */
public sealed interface SapPredictor {

    /**
     * A linear support vector machine with balanced classes for a discrete factor: the part of the points whose class is
     * predicted. For a continuous factor as {@link SquaredCorrelation}.
     *
     * @param c C, the inverse strength of the penalty
     */
    record LinearMachine(double c) implements SapPredictor {}

    /**
     * The squared correlation {@code Cov(z, v)² / (Var z Var v)} of the code and the value of the factor among training points,
     * which is R² of the best linear function; 0 if {@code Var z ≤ 10⁻¹²}.
     */
    record SquaredCorrelation() implements SapPredictor {}

    /**
     * A decision tree whose depth, 1 to {@code maxDepth}, is chosen by the accuracy in stratified cross-validation, the first of
     * equal ones: the part of the points whose class is predicted.
     *
     * @param maxDepth the largest depth to try, at least 1
     * @param folds the number of parts, at least 2
     */
    record DecisionTree(int maxDepth, int folds) implements SapPredictor {

        /** Checks the options. */
        public DecisionTree {
            if (maxDepth < 1 || folds < 2) {
                throw new IllegalArgumentException(
                        "maxDepth must be at least 1 and folds at least 2, found " + maxDepth + " and " + folds);
            }
        }
    }
}
