package org.gaspard.tensor.cpu;

import java.util.List;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.cpu.KernelFactory.Operand;
import org.gaspard.tensor.linalg.BatchedLinearAlgebra;

/** Linear algebra in double precision, with floats widened before and rounded after. */
record DecompositionKernel<T>(Spans<T> spans, Decomposition op, List<Operand> in, Operand out, String label)
        implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        List<double[]> inputs =
                in.stream().map(operand -> widened(operand, arrays)).toList();
        double[] result = new double[out.size()];
        BatchedLinearAlgebra.compute(op, in.stream().map(Operand::type).toList(), inputs, result);
        spans.convert(result, 0, 1, (T) arrays[out.slot()], out.offset(), result.length);
    }

    @SuppressWarnings("unchecked") // a slot of this kernel's type
    private double[] widened(Operand operand, Object[] arrays) {
        double[] wide = new double[operand.size()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = spans.get((T) arrays[operand.slot()], operand.offset() + i);
        }
        return wide;
    }
}
