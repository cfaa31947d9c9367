package org.gaspard.tensor.cpu;

/**
 * Convolutions that are a single matrix product of the arrays as they lie: windows of one pixel without stride, and
 * windows that cover the whole image. With the windows as rows,
 *
 * <pre>{@code
 * y = X W        dx = g Wᵀ        dw = Xᵀ g        X [pixels × window], W [window × filters], g [pixels × filters]
 * }</pre>
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
final class MatrixConvolution<T> {

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final MatrixKernels<T> matrices;

    MatrixConvolution(WorkerPool pool, TileKernels<T> tiles, MatrixKernels<T> matrices) {
        this.pool = pool;
        this.tiles = tiles;
        this.matrices = matrices;
    }

    /** Whether no pixel lies in two windows and each window is one stretch of memory. */
    static boolean suits(ConvolutionShape s) {
        var g = s.geometry();
        boolean padded = g.padTop() + g.padBottom() + g.padLeft() + g.padRight() > 0;
        boolean pixel = s.kernelH() == 1 && s.kernelW() == 1 && g.strideH() == 1 && g.strideW() == 1;
        boolean image = s.kernelH() == s.height() && s.kernelW() == s.width();
        boolean dense = g.dilationH() == 1 && g.dilationW() == 1;
        return !padded && (pixel || image && dense);
    }

    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        var sizes = MatrixKernels.Sizes.of(s.outputPixels(), s.filters(), s.windowLength(), false, false);
        matrices.multiply(sizes, x, xo, w, wo, y, yo, epilogue);
    }

    void inputGradient(ConvolutionShape s, T w, int wo, T g, int go, T dx, int dxo, Epilogue<T> epilogue) {
        int window = s.windowLength();
        int pixels = s.outputPixels();
        var sizes = MatrixKernels.Sizes.of(pixels, window, s.filters(), false, true);
        // The bias repeats along a window of several pixels, so there it waits until the product is done.
        boolean repeats = window != s.channels() && !epilogue.isNone();
        matrices.multiply(sizes, g, go, w, wo, dx, dxo, repeats ? Epilogue.none() : epilogue);
        if (repeats) {
            int rows = s.kernelH() * s.kernelW();
            pool.run(pixels, p -> {
                tiles.finish(dx, dxo + p * window, s.channels(), rows, s.channels(), epilogue, 0);
            });
        }
    }

    void weightGradient(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        var sizes = MatrixKernels.Sizes.of(s.windowLength(), s.filters(), s.outputPixels(), true, false);
        matrices.multiply(sizes, x, xo, g, go, dw, dwo, Epilogue.none());
    }
}
