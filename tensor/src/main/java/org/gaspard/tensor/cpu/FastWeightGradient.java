package org.gaspard.tensor.cpu;

import java.util.List;

/**
 * The weight gradient of {@link FastConvolution}: {@code s_c = v_cᵀ h_c} for each component c, summed over fixed pieces
 * of the tiles, and back to taps when the pieces are joined.
 */
final class FastWeightGradient<T> {

    private static final int KERNEL = 4;

    /** The most tiles of a block. */
    private static final int MAX_BLOCK = 128;

    /** The pieces of the sum in the weight gradient, and the least number of tiles in one. */
    private static final int PIECES = 8;

    private static final int PIECE_TILES = 64;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTransforms<T> transforms;
    private final Components<T> components;
    private final Scratch.Pool<T> scratches;
    private final CacheLines lines;
    private final int panel;

    FastWeightGradient(WorkerPool pool, TileKernels<T> tiles, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.transforms = tiles.transforms();
        this.components = new Components<>(tiles);
        this.scratches = scratches;
        this.lines = CacheLines.of(tiles.allocate(0));
        this.panel = 2 * tiles.lanes();
    }

    /** See {@link ConvolutionKernels#weightGradient}. */
    void run(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        int total = s.batch() * FastGrids.outputs(s).tiles();
        int pieces = Math.clamp(total / PIECE_TILES, 1, PIECES);
        int piece = Math.ceilDiv(total, pieces);
        int used = Math.max(1, Math.ceilDiv(total, Math.max(1, piece)));
        // Few pieces: the phases become tasks of their own, though each expands the same gradients.
        int parts = used == 1 ? FastGrids.PHASES : used < PIECES ? 2 : 1;
        int length = Components.COUNT * FastGrids.PHASES / parts * s.channels() * s.filters();
        List<TileGrid> windows = FastGrids.windows(s);
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, lines.length((long) used * parts * length));
            pool.run(used * parts, task -> {
                int from = task / parts * piece;
                int end = Math.min(total, from + piece);
                int to = lines.first() + task * length;
                int phases = FastGrids.PHASES / parts;
                List<TileGrid> part = windows.subList(task % parts * phases, (task % parts + 1) * phases);
                Scratch<T> scratch = scratches.take();
                tiles.clear(partial, to, length);
                int block = Components.fitting(Components.apart(phases * s.channels()), MAX_BLOCK);
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
        int ld = Components.apart(rows);
        int vNext = Components.distance(m, ld);
        int hNext = Components.distance(m, n);
        int vo = lines.first();
        int ho = vo + Components.COUNT * vNext;
        int sum = ho + Components.COUNT * hNext;
        T v = scratch.buffer(Scratch.Use.WINDOWS, lines.length(sum + (long) TileKernels.ROWS * panel));
        components.differences(s, windows, x, xo, from, m, v, vo, vNext, ld, scratch);
        FastGrids.outputs(s).read(tiles, g, go, from, m, scratch, (a, at, line, pixel, tile, count) -> {
            for (int j = 0; j < n; j += panel) {
                int width = Math.min(panel, n - j);
                int to = ho + m * j + tile * width;
                transforms.expand(count, width, a, at + j, line, pixel, 2 * pixel, v, to, hNext, width);
            }
        });
        for (int c = 0; c < Components.COUNT; c++) {
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
        int phases = FastGrids.PHASES / parts;
        int component = phases * tap;
        int length = Components.COUNT * component;
        int chunk = TileKernels.ROWS * n;
        int chunks = tap / chunk;
        pool.run(FastGrids.PHASES * chunks, task -> {
            int phase = task / chunks;
            int first = task % chunks * chunk;
            int sum = lines.first() + phase / phases * length + phase % phases * tap + first;
            for (int c = 0; c < Components.COUNT; c++) {
                int at = sum + c * component;
                for (int p = 1; p < pieces; p++) {
                    tiles.merge(partial, at + p * parts * length, 0, partial, at, 0, 1, chunk, true);
                }
            }
            int to = dwo + (phase / 2 * KERNEL + phase % 2) * tap + first;
            transforms.contract(TileKernels.ROWS, n, partial, sum, component, n, dw, to, 2 * KERNEL * tap, 2 * tap, n);
        });
    }
}
