package org.gaspard.metrics.learners;

/** What a tree makes small: the statistics of points in a node, their impurity, and the best cut of an ordered run. */
interface Criterion {

    /** Statistics of the points {@code order[from … to − 1]}; element 0 is their weight, that is their number. */
    double[] statistics(int[] order, int from, int to);

    /** The impurity of points with these statistics, per unit of weight. */
    double impurity(double[] statistics);

    /** The number of values that a node has. */
    int outputs();

    /** Writes what a node with these statistics predicts. */
    void value(double[] statistics, double[] values, int offset);

    /**
     * Looks for the best cut of {@code order[from … to − 1]}, points in ascending order of one feature, with at least
     * {@code minLeaf} points on either side, and offers each that is better than {@code best} has.
     *
     * @param values the feature, by point
     * @param statistics those of the run
     */
    void search(int[] order, int from, int to, float[] values, double[] statistics, int minLeaf, BestCut best);
}
