package org.gaspard.tensor;

/** Convolutions of images [N, H, W, C] with weights [kh, kw, C, O]. */
public final class Convolution {

    private Convolution() {}

    /**
     * The cross-correlation of {@code x} [N, H, W, C] with {@code w} [kh, kw, C, O]: [N, H', W', O] with
     * {@code H' = ⌊(H + pad - d(kh - 1) - 1) / s⌋ + 1}. {@code 2 N H' W' kh kw C O} operations, of which those are left out whose
     * taps lie outside of the image at every place of the window, as where a large window ends a small image.
     */
    public static Tensor conv2d(Tensor x, Tensor w, ConvolutionGeometry geometry) {
        if (x.rank() != 4 || w.rank() != 4) {
            return Tensor.apply(new Product.Conv2d(geometry), x, w);
        }
        ConvolutionGeometry g = geometry;
        int height = g.outputHeight(x.extent(1), w.extent(0));
        int width = g.outputWidth(x.extent(2), w.extent(1));
        Taps rows = Taps.of(x.extent(1), w.extent(0), height, g.strideH(), g.padTop(), g.padBottom(), g.dilationH());
        Taps columns = Taps.of(x.extent(2), w.extent(1), width, g.strideW(), g.padLeft(), g.padRight(), g.dilationW());
        ConvolutionGeometry seen = new ConvolutionGeometry(
                g.strideH(),
                g.strideW(),
                rows.before,
                rows.after,
                columns.before,
                columns.after,
                g.dilationH(),
                g.dilationW());
        Tensor window = w.slice(0, rows.first, rows.end).slice(1, columns.first, columns.end);
        return Tensor.apply(new Product.Conv2d(seen), x, window);
    }

    /** The taps of a window along one axis that see a pixel at some place, and the padding that is left for them. */
    private record Taps(int first, int end, int before, int after) {

        static Taps of(int pixels, int kernel, int places, int stride, int before, int after, int dilation) {
            int first = 0;
            while (places >= 1 && first < kernel - 1 && (places - 1) * stride + first * dilation < before) {
                first++;
            }
            int end = kernel;
            while (places >= 1 && end > first + 1 && (end - 1) * dilation - before >= pixels) {
                end--;
            }
            int left = after - (kernel - end) * dilation;
            // With dilation the padding behind the last tap may be shorter than a step between taps.
            return left >= 0 && before - first * dilation >= 0
                    ? new Taps(first, end, before - first * dilation, left)
                    : new Taps(0, kernel, before, after);
        }
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
