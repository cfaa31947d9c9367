package org.gaspard.tensor.cpu;

import java.util.List;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/**
 * Matrix products and convolutions.
 *
 * @param in the two factors, and the bias if there is one
 * @param relu whether the sum with the bias ends with a ReLU
 */
record ProductKernel<T>(Product op, Kernels<T> kernels, List<Operand> in, boolean relu, Operand out, String name)
        implements Kernel {

    @Override
    public String label() {
        return name + (in.size() < 3 ? "" : relu ? " + bias, relu" : " + bias");
    }

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        Operand a = in.get(0);
        Operand b = in.get(1);
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

    @SuppressWarnings("unchecked") // a slot of this kernel's type
    private Epilogue<T> epilogue(Object[] arrays) {
        if (in.size() < 3) {
            return Epilogue.none();
        }
        Epilogue<T> bias = Epilogue.bias((T) arrays[in.get(2).slot()], in.get(2).offset());
        return relu ? bias.relu() : bias;
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
