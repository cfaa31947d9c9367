package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions on channels-last arrays, and their two adjoints, over all threads of a pool.
 *
 * <pre>{@code
 * y[n, i, j, o]  = Σ_{a, b, c} x[n, i s + a d − pad, j s + b d − pad, c] w[a, b, c, o]      forward
 * dx             = the adjoint in x, applied to g (a transposed convolution)                inputGradient
 * dw[a, b, c, o] = Σ_{n, i, j} x[n, i s + a d − pad, j s + b d − pad, c] g[n, i, j, o]      weightGradient
 * }</pre>
 *
 * A stride-2 convolution of 4 × 4 windows over many channels takes the way of {@link FastConvolution}. Every other one
 * is a matrix product of windows and weights, or of windows and gradients, on windows that are read where they lie
 * ({@link GridProduct}, {@link WeightGradient}); images with few channels are rearranged first ({@link SplitBand}). The input
 * gradient is split by the image position modulo the stride, each class being a convolution without stride over the
 * taps that meet it: nothing is scattered. Where the result has few channels, {@link TapSums} and
 * {@link NarrowWeightGradient} do not waste the lanes of a vector. The work is cut by the sizes alone: results are the
 * same to the last bit for any number of threads.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public final class ConvolutionKernels<T> {

    private final WorkerPool pool;
    private final PanelProduct<T> product;
    private final MatrixConvolution<T> matrix;
    private final FastConvolution<T> fast;
    private final GridProduct<T> gridProduct;
    private final ThinForward<T> thinForward;
    private final TapSums<T> tapSums;
    private final WeightGradient<T> weightGradient;
    private final NarrowWeightGradient<T> narrowWeightGradient;
    private final Scratch.Pool<T> scratches;

    ConvolutionKernels(WorkerPool pool, TileKernels<T> tiles, WindowTiles<T> windows, MatrixKernels<T> matrices) {
        this.pool = pool;
        this.product = new PanelProduct<>(tiles);
        this.scratches = new Scratch.Pool<>(tiles);
        this.matrix = new MatrixConvolution<>(pool, tiles, matrices);
        this.fast = new FastConvolution<>(pool, tiles, scratches);
        this.gridProduct = new GridProduct<>(pool, tiles, windows, product, scratches);
        this.thinForward = new ThinForward<>(pool, tiles, windows, product, scratches);
        this.tapSums = new TapSums<>(pool, tiles, windows, product, scratches);
        this.weightGradient = new WeightGradient<>(pool, tiles, windows, product, scratches);
        this.narrowWeightGradient = new NarrowWeightGradient<>(pool, tiles, product, scratches);
    }

    /**
     * The convolution {@code y = f(x ∗ w + bias)}.
     *
     * @param s the sizes
     * @param x images [batch, height, width, channels], from {@code xo} on
     * @param w weights [kernelH, kernelW, channels, filters], from {@code wo} on
     * @param y result [batch, outputHeight, outputWidth, filters], from {@code yo} on; overwritten
     * @param epilogue bias by filter, and activation
     */
    public void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        if (s.outputLength() == 0) {
            return;
        }
        if (MatrixConvolution.suits(s)) {
            matrix.forward(s, x, xo, w, wo, y, yo, epilogue);
            return;
        }
        if (fast.suits(s)) {
            fast.forward(s, x, xo, w, wo, y, yo, epilogue);
            return;
        }
        if (tapSums.suitsForward(s)) {
            tapSums.forward(s, x, xo, w, wo, y, yo, epilogue);
            return;
        }
        int k = s.windowLength();
        int n = s.filters();
        Scratch<T> own = scratches.take();
        try {
            boolean direct = product.isPacked(n);
            T packed = direct ? w : own.buffer(Scratch.Use.PANELS, product.packedLength(k, n));
            int po = direct ? wo : 0;
            if (!direct) {
                product.pack(k, n, w, wo, n, 1, packed);
            }
            if (SplitBand.suits(s)) {
                thinForward.run(s, x, xo, packed, po, y, yo, epilogue);
            } else {
                var results = new GridProduct.Results(s.batch(), s.outputHeight(), s.outputWidth(), n);
                List<Windows> grids = List.of(Windows.forward(s));
                gridProduct.run(grids, results, x, xo, packed, new int[] {po}, y, yo, epilogue);
            }
        } finally {
            scratches.giveBack(own);
        }
    }

    /**
     * The adjoint of the convolution in its images, {@code dx = f(wᵀ ∗ g + bias)}: their gradient, or a transposed
     * convolution, for which bias and activation are there. Pixels that no window covers get f(bias).
     *
     * @param s the sizes of the convolution
     * @param w weights [kernelH, kernelW, channels, filters], from {@code wo} on
     * @param g the output's gradient [batch, outputHeight, outputWidth, filters], from {@code go} on
     * @param dx result [batch, height, width, channels], from {@code dxo} on; overwritten
     * @param epilogue bias by channel, and activation
     */
    public void inputGradient(ConvolutionShape s, T w, int wo, T g, int go, T dx, int dxo, Epilogue<T> epilogue) {
        if (s.imageLength() == 0) {
            return;
        }
        if (MatrixConvolution.suits(s)) {
            matrix.inputGradient(s, w, wo, g, go, dx, dxo, epilogue);
            return;
        }
        if (fast.suits(s)) {
            fast.inputGradient(s, w, wo, g, go, dx, dxo, epilogue);
            return;
        }
        List<Windows> classes = residueClasses(s);
        if (tapSums.suitsInputGradient(s)) {
            tapSums.inputGradient(s, classes, w, wo, g, go, dx, dxo, epilogue);
            return;
        }
        int n = s.channels();
        int[] packedAt = new int[classes.size()];
        for (int i = 1; i < packedAt.length; i++) {
            packedAt[i] = Math.toIntExact(
                    packedAt[i - 1] + product.packedLength(classes.get(i - 1).length(), n));
        }
        long length = packedAt[packedAt.length - 1]
                + product.packedLength(classes.getLast().length(), n);
        Scratch<T> own = scratches.take();
        try {
            T packed = own.buffer(Scratch.Use.PANELS, length);
            int panels = product.panels(n);
            pool.run(classes.size() * panels, i -> {
                int part = i / panels;
                packAdjoint(s, classes.get(part), i % panels, w, wo, packed, packedAt[part]);
            });
            var results = new GridProduct.Results(s.batch(), s.height(), s.width(), n);
            gridProduct.run(classes, results, g, go, packed, packedAt, dx, dxo, epilogue);
        } finally {
            scratches.giveBack(own);
        }
    }

    /** The image positions with one residue modulo the strides, each class with its windows over g. */
    private static List<Windows> residueClasses(ConvolutionShape s) {
        List<Windows> classes = new ArrayList<>();
        for (int a = 0; a < Math.min(s.geometry().strideH(), s.height()); a++) {
            for (int b = 0; b < Math.min(s.geometry().strideW(), s.width()); b++) {
                classes.add(Windows.adjoint(s, a, b));
            }
        }
        return classes;
    }

    /** One panel of a class's weights, transposed for each of its taps: rows by filter, columns by channel. */
    private void packAdjoint(ConvolutionShape s, Windows part, int panel, T w, int wo, T packed, int po) {
        int n = s.channels();
        int f = s.filters();
        int row = 0;
        for (int a : part.rows().taps()) {
            for (int b : part.columns().taps()) {
                int tap = wo + (a * s.kernelW() + b) * n * f;
                product.packPanel(part.length(), n, panel, row, f, w, tap, 1, f, packed, po);
                row += f;
            }
        }
    }

    /**
     * The adjoint of the convolution in its weights: their gradient.
     *
     * @param s the sizes of the convolution
     * @param x images [batch, height, width, channels], from {@code xo} on
     * @param g the output's gradient [batch, outputHeight, outputWidth, filters], from {@code go} on
     * @param dw result [kernelH, kernelW, channels, filters], from {@code dwo} on; overwritten
     */
    public void weightGradient(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        if (s.weightLength() == 0) {
            return;
        }
        if (MatrixConvolution.suits(s)) {
            matrix.weightGradient(s, x, xo, g, go, dw, dwo);
        } else if (fast.suits(s)) {
            fast.weightGradient(s, x, xo, g, go, dw, dwo);
        } else if (NarrowWeightGradient.suits(s)) {
            narrowWeightGradient.run(s, x, xo, g, go, dw, dwo);
        } else {
            weightGradient.run(s, x, xo, g, go, dw, dwo);
        }
    }
}
