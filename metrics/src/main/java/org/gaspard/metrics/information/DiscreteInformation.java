package org.gaspard.metrics.information;

import java.util.Arrays;

/**
 * Entropy and mutual information of labels, by the plug-in estimate: observed frequencies stand for probabilities. In
 * nats.
 *
 * <p>Labels are any ints; only whether two are equal matters. With A and B different labels, time {@code N + A B} by a
 * table of counts where {@code A B} is at most {@code max(4096, 4 N)}, else N log N; memory likewise. Pitfall: the
 * plug-in mutual information of independent variables is positive, about {@code (A − 1)(B − 1) / 2N} for A and B labels
 * and N points.
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
        return entropy(Indexed.of(labels));
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

    /** The entropy of labels that are counted already. */
    static double entropy(Indexed x) {
        double entropy = 0;
        for (int count : x.counts()) {
            double p = count / (double) x.index().length;
            entropy -= p * Math.log(p);
        }
        return Math.max(0, entropy);
    }

    static double mutualInformation(Indexed x, Indexed y) {
        long cells = (long) x.counts().length * y.counts().length;
        return cells <= Math.max(4096, 4L * x.index().length) ? byTable(x, y) : bySorting(x, y);
    }

    private static double byTable(Indexed x, Indexed y) {
        int width = y.counts().length;
        int[] table = new int[x.counts().length * width];
        for (int n = 0; n < x.index().length; n++) {
            table[x.index()[n] * width + y.index()[n]]++;
        }
        double information = 0;
        for (int cell = 0; cell < table.length; cell++) {
            if (table[cell] > 0) {
                information += term(table[cell], x.counts()[cell / width], y.counts()[cell % width], x.index().length);
            }
        }
        return Math.max(0, information);
    }

    private static double term(double joint, double marginX, double marginY, double total) {
        return joint / total * Math.log(joint * total / (marginX * marginY));
    }

    private static double bySorting(Indexed x, Indexed y) {
        long[] pairs = new long[x.index().length];
        for (int n = 0; n < pairs.length; n++) {
            pairs[n] = (long) x.index()[n] << 32 | y.index()[n];
        }
        Arrays.sort(pairs);
        double information = 0;
        for (int start = 0, end; start < pairs.length; start = end) {
            end = endOfRun(pairs, start);
            int countX = x.counts()[(int) (pairs[start] >>> 32)];
            int countY = y.counts()[(int) pairs[start]];
            information += term(end - start, countX, countY, pairs.length);
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
            int low = Arrays.stream(labels).min().orElse(0);
            int high = Arrays.stream(labels).max().orElse(0);
            long span = (long) high - low + 1;
            return span <= Math.max(4096, 4L * labels.length) ? byTable(labels, low, (int) span) : bySorting(labels);
        }

        private static Indexed byTable(int[] labels, int low, int span) {
            int[] occurrences = new int[span];
            for (int label : labels) {
                occurrences[label - low]++;
            }
            int[] counts = Arrays.stream(occurrences).filter(count -> count > 0).toArray();
            int next = 0;
            for (int i = 0; i < span; i++) {
                // From here on the table holds names instead of counts.
                occurrences[i] = occurrences[i] > 0 ? next++ : -1;
            }
            int[] index = new int[labels.length];
            for (int n = 0; n < labels.length; n++) {
                index[n] = occurrences[labels[n] - low];
            }
            return new Indexed(index, counts);
        }

        private static Indexed bySorting(int[] labels) {
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
