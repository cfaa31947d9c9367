package org.gaspard.metrics.learners;

/** What {@link DecisionTreeRegressor} or {@link RandomForestRegressor} learned. */
public final class TreeRegressorModel {

    private final Forest forest;

    TreeRegressorModel(Forest forest) {
        this.forest = forest;
    }

    /**
     * The mean target of each point's leaf, averaged over the trees.
     *
     * @param features [N][L], L as in training, finite as floats
     * @throws IllegalArgumentException if a row has another length, or a feature is not finite
     */
    public double[] predict(double[][] features) {
        double[][] means = forest.predict(features);
        double[] predicted = new double[means.length];
        for (int n = 0; n < predicted.length; n++) {
            predicted[n] = means[n][0];
        }
        return predicted;
    }

    /** The importances of the features, with sum 1; all 0 if no tree has a cut that gains. */
    public double[] importances() {
        return forest.importances();
    }

    /** The targets, checked. */
    static double[] checked(double[] targets, int points) {
        if (targets.length != points) {
            throw new IllegalArgumentException("targets must have one entry for each of the " + points
                    + " rows of features, found " + targets.length);
        }
        for (int n = 0; n < points; n++) {
            if (!Double.isFinite(targets[n])) {
                throw new IllegalArgumentException("targets must be finite, found " + targets[n] + " at position " + n);
            }
        }
        return targets.clone();
    }
}
