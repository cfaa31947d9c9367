package org.gaspard.tensor;

import java.util.List;

/** Bilinear operations. The three convolutions are each other's derivatives, so every order of derivative exists. */
public sealed interface Product extends Op
        permits Product.MatMul, Product.Conv2d, Product.Conv2dInputGradient, Product.Conv2dWeightGradient {

    /**
     * The matrix product of the last two axes, {@code op(A) · op(B)}, where op transposes them if asked; all leading
     * axes are equal and count a batch.
     */
    record MatMul(boolean transposeA, boolean transposeB) implements Product {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            Check.equalDTypes(this, inputs);
            Check.floating(this, inputs);
            Shape a = inputs.get(0).shape();
            Shape b = inputs.get(1).shape();
            int rank = a.rank();
            Check.that(rank >= 2 && b.rank() == rank, this, "two matrices or equal batches of them expected", inputs);
            for (int axis = 0; axis < rank - 2; axis++) {
                Check.that(a.extent(axis) == b.extent(axis), this, "equal batch axes expected", inputs);
            }
            int inner = a.extent(transposeA ? -2 : -1);
            Check.that(inner == b.extent(transposeB ? -1 : -2), this, "equal inner extents expected", inputs);
            return inputs.getFirst()
                    .withShape(a.with(-2, a.extent(transposeA ? -1 : -2)).with(-1, b.extent(transposeB ? -2 : -1)));
        }

        @Override
        public String label() {
            return "matmul" + (transposeA ? " Aᵀ" : " A") + (transposeB ? "Bᵀ" : "B");
        }
    }

    /**
     * The cross-correlation {@code y[n,i,j,o] = Σ x[n, i·sₕ + a·dₕ - top, j·s_w + b·d_w - left, c] · w[a,b,c,o]} of
     * images x [N, H, W, C] with weights w [kh, kw, C, O], x being 0 outside.
     */
    record Conv2d(ConvolutionGeometry geometry) implements Product {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            images(
                    this,
                    inputs,
                    inputs.get(0).shape().rank() == 4 && inputs.get(1).shape().rank() == 4);
            Shape x = inputs.get(0).shape();
            Shape w = inputs.get(1).shape();
            Check.that(x.extent(3) == w.extent(2), this, "equal input channels expected", inputs);
            int height = geometry.outputHeight(x.extent(1), w.extent(0));
            int width = geometry.outputWidth(x.extent(2), w.extent(1));
            Check.that(height >= 1 && width >= 1, this, "a window not larger than the padded image expected", inputs);
            return inputs.getFirst().withShape(Shape.of(x.extent(0), height, width, w.extent(3)));
        }

        @Override
        public String label() {
            return "conv2d " + geometry.label();
        }
    }

    /**
     * From {@code (w, g)} with g shaped as the result of {@link Conv2d}, the adjoint in x, of shape [N, height, width, C]:
     * also known as the transposed convolution.
     */
    record Conv2dInputGradient(ConvolutionGeometry geometry, int height, int width) implements Product {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            images(
                    this,
                    inputs,
                    inputs.get(0).shape().rank() == 4 && inputs.get(1).shape().rank() == 4);
            Shape w = inputs.get(0).shape();
            Shape g = inputs.get(1).shape();
            Check.that(g.extent(3) == w.extent(3), this, "equal output channels expected", inputs);
            Check.that(
                    g.extent(1) == geometry.outputHeight(height, w.extent(0))
                            && g.extent(2) == geometry.outputWidth(width, w.extent(1)),
                    this,
                    "the output extents of a " + height + "x" + width + " image expected",
                    inputs);
            return inputs.getFirst().withShape(Shape.of(g.extent(0), height, width, w.extent(2)));
        }

        @Override
        public String label() {
            return "conv2d-input-gradient " + geometry.label();
        }
    }

    /** From {@code (x, g)}, the adjoint of {@link Conv2d} in w, of shape [kernelH, kernelW, C, O]. */
    record Conv2dWeightGradient(ConvolutionGeometry geometry, int kernelH, int kernelW) implements Product {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            images(
                    this,
                    inputs,
                    inputs.get(0).shape().rank() == 4 && inputs.get(1).shape().rank() == 4);
            Shape x = inputs.get(0).shape();
            Shape g = inputs.get(1).shape();
            Check.that(x.extent(0) == g.extent(0), this, "equal batches expected", inputs);
            Check.that(
                    g.extent(1) == geometry.outputHeight(x.extent(1), kernelH)
                            && g.extent(2) == geometry.outputWidth(x.extent(2), kernelW),
                    this,
                    "the output extents of a " + kernelH + "x" + kernelW + " window expected",
                    inputs);
            return inputs.getFirst().withShape(Shape.of(kernelH, kernelW, x.extent(3), g.extent(3)));
        }

        @Override
        public String label() {
            return "conv2d-weight-gradient " + geometry.label();
        }
    }

    private static void images(Op op, List<TensorType> inputs, boolean rank4) {
        Check.equalDTypes(op, inputs);
        Check.floating(op, inputs);
        Check.that(rank4, op, "images [N, H, W, C] and weights [kh, kw, C, O] expected", inputs);
    }
}
