package org.gaspard.metrics.learners;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Points in bins: the cuts of a node lie between bins, and are looked at in histograms of the targets. A histogram is
 * filled for the smaller part of a node; that of the larger part is what is left of the node's. Squared error, all weights
 * one. Time L N for the root and {@code ≤ L N / 2} per further level, and {@code 255 L} per node; 3 KiB for each feature and node. An object serves one
 * tree.
 */
final class Histograms implements NodePoints {

    private static final int SIZE = 256;

    private record Histogram(double[] sums, int[] counts) {}

    private final FeatureBins bins;
    private final int width;
    private final double[] inverse;
    private final int[] order;
    private final int[] spare;
    private final Map<Integer, Histogram> byStart = new HashMap<>();
    private final double[] targets;

    /** @param inverse see {@link SquaredError#inverses} */
    Histograms(FeatureBins bins, double[] targets, double[] inverse) {
        this.bins = bins;
        this.width = bins.thresholds().length;
        this.inverse = inverse;
        this.targets = targets;
        this.order = new int[targets.length];
        this.spare = new int[targets.length];
    }

    @Override
    public int[] all() {
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        byStart.put(0, histogram(0, order.length));
        return order;
    }

    private Histogram histogram(int from, int to) {
        Histogram histogram = new Histogram(new double[width * SIZE], new int[width * SIZE]);
        byte[] codes = bins.codes();
        for (int i = from; i < to; i++) {
            double target = targets[order[i]];
            int row = order[i] * width;
            for (int l = 0; l < width; l++) {
                int bin = l * SIZE + (codes[row + l] & 255);
                histogram.sums[bin] += target;
                histogram.counts[bin]++;
            }
        }
        return histogram;
    }

    @Override
    public void search(int from, int to, double[] statistics, int minLeaf, BestCut best) {
        Histogram histogram = Objects.requireNonNull(byStart.get(from));
        double mean = statistics[1] / statistics[0];
        int all = to - from;
        for (int l = 0; l < width; l++) {
            best.consider(l);
            double[] thresholds = bins.thresholds()[l];
            double difference = 0;
            int left = 0;
            for (int b = 0; b < thresholds.length; b++) {
                int count = histogram.counts[l * SIZE + b];
                difference += histogram.sums[l * SIZE + b] - count * mean;
                left += count;
                if (left >= minLeaf && all - left >= minLeaf) {
                    double gain = difference * difference * (inverse[left] + inverse[all - left]);
                    best.offer(gain, from + left, thresholds[b]);
                }
            }
        }
    }

    @Override
    public int[] cut(int from, int to, BestCut cut) {
        int feature = cut.feature();
        int last = 0;
        double[] thresholds = bins.thresholds()[feature];
        while (thresholds[last] < cut.threshold()) {
            last++;
        }
        int left = from;
        int moved = 0;
        for (int i = from; i < to; i++) {
            int point = order[i];
            if ((bins.codes()[point * width + feature] & 255) <= last) {
                order[left++] = point;
            } else {
                spare[moved++] = point;
            }
        }
        System.arraycopy(spare, 0, order, left, moved);
        return order;
    }

    @Override
    public void part(int from, int to, BestCut cut) {
        int middle = cut.position();
        boolean leftIsSmall = middle - from <= to - middle;
        Histogram small = leftIsSmall ? histogram(from, middle) : histogram(middle, to);
        Histogram rest = Objects.requireNonNull(byStart.get(from));
        for (int i = 0; i < small.counts.length; i++) {
            rest.sums[i] -= small.sums[i];
            rest.counts[i] -= small.counts[i];
        }
        byStart.put(from, leftIsSmall ? small : rest);
        byStart.put(middle, leftIsSmall ? rest : small);
    }
}
