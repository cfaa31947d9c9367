package org.gaspard.metrics.learners;

/**
 * A random forest for classes: decision trees, each on N points drawn with replacement, and each node looking at some of
 * the features only.
 *
 * <p>Probabilities are the mean over the trees. The importance of a feature is its share of the decrease of the Gini
 * impurity in a tree, averaged over the trees. As in scikit-learn 1.9's {@code RandomForestClassifier}, a point drawn
 * several times weighs as much but counts once for the limits; drawn features that do not vary in a node count as looked
 * at, but one that varies is always looked at. The random numbers differ from scikit-learn's, so results agree in
 * distribution only.
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
public record RandomForestClassifier(int trees, TreeLimits limits, MaxFeatures maxFeatures, long seed)
        implements Classifier {

    /** Checks the options. */
    public RandomForestClassifier {
        if (trees < 1) {
            throw new IllegalArgumentException("trees must be at least 1, found " + trees);
        }
    }

    /** scikit-learn's defaults: 100 trees without limits, {@code √L} features. */
    public static RandomForestClassifier standard(long seed) {
        return new RandomForestClassifier(100, TreeLimits.none(), new MaxFeatures.SquareRoot(), seed);
    }

    /**
     * Learns from N points.
     *
     * @param features [N][L], L ≥ 1, finite as floats
     * @param labels [N], any ints
     * @throws IllegalArgumentException if there are no points or no columns, shapes disagree, or a feature is not finite
     */
    @Override
    public TreeClassifierModel fit(double[][] features, int[] labels) {
        FeatureColumns columns = FeatureColumns.of(features);
        ClassLabels known = ClassLabels.of(labels, columns.points());
        Forest forest = Forest.bootstrap(
                columns,
                trees,
                limits,
                maxFeatures,
                seed,
                weights -> new Gini(known.index(), known.classes().length, weights));
        return new TreeClassifierModel(known.classes(), forest);
    }
}
