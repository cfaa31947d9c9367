package org.gaspard.tensor.cpu;

import org.gaspard.tensor.ConvolutionGeometry;

/**
 * Convolutions by 4 × 4 windows with stride 2, and their two adjoints, with 9 multiplications where the definition
 * takes 16.
 */
final class FastConvolution<T> {

    /** The products of a square of tiles: three along each axis. */
    private static final int COMPONENTS = 9;

    /** The image positions modulo the stride along both axes. */
    private static final int PHASES = 4;

    private static final int KERNEL = 4;
    private static final int MAX_BLOCK = 64;
    private static final int MIN_BLOCK = 16;
    private static final int TASKS = 32;
    private static final int SUM_BLOCK = 128;
    private static final int PIECES = 8;
    private static final int PIECE_TILES = 64;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTransforms<T> transforms;
    private final Scratch.Pool<T> scratches;
    private final int panel;

    FastConvolution(WorkerPool pool, TileKernels<T> tiles, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.transforms = tiles.transforms();
        this.scratches = scratches;
        this.panel = 2 * tiles.lanes();
    }

    /** Whether the sizes are such that this can be used. */
    boolean supports(ConvolutionShape s) {
        ConvolutionGeometry g = s.geometry();
        int unit = Math.max(tiles.lanes(), TileKernels.ROWS);
        return s.kernelH() == KERNEL
                && s.kernelW() == KERNEL
                && g.strideH() == 2
                && g.strideW() == 2
                && g.dilationH() == 1
                && g.dilationW() == 1
                && s.channels() % unit == 0
                && s.filters() % unit == 0;
    }

    /** Whether it is also worth it. */
    boolean suits(ConvolutionShape s) {
        int outputs = s.outputHeight() * s.outputWidth();
        long products = (long) COMPONENTS * outputs(s).tiles();
        return supports(s)
                && s.channels() >= 16
                && s.filters() >= 16
                && (long) s.batch() * outputs >= 256
                && 5 * products <= 16L * outputs;
    }

