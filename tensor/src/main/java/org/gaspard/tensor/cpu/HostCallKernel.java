package org.gaspard.tensor.cpu;

import java.util.List;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** A program on arrays. */
record HostCallKernel(HostCall op, List<Operand> in, Operand out, String label) implements Kernel {

    @Override
    public void run(Object[] arrays) {
        List<Storage> inputs = in.stream().map(operand -> part(operand, arrays)).toList();
        Storage output = Storage.allocate(op.type().dtype(), out.size());
        op.function().compute(inputs, output);
        System.arraycopy(output.array(), 0, arrays[out.slot()], out.offset(), out.size());
    }

    /** Arrays of a plan may be longer than what they hold at the moment. */
    private static Storage part(Operand operand, Object[] arrays) {
        Storage part = Storage.allocate(operand.type().dtype(), operand.size());
        System.arraycopy(arrays[operand.slot()], operand.offset(), part.array(), 0, operand.size());
        return part;
    }
}
