package org.gaspard.tensor.cpu;

import java.util.List;

/**
 * Convolutions as products of windows, read in place, by packed weights: one grid of positions for a convolution, one
 * for each residue class of a stride for the adjoint in the images.
 *
 * <p>A task copies the {@link Band} of a block once. A tile is 8 positions of a grid × 2 vectors of result channels and
 * sums over stretches of a window, the rows of the kernel: weights of {@value #STRETCHES} rows stay in the first-level
 * cache while all positions pass. Tiles write to the places of their positions.
 */
final class GridProduct<T> {

    /** The length of a sum inside a tile. */
    private static final int STRETCHES = 256;

    /** The positions of a block: not more, and not fewer than the lesser number only to have enough tasks. */
    private static final int MAX_POSITIONS = 256;

    private static final int MIN_POSITIONS = 64;

    private static final int TASKS = 32;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTiles<T> windows;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    GridProduct(
            WorkerPool pool,
            TileKernels<T> tiles,
            WindowTiles<T> windows,
            PanelProduct<T> product,
            Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.windows = windows;
        this.product = product;
        this.scratches = scratches;
    }

    /**
     * Where the results lie.
     *
     * @param height the lines of an image of results
     * @param width its columns
     * @param channels the elements of a result
     */
    record Results(int batch, int height, int width, int channels) {

        /** The number of the first result of a block, of which {@code grid} has the most positions. */
        int firstPixel(Windows grid, Band.Block block) {
            return (block.image() * height + block.line() * grid.rows().stride()) * width;
        }

        /** How many results a block has; they follow one another. */
        int pixels(Windows grid, Band.Block block) {
            int stride = grid.rows().stride();
            int top = block.line() * stride;
            boolean last = block.line() + block.lines() == grid.rows().count();
            int bottom = last ? height : top + block.lines() * stride;
            return ((block.images() - 1) * height + bottom - top) * width;
        }
    }

    /**
     * Multiplies the windows of all positions of all grids.
     *
     * @param grids grids on one source that have the same steps and strides, the first one with the most positions
     * @param packed their packed weights, those of grid i from {@code packedAt[i]} on
     */
    void run(
            List<Windows> grids,
            Results results,
            T source,
            int so,
            T packed,
            int[] packedAt,
            T result,
            int ro,
            Epilogue<T> epilogue) {
        Windows largest = grids.getFirst();
        int positions = Math.ceilDiv(results.batch * largest.positions(), TASKS);
        Band band = new Band(grids, results.batch, Math.clamp(positions, MIN_POSITIONS, MAX_POSITIONS), true);
        if (band.blocks() == 0) {
            return;
        }
        var finish = new ChannelEpilogue<>(tiles, epilogue, results.channels);
        boolean direct = results.channels % tiles.lanes() == 0;
        Part[] usual = parts(grids, band, band.block(0), results, packedAt, direct);
        Band.Block end = band.block(band.blocks() - 1);
        Part[] last = band.isLikeFirst(end) ? usual : parts(grids, band, end, results, packedAt, direct);
        pool.run(band.blocks(), task -> {
            Scratch<T> scratch = scratches.take();
            Band.Block block = band.block(task);
            T left = source;
            int lo = so;
            if (band.isInPlace()) {
                lo = band.placeInSource(so, block);
            } else {
                left = scratch.buffer(Scratch.Use.WINDOWS, band.length());
                lo = 0;
                band.copy(tiles, source, so, block, left);
            }
            int n = results.channels;
            int to = ro + results.firstPixel(largest, block) * n;
            for (Part part : band.isLikeFirst(block) ? usual : last) {
                multiply(part, left, lo, packed, n, result, to, direct, scratch);
            }
            finish.apply(result, to, results.pixels(largest, block));
            scratches.giveBack(scratch);
        });
    }

    /**
     * The positions of one grid in one block.
     *
     * @param count how many there are
     * @param rows where their windows begin in the band
     * @param places where their results lie, from the block's first result on
     * @param targets where the tiles write: to the places, or densely to a copy
     * @param stretches where the stretches of a window lie in it
     * @param length the length of a stretch
     * @param packedAt where the packed weights begin
     */
    private record Part(
            int count, int[] rows, int[] places, int[] targets, int[] stretches, int length, int packedAt) {}

    private Part[] parts(
            List<Windows> grids, Band band, Band.Block block, Results results, int[] packedAt, boolean direct) {
        Part[] parts = new Part[grids.size()];
        for (int i = 0; i < parts.length; i++) {
            Windows grid = grids.get(i);
            int count = band.count(grid, block);
            int[] rows = band.rows(grid, block, WindowTiles.ROWS);
            int[] places = band.places(grid, block, WindowTiles.ROWS, results.height, results.width, results.channels);
            int[] targets = direct ? places : dense(rows.length, count, paddedChannels(results.channels));
            int length = stretch(grid);
            int[] stretches = stretches(grid, band.taps(grid), length);
            parts[i] = new Part(count, rows, places, targets, stretches, length, packedAt[i]);
        }
        return parts;
    }

    private static int[] dense(int length, int count, int step) {
        int[] places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = Math.min(i, count - 1) * step;
        }
        return places;
    }

    private int paddedChannels(int n) {
        return Math.ceilDiv(n, tiles.lanes()) * tiles.lanes();
    }

    /** A line of the kernel, or less where it is long or has gaps: all stretches have one length. */
    private static int stretch(Windows grid) {
        int length = (grid.columns().isDense() ? grid.columns().size() : 1) * grid.channels();
        while (length > STRETCHES && length % 2 == 0) {
            length /= 2;
        }
        return length;
    }

    private static int[] stretches(Windows grid, int[] taps, int length) {
        int[] stretches = new int[length == 0 ? 0 : grid.length() / length];
        for (int i = 0; i < stretches.length; i++) {
            int element = i * length;
            int line = grid.columns().size() * grid.channels();
            boolean dense = grid.columns().isDense();
            int start = dense ? element / line * line : element / grid.channels() * grid.channels();
            stretches[i] = taps[start / grid.channels()] + element - start;
        }
        return stretches;
    }

    private void multiply(
            Part part, T left, int lo, T packed, int n, T result, int ro, boolean direct, Scratch<T> scratch) {
        int padded = paddedChannels(n);
        T target = direct ? result : scratch.buffer(Scratch.Use.RESULT, (long) part.rows.length * padded);
        int to = direct ? ro : 0;
        int k = part.stretches.length * part.length;
        int group = Math.max(1, STRETCHES / Math.max(1, part.length));
        int panel = product.panelWidth();
        for (int j = 0; j < padded; j += panel) {
            int width = Math.min(panel, padded - j);
            int vectors = width / tiles.lanes();
            // Once also without any stretch, which writes zeros.
            for (int s = 0; s == 0 || s < part.stretches.length; s += group) {
                int end = Math.min(part.stretches.length, s + group);
                int bo = part.packedAt + k * j + s * part.length * width;
                for (int i = 0; i < part.rows.length; i += WindowTiles.ROWS) {
                    windows.rows(
                            vectors,
                            left,
                            lo,
                            part.rows,
                            i,
                            part.stretches,
                            s,
                            end,
                            part.length,
                            packed,
                            bo,
                            target,
                            to + j,
                            part.targets,
                            s > 0);
                }
            }
        }
        if (!direct) {
            for (int i = 0; i < part.count; i++) {
                tiles.merge(target, i * padded, 0, result, ro + part.places[i], 0, 1, n, false);
            }
        }
    }
}
