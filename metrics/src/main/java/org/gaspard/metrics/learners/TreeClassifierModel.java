package org.gaspard.metrics.learners;

/** What {@link DecisionTreeClassifier} or {@link RandomForestClassifier} learned. */
public final class TreeClassifierModel implements Classifier.Model {

    private final int[] classes;
    private final Forest forest;

    TreeClassifierModel(int[] classes, Forest forest) {
        this.classes = classes;
        this.forest = forest;
    }

    @Override
    public int[] classes() {
        return classes.clone();
    }

    /**
     * The most probable class of each point, the first of equally probable ones.
     *
     * @param features [N][L], L as in training, finite as floats
     * @throws IllegalArgumentException if a row has another length, or a feature is not finite
     */
    @Override
    public int[] predict(double[][] features) {
        double[][] probabilities = probabilities(features);
        int[] predicted = new int[features.length];
        for (int n = 0; n < predicted.length; n++) {
            int best = 0;
            for (int c = 1; c < classes.length; c++) {
                best = probabilities[n][c] > probabilities[n][best] ? c : best;
            }
            predicted[n] = classes[best];
        }
        return predicted;
    }

    /**
     * The probabilities of the classes, in their order: [N][classes]. Those of a tree are the class fractions of the leaf,
     * those of a forest the mean over its trees.
     *
     * @param features [N][L], L as in training, finite as floats
     * @throws IllegalArgumentException if a row has another length, or a feature is not finite
     */
    public double[][] probabilities(double[][] features) {
        return forest.predict(features);
    }

    /** The importances of the features, with sum 1; all 0 if no tree has a cut that gains. */
    public double[] importances() {
        return forest.importances();
    }
}
