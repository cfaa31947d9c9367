package org.gaspard.metrics.learners;

/**
 * The squared error around the mean. With weights w_i and targets y_i, the impurity is the variance
 * {@code Σ w y² / W − (Σ w y / W)²}. A cut with {@code D = Σ_left w (y − ȳ)} and weights W_l, W_r gains
 * {@code D² (1/W_l + 1/W_r)}, the decrease of {@code W · impurity}. Statistics: W, Σ w y, Σ w y².
 */
final class SquaredError implements Criterion {

    private final double[] targets;
    private final int[] weights;
    private final double[] inverse;

    /**
     * @param targets by point
     * @param weights by point; empty if all are 1
     * @param inverse 1/c for c from 1 to the sum of weights at least, see {@link #inverses}
     */
    SquaredError(double[] targets, int[] weights, double[] inverse) {
        this.targets = targets;
        this.weights = weights;
        this.inverse = inverse;
    }

    /** 1/c at c, for c = 1 … n. */
    static double[] inverses(int n) {
        double[] inverse = new double[n + 1];
        for (int c = 1; c <= n; c++) {
            inverse[c] = 1.0 / c;
        }
        return inverse;
    }

    @Override
    public double[] statistics(int[] order, int from, int to) {
        double sum = 0;
        double squares = 0;
        if (weights.length == 0) {
            for (int i = from; i < to; i++) {
                double y = targets[order[i]];
                sum += y;
                squares += y * y;
            }
            return new double[] {to - from, sum, squares};
        }
        double weight = 0;
        for (int i = from; i < to; i++) {
            double w = weights[order[i]];
            double y = targets[order[i]];
            weight += w;
            sum += w * y;
            squares += w * y * y;
        }
        return new double[] {weight, sum, squares};
    }

    @Override
    public double impurity(double[] statistics) {
        double mean = statistics[1] / statistics[0];
        return statistics[2] / statistics[0] - mean * mean;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public void value(double[] statistics, double[] values, int offset) {
        values[offset] = statistics[1] / statistics[0];
    }

    @Override
    public void search(int[] order, int from, int to, float[] values, double[] statistics, int minLeaf, BestCut best) {
        double mean = statistics[1] / statistics[0];
        if (weights.length == 0) {
            searchUnweighted(order, from, to, values, mean, minLeaf, best);
        } else {
            searchWeighted(order, from, to, values, mean, (int) statistics[0], minLeaf, best);
        }
    }

    private void searchUnweighted(
            int[] order, int from, int to, float[] values, double mean, int minLeaf, BestCut best) {
        double[] y = targets;
        double[] inv = inverse;
        double difference = 0;
        int first = from + minLeaf;
        for (int i = from; i < first - 1; i++) {
            difference += y[order[i]] - mean;
        }
        double bar = best.bar();
        int i = first;
        int last = to - minLeaf;
        // Four at a time: the sums within the four do not wait for the sum before them.
        for (; i <= last - 3; i += 4) {
            double a = y[order[i - 1]] - mean;
            double ab = a + (y[order[i]] - mean);
            double c = y[order[i + 1]] - mean;
            double cd = c + (y[order[i + 2]] - mean);
            double d1 = difference + a;
            double d2 = difference + ab;
            double d3 = difference + (ab + c);
            double d4 = difference + (ab + cd);
            double gain1 = d1 * d1 * (inv[i - from] + inv[to - i]);
            double gain2 = d2 * d2 * (inv[i + 1 - from] + inv[to - i - 1]);
            double gain3 = d3 * d3 * (inv[i + 2 - from] + inv[to - i - 2]);
            double gain4 = d4 * d4 * (inv[i + 3 - from] + inv[to - i - 3]);
            difference = d4;
            if (gain1 > bar | gain2 > bar | gain3 > bar | gain4 > bar) {
                best.offer(gain1, order, i, values);
                best.offer(gain2, order, i + 1, values);
                best.offer(gain3, order, i + 2, values);
                bar = best.offer(gain4, order, i + 3, values);
            }
        }
        for (; i <= last; i++) {
            difference += y[order[i - 1]] - mean;
            best.offer(difference * difference * (inv[i - from] + inv[to - i]), order, i, values);
        }
    }

    private void searchWeighted(
            int[] order, int from, int to, float[] values, double mean, int total, int minLeaf, BestCut best) {
        double difference = 0;
        int weight = 0;
        int last = to - minLeaf;
        for (int i = from + 1; i <= last; i++) {
            int point = order[i - 1];
            weight += weights[point];
            difference += weights[point] * (targets[point] - mean);
            if (i - from >= minLeaf) {
                double gain = difference * difference * (inverse[weight] + inverse[total - weight]);
                best.offer(gain, order, i, values);
            }
        }
    }
}
