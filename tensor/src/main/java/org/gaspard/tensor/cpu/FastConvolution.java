package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.ConvolutionGeometry;

/**
 * Convolutions by 4 × 4 windows with stride 2, and their two adjoints, with 9 multiplications where the definition
 * takes 16.
 *
 * <p><b>Two outputs in three products.</b> A convolution by two taps computes from three neighbours d two results
 *
 * <pre>{@code
 * y₀ = d₀ g₀ + d₁ g₁        m₁ = (d₀ − d₁) g₀
 * y₁ = d₁ g₀ + d₂ g₁        m₂ =  d₁ (g₀ + g₁)       y₀ = m₁ + m₂
 *                           m₃ = (d₂ − d₁) g₁        y₁ = m₂ + m₃
 * }</pre>
 *
 * with three multiplications instead of four. In matrices y = Eᵀ [(E g) ⊙ (D d)]; {@link WindowTransforms} has E and D.
 * Along both axes, y = Eᵀ [(E g Eᵀ) ⊙ (D d Dᵀ)] E makes 2 × 2 results from 3 × 3 neighbours with 9 products instead
 * of 16.
 *
 * <p><b>Where the two taps come from.</b> Among the image rows of one parity a window of four rows with stride 2 has
 * two neighbouring ones, and it moves on by one. So a 4 × 4 convolution with stride 2 is the sum of four 2 × 2
 * convolutions without stride, one for each <i>phase</i>, the parity of row and column. The four are summed before the
 * back-transform: they are one convolution of 4 C channels.
 *
 * <p><b>As matrix products.</b> The products of a position of the square, a <i>component</i>, are summed over
 * channels. Over all tiles of 2 × 2 results, component c is one matrix product:
 *
 * <pre>{@code
 * forward          z_c [tiles × F]  = v_c [tiles × 4 C] u_c [4 C × F]    v = D x Dᵀ   u = E w Eᵀ     y = Eᵀ z E
 * input gradient   z_c [tiles × C]  = v_c [tiles × F]   u_c [F × C]      v = D g Dᵀ   u = E wᵀ Eᵀ    dx = Eᵀ z E
 * weight gradient  s_c [4 C × F]    = v_cᵀ [4 C × tiles] h_c [tiles × F] v = D x Dᵀ   h = E g Eᵀ     dw = Eᵀ s E
 * }</pre>
 *
 * for c = 1, …, 9. In the input gradient each phase of the image is a 2 × 2 convolution of g of its own, so nothing is
 * scattered. The weight gradient is the derivative of the forward form in w, since E and Eᵀ are each other's adjoint.
 * A block of tiles is transformed, multiplied and transformed back while it is in the cache.
 *
 * <p><b>Accuracy.</b> The maps only add and subtract, two numbers along each axis, so that the error grows little: in
 * float, for 32 channels and filters, its root mean square was measured at 1.16 (forward), 1.16 (input gradient) and
 * 1.21 (weight gradient) times that of a plain sum. A NaN stays in the results that see it; an infinity may become NaN
 * in them. Sums are taken in an order that depends on the sizes alone.
 *
 * <p>Sources: S. Winograd, <i>Arithmetic Complexity of Computations</i>, SIAM 1980 (minimal filtering F(2, 2));
 * A. Lavin and S. Gray, <i>Fast Algorithms for Convolutional Neural Networks</i>, arXiv:1509.09308, 2015 (nesting, and
 * the sum over channels as matrix products).
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
final class FastConvolution<T> {

    /** The products of a square of tiles: three along each axis. */
    private static final int COMPONENTS = 9;

    /** The image positions modulo the stride along both axes. */
    private static final int PHASES = 4;

    private static final int KERNEL = 4;

    /** The elements of a block of image components: half of a typical second-level cache. */
    private static final int BLOCK = 1 << 18;

    /** The tiles of a block whose products are results, and of one whose products are summed. */
    private static final int MAX_BLOCK = 64;

    private static final int MAX_SUM_BLOCK = 128;
    private static final int MIN_BLOCK = 16;

    /** Blocks get shorter, down to a limit, where there would be fewer than this. */
    private static final int TASKS = 32;

    /** The pieces of the sum in the weight gradient, and the least number of tiles in one. */
    private static final int PIECES = 8;

    private static final int PIECE_TILES = 64;

    /** Elements whose distance is a multiple of this share a set of the first-level cache. */
    private static final int PAGE = 1024;

    /** Some cache lines, so that components lie in different sets. */
    private static final int SHIFT = 80;

    /** Below this many results the transform of the weights outweighs what is saved. */
    private static final int MIN_RESULTS = 256;

    private static final int MIN_CHANNELS = 16;

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

    /** Whether this can be used: any image and padding, and channels in whole vectors and tiles. */
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

    /** Whether it is also worth it: products at the edge, beyond the last result, may eat up what is saved. */
    boolean suits(ConvolutionShape s) {
        int outputs = s.outputHeight() * s.outputWidth();
        long products = (long) COMPONENTS * outputs(s).tiles();
        return supports(s)
                && s.channels() >= MIN_CHANNELS
                && s.filters() >= MIN_CHANNELS
                && (long) s.batch() * outputs >= MIN_RESULTS
                && 5 * products <= 4L * KERNEL * outputs;
    }

    /** See {@link ConvolutionKernels#forward}. */
    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        int k = PHASES * s.channels();
        int n = s.filters();
        List<TileGrid> windows = windows(s);
        TileGrid outputs = outputs(s);
        int total = s.batch() * outputs.tiles();
        int ld = apart(k);
        int block = block(total, ld);
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
                int vNext = distance(block, ld);
                int zNext = distance(block, n);
                int vo = lines.first();
                int zo = vo + COMPONENTS * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) COMPONENTS * (vNext + zNext)));
                differences(s, windows, x, xo, from, m, v, vo, vNext, ld, scratch);
                multiply(m, n, k, u, uo, v, vo, ld, vNext, zo, zNext);
                outputs.write(
                        tiles,
                        y,
                        yo,
                        from,
                        m,
                        epilogue,
                        scratch,
                        (a, at, line, pixel, tile, count) -> transforms.contract(
                                count, n, v, zo + tile * n, zNext, n, a, at, line, pixel, 2 * pixel));
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
        int ld = apart(k);
        int block = block(total, ld);
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
                int vNext = distance(block, ld);
                int zNext = distance(block, n);
                int vo = lines.first();
                int zo = vo + COMPONENTS * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) COMPONENTS * (vNext + zNext)));
                for (int phase = 0; phase < PHASES; phase++) {
                    TileGrid pixels = pixels(s, phase);
                    int from = task * block;
                    int m = Math.min(block, s.batch() * pixels.tiles() - from);
                    gradients(s, phase)
                            .read(
                                    tiles,
                                    g,
                                    go,
                                    from,
                                    m,
                                    scratch,
                                    (a, at, line, pixel, tile, count) -> transforms.difference(
                                            count, k, a, at, line, pixel, v, vo + tile * ld, vNext, ld));
                    multiply(m, n, k, u, uo + phase * length, v, vo, ld, vNext, zo, zNext);
                    pixels.write(
                            tiles,
                            dx,
                            dxo,
                            from,
                            m,
                            epilogue,
                            scratch,
                            (a, at, line, pixel, tile, count) -> transforms.contract(
                                    count, n, v, zo + tile * n, zNext, n, a, at, line, pixel, 2 * pixel));
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
        // Few pieces: the phases become tasks of their own, though each expands the same gradients.
        int parts = used == 1 ? PHASES : used < PIECES ? 2 : 1;
        int length = COMPONENTS * PHASES / parts * s.channels() * s.filters();
        List<TileGrid> windows = windows(s);
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, lines.length((long) used * parts * length));
            pool.run(used * parts, task -> {
                int from = task / parts * piece;
                int end = Math.min(total, from + piece);
                int to = lines.first() + task * length;
                int phases = PHASES / parts;
                List<TileGrid> part = windows.subList(task % parts * phases, (task % parts + 1) * phases);
                Scratch<T> scratch = scratches.take();
                tiles.clear(partial, to, length);
                int block = fitting(apart(phases * s.channels()), MAX_SUM_BLOCK);
                for (int start = from; start < end; start += block) {
                    int m = Math.min(block, end - start);
                    addBlock(s, part, x, xo, g, go, start, m, partial, to, scratch);
                }
                scratches.giveBack(scratch);
            });
            join(s, partial, used, parts, dw, dwo);
        } finally {
            scratches.giveBack(own);
        }
    }

    /** Adds the tiles {@code from … from + m − 1} to the sums for some phases of the image. */
    private void addBlock(
            ConvolutionShape s,
            List<TileGrid> windows,
            T x,
            int xo,
            T g,
            int go,
            int from,
            int m,
            T partial,
            int po,
            Scratch<T> scratch) {
        int rows = windows.size() * s.channels();
        int n = s.filters();
        int ld = apart(rows);
        int vNext = distance(m, ld);
        int hNext = distance(m, n);
        int vo = lines.first();
        int ho = vo + COMPONENTS * vNext;
        int sum = ho + COMPONENTS * hNext;
        T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length(sum + (long) TileKernels.ROWS * panel));
        differences(s, windows, x, xo, from, m, v, vo, vNext, ld, scratch);
        outputs(s).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) -> {
            for (int j = 0; j < n; j += panel) {
                int width = Math.min(panel, n - j);
                int to = ho + m * j + tile * width;
                transforms.expand(count, width, a, at + j, line, pixel, 2 * pixel, v, to, hNext, width);
            }
        });
        for (int c = 0; c < COMPONENTS; c++) {
            for (int j = 0; j < n; j += panel) {
                int width = Math.min(panel, n - j);
                int vectors = width / tiles.lanes();
                int right = ho + c * hNext + m * j;
                for (int i = 0; i < rows; i += TileKernels.ROWS) {
                    int to = po + (c * rows + i) * n + j;
                    tiles.tile(vectors, m, v, vo + c * vNext + i, 1, ld, v, right, v, sum, width);
                    tiles.merge(v, sum, width, partial, to, n, TileKernels.ROWS, width, true);
                }
            }
        }
    }

    /** Adds the pieces, upwards, and goes back from components to taps. */
    private void join(ConvolutionShape s, T partial, int pieces, int parts, T dw, int dwo) {
        int n = s.filters();
        int tap = s.channels() * n;
        int phases = PHASES / parts;
        int component = phases * tap;
        int length = COMPONENTS * component;
        int chunk = TileKernels.ROWS * n;
        int chunks = tap / chunk;
        pool.run(PHASES * chunks, task -> {
            int phase = task / chunks;
            int first = task % chunks * chunk;
            int sum = lines.first() + phase / phases * length + phase % phases * tap + first;
            for (int c = 0; c < COMPONENTS; c++) {
                int at = sum + c * component;
                for (int p = 1; p < pieces; p++) {
                    tiles.merge(partial, at + p * parts * length, 0, partial, at, 0, 1, chunk, true);
                }
            }
            int to = dwo + (phase / 2 * KERNEL + phase % 2) * tap + first;
            transforms.contract(TileKernels.ROWS, n, partial, sum, component, n, dw, to, 2 * KERNEL * tap, 2 * tap, n);
        });
    }

    /**
     * The components v of image tiles {@code from … from + m − 1}, the given phases side by side; line by line, so that
     * the phases share what is in the cache.
     */
    private void differences(
            ConvolutionShape s,
            List<TileGrid> windows,
            T x,
            int xo,
            int from,
            int m,
            T v,
            int vo,
            int vNext,
            int ld,
            Scratch<T> scratch) {
        int columns = windows.getFirst().columns();
        int c = s.channels();
        int length;
        for (int index = from; index < from + m; index += length) {
            length = Math.min(from + m - index, columns - index % columns);
            int row = vo + (index - from) * ld;
            for (int i = 0; i < windows.size(); i++) {
                int first = row + i * c;
                windows.get(i)
                        .read(
                                tiles,
                                x,
                                xo,
                                index,
                                length,
                                scratch,
                                (a, at, line, pixel, tile, count) -> transforms.difference(
                                        count, c, a, at, line, pixel, v, first + tile * ld, vNext, ld));
            }
        }
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
            transforms.expand(rows, width, w, from + j, row, column, n, u, uo + k * j + first * width, k * n, width);
        }
    }

    /**
     * For each phase the 3 × 3 windows, in the image's pixels of that phase, that the tiles of {@link #outputs} see.
     */
    private static List<TileGrid> windows(ConvolutionShape s) {
        int c = s.channels();
        int line = s.width() * c;
        List<TileGrid> windows = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            int row = phase / 2 - s.geometry().padTop();
            int column = phase % 2 - s.geometry().padLeft();
            int oddRow = Math.floorMod(row, 2);
            int oddColumn = Math.floorMod(column, 2);
            windows.add(new TileGrid(
                    (s.height() + 1 - oddRow) / 2,
                    (s.width() + 1 - oddColumn) / 2,
                    c,
                    oddRow * line + oddColumn * c,
                    s.height() * line,
                    2 * line,
                    2 * c,
                    Math.ceilDiv(s.outputHeight(), 2),
                    Math.ceilDiv(s.outputWidth(), 2),
                    Math.floorDiv(row, 2),
                    Math.floorDiv(column, 2),
                    2,
                    3));
        }
        return windows;
    }

    /** The 2 × 2 tiles of the result. */
    private static TileGrid outputs(ConvolutionShape s) {
        int h = s.outputHeight();
        int w = s.outputWidth();
        int c = s.filters();
        return new TileGrid(h, w, c, 0, h * w * c, w * c, c, Math.ceilDiv(h, 2), Math.ceilDiv(w, 2), 0, 0, 2, 2);
    }

    /** The 2 × 2 tiles of the pixels of one phase, modulo 2 along both axes. */
    private static TileGrid pixels(ConvolutionShape s, int phase) {
        int c = s.channels();
        int line = s.width() * c;
        int h = (s.height() + 1 - phase / 2) / 2;
        int w = (s.width() + 1 - phase % 2) / 2;
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

    /** The tiles of a task, a multiple of the rows of a product's tile, where {@code row} elements make a row of v. */
    private static int block(int total, int row) {
        int rows = Math.ceilDiv(total, TASKS * TileKernels.ROWS) * TileKernels.ROWS;
        return Math.clamp(rows, MIN_BLOCK, fitting(row, MAX_BLOCK));
    }

    /** At most {@code most} tiles, so many that their components fit the cache. */
    private static int fitting(int row, int most) {
        int rows = BLOCK / (COMPONENTS * row) / TileKernels.ROWS * TileKernels.ROWS;
        return Math.clamp(rows, MIN_BLOCK, most);
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
