package org.gaspard.metrics.learners;

/**
 * A random forest for numbers: decision trees, each on N points drawn with replacement, and each node looking at all or
 * some of the features.
 *
 * <p>Predictions are the mean over the trees. The importance of a feature is its share of the decrease of squared error in
 * a tree, averaged over the trees. As in scikit-learn 1.9's {@code RandomForestRegressor}, a point drawn several times
 * weighs as much but counts once for the limits; drawn features that do not vary in a node count as looked at, but one
 * that varies is always looked at. The random numbers differ from scikit-learn's, so results agree in distribution only.
 *
 * <p>Deterministic, with the same bits on any number of threads: trees grow in parallel. Tree t takes its numbers from a
 * {@link java.util.SplittableRandom} whose seed is the t-th {@code nextLong} of the one with the seed given here. Time
 * {@code L N log N + trees · L N depth}.
 *
 * <p>Source: [Bre01].
 *
 * @param trees the number of trees, at least 1
 * @param limits of each tree
 * @param maxFeatures how many features a node looks at
 * @param seed of the random numbers
 */
public record RandomForestRegressor(int trees, TreeLimits limits, MaxFeatures maxFeatures, long seed) {

    /** Checks the options. */
    public RandomForestRegressor {
        if (trees < 1) {
            throw new IllegalArgumentException("trees must be at least 1, found " + trees);
        }
    }

    /** scikit-learn's defaults: 100 trees without limits, all features. */
    public static RandomForestRegressor standard(long seed) {
        return new RandomForestRegressor(100, TreeLimits.none(), new MaxFeatures.Fraction(1), seed);
    }

    /**
     * Learns from N points.
     *
     * @param features [N][L], L ≥ 1, finite as floats
     * @param targets [N], finite
     * @throws IllegalArgumentException if there are no points or no columns, shapes disagree, or a value is not finite
     */
    public TreeRegressorModel fit(double[][] features, double[] targets) {
        FeatureColumns columns = FeatureColumns.of(features);
        double[] y = TreeRegressorModel.checked(targets, columns.points());
        double[] inverse = SquaredError.inverses(columns.points());
        return new TreeRegressorModel(Forest.bootstrap(
                columns, trees, limits, maxFeatures, seed, weights -> new SquaredError(y, weights, inverse)));
    }
}