    /** See {@link ConvolutionKernels#forward}. */
    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        int k = PHASES * s.channels();
        int n = s.filters();
        TileGrid windows = windows(s);
        TileGrid outputs = outputs(s);
        int total = s.batch() * outputs.tiles();
        int block = block(total);
        Scratch<T> own = scratches.take();
        try {
            T u = own.buffer(Scratch.Use.PANELS, (long) COMPONENTS * k * n);
            pool.run(PHASES, phase -> {
                int from = wo + (phase / 2 * KERNEL + phase % 2) * s.channels() * n;
                int tap = 2 * s.channels() * n;
                expandPanels(s.channels(), n, w, from, KERNEL * tap, tap, u, 0, k, phase * s.channels());
            });
            pool.run(Math.ceilDiv(total, block), task -> {
                Scratch<T> scratch = scratches.take();
                int from = task * block;
                int m = Math.min(block, total - from);
                int ld = apart(k);
                T v = scratch.buffer(Scratch.Use.WINDOWS, (long) COMPONENTS * block * ld);
                T z = scratch.buffer(Scratch.Use.RESULT, (long) COMPONENTS * block * n);
                windows.read(tiles, x, xo, from, m, scratch, (a, at, line, pixel, tile, count) -> {
                    for (int phase = 0; phase < PHASES; phase++) {
                        int first = at + phase / 2 * line + phase % 2 * pixel;
                        int to = tile * ld + phase * s.channels();
                        transforms.difference(
                                count, s.channels(), a, first, 2 * line, 2 * pixel, 4 * pixel, v, to, block * ld, ld);
                    }
                });
                multiply(m, n, k, v, ld, block * ld, u, 0, z, block * n);
                outputs.write(tiles, y, yo, from, m, epilogue, scratch, (a, at, line, pixel, tile, count) ->
                        transforms.contract(count, n, z, tile * n, block * n, n, a, at, line, pixel, 2 * pixel));
                scratches.giveBack(scratch);
            });
        } finally {
            scratches.giveBack(own);
        }
    }

    /** See {@link ConvolutionKernels#inputGradient}. */
    void inputGradient(ConvolutionShape s, T w, int wo, T g, int go, T dx, int dxo, Epilogue<T> epilogue) {
        int k = s.filters();
        int n = s.channels();
        int length = COMPONENTS * k * n;
        int total = s.batch() * pixels(s, 0).tiles();
        int block = block(total);
        Scratch<T> own = scratches.take();
        try {
            T transposed = own.buffer(Scratch.Use.WINDOWS, s.weightLength());
            T u = own.buffer(Scratch.Use.PANELS, (long) PHASES * length);
            pool.run(KERNEL * KERNEL, tap -> tiles.pack(w, wo + tap * k * n, 1, k, k, n, transposed, tap * k * n, n));
            pool.run(PHASES, phase -> {
                // The first pixel of a pair of neighbours in g meets the later tap.
                int last = ((2 + alpha(phase / 2, s.geometry().padTop())) * KERNEL
                                + 2
                                + alpha(phase % 2, s.geometry().padLeft()))
                        * k
                        * n;
                expandPanels(k, n, transposed, last, -2 * KERNEL * k * n, -2 * k * n, u, phase * length, k, 0);
            });
            pool.run(Math.ceilDiv(total, block), task -> {
                Scratch<T> scratch = scratches.take();
                int ld = apart(k);
                T v = scratch.buffer(Scratch.Use.WINDOWS, (long) COMPONENTS * block * ld);
                T z = scratch.buffer(Scratch.Use.RESULT, (long) COMPONENTS * block * n);
                for (int phase = 0; phase < PHASES; phase++) {
                    TileGrid pixels = pixels(s, phase);
                    int from = task * block;
                    int m = Math.min(block, s.batch() * pixels.tiles() - from);
                    gradients(s, phase).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) ->
                            transforms.difference(
                                    count, k, a, at, line, pixel, 2 * pixel, v, tile * ld, block * ld, ld));
                    multiply(m, n, k, v, ld, block * ld, u, phase * length, z, block * n);
                    pixels.write(tiles, dx, dxo, from, m, epilogue, scratch, (a, at, line, pixel, tile, count) ->
                            transforms.contract(count, n, z, tile * n, block * n, n, a, at, line, pixel, 2 * pixel));
                }
                scratches.giveBack(scratch);
            });
        } finally {
            scratches.giveBack(own);
        }
    }

    /** See {@link ConvolutionKernels#weightGradient}. */
    void weightGradient(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        int total = s.batch() * outputs(s).tiles();
        int pieces = Math.clamp(total / PIECE_TILES, 1, PIECES);
        int piece = Math.ceilDiv(total, pieces);
        int used = Math.max(1, Math.ceilDiv(total, Math.max(1, piece)));
        int length = COMPONENTS * s.channels() * s.filters();
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, (long) used * PHASES * length);
            pool.run(used * PHASES, task -> {
                int from = task / PHASES * piece;
                Scratch<T> scratch = scratches.take();
                int end = Math.min(total, from + piece);
                sumPiece(s, task % PHASES, x, xo, g, go, from, end, partial, task * length, scratch);
                scratches.giveBack(scratch);
            });
            join(s, partial, used, dw, dwo);
        } finally {
            scratches.giveBack(own);
        }
    }

    private void sumPiece(
            ConvolutionShape s,
            int phase,
            T x,
            int xo,
            T g,
            int go,
            int start,
            int end,
            T partial,
            int po,
            Scratch<T> scratch) {
        int rows = s.channels();
        int n = s.filters();
        int block = Math.min(SUM_BLOCK, end - start);
        int ld = apart(rows);
        T v = scratch.buffer(Scratch.Use.WINDOWS, (long) COMPONENTS * block * ld);
        T h = scratch.buffer(Scratch.Use.TASK_PANELS, (long) COMPONENTS * block * n);
        T sum = scratch.buffer(Scratch.Use.TILE, (long) TileKernels.ROWS * panel);
        for (int from = start; from < end; from += block) {
            int m = Math.min(block, end - from);
            windows(s).read(tiles, x, xo, from, m, scratch, (a, at, line, pixel, tile, count) -> {
                int first = at + phase / 2 * line + phase % 2 * pixel;
                transforms.difference(
                        count, rows, a, first, 2 * line, 2 * pixel, 4 * pixel, v, tile * ld, block * ld, ld);
            });
            outputs(s).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) -> {
                for (int j = 0; j < n; j += panel) {
                    int width = Math.min(panel, n - j);
                    int to = block * j + tile * width;
                    transforms.expand(
                            count, width, a, at + j, line, pixel, 2 * pixel, h, to, block * n, width);
                }
            });
            for (int c = 0; c < COMPONENTS; c++) {
                for (int j = 0; j < n; j += panel) {
                    int width = Math.min(panel, n - j);
                    int vectors = width / tiles.lanes();
                    for (int i = 0; i < rows; i += TileKernels.ROWS) {
                        int left = c * block * ld + i;
                        int right = c * block * n + block * j;
                        int to = po + (c * rows + i) * n + j;
                        if (from == start) {
                            tiles.tile(vectors, m, v, left, 1, ld, h, right, partial, to, n);
                        } else {
                            tiles.tile(vectors, m, v, left, 1, ld, h, right, sum, 0, width);
                            tiles.merge(sum, 0, width, partial, to, n, TileKernels.ROWS, width, true);
                        }
                    }
                }
            }
        }
        if (start >= end) {
            tiles.clear(partial, po, COMPONENTS * rows * n);
        }
    }

    /** Adds the pieces, upwards, and goes back from components to taps. */
    private void join(ConvolutionShape s, T partial, int pieces, T dw, int dwo) {
        int n = s.filters();
        int component = s.channels() * n;
        int length = COMPONENTS * component;
        int chunk = TileKernels.ROWS * n;
        int chunks = component / chunk;
        pool.run(PHASES * chunks, task -> {
            int phase = task / chunks;
            int first = task % chunks * chunk;
            int sum = phase * length + first;
            for (int c = 0; c < COMPONENTS; c++) {
                for (int p = 1; p < pieces; p++) {
                    int from = (p * PHASES + phase) * length + c * component + first;
                    tiles.merge(partial, from, 0, partial, sum + c * component, 0, 1, chunk, true);
                }
            }
            int to = dwo + (phase / 2 * KERNEL + phase % 2) * component + first;
            transforms.contract(
                    TileKernels.ROWS, n, partial, sum, component, n, dw, to, 2 * KERNEL * component, 2 * component, n);
        });
    }

    /**
     * {@code z_c = v_c u_c} for each component c: matrices of m × k, k × n in panels, m × n. The rows up to a whole
     * tile are computed too, from whatever the buffer holds there.
     */
    private void multiply(int m, int n, int k, T v, int ld, int vComponent, T u, int uo, T z, int zComponent) {
        for (int c = 0; c < COMPONENTS; c++) {
            for (int j = 0; j < n; j += panel) {
                int vectors = Math.min(panel, n - j) / tiles.lanes();
                int right = uo + c * k * n + k * j;
                for (int i = 0; i < m; i += TileKernels.ROWS) {
                    tiles.tile(vectors, k, v, c * vComponent + i * ld, ld, 1, u, right, z, c * zComponent + i * n + j, n);
                }
            }
        }
    }

    /**
     * Expands the weights of 2 × 2 taps, matrices of {@code rows × n}, into the rows {@code first …} of the nine
     * matrices of {@code k × n} in panels.
     */
    private void expandPanels(int rows, int n, T w, int from, int row, int column, T u, int uo, int k, int first) {
        for (int j = 0; j < n; j += panel) {
            int width = Math.min(panel, n - j);
            transforms.expand(
                    rows, width, w, from + j, row, column, n, u, uo + k * j + first * width, k * n, width);
        }
    }

    /** The 6 × 6 windows of the image that the tiles of {@link #outputs} see. */
    private static TileGrid windows(ConvolutionShape s) {
        int c = s.channels();
        int line = s.width() * c;
        return new TileGrid(
                s.height(),
                s.width(),
                c,
                0,
                s.height() * line,
                line,
                c,
                Math.ceilDiv(s.outputHeight(), 2),
                Math.ceilDiv(s.outputWidth(), 2),
                -s.geometry().padTop(),
                -s.geometry().padLeft(),
                4,
                6);
    }

    /** The 2 × 2 tiles of the result. */
    private static TileGrid outputs(ConvolutionShape s) {
        int h = s.outputHeight();
        int w = s.outputWidth();
        int c = s.filters();
        return new TileGrid(
                h, w, c, 0, h * w * c, w * c, c, Math.ceilDiv(h, 2), Math.ceilDiv(w, 2), 0, 0, 2, 2);
    }

    /** The 2 × 2 tiles of the pixels of one phase, modulo 2 along both axes. */
    private static TileGrid pixels(ConvolutionShape s, int phase) {
        int c = s.channels();
        int line = s.width() * c;
        int h = Math.max(0, Math.ceilDiv(s.height() - phase / 2, 2));
        int w = Math.max(0, Math.ceilDiv(s.width() - phase % 2, 2));
        int offset = phase / 2 * line + phase % 2 * c;
        return new TileGrid(
                h,
                w,
                c,
                offset,
                s.height() * line,
                2 * line,
                2 * c,
                Math.ceilDiv(h, 2),
                Math.ceilDiv(w, 2),
                0,
                0,
                2,
                2);
    }

    /** The 3 × 3 windows of the result that the tiles of {@link #pixels} see. */
    private static TileGrid gradients(ConvolutionShape s, int phase) {
        TileGrid pixels = pixels(s, phase);
        TileGrid outputs = outputs(s);
        int top = (phase / 2 + s.geometry().padTop()) / 2 - 1;
        int left = (phase % 2 + s.geometry().padLeft()) / 2 - 1;
        return new TileGrid(
                outputs.height(),
                outputs.width(),
                outputs.depth(),
                0,
                outputs.image(),
                outputs.line(),
                outputs.pixel(),
                pixels.lines(),
                pixels.columns(),
                top,
                left,
                2,
                3);
    }

    /** The first tap that meets the pixels with a residue. */
    private static int alpha(int residue, int pad) {
        return (residue + pad) % 2;
    }

    /** The tiles of a task, a multiple of the rows of a product's tile. */
    private static int block(int total) {
        int rows = Math.ceilDiv(total, TASKS * TileKernels.ROWS) * TileKernels.ROWS;
        return Math.clamp(rows, MIN_BLOCK, MAX_BLOCK);
    }

    /** The distance of rows of length {@code k}: a cache line more where powers of two would share one cache set. */
    private static int apart(int k) {
        return k % 64 == 0 ? k + 16 : k;
    }
}
