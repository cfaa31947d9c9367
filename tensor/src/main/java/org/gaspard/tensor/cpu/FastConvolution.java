package org.gaspard.tensor.cpu;

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

    private static final int KERNEL = 4;

    /** The bounds of the tiles in a block. */
    private static final int MAX_BLOCK = 64;

    private static final int MIN_BLOCK = 16;

    /** Blocks get shorter, down to a limit, where there would be fewer than this. */
    private static final int TASKS = 32;

    /** Below this many results the transform of the weights outweighs what is saved. */
    private static final int MIN_RESULTS = 256;

    private static final int MIN_CHANNELS = 16;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTransforms<T> transforms;
    private final Components<T> components;
    private final FastWeightGradient<T> weightGradient;
    private final Scratch.Pool<T> scratches;
    private final CacheLines lines;
    private final int panel;

    FastConvolution(WorkerPool pool, TileKernels<T> tiles, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.transforms = tiles.transforms();
        this.components = new Components<>(tiles);
        this.weightGradient = new FastWeightGradient<>(pool, tiles, scratches);
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
        long products = (long) Components.COUNT * FastGrids.outputs(s).tiles();
        return supports(s)
                && s.channels() >= MIN_CHANNELS
                && s.filters() >= MIN_CHANNELS
                && (long) s.batch() * outputs >= MIN_RESULTS
                && 5 * products <= 4L * KERNEL * outputs;
    }

    /** See {@link ConvolutionKernels#forward}. */
    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        int k = FastGrids.PHASES * s.channels();
        int n = s.filters();
        List<TileGrid> windows = FastGrids.windows(s);
        TileGrid outputs = FastGrids.outputs(s);
        int total = s.batch() * outputs.tiles();
        int ld = Components.apart(k);
        int block = block(total, ld);
        Scratch<T> own = scratches.take();
        try {
            int uo = lines.first();
            T u = own.buffer(Scratch.Use.PANELS, lines.length((long) Components.COUNT * k * n));
            pool.run(FastGrids.PHASES, phase -> {
                int from = wo + (phase / 2 * KERNEL + phase % 2) * s.channels() * n;
                int tap = 2 * s.channels() * n;
                expandPanels(s.channels(), n, w, from, KERNEL * tap, tap, u, uo, k, phase * s.channels());
            });
            pool.run(Math.ceilDiv(total, block), task -> {
                Scratch<T> scratch = scratches.take();
                int from = task * block;
                int m = Math.min(block, total - from);
                int vNext = Components.distance(block, ld);
                int zNext = Components.distance(block, n);
                int vo = lines.first();
                int zo = vo + Components.COUNT * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) Components.COUNT * (vNext + zNext)));
                components.differences(s, windows, x, xo, from, m, v, vo, vNext, ld, scratch);
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
        int length = Components.COUNT * k * n;
        int total = s.batch() * FastGrids.pixels(s, 0).tiles();
        int ld = Components.apart(k);
        int block = block(total, ld);
        Scratch<T> own = scratches.take();
        try {
            T transposed = own.buffer(Scratch.Use.WINDOWS, s.weightLength());
            int uo = lines.first();
            T u = own.buffer(Scratch.Use.PANELS, lines.length((long) FastGrids.PHASES * length));
            pool.run(KERNEL * KERNEL, tap -> tiles.pack(w, wo + tap * k * n, 1, k, k, n, transposed, tap * k * n, n));
            pool.run(FastGrids.PHASES, phase -> {
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
                int vNext = Components.distance(block, ld);
                int zNext = Components.distance(block, n);
                int vo = lines.first();
                int zo = vo + Components.COUNT * vNext;
                T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length((long) Components.COUNT * (vNext + zNext)));
                for (int phase = 0; phase < FastGrids.PHASES; phase++) {
                    TileGrid pixels = FastGrids.pixels(s, phase);
                    int from = task * block;
                    int m = Math.min(block, s.batch() * pixels.tiles() - from);
                    FastGrids.gradients(s, phase)
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
        weightGradient.run(s, x, xo, g, go, dw, dwo);
    }

    /**
     * {@code z_c = v_c u_c} for each component c: matrices of m × k, k × n in panels, m × n; v and z lie in one array.
     * The rows up to a whole tile are computed too, from whatever the buffer holds there.
     */
    private void multiply(int m, int n, int k, T u, int uo, T v, int vo, int ld, int vNext, int zo, int zNext) {
        for (int c = 0; c < Components.COUNT; c++) {
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

    /** The first tap that meets the pixels with a residue. */
    private static int alpha(int residue, int pad) {
        return (residue + pad) % 2;
    }

    /** The tiles of a task, a multiple of the rows of a product's tile, where {@code row} elements make a row of v. */
    private static int block(int total, int row) {
        int rows = Math.ceilDiv(total, TASKS * TileKernels.ROWS) * TileKernels.ROWS;
        return Math.clamp(rows, MIN_BLOCK, Math.max(MIN_BLOCK, Components.fitting(row, MAX_BLOCK)));
    }
}
