package org.gaspard.metrics.learners;

/**
 * The Gini impurity {@code 1 − Σ_c p_c²} of the class fractions p. With weighted counts n_c of the classes, a cut gains
 * {@code Σ_left n_c² / W_l + Σ_right n_c² / W_r − Σ n_c² / W}, the decrease of {@code W · impurity}. Statistics: W, then
 * the count of each class.
 */
final class Gini implements Criterion {

    private final int[] labels;
    private final int classes;
    private final int[] weights;

    /**
     * @param labels 0 … classes − 1, by point
     * @param weights by point
     */
    Gini(int[] labels, int classes, int[] weights) {
        this.labels = labels;
        this.classes = classes;
        this.weights = weights;
    }

    @Override
    public double[] statistics(int[] order, int from, int to) {
        double[] statistics = new double[1 + classes];
        for (int i = from; i < to; i++) {
            int point = order[i];
            statistics[0] += weights[point];
            statistics[1 + labels[point]] += weights[point];
        }
        return statistics;
    }

    @Override
    public double impurity(double[] statistics) {
        return 1 - squares(statistics) / (statistics[0] * statistics[0]);
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public void value(double[] statistics, double[] values, int offset) {
        for (int c = 0; c < classes; c++) {
            values[offset + c] = statistics[1 + c] / statistics[0];
        }
    }

    @Override
    public void search(int[] order, int from, int to, float[] values, double[] statistics, int minLeaf, BestCut best) {
        double[] left = new double[classes];
        double total = statistics[0];
        double weight = 0;
        // All sums are whole numbers and so exact.
        double leftSquares = 0;
        double rightSquares = squares(statistics);
        double whole = rightSquares / total;
        int last = to - minLeaf;
        for (int i = from + 1; i <= last; i++) {
            int point = order[i - 1];
            int label = labels[point];
            double w = weights[point];
            double before = left[label];
            weight += w;
            left[label] = before + w;
            leftSquares += w * (2 * before + w);
            rightSquares -= w * (2 * (statistics[1 + label] - before) - w);
            double gain = leftSquares / weight + rightSquares / (total - weight) - whole;
            if (i - from >= minLeaf) {
                best.offer(gain, order, i, values);
            }
        }
    }

    private double squares(double[] statistics) {
        double sum = 0;
        for (int c = 1; c <= classes; c++) {
            sum += statistics[c] * statistics[c];
        }
        return sum;
    }
}
