package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Adds rows (or single elements) at given indices, in order; parallel over what the indices do not reach across. */
record ScatterAddKernel<T>(
        Spans<T> spans, WorkerPool pool, int axis, Operand in, Operand indices, Operand out, String label)
        implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T from = (T) arrays[in.slot()];
        T to = (T) arrays[out.slot()];
        int[] index = (int[]) arrays[indices.slot()];
        int extent = out.extent(axis);
        int inner = out.shape().strides()[axis];
        int count = indices.size();
        spans.fill(to, 0, out.size(), 0);
        if (in.size() == 0) {
            return;
        }
        int sets = in.size() / (count * inner);
        pool.run(sets, set -> {
            int source = in.offset() + set * count * inner;
            int target = set * extent * inner;
            if (inner == 1) {
                spans.scatterAdd(from, source, extent, index, indices.offset(), to, target, count);
            } else {
                for (int r = 0; r < count; r++) {
                    int row = Spans.checked(index[indices.offset() + r], extent);
                    spans.accumulate(Reduction.Kind.SUM, from, source + r * inner, 1, to, target + row * inner, inner);
                }
            }
        });
    }
}
