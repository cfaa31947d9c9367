package org.gaspard.ot.matrix;

import java.util.Arrays;

/** Sorting without boxes. */
public final class Sorting {

    private static final int SHORT = 8;

    private Sorting() {}

    /** The positions that put {@code keys} into increasing order, equal ones in the order in which they come. */
    public static int[] order(double[] keys) {
        int n = keys.length;
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int from = 0; from < n; from += SHORT) {
            insertionSort(keys, order, from, Math.min(n, from + SHORT));
        }
        int[] merged = new int[n];
        for (int width = SHORT; width < n; width *= 2) {
            for (int from = 0; from < n; from += 2 * width) {
                merge(keys, order, merged, from, Math.min(n, from + width), Math.min(n, from + 2 * width));
            }
            int[] swap = order;
            order = merged;
            merged = swap;
        }
        return order;
    }

    private static void insertionSort(double[] keys, int[] order, int from, int end) {
        for (int k = from + 1; k < end; k++) {
            int moved = order[k];
            int place = k;
            while (place > from && keys[order[place - 1]] > keys[moved]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = moved;
        }
    }

    private static void merge(double[] keys, int[] in, int[] out, int from, int middle, int end) {
        int left = from;
        int right = middle;
        for (int k = from; k < end; k++) {
            boolean takeLeft = right == end || (left < middle && keys[in[left]] <= keys[in[right]]);
            out[k] = takeLeft ? in[left++] : in[right++];
        }
    }
}
