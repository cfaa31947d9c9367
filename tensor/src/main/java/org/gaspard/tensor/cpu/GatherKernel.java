package org.gaspard.tensor.cpu;

import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Rows (or single elements) at given indices. */
record GatherKernel<T>(
        Spans<T> spans, WorkerPool pool, int axis, Operand in, Operand indices, Operand out, String label)
        implements Kernel {

    private static final int PIECE = 1 << 14;

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T from = (T) arrays[in.slot()];
        T to = (T) arrays[out.slot()];
        int[] index = (int[]) arrays[indices.slot()];
        int extent = in.extent(axis);
        int inner = in.shape().strides()[axis];
        int count = indices.size();
        if (out.size() == 0) {
            return;
        }
        int rowsInPiece = Math.max(1, PIECE / inner);
        int piecesInSet = Math.ceilDiv(count, rowsInPiece);
        int sets = out.size() / (count * inner);
        pool.run(sets * piecesInSet, p -> {
            int set = p / piecesInSet;
            int first = p % piecesInSet * rowsInPiece;
            int rows = Math.min(rowsInPiece, count - first);
            int source = in.offset() + set * extent * inner;
            int target = (set * count + first) * inner;
            if (inner == 1) {
                spans.gather(from, source, extent, index, indices.offset() + first, to, target, rows);
            } else {
                for (int r = 0; r < rows; r++) {
                    int row = Spans.checked(index[indices.offset() + first + r], extent);
                    System.arraycopy(from, source + row * inner, to, target + r * inner, inner);
                }
            }
        });
    }
}
