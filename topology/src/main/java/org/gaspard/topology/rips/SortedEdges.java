package org.gaspard.topology.rips;

import java.util.Arrays;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;

/**
 * The edges up to a threshold in the order of the filtration: shorter ones first, among equals the larger index first. The
 * rank of an edge is the number of different lengths below its own.
 */
final class SortedEdges {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 6;
    private static final int MASK = (1 << DIGIT_BITS) - 1;

    /** The two vertices of each edge, the larger one in the upper half. */
    private final long[] pairs;

    private final int[] ranks;
    /** The length of each rank. */
    private final double[] lengths;

    private SortedEdges(long[] pairs, int[] ranks, double[] lengths) {
        this.pairs = pairs;
        this.ranks = ranks;
        this.lengths = lengths;
    }

    /** The edges of a matrix, without those between the first {@code out} vertices. */
    static SortedEdges of(DistanceMatrix distances, double threshold, int out) {
        int n = distances.size();
        int most = (int) ((long) n * (n - 1) / 2 - (long) out * (out - 1) / 2);
        long[] keys = new long[most];
        long[] pairs = new long[most];
        int count = 0;
        for (int i = n - 1; i >= out; i--) {
            int row = DistanceMatrix.pair(i, 0);
            for (int j = i - 1; j >= 0; j--) {
                double length = distances.below(row + j);
                if (length <= threshold && length != Double.POSITIVE_INFINITY) {
                    keys[count] = ordered(length);
                    pairs[count++] = (long) i << 32 | j;
                }
            }
        }
        return sort(keys, pairs, count);
    }

    /** The edges of a graph, which come in ascending order. */
    static SortedEdges of(SparseDistances distances, double threshold) {
        long[] keys = new long[distances.edges()];
        long[] pairs = new long[distances.edges()];
        int count = 0;
        for (int edge = distances.edges() - 1; edge >= 0; edge--) {
            if (distances.length(edge) <= threshold) {
                keys[count] = ordered(distances.length(edge));
                pairs[count++] = (long) distances.high(edge) << 32 | distances.low(edge);
            }
        }
        return sort(keys, pairs, count);
    }

    /** Bits that order as the numbers do; both zeros are one. */
    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits >= 0 ? bits | Long.MIN_VALUE : ~bits;
    }

    private static double value(long ordered) {
        return Double.longBitsToDouble(ordered < 0 ? ordered & Long.MAX_VALUE : ~ordered);
    }

    /** Sorts by keys as numbers without sign, digit by digit from the last, which leaves the order among equals. */
    private static SortedEdges sort(long[] unsortedKeys, long[] unsortedPairs, int count) {
        int[][] counts = new int[DIGITS][MASK + 1];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < DIGITS; d++) {
                counts[d][digit(unsortedKeys[i], d)]++;
            }
        }
        long[] keys = unsortedKeys;
        long[] pairs = unsortedPairs;
        long[] otherKeys = new long[count];
        long[] otherPairs = new long[count];
        for (int d = 0; d < DIGITS; d++) {
            int[] places = counts[d];
            if (count == 0 || places[digit(keys[0], d)] == count) {
                continue;
            }
            int sum = 0;
            for (int i = 0; i <= MASK; i++) {
                int here = places[i];
                places[i] = sum;
                sum += here;
            }
            for (int i = 0; i < count; i++) {
                int place = places[digit(keys[i], d)]++;
                otherKeys[place] = keys[i];
                otherPairs[place] = pairs[i];
            }
            long[] sortedKeys = otherKeys;
            long[] sortedPairs = otherPairs;
            otherKeys = keys;
            otherPairs = pairs;
            keys = sortedKeys;
            pairs = sortedPairs;
        }
        return ranked(keys, pairs, count);
    }

    private static int digit(long key, int d) {
        return (int) (key >>> d * DIGIT_BITS) & MASK;
    }

    private static SortedEdges ranked(long[] keys, long[] pairs, int count) {
        long[] sorted = new long[count];
        int[] ranks = new int[count];
        double[] lengths = new double[count];
        int different = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                lengths[different++] = value(keys[i]);
            }
            sorted[i] = pairs[i];
            ranks[i] = different - 1;
        }
        return new SortedEdges(sorted, ranks, Arrays.copyOf(lengths, different));
    }

    int size() {
        return pairs.length;
    }

    /** The larger vertex of an edge. */
    int high(int edge) {
        return (int) (pairs[edge] >>> 32);
    }

    /** The smaller vertex of an edge. */
    int low(int edge) {
        return (int) pairs[edge];
    }

    int rank(int edge) {
        return ranks[edge];
    }

    /** The number of different lengths. */
    int differentLengths() {
        return lengths.length;
    }

    double length(int rank) {
        return lengths[rank];
    }
}
