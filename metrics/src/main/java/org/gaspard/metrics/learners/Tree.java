package org.gaspard.metrics.learners;

/**
 * A grown tree. A point goes from node i to {@code left[i]} if its value of {@code feature[i]} is at most
 * {@code threshold[i]}, else to {@code left[i] + 1}; a leaf has {@code left[i] = −1}.
 *
 * @param feature by node
 * @param threshold by node
 * @param left by node
 * @param outputs the number of values of a leaf
 * @param values [nodes × outputs]; only those of leaves are set
 * @param importances the decrease of impurity by each feature: {@code Σ (W_i imp_i − W_l imp_l − W_r imp_r) / W} over the
 * nodes cut by it
 */
record Tree(int[] feature, double[] threshold, int[] left, int outputs, double[] values, double[] importances) {

    /** The place in {@code values} of the leaf of a point. */
    int leaf(float[] rows, int row) {
        int node = 0;
        int next = left[0];
        while (next >= 0) {
            // The sign of the difference says which way, without a branch that no processor can predict.
            double above = threshold[node] - rows[row + feature[node]];
            node = next + (int) (Double.doubleToRawLongBits(above) >>> 63);
            next = left[node];
        }
        return node * outputs;
    }

    boolean hasCuts() {
        return left[0] >= 0;
    }
}
