package org.gaspard.metrics.learners;

/**
 * The best cut of a node found so far. A cut must be better than the one before by more than {@code 10⁻¹²} of the node's
 * impurity times weight: so rounding does not choose among equal cuts, the first one stays.
 */
final class BestCut {

    private static final double TOLERANCE = 1e-12;

    private final double tolerance;
    private double bar = Double.NEGATIVE_INFINITY;
    private int feature = -1;
    private int candidate;
    private int position;
    private double threshold;

    BestCut(double impurityTimesWeight) {
        this.tolerance = TOLERANCE * Math.abs(impurityTimesWeight);
    }

    /** The feature whose cuts are offered next. */
    void consider(int next) {
        candidate = next;
    }

    /** A cut is better if its gain, the decrease of impurity times weight, is above this. */
    double bar() {
        return bar;
    }

    /** Offers a cut. */
    void offer(double gain, int at, double where) {
        if (gain > bar) {
            feature = candidate;
            position = at;
            threshold = where;
            bar = gain + tolerance;
        }
    }

    /**
     * Offers the cut before {@code order[at]}, if a threshold fits there; returns the bar.
     *
     * @param order points in ascending order of the feature
     * @param values the feature, by point
     */
    double offer(double gain, int[] order, int at, float[] values) {
        if (gain > bar) {
            float low = values[order[at - 1]];
            float high = values[order[at]];
            if (FeatureColumns.separated(low, high)) {
                offer(gain, at, FeatureColumns.threshold(low, high));
            }
        }
        return bar;
    }

    boolean found() {
        return feature >= 0;
    }

    int feature() {
        return feature;
    }

    /** The first position of the right part. */
    int position() {
        return position;
    }

    double threshold() {
        return threshold;
    }
}
