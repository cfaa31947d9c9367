package org.gaspard.metrics.learners;

/**
 * A decision tree for numbers, grown by the squared error around the mean of a node.
 *
 * <p>Each node is cut by the feature and threshold with the largest decrease {@code W imp − W_l imp_l − W_r imp_r} of the
 * variance times the number of points; of equally good cuts by the lowest feature, then the lowest threshold. Floats,
 * thresholds and importances are those of scikit-learn 1.9's {@code DecisionTreeRegressor}, which differs only in that it
 * asks random numbers among equal cuts. Time {@code L N log N + L N depth}. Deterministic.
 *
 * <p>Source: [BFOS84].
 *
 * @param limits when to stop
 */
public record DecisionTreeRegressor(TreeLimits limits) {

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
        SquaredError error = new SquaredError(y, new int[0], SquaredError.inverses(columns.points()));
        return new TreeRegressorModel(Forest.single(columns, limits, error));
    }
}
