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

    /** Takes a cut before {@code at} and returns the new bar. */
    double take(double gain, int at, double where) {
        feature = candidate;
        position = at;
        threshold = where;
        bar = gain + tolerance;
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
