package org.gaspard.tensor.cpu;

import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.cpu.KernelFactory.Operand;

/** Matrix products and convolutions. */
record ProductKernel<T>(Product op, Kernels<T> kernels, Operand a, Operand b, Operand out, String label)
        implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // slots of this kernel's type
    public void run(Object[] arrays) {
        T x = (T) arrays[a.slot()];
        T y = (T) arrays[b.slot()];
        T z = (T) arrays[out.slot()];
        int xo = a.offset();
        int yo = b.offset();
        int zo = out.offset();
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
                kernels.matrices().multiply(sizes, x, xo, y, yo, z, zo, Epilogue.none());
            }
            case Product.Conv2d conv ->
                kernels.convolutions()
                        .forward(shape(a, b, conv.geometry()), x, xo, y, yo, z, zo, Epilogue.none());
            case Product.Conv2dInputGradient conv ->
                kernels.convolutions()
                        .inputGradient(shape(out, a, conv.geometry()), x, xo, y, yo, z, zo, Epilogue.none());
            case Product.Conv2dWeightGradient conv ->
                kernels.convolutions().weightGradient(shape(a, out, conv.geometry()), x, xo, y, yo, z, zo);
        }
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
