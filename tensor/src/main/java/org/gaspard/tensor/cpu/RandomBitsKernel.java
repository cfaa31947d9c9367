package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Generator;
import org.gaspard.tensor.cpu.KernelFactory.Operand;
import org.gaspard.tensor.random.Philox;

/** Random bits, each piece from its own counters. */
record RandomBitsKernel(WorkerPool pool, Generator.RandomBits op, Operand key, Operand out, String label)
        implements Kernel {

    private static final int PIECE = 1 << 14;

    @Override
    public void run(Object[] arrays) {
        int[] words = (int[]) arrays[key.slot()];
        int k0 = words[key.offset()];
        int k1 = words[key.offset() + 1];
        int[] to = (int[]) arrays[out.slot()];
        int shift = 32 - op.width();
        pool.pieces(out.size(), PIECE, (start, end) -> {
            Philox.fill(k0, k1, op.domain(), op.stream(), start, to, start, end - start);
            if (shift > 0) {
                for (int i = start; i < end; i++) {
                    to[i] >>>= shift;
                }
            }
        });
    }
}
