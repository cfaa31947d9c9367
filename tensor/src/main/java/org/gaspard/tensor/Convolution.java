package org.gaspard.tensor;

/** Convolutions of images [N, H, W, C] with weights [kh, kw, C, O]. */
public final class Convolution {

    private Convolution() {}

    /**
     * The cross-correlation of {@code x} [N, H, W, C] with {@code w} [kh, kw, C, O]: [N, H', W', O] with
     * {@code H' = ⌊(H + pad - d(kh - 1) - 1) / s⌋ + 1}. {@code 2 N H' W' kh kw C O} operations.
     */
    public static Tensor conv2d(Tensor x, Tensor w, ConvolutionGeometry geometry) {
        return Tensor.apply(new Product.Conv2d(geometry), x, w);
    }

    /**
     * The transposed convolution: the adjoint, in its images, of {@link #conv2d} with the same weights.
     *
     * @param g [N, H', W', O]
     * @param w [kh, kw, C, O]: C are the channels of the result, O those of g
     * @param height rows of the result; {@code conv2d} must take as many to H'
     * @param width columns of the result
     */
    public static Tensor transposed(Tensor g, Tensor w, ConvolutionGeometry geometry, int height, int width) {
        return Tensor.apply(new Product.Conv2dInputGradient(geometry, height, width), w, g);
    }

    /** The gradient in the weights of {@code Σ g · conv2d(x, w)}, a window of kernelH × kernelW. */
    public static Tensor weightGradient(Tensor x, Tensor g, ConvolutionGeometry geometry, int kernelH, int kernelW) {
        return Tensor.apply(new Product.Conv2dWeightGradient(geometry, kernelH, kernelW), x, g);
    }
}
