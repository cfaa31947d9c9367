package org.gaspard.tensor.cpu;

import java.util.List;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Parts one after the other along an axis. */
record ConcatenateKernel(int axis, List<Operand> parts, Operand out, String label) implements Kernel {

    @Override
    public void run(Object[] arrays) {
        int inner = out.shape().strides()[axis];
        int row = out.extent(axis) * inner;
        if (out.size() == 0) {
            return;
        }
        int outer = out.size() / row;
        int start = 0;
        for (Operand part : parts) {
            int run = part.extent(axis) * inner;
            for (int o = 0; o < outer; o++) {
                System.arraycopy(
                        arrays[part.slot()], part.offset() + o * run, arrays[out.slot()], o * row + start, run);
            }
            start += run;
        }
    }
}
