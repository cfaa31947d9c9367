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
    private static final int SUM_BLOCK = 64;
    private static final int PAGE = 1024;
    private static final int SHIFT = 80;
    private static final int PIECES = 8;
    private static final int PIECE_TILES = 64;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTransforms<T> transforms;
    private final Scratch.Pool<T> scratches;
    private final CacheLines lines;
    private final int panel;

    FastConvolution(WorkerPool pool, TileKernels<T> tiles, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.transforms = tiles.transforms();
        this.scratches = scratches;
        this.lines = CacheLines.of(tiles.allocate(0));
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
            int uo = lines.first();
            T u = own.buffer(Scratch.Use.PANELS, lines.length((long) COMPONENTS * k * n));
            pool.run(PHASES, phase -> {
                int from = wo + (phase / 2 * KERNEL + phase % 2) * s.channels() * n;
                int tap = 2 * s.channels() * n;
                expandPanels(s.channels(), n, w, from, KERNEL * tap, tap, u, uo, k, phase * s.channels());
            });
            pool.run(Math.ceilDiv(total, block), task -> {
                Scratch<T> scratch = scratches.take();
                int from = task * block;
                int m = Math.min(block, total - from);
                int ld = apart(k);
                int vNext = distance(block, ld);
                int zNext = distance(block, n);
                int vo = lines.first();
                int zo = vo + COMPONENTS * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) COMPONENTS * (vNext + zNext)));
                windows.read(tiles, x, xo, from, m, scratch, (a, at, line, pixel, tile, count) -> {
                    for (int phase = 0; phase < PHASES; phase++) {
                        int first = at + phase / 2 * line + phase % 2 * pixel;
                        int to = vo + tile * ld + phase * s.channels();
                        transforms.difference(
                                count, s.channels(), a, first, 2 * line, 2 * pixel, v, to, vNext, ld);
                    }
                });
                multiply(m, n, k, u, uo, v, vo, ld, vNext, zo, zNext);
                outputs.write(tiles, y, yo, from, m, epilogue, scratch, (a, at, line, pixel, tile, count) ->
                        transforms.contract(count, n, v, zo + tile * n, zNext, n, a, at, line, pixel, 2 * pixel));
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
            int uo = lines.first();
            T u = own.buffer(Scratch.Use.PANELS, lines.length((long) PHASES * length));
            pool.run(KERNEL * KERNEL, tap -> tiles.pack(w, wo + tap * k * n, 1, k, k, n, transposed, tap * k * n, n));
            pool.run(PHASES, phase -> {
                // The first pixel of a pair of neighbours in g meets the later tap.
                int last = ((2 + alpha(phase / 2, s.geometry().padTop())) * KERNEL
                                + 2
                                + alpha(phase % 2, s.geometry().padLeft()))
                        * k
                        * n;
                expandPanels(k, n, transposed, last, -2 * KERNEL * k * n, -2 * k * n, u, uo + phase * length, k, 0);
            });
            pool.run(Math.ceilDiv(total, block), task -> {
                Scratch<T> scratch = scratches.take();
                int ld = apart(k);
                int vNext = distance(block, ld);
                int zNext = distance(block, n);
                int vo = lines.first();
                int zo = vo + COMPONENTS * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) COMPONENTS * (vNext + zNext)));
                for (int phase = 0; phase < PHASES; phase++) {
                    TileGrid pixels = pixels(s, phase);
                    int from = task * block;
                    int m = Math.min(block, s.batch() * pixels.tiles() - from);
                    gradients(s, phase).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) ->
                            transforms.difference(
                                    count, k, a, at, line, pixel, v, vo + tile * ld, vNext, ld));
                    multiply(m, n, k, u, uo + phase * length, v, vo, ld, vNext, zo, zNext);
                    pixels.write(tiles, dx, dxo, from, m, epilogue, scratch, (a, at, line, pixel, tile, count) ->
                            transforms.contract(count, n, v, zo + tile * n, zNext, n, a, at, line, pixel, 2 * pixel));
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
        int length = COMPONENTS * 2 * s.channels() * s.filters();
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, lines.length(2L * used * length));
            pool.run(2 * used, task -> {
                int from = task / 2 * piece;
                int end = Math.min(total, from + piece);
                int to = lines.first() + task * length;
                Scratch<T> scratch = scratches.take();
                tiles.clear(partial, to, length);
                for (int block = from; block < end; block += SUM_BLOCK) {
                    int m = Math.min(SUM_BLOCK, end - block);
                    addBlock(s, task % 2, x, xo, g, go, block, m, partial, to, scratch);
                }
                scratches.giveBack(scratch);
            });
            join(s, partial, used, dw, dwo);
        } finally {
            scratches.giveBack(own);
        }
    }

    /** Adds the tiles {@code from … from + m − 1} to the sums for the image rows of one parity. */
    private void addBlock(
            ConvolutionShape s,
            int parity,
            T x,
            int xo,
            T g,
            int go,
            int from,
            int m,
            T partial,
            int po,
            Scratch<T> scratch) {
        int channels = s.channels();
        int rows = 2 * channels;
        int n = s.filters();
        int ld = apart(rows);
        int vNext = distance(SUM_BLOCK, ld);
        int hNext = distance(SUM_BLOCK, n);
        int vo = lines.first();
        int ho = vo + COMPONENTS * vNext;
        int sum = ho + COMPONENTS * hNext;
        T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length(sum + (long) TileKernels.ROWS * panel));
        windows(s).read(tiles, x, xo, from, m, scratch, (a, at, line, pixel, tile, count) -> {
            for (int i = 0; i < 2; i++) {
                int first = at + parity * line + i * pixel;
                int to = vo + tile * ld + i * channels;
                transforms.difference(count, channels, a, first, 2 * line, 2 * pixel, v, to, vNext, ld);
            }
        });
        outputs(s).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) -> {
            for (int j = 0; j < n; j += panel) {
                int width = Math.min(panel, n - j);
                int to = ho + SUM_BLOCK * j + tile * width;
                transforms.expand(count, width, a, at + j, line, pixel, 2 * pixel, v, to, hNext, width);
            }
        });
        for (int c = 0; c < COMPONENTS; c++) {
            for (int j = 0; j < n; j += panel) {
                int width = Math.min(panel, n - j);
                int vectors = width / tiles.lanes();
                int right = ho + c * hNext + SUM_BLOCK * j;
                for (int i = 0; i < rows; i += TileKernels.ROWS) {
                    int to = po + (c * rows + i) * n + j;
                    tiles.tile(vectors, m, v, vo + c * vNext + i, 1, ld, v, right, v, sum, width);
                    tiles.merge(v, sum, width, partial, to, n, TileKernels.ROWS, width, true);
                }
            }
        }
    }

    /** Adds the pieces, upwards, and goes back from components to taps. */
    private void join(ConvolutionShape s, T partial, int pieces, T dw, int dwo) {
        int n = s.filters();
        int tap = s.channels() * n;
        int component = 2 * tap;
        int length = COMPONENTS * component;
        int chunk = TileKernels.ROWS * n;
        int chunks = tap / chunk;
        pool.run(PHASES * chunks, task -> {
            int phase = task / chunks;
            int first = task % chunks * chunk;
            int sum = lines.first() + phase / 2 * length + phase % 2 * tap + first;
            for (int c = 0; c < COMPONENTS; c++) {
                int at = sum + c * component;
                for (int p = 1; p < pieces; p++) {
                    tiles.merge(partial, at + 2 * p * length, 0, partial, at, 0, 1, chunk, true);
                }
            }
            int to = dwo + (phase / 2 * KERNEL + phase % 2) * tap + first;
            transforms.contract(
                    TileKernels.ROWS, n, partial, sum, component, n, dw, to, 2 * KERNEL * tap, 2 * tap, n);
        });
    }

    /**
     * {@code z_c = v_c u_c} for each component c: matrices of m × k, k × n in panels, m × n; v and z lie in one array.
     * The rows up to a whole tile are computed too, from whatever the buffer holds there.
     */
    private void multiply(int m, int n, int k, T u, int uo, T v, int vo, int ld, int vNext, int zo, int zNext) {
        for (int c = 0; c < COMPONENTS; c++) {
            for (int j = 0; j < n; j += panel) {
                int vectors = Math.min(panel, n - j) / tiles.lanes();
                int right = uo + c * k * n + k * j;
                for (int i = 0; i < m; i += TileKernels.ROWS) {
                    int left = vo + c * vNext + i * ld;
                    tiles.tile(vectors, k, v, left, ld, 1, u, right, v, zo + c * zNext + i * n + j, n);
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

    /**
     * The distance of the components of a block of rows. The nine are written at the same time, and where they lie a
     * multiple of a page apart, they fight for a few sets of the cache.
     */
    private static int distance(int block, int row) {
        return Math.ceilDiv(block * row, PAGE) * PAGE + SHIFT;
    }

    /** The distance of rows of length {@code k}: a cache line more where powers of two would share one cache set. */
    private static int apart(int k) {
        return k % 64 == 0 ? k + 16 : k;
    }
}
