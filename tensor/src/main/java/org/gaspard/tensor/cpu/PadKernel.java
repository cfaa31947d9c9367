package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Movement;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Zeros around and between elements. */
final class PadKernel<T> implements Kernel {

    private static final int PIECE = 1 << 15;

    private final Spans<T> spans;
    private final WorkerPool pool;
    private final Movement.Pad op;
    private final Operand in;
    private final Operand out;
    private final String label;
    // The axes up to the last one that is padded; what lies behind them stays together.
    private final int axes;
    private final int block;
    private final int blocksInRow;

    PadKernel(Spans<T> spans, WorkerPool pool, Movement.Pad op, Operand in, Operand out, String label) {
        this.spans = spans;
        this.pool = pool;
        this.op = op;
        this.in = in;
        this.out = out;
        this.label = label;
        int padded = in.shape().rank();
        while (padded > 0 && in.extent(padded - 1) == out.extent(padded - 1)) {
            padded--;
        }
        axes = padded;
        block = padded == 0 ? in.size() : in.shape().strides()[padded - 1];
        blocksInRow = padded == 0 ? 1 : in.extent(padded - 1);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T from = (T) arrays[in.slot()];
        T to = (T) arrays[out.slot()];
        pool.pieces(out.size(), PIECE, (start, end) -> spans.fill(to, start, end - start, 0));
        if (in.size() == 0) {
            return;
        }
        int row = blocksInRow * block;
        pool.pieces(in.size() / row, Math.max(1, PIECE / row), (start, end) -> {
            for (int r = start; r < end; r++) {
                copyRow(from, in.offset() + r * row, to, target(r));
            }
        });
    }

    /** Where the first element of row {@code r} of the input goes. */
    private int target(int r) {
        if (axes == 0) {
            return 0;
        }
        int stride = block;
        int at = op.before().get(axes - 1) * stride;
        int rest = r;
        for (int axis = axes - 2; axis >= 0; axis--) {
            stride *= out.extent(axis + 1);
            int i = rest % in.extent(axis);
            rest /= in.extent(axis);
            at += (op.before().get(axis) + i * (1 + op.interior().get(axis))) * stride;
        }
        return at;
    }

    private void copyRow(T from, int start, T to, int target) {
        int step = axes == 0 ? 1 : 1 + op.interior().get(axes - 1);
        if (step == 1) {
            System.arraycopy(from, start, to, target, blocksInRow * block);
        } else if (block == 1) {
            for (int i = 0; i < blocksInRow; i++) {
                spans.set(to, target + i * step, spans.get(from, start + i));
            }
        } else {
            for (int i = 0; i < blocksInRow; i++) {
                System.arraycopy(from, start + i * block, to, target + i * step * block, block);
            }
        }
    }
}
