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
 * Each is a matrix product ({@link PanelProduct}) whose left factor has the windows as rows ({@link Windows}); a
 * block of windows is copied while it is needed. The input gradient is split by the image position modulo the stride,
 * each class being a convolution without stride over the taps that meet it: nothing is scattered. The weight gradient
 * sums over fixed pieces of the batch and joins them in order. Where the result has few channels, {@link TapSums}
 * does not waste the lanes of a vector. The work is cut by the sizes alone: results are the same to the last bit for
 * any number of threads.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public final class ConvolutionKernels<T> {

    /** The elements of a block of windows: half of a typical second-level cache. */
    private static final int BLOCK = 1 << 17;

    private static final int MAX_BLOCK_ROWS = 256;

    /** Blocks get shorter, down to a limit, where there would be fewer than this. */
    private static final int TASKS = 32;

    private static final int MIN_TASK_ROWS = 32;

    /** The pieces of the sum in the weight gradient, and the least number of windows in one. */
    private static final int PIECES = 16;

    private static final int PIECE_WINDOWS = 256;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final PanelProduct<T> product;
    private final TapSums<T> tapSums;
    private final MatrixConvolution<T> matrix;
    private final Scratch.Pool<T> scratches;

    ConvolutionKernels(WorkerPool pool, TileKernels<T> tiles, MatrixKernels<T> matrices) {
        this.pool = pool;
        this.tiles = tiles;
        this.product = new PanelProduct<>(tiles);
        this.scratches = new Scratch.Pool<>(tiles);
        this.tapSums = new TapSums<>(pool, tiles, product, scratches);
        this.matrix = new MatrixConvolution<>(pool, tiles, matrices);
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
        if (tapSums.suitsForward(s)) {
            tapSums.forward(s, x, xo, w, wo, y, yo, epilogue);
            return;
        }
        Windows windows = Windows.forward(s);
        int k = s.windowLength();
        int n = s.filters();
        Scratch<T> own = scratches.take();
        try {
            boolean direct = product.isPacked(n);
            T packed = direct ? w : own.buffer(Scratch.Use.PANELS, product.packedLength(k, n));
            if (!direct) {
                product.pack(k, n, w, wo, n, 1, packed);
            }
            int po = direct ? wo : 0;
            int pixels = s.outputPixels();
            int block = taskRows(k, pixels);
            pool.run(Math.ceilDiv(pixels, block), task -> {
                Scratch<T> scratch = scratches.take();
                int from = task * block;
                int m = Math.min(block, pixels - from);
                int ld = apart(k);
                T rows = scratch.buffer(Scratch.Use.WINDOWS, (long) block * ld);
                windows.copy(tiles, x, xo, from, m, rows, ld);
                product.multiply(m, n, k, rows, 0, ld, 1, packed, po, y, yo + from * n, n, false, epilogue, 0, scratch);
                scratches.giveBack(scratch);
            });
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
        if (tapSums.suitsInputGradient(s)) {
            tapSums.inputGradient(s, w, wo, g, go, dx, dxo, epilogue);
            return;
        }
        List<ResidueClass> classes = residueClasses(s);
        ResidueClass last = classes.getLast();
        Scratch<T> own = scratches.take();
        try {
            T packed = own.buffer(Scratch.Use.PANELS, last.packedOffset + product.packedLength(last.k(), s.channels()));
            pool.run(classes.size(), i -> packAdjoint(s, classes.get(i), w, wo, packed));
            pool.run(last.firstTask + last.tasks(s.batch()), task -> {
                ResidueClass part = classes.getFirst();
                for (ResidueClass candidate : classes) {
                    if (candidate.firstTask <= task) {
                        part = candidate;
                    }
                }
                Scratch<T> scratch = scratches.take();
                inputGradientBlock(s, part, task - part.firstTask, packed, g, go, dx, dxo, epilogue, scratch);
                scratches.giveBack(scratch);
            });
        } finally {
            scratches.giveBack(own);
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
        int length = s.weightLength();
        if (length == 0) {
            return;
        }
        if (MatrixConvolution.suits(s)) {
            matrix.weightGradient(s, x, xo, g, go, dw, dwo);
            return;
        }
        Windows windows = Windows.forward(s);
        int pixels = s.outputPixels();
        int pieces = Math.clamp(pixels / PIECE_WINDOWS, 1, PIECES);
        int block = blockRows(s.windowLength());
        // Whole blocks in each piece.
        int piece = Math.ceilDiv(Math.ceilDiv(pixels, pieces), block) * block;
        int used = Math.max(1, Math.ceilDiv(pixels, Math.max(1, piece)));
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, (long) used * length);
            pool.run(used, p -> {
                Scratch<T> scratch = scratches.take();
                int end = Math.min(pixels, (p + 1) * piece);
                tiles.clear(partial, p * length, length);
                for (int from = p * piece; from < end; from += block) {
                    int count = Math.min(block, end - from);
                    addBlock(s, windows, x, xo, g, go, from, count, partial, p * length, scratch);
                }
                scratches.giveBack(scratch);
            });
            join(s, partial, used, dw, dwo);
        } finally {
            scratches.giveBack(own);
        }
    }

    private void inputGradientBlock(
            ConvolutionShape s,
            ResidueClass part,
            int block,
            T packed,
            T g,
            int go,
            T dx,
            int dxo,
            Epilogue<T> epilogue,
            Scratch<T> scratch) {
        Windows windows = part.windows;
        int n = s.channels();
        int k = part.k();
        int from = block * part.block;
        int m = Math.min(part.block, s.batch() * windows.positions() - from);
        int ld = apart(k);
        T rows = scratch.buffer(Scratch.Use.WINDOWS, (long) part.block * ld);
        windows.copy(tiles, g, go, from, m, rows, ld);
        T result = scratch.buffer(Scratch.Use.RESULT, (long) part.block * n);
        product.multiply(
                m, n, k, rows, 0, ld, 1, packed, part.packedOffset, result, 0, n, false, Epilogue.none(), 0, scratch);
        spread(s, windows, from, m, result, dx, dxo, epilogue);
    }

    /** Writes the results of grid positions to their pixels, line by line. */
    private void spread(
            ConvolutionShape s, Windows windows, int from, int count, T result, T dx, int dxo, Epilogue<T> epilogue) {
        Taps lines = windows.rows();
        Taps columns = windows.columns();
        int n = s.channels();
        for (int done = 0; done < count; ) {
            int line = (from + done) / columns.count();
            int first = (from + done) % columns.count();
            int length = Math.min(count - done, columns.count() - first);
            int row = line / lines.count() * s.height() + lines.first() + line % lines.count() * lines.stride();
            int to = dxo + (row * s.width() + columns.first() + first * columns.stride()) * n;
            tiles.merge(result, done * n, n, dx, to, columns.stride() * n, length, n, false);
            if (!epilogue.isNone()) {
                tiles.finish(dx, to, columns.stride() * n, length, n, epilogue, 0);
            }
            done += length;
        }
    }

    /** For each tap of the class, the weights transposed: rows by filter, columns by channel. */
    private void packAdjoint(ConvolutionShape s, ResidueClass part, T w, int wo, T packed) {
        Windows windows = part.windows;
        int n = s.channels();
        int row = 0;
        for (int a : windows.rows().taps()) {
            for (int b : windows.columns().taps()) {
                int tap = wo + (a * s.kernelW() + b) * n * s.filters();
                for (int j = 0; j < product.panels(n); j++) {
                    product.packPanel(
                            part.k(), n, j, row, s.filters(), w, tap, 1, s.filters(), packed, part.packedOffset);
                }
                row += s.filters();
            }
        }
    }

    /** Adds the windows {@code from … from + count − 1} to a partial sum of the weight gradient. */
    private void addBlock(
            ConvolutionShape s,
            Windows windows,
            T x,
            int xo,
            T g,
            int go,
            int from,
            int count,
            T partial,
            int po,
            Scratch<T> scratch) {
        int k = s.windowLength();
        int n = s.filters();
        int ld = apart(k);
        int gradients = go + from * n;
        T rows = scratch.buffer(Scratch.Use.WINDOWS, (long) count * ld);
        windows.copy(tiles, x, xo, from, count, rows, ld);
        if (swapsRoles(s)) {
            T panels = scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(count, k));
            product.pack(count, k, rows, 0, ld, 1, panels);
            product.multiply(
                    n, k, count, g, gradients, 1, n, panels, 0, partial, po, k, true, Epilogue.none(), 0, scratch);
            return;
        }
        boolean direct = product.isPacked(n);
        T panels = direct ? g : scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(count, n));
        if (!direct) {
            product.pack(count, n, g, gradients, n, 1, panels);
        }
        int panelOffset = direct ? gradients : 0;
        product.multiply(
                k, n, count, rows, 0, 1, ld, panels, panelOffset, partial, po, n, true, Epilogue.none(), 0, scratch);
    }

    /** With few filters the partial sums are transposed, [filters, window], so that the window lies on the lanes. */
    private boolean swapsRoles(ConvolutionShape s) {
        return s.filters() <= TileKernels.ROWS && s.windowLength() > s.filters();
    }

    /** {@code dw = Σ_p partial[p]}, p upwards. */
    private void join(ConvolutionShape s, T partial, int pieces, T dw, int dwo) {
        int length = s.weightLength();
        int chunk = 4096;
        pool.pieces(length, chunk, (from, end) -> {
            for (int p = 1; p < pieces; p++) {
                tiles.merge(partial, p * length + from, 0, partial, from, 0, 1, end - from, true);
            }
        });
        if (swapsRoles(s)) {
            tiles.pack(partial, 0, 1, s.windowLength(), s.windowLength(), s.filters(), dw, dwo, s.filters());
        } else {
            tiles.merge(partial, 0, 0, dw, dwo, 0, 1, length, false);
        }
    }

    private List<ResidueClass> residueClasses(ConvolutionShape s) {
        List<ResidueClass> classes = new ArrayList<>();
        int packed = 0;
        int task = 0;
        for (int a = 0; a < Math.min(s.geometry().strideH(), s.height()); a++) {
            for (int b = 0; b < Math.min(s.geometry().strideW(), s.width()); b++) {
                Windows windows = Windows.adjoint(s, a, b);
                int rows = taskRows(windows.length(), s.batch() * windows.positions());
                ResidueClass part = new ResidueClass(windows, rows, task, packed);
                classes.add(part);
                packed += (int) product.packedLength(part.k(), s.channels());
                task += part.tasks(s.batch());
            }
        }
        return classes;
    }

    /** The image positions with one residue modulo the strides: their windows over g, tasks and packed weights. */
    private record ResidueClass(Windows windows, int block, int firstTask, int packedOffset) {

        int k() {
            return windows.length();
        }

        int tasks(int batch) {
            return Math.ceilDiv(batch * windows.positions(), block);
        }
    }

    /** The rows of a block of windows of length {@code k}, a multiple of the rows of a tile. */
    private static int blockRows(int k) {
        int rows = BLOCK / Math.max(1, k) / TileKernels.ROWS * TileKernels.ROWS;
        return Math.clamp(rows, TileKernels.ROWS, MAX_BLOCK_ROWS);
    }

    /** The same where {@code windows} of them make the tasks: there should be some for each of many processors. */
    private static int taskRows(int k, int windows) {
        int rows = Math.ceilDiv(windows, TASKS * TileKernels.ROWS) * TileKernels.ROWS;
        return Math.min(blockRows(k), Math.max(MIN_TASK_ROWS, rows));
    }

    /** The distance of rows of length {@code k}: a cache line more where powers of two would share one cache set. */
    private static int apart(int k) {
        return k % 64 == 0 ? k + 16 : k;
    }
}
