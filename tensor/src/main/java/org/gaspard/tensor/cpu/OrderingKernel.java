package org.gaspard.tensor.cpu;

import java.util.Arrays;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Cumulative sums and sorting, line by line along an axis. */
record OrderingKernel<T>(Spans<T> spans, WorkerPool pool, Ordering op, Operand in, Operand out, String label)
        implements Kernel {

    private static final int PIECE = 1 << 13;

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's types
    public void run(Object[] arrays) {
        if (out.size() == 0) {
            return;
        }
        T from = (T) arrays[in.slot()];
        int axis = switch (op) {
            case Ordering.CumulativeSum sum -> sum.axis();
            case Ordering.ArgSort sort -> sort.axis();
        };
        int n = in.extent(axis);
        int inner = in.shape().strides()[axis];
        int lines = in.size() / n;
        int linesInPiece = Math.max(1, PIECE / n);
        pool.pieces(lines, linesInPiece, (first, end) -> {
            for (int line = first; line < end; line++) {
                int start = line / inner * n * inner + line % inner;
                switch (op) {
                    case Ordering.CumulativeSum sum ->
                        cumulativeSum(from, (T) arrays[out.slot()], start, inner, n, sum.reverse());
                    case Ordering.ArgSort sort -> argSort(from, (int[]) arrays[out.slot()], start, inner, n);
                }
            }
        });
    }

    private void cumulativeSum(T from, T to, int start, int stride, int n, boolean reverse) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            int at = start + (reverse ? n - 1 - k : k) * stride;
            sum = spans.join(Reduction.Kind.SUM, sum, spans.get(from, in.offset() + at));
            spans.set(to, at, sum);
        }
    }

    /**
     * Sorts keys that carry the position in their low half: the high half orders floats as their bits do, once negative
     * ones are turned around. Doubles need both halves for themselves and are sorted by a merge of positions.
     */
    private void argSort(T from, int[] to, int start, int stride, int n) {
        switch (from) {
            case double[] doubles -> MergeSort.positions(doubles, in.offset() + start, stride, n, to, start, stride);
            default -> {
                long[] keys = new long[n];
                for (int k = 0; k < n; k++) {
                    int key = switch (from) {
                        case float[] floats -> orderedBits(floats[in.offset() + start + k * stride]);
                        case int[] ints -> ints[in.offset() + start + k * stride];
                        default -> throw new IllegalStateException("not an array of numbers");
                    };
                    keys[k] = (long) key << 32 | k;
                }
                Arrays.sort(keys);
                for (int k = 0; k < n; k++) {
                    to[start + k * stride] = (int) keys[k];
                }
            }
        }
    }

    /** Ints in the order of the floats, the two zeros equal, NaN last. */
    private static int orderedBits(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return bits >= 0 ? bits : bits ^ 0x7FFF_FFFF;
    }
}
