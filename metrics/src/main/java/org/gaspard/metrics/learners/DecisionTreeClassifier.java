package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * A decision tree for classes, grown by the Gini impurity {@code 1 − Σ_c p_c²} of the class fractions p.
 *
 * <p>Each node is cut by the feature and threshold with the largest decrease {@code W imp − W_l imp_l − W_r imp_r}; of
 * equally good cuts by the lowest feature, then the lowest threshold. Floats, thresholds and importances are those of
 * scikit-learn 1.9's {@code DecisionTreeClassifier}, which differs only in that it asks random numbers among equal cuts.
 * Labels of one class give a tree without cuts. Time {@code L N log N + L N depth}. Deterministic.
 *
 * <p>Source: [BFOS84].
 *
 * @param limits when to stop
 */
public record DecisionTreeClassifier(TreeLimits limits) implements Classifier {

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
        Labels known = Labels.of(labels, columns.points());
        int[] once = new int[columns.points()];
        Arrays.fill(once, 1);
        Gini gini = new Gini(known.indices(), known.classes().length, once);
        return new TreeClassifierModel(known.classes(), Forest.single(columns, limits, gini));
    }
}
