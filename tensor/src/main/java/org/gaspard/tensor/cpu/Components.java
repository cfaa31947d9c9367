package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * The components of image tiles in {@link FastConvolution}, {@code v = D x Dᵀ}: nine matrices, one row for each tile of
 * a block.
 */
final class Components<T> {

    /** The products of a square of tiles: three along each axis. */
    static final int COUNT = 9;

    /** The elements of a block of image components: half of a typical second-level cache. */
    private static final int BLOCK = 1 << 18;

    /** Elements whose distance is a multiple of this share a set of the first-level cache. */
    private static final int PAGE = 1024;

    /** Some cache lines, so that components lie in different sets. */
    private static final int SHIFT = 80;

    private final TileKernels<T> tiles;
    private final WindowTransforms<T> transforms;

    Components(TileKernels<T> tiles) {
        this.tiles = tiles;
        this.transforms = tiles.transforms();
    }

    /**
     * The components v of image tiles {@code from … from + m − 1}, the given phases side by side; line by line, so that
     * the phases share what is in the cache.
     */
    void differences(
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
        List<TileGrid.Run<T>> runs = new ArrayList<>(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            int first = vo + i * c;
            runs.add((a, at, line, pixel, tile, count) ->
                    transforms.difference(count, c, a, at, line, pixel, v, first + tile * ld, vNext, ld));
        }
        int length;
        for (int index = from; index < from + m; index += length) {
            length = Math.min(from + m - index, columns - index % columns);
            for (int i = 0; i < windows.size(); i++) {
                windows.get(i).readLine(tiles, x, xo, index, index - from, length, scratch, runs.get(i));
            }
        }
    }

    /** At most {@code most} tiles, so many that their components fit the cache. */
    static int fitting(int row, int most) {
        int rows = BLOCK / (COUNT * row) / TileKernels.ROWS * TileKernels.ROWS;
        return Math.clamp(rows, TileKernels.ROWS, most);
    }

    /**
     * The distance of the components of a block of rows. The nine are written at the same time, and where they lie a
     * multiple of a page apart, they fight for a few sets of the cache.
     */
    static int distance(int block, int row) {
        return Math.ceilDiv(block * row, PAGE) * PAGE + SHIFT;
    }

    /** The distance of rows of length {@code k}: a cache line more where powers of two would share one cache set. */
    static int apart(int k) {
        return k % 64 == 0 ? k + 16 : k;
    }
}
