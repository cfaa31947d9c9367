package org.gaspard.tensor.cpu;

/** A stable sort of positions by the doubles that stand there. */
final class MergeSort {

    private MergeSort() {}

    /** Writes the positions 0 … n - 1 that order a strided line ascending, NaN last and the two zeros equal. */
    static void positions(double[] x, int xo, int stride, int n, int[] out, int oo, int outStride) {
        int[] sorted = new int[n];
        int[] other = new int[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = i;
        }
        for (int width = 1; width < n; width *= 2) {
            for (int from = 0; from < n; from += 2 * width) {
                int middle = Math.min(from + width, n);
                int end = Math.min(from + 2 * width, n);
                int left = from;
                int right = middle;
                for (int k = from; k < end; k++) {
                    boolean takeLeft =
                            left < middle && (right >= end || compare(x, xo, stride, sorted[left], sorted[right]) <= 0);
                    other[k] = takeLeft ? sorted[left++] : sorted[right++];
                }
            }
            int[] swap = sorted;
            sorted = other;
            other = swap;
        }
        for (int i = 0; i < n; i++) {
            out[oo + i * outStride] = sorted[i];
        }
    }

    private static int compare(double[] x, int xo, int stride, int a, int b) {
        return Double.compare(x[xo + a * stride] + 0.0, x[xo + b * stride] + 0.0);
    }
}
