package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** The position of the first largest or smallest element along an axis; NaN wins. */
record ArgReduceKernel<T>(
        Spans<T> spans, WorkerPool pool, Reduction.ArgReduce op, Operand in, Operand out, String label)
        implements Kernel {

    private static final int PIECE = 1 << 14;

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's types
    public void run(Object[] arrays) {
        T from = (T) arrays[in.slot()];
        int[] to = (int[]) arrays[out.slot()];
        int n = in.extent(op.axis());
        int inner = in.shape().strides()[op.axis()];
        int lines = Math.max(1, PIECE / n);
        pool.pieces(out.size(), lines, (first, end) -> {
            for (int line = first; line < end; line++) {
                int start = in.offset() + line / inner * n * inner + line % inner;
                int best = 0;
                double champion = spans.get(from, start);
                for (int k = 1; k < n && !Double.isNaN(champion); k++) {
                    double challenger = spans.get(from, start + k * inner);
                    boolean wins = op.kind() == Reduction.Kind.MAX ? challenger > champion : challenger < champion;
                    if (wins || Double.isNaN(challenger)) {
                        best = k;
                        champion = challenger;
                    }
                }
                to[line] = best;
            }
        });
    }
}
