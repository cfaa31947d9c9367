package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Features by the number of a bin. A feature of at most 255 separated values has a bin for each; others have at most 255
 * bins that hold the same number of points, as far as equal values allow.
 *
 * @param codes the bin 0 … 254 of each point and feature, unsigned, [N × L] row by row
 * @param thresholds [L][bins − 1], ascending: the bins 0 … b are the values of at most the threshold b
 */
record FeatureBins(byte[] codes, double[][] thresholds) {

    static final int MOST = 255;

    static FeatureBins of(FeatureColumns features) {
        int points = features.points();
        int width = features.width();
        int[][] order = features.order();
        byte[] codes = new byte[points * width];
        double[][] thresholds = new double[width][];
        for (int l = 0; l < width; l++) {
            thresholds[l] = thresholds(features.columns()[l], order[l]);
            int bin = 0;
            for (int point : order[l]) {
                while (bin < thresholds[l].length && features.columns()[l][point] > thresholds[l][bin]) {
                    bin++;
                }
                codes[point * width + l] = (byte) bin;
            }
        }
        return new FeatureBins(codes, thresholds);
    }

    private static double[] thresholds(float[] values, int[] order) {
        double[] found = new double[order.length];
        int[] positions = new int[order.length];
        int count = 0;
        for (int i = 1; i < order.length; i++) {
            float low = values[order[i - 1]];
            float high = values[order[i]];
            if (FeatureColumns.separated(low, high)) {
                positions[count] = i;
                found[count++] = FeatureColumns.threshold(low, high);
            }
        }
        if (count < MOST) {
            return Arrays.copyOf(found, count);
        }
        double[] chosen = new double[MOST - 1];
        int taken = 0;
        int next = 0;
        for (int b = 1; b < MOST; b++) {
            long quantile = (long) b * order.length / MOST;
            // A value that many points share may reach over several quantiles.
            if (next > 0 && positions[next - 1] >= quantile) {
                continue;
            }
            while (next < count && positions[next] < quantile) {
                next++;
            }
            if (next < count) {
                chosen[taken++] = found[next++];
            }
        }
        return Arrays.copyOf(chosen, taken);
    }
}
