package org.gaspard.tensor.cpu;

/**
 * The convolution of images with few channels: the windows lie in {@link Planes}, 8 neighbouring output pixels make a
 * tile.
 */
final class ThinForward<T> {

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTiles<T> windows;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    ThinForward(
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

    void run(ConvolutionShape s, T x, int xo, T packed, int po, T y, int yo, Epilogue<T> epilogue) {
        Planes planes = new Planes(s);
        int n = s.filters();
        pool.run(planes.blocks(), block -> {
            Scratch<T> scratch = scratches.take();
            T left = scratch.buffer(Scratch.Use.WINDOWS, planes.length());
            planes.copy(tiles, windows, x, xo, block, left);
            int to = yo + planes.firstPixel(block) * n;
            int pixels = planes.pixels(block);
            multiply(planes.taps(), s.windowLength(), pixels, n, left, packed, po, y, to, scratch);
            if (!epilogue.isNone()) {
                tiles.finish(y, to, n, pixels, n, epilogue, 0);
            }
            scratches.giveBack(scratch);
        });
    }

    private void multiply(
            int[] taps, int k, int pixels, int n, T left, T packed, int po, T y, int yo, Scratch<T> scratch) {
        int panel = product.panelWidth();
        int lanes = tiles.lanes();
        T tile = scratch.buffer(Scratch.Use.TILE, (long) WindowTiles.ROWS * panel);
        for (int m = 0; m < pixels; m += WindowTiles.ROWS) {
            int rows = Math.min(WindowTiles.ROWS, pixels - m);
            for (int j = 0; j < n; j += panel) {
                int columns = Math.min(panel, n - j);
                int vectors = Math.ceilDiv(columns, lanes);
                int width = vectors * lanes;
                int to = yo + m * n + j;
                if (rows == WindowTiles.ROWS && columns == width) {
                    windows.columns(vectors, k, left, m, taps, packed, po + k * j, y, to, n, false);
                } else {
                    windows.columns(vectors, k, left, m, taps, packed, po + k * j, tile, 0, width, false);
                    tiles.merge(tile, 0, width, y, to, n, rows, columns, false);
                }
            }
        }
    }
}
