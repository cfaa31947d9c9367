package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Generator;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Positions along an axis. */
record IotaKernel<T>(Spans<T> spans, Generator.Iota op, Operand out, String label) implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // a slot of this kernel's type
    public void run(Object[] arrays) {
        T to = (T) arrays[out.slot()];
        int extent = out.extent(op.axis());
        int inner = out.shape().strides()[op.axis()];
        for (int at = 0; at < out.size(); at += inner) {
            spans.fill(to, at, inner, at / inner % extent);
        }
    }
}
