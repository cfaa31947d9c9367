package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Movement;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Zeros around and between elements. */
record PadKernel<T>(Spans<T> spans, Movement.Pad op, Operand in, Operand out, String label) implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T from = (T) arrays[in.slot()];
        T to = (T) arrays[out.slot()];
        spans.fill(to, 0, out.size(), 0);
        int rank = in.shape().rank();
        if (in.size() == 0) {
            return;
        }
        if (rank == 0) {
            System.arraycopy(from, in.offset(), to, 0, 1);
            return;
        }
        int row = in.extent(rank - 1);
        int step = 1 + op.interior().get(rank - 1);
        int[] strides = out.shape().strides();
        for (int r = 0; r < in.size() / row; r++) {
            int at = op.before().get(rank - 1);
            int rest = r;
            for (int axis = rank - 2; axis >= 0; axis--) {
                int i = rest % in.extent(axis);
                rest /= in.extent(axis);
                at += (op.before().get(axis) + i * (1 + op.interior().get(axis))) * strides[axis];
            }
            if (step == 1) {
                System.arraycopy(from, in.offset() + r * row, to, at, row);
            } else {
                for (int i = 0; i < row; i++) {
                    spans.set(to, at + i * step, spans.get(from, in.offset() + r * row + i));
                }
            }
        }
    }
}
