package org.gaspard.metrics.learners;

import java.util.Arrays;

/** The arrays of a tree while it grows. */
final class TreeBuilder {

    private final int outputs;
    private final double[] importances;
    private int[] feature;
    private double[] threshold;
    private int[] left;
    private double[] values;
    private int nodes = 1;

    TreeBuilder(int width, int outputs, int capacity) {
        this.outputs = outputs;
        this.importances = new double[width];
        this.feature = new int[capacity];
        this.threshold = new double[capacity];
        this.left = new int[capacity];
        this.values = new double[capacity * outputs];
        left[0] = -1;
    }

    /** Cuts a leaf into two; returns the left one, the right one follows. */
    int cut(int node, BestCut cut) {
        if (nodes + 2 > left.length) {
            int capacity = 2 * nodes + 1;
            feature = Arrays.copyOf(feature, capacity);
            threshold = Arrays.copyOf(threshold, capacity);
            left = Arrays.copyOf(left, capacity);
            values = Arrays.copyOf(values, capacity * outputs);
        }
        int first = nodes;
        nodes += 2;
        feature[node] = cut.feature();
        threshold[node] = cut.threshold();
        left[node] = first;
        left[first] = -1;
        left[first + 1] = -1;
        return first;
    }

    /** Adds a decrease of impurity times weight to the importance of a feature. */
    void credit(int by, double decrease) {
        importances[by] += decrease;
    }

    double[] values() {
        return values;
    }

    int offset(int node) {
        return node * outputs;
    }

    Tree build(double weight) {
        for (int l = 0; l < importances.length; l++) {
            importances[l] /= weight;
        }
        return new Tree(
                Arrays.copyOf(feature, nodes),
                Arrays.copyOf(threshold, nodes),
                Arrays.copyOf(left, nodes),
                outputs,
                Arrays.copyOf(values, nodes * outputs),
                importances);
    }
}
