package org.gaspard.topology.cubical;

import java.util.Arrays;

/** Sorting of positions by their values. */
final class RadixSort {

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private RadixSort() {}

    /**
     * The positions of the values in ascending order, equal values in the order of their positions. Passes from the last
     * digit of the keys to the first, each stable; time {@code O(n)}.
     *
     * @param values without NaN and −0
     */
    static int[] ascending(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = orderedBits(values[i]);
            order[i] = i;
        }
        long[] otherKeys = new long[n];
        int[] otherOrder = new int[n];
        int[] start = new int[DIGITS + 1];
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
            Arrays.fill(start, 0);
            for (long key : keys) {
                start[digit(key, shift) + 1]++;
            }
            if (n == 0 || start[digit(keys[0], shift) + 1] == n) {
                continue;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                start[digit + 1] += start[digit];
            }
            for (int i = 0; i < n; i++) {
                int to = start[digit(keys[i], shift)]++;
                otherKeys[to] = keys[i];
                otherOrder[to] = order[i];
            }
            long[] sortedKeys = otherKeys;
            otherKeys = keys;
            keys = sortedKeys;
            int[] sortedOrder = otherOrder;
            otherOrder = order;
            order = sortedOrder;
        }
        return order;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }

    /** Bits that, as an unsigned number, are in the order of the values: negative numbers complemented, others above. */
    private static long orderedBits(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }
}
