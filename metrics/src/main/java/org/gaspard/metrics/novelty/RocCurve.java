package org.gaspard.metrics.novelty;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic: for each threshold the part of the positive points whose score reaches it, against that
 * of the negative ones. From (0, 0), where nothing does, to (1, 1); points of equal score are passed together, which is
 * a slanted piece, so that the area below is that of {@link org.gaspard.metrics.learners.RocAuc}. Source: [F06], section 5.
 *
 * @param falsePositives the part of the negative points, ascending, one more than there are different scores
 * @param truePositives the part of the positive points, ascending
 */
public record RocCurve(double[] falsePositives, double[] truePositives) {

    /**
     * The curve of some scores. {@code O(N log N)}.
     *
     * @param positive which points are positive, [N]
     * @param scores [N], not NaN
     * @throws IllegalArgumentException if the lengths differ, a score is NaN, or there are no positive or no negative points
     */
    public static RocCurve of(boolean[] positive, double[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException("positive and scores must describe the same points, found "
                    + positive.length + " and " + scores.length);
        }
        OutOfDistribution.requireNumbers("scores", scores);
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                // Adding 0 makes −0 and 0 one score.
                .sorted(Comparator.comparingDouble(n -> -(scores[n] + 0.0) + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] no = new double[order.length + 1];
        double[] yes = new double[order.length + 1];
        int size = 1;
        int positives = 0;
        for (int i = 0; i < order.length; i++) {
            positives += positive[order[i]] ? 1 : 0;
            if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
                no[size] = i + 1 - positives;
                yes[size++] = positives;
            }
        }
        int all = positives;
        int others = order.length - all;
        if (all == 0 || others == 0) {
            throw new IllegalArgumentException("positive must mark some points and not all, found " + all + " of "
                    + order.length + ": a curve needs both");
        }
        return new RocCurve(
                Arrays.stream(no, 0, size).map(count -> count / others).toArray(),
                Arrays.stream(yes, 0, size).map(count -> count / all).toArray());
    }
}
