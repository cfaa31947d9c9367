package org.gaspard.metrics.information;

import java.util.Arrays;

/**
 * Entropy and mutual information of labels, by the plug-in estimate: observed frequencies stand for probabilities. In
 * nats.
 *
 * <p>Labels are any ints; only whether two are equal matters. Time N log N, memory N, however many labels there are.
 * Pitfall: the plug-in mutual information of independent variables is positive, about {@code (A − 1)(B − 1) / 2N} for A
 * and B labels and N points.
 */
public final class DiscreteInformation {

    private DiscreteInformation() {}

    /**
     * The entropy {@code H(X) = −Σ_x p(x) ln p(x)}; 0 for a constant.
     *
     * @throws IllegalArgumentException if there are no labels
     */
    public static double entropy(int[] labels) {
        requireSome(labels);
        double entropy = 0;
        for (int count : Indexed.of(labels).counts()) {
            double p = count / (double) labels.length;
            entropy -= p * Math.log(p);
        }
        return Math.max(0, entropy);
    }

    /**
     * The mutual information {@code I(X; Y) = Σ_xy p(x, y) ln( p(x, y) / (p(x) p(y)) )}, never negative.
     *
     * @param x labels of the first variable, one for each point
     * @param y labels of the second variable at the same points
     * @throws IllegalArgumentException if there are no labels or the lengths differ
     */
    public static double mutualInformation(int[] x, int[] y) {
        requireSome(x);
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "x and y must label the same points, found " + x.length + " and " + y.length + " labels");
        }
        return mutualInformation(Indexed.of(x), Indexed.of(y));
    }

    static double mutualInformation(Indexed x, Indexed y) {
        long[] pairs = new long[x.index().length];
        for (int n = 0; n < pairs.length; n++) {
            pairs[n] = (long) x.index()[n] << 32 | y.index()[n];
        }
        Arrays.sort(pairs);
        double total = pairs.length;
        double information = 0;
        for (int start = 0, end; start < pairs.length; start = end) {
            end = endOfRun(pairs, start);
            double joint = end - start;
            double marginX = x.counts()[(int) (pairs[start] >>> 32)];
            double marginY = y.counts()[(int) pairs[start]];
            information += joint / total * Math.log(joint * total / (marginX * marginY));
        }
        return Math.max(0, information);
    }

    private static int endOfRun(long[] sorted, int start) {
        int end = start + 1;
        while (end < sorted.length && sorted[end] == sorted[start]) {
            end++;
        }
        return end;
    }

    private static void requireSome(int[] labels) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("labels must not be empty: frequencies need at least one point");
        }
    }

    /**
     * Labels renamed to 0 … M − 1 in ascending order.
     *
     * @param index the new name of each point's label
     * @param counts how often each occurs, [M]
     */
    record Indexed(int[] index, int[] counts) {
        static Indexed of(int[] labels) {
            int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
            int[] index = new int[labels.length];
            int[] counts = new int[distinct.length];
            for (int n = 0; n < labels.length; n++) {
                index[n] = Arrays.binarySearch(distinct, labels[n]);
                counts[index[n]]++;
            }
            return new Indexed(index, counts);
        }
    }
}
