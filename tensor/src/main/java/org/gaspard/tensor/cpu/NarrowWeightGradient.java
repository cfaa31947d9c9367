package org.gaspard.tensor.cpu;

/**
 * The adjoint of a convolution in its weights where there are few filters: the sums are computed transposed,
 * {@code dwᵀ[o, window]}, so that the elements of a window lie on the lanes of a vector. Here windows are copied, a block
 * at a time. The sum runs over fixed pieces of the batch, which are joined in order.
 */
final class NarrowWeightGradient<T> {

    /** The elements of a block of windows: half of a typical second-level cache. */
    private static final int BLOCK = 1 << 17;

    private static final int MAX_BLOCK_ROWS = 256;

    /** The pieces of the sum, and the least number of windows in one. */
    private static final int PIECES = 16;

    private static final int PIECE_WINDOWS = 256;

    private static final int JOINED = 4096;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    NarrowWeightGradient(WorkerPool pool, TileKernels<T> tiles, PanelProduct<T> product, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.product = product;
        this.scratches = scratches;
    }

    /** Whether there are fewer filters than a tile has rows. */
    static boolean suits(ConvolutionShape s) {
        return s.filters() <= TileKernels.ROWS && s.windowLength() > s.filters();
    }

    void run(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        int length = s.weightLength();
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
            pool.pieces(length, JOINED, (from, end) -> {
                for (int p = 1; p < used; p++) {
                    tiles.merge(partial, p * length + from, 0, partial, from, 0, 1, end - from, true);
                }
            });
            tiles.pack(partial, 0, 1, s.windowLength(), s.windowLength(), s.filters(), dw, dwo, s.filters());
        } finally {
            scratches.giveBack(own);
        }
    }

    /** Adds the windows {@code from … from + count − 1} to a partial sum. */
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
        T rows = scratch.buffer(Scratch.Use.WINDOWS, (long) count * ld);
        windows.copy(tiles, x, xo, from, count, rows, ld);
        T panels = scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(count, k));
        product.pack(count, k, rows, 0, ld, 1, panels);
        int gradients = go + from * n;
        product.multiply(n, k, count, g, gradients, 1, n, panels, 0, partial, po, k, true, Epilogue.none(), 0, scratch);
    }

    /** The windows of length {@code k} in a block, a multiple of the rows of a tile. */
    private static int blockRows(int k) {
        int rows = BLOCK / Math.max(1, k) / TileKernels.ROWS * TileKernels.ROWS;
        return Math.clamp(rows, TileKernels.ROWS, MAX_BLOCK_ROWS);
    }

    /** The distance of rows of length {@code k}: a cache line more where powers of two would share one cache set. */
    private static int apart(int k) {
        return k % 64 == 0 ? k + 16 : k;
    }
}
