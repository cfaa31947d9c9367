package org.gaspard.tensor.cpu;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/**
 * Matrix products and convolutions.
 *
 * @param a the left factor
 * @param b the right factor
 * @param bias one number for each column or channel, if it is added
 * @param slope if the sum with the bias ends with a ReLU, leaky or not: its slope for negative arguments
 * @param gate the elements whose sign says which results are kept, if there are any
 * @param shut the factor of the others
 */
record ProductKernel<T>(
        Product op,
        Kernels<T> kernels,
        Operand a,
        Operand b,
        Optional<Operand> bias,
        OptionalDouble slope,
        Optional<Operand> gate,
        double shut,
        Operand out,
        String name)
        implements Kernel {

    /** The kernel whose operands are the two factors and then what the epilogue reads. */
    static <T> ProductKernel<T> of(
            Product op,
            Kernels<T> kernels,
            List<Operand> in,
            Optional<Epilogues.Fused> epilogue,
            Operand out,
            String name) {
        Iterator<Operand> more = in.subList(2, in.size()).iterator();
        return new ProductKernel<>(
                op,
                kernels,
                in.get(0),
                in.get(1),
                epilogue.flatMap(Epilogues.Fused::bias).map(node -> more.next()),
                epilogue.map(Epilogues.Fused::slope).orElse(OptionalDouble.empty()),
                epilogue.flatMap(Epilogues.Fused::gate).map(node -> more.next()),
                epilogue.flatMap(Epilogues.Fused::gate)
                        .map(Epilogues.Gate::shut)
                        .orElse(0.0),
                out,
                name);
    }

    @Override
    public String label() {
        return name
                + (bias.isPresent() ? " + bias" : "")
                + (slope.isEmpty() ? "" : slope.getAsDouble() == 0 ? ", relu" : ", leaky relu")
                + (gate.isPresent() ? ", gate" : "");
    }

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T x = (T) arrays[a.slot()];
        T y = (T) arrays[b.slot()];
        T z = (T) arrays[out.slot()];
        int xo = a.offset();
        int yo = b.offset();
        int zo = out.offset();
        Epilogue<T> epilogue = epilogue(arrays);
        switch (op) {
            case Product.MatMul(boolean transposeA, boolean transposeB) -> {
                int m = out.extent(-2);
                int n = out.extent(-1);
                int k = a.extent(transposeA ? -2 : -1);
                int batch = 1;
                for (int axis = 0; axis < out.shape().rank() - 2; axis++) {
                    batch *= out.extent(axis);
                }
                MatrixKernels.Sizes sizes = MatrixKernels.Sizes.batched(batch, m, n, k, transposeA, transposeB);
                kernels.matrices().multiply(sizes, x, xo, y, yo, z, zo, epilogue);
            }
            case Product.Conv2d conv ->
                kernels.convolutions().forward(shape(a, b, conv.geometry()), x, xo, y, yo, z, zo, epilogue);
            case Product.Conv2dInputGradient conv ->
                kernels.convolutions().inputGradient(shape(out, a, conv.geometry()), x, xo, y, yo, z, zo, epilogue);
            case Product.Conv2dWeightGradient conv ->
                kernels.convolutions().weightGradient(shape(a, out, conv.geometry()), x, xo, y, yo, z, zo);
        }
    }

    @SuppressWarnings("unchecked") // slots of this kernel's type
    private Epilogue<T> epilogue(Object[] arrays) {
        Epilogue<T> epilogue = Epilogue.none();
        if (bias.isPresent()) {
            epilogue = epilogue.plus((T) arrays[bias.get().slot()], bias.get().offset());
        }
        if (slope.isPresent()) {
            epilogue = slope.getAsDouble() == 0 ? epilogue.relu() : epilogue.leakyRelu(slope.getAsDouble());
        }
        if (gate.isPresent()) {
            epilogue = epilogue.gated((T) arrays[gate.get().slot()], gate.get().offset() - out.offset(), shut);
        }
        return epilogue;
    }

    private static ConvolutionShape shape(Operand images, Operand weights, ConvolutionGeometry geometry) {
        return new ConvolutionShape(
                images.extent(0),
                images.extent(1),
                images.extent(2),
                images.extent(3),
                weights.extent(0),
                weights.extent(1),
                weights.extent(3),
                geometry);
    }
}
