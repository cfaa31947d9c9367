package org.gaspard.tensor.cpu;

/**
 * The convolution of images with few channels: the windows lie in a {@link SplitBand}, 8 neighbouring output pixels make a
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
        SplitBand band = new SplitBand(s);
        int n = s.filters();
        var finish = new ChannelEpilogue<>(tiles, epilogue, n);
        pool.run(band.blocks(), block -> {
            Scratch<T> scratch = scratches.take();
            T left = scratch.buffer(Scratch.Use.WINDOWS, band.length());
            band.copy(tiles, windows, x, xo, block, left);
            int to = yo + band.firstPixel(block) * n;
            int width = s.outputWidth();
            for (int i = 0; i < band.lines(block); i++) {
                int lo = i * band.linePitch();
                line(band.taps(), s.windowLength(), width, n, left, lo, packed, po, y, to + i * width * n, scratch);
            }
            finish.apply(y, to, band.lines(block) * width);
            scratches.giveBack(scratch);
        });
    }

    /** One output line. */
    private void line(
            int[] taps, int k, int pixels, int n, T left, int lo, T packed, int po, T y, int yo, Scratch<T> scratch) {
        int panel = product.panelWidth();
        int lanes = tiles.lanes();
        for (int m = 0; m < pixels; m += WindowTiles.ROWS) {
            int rows = Math.min(WindowTiles.ROWS, pixels - m);
            for (int j = 0; j < n; j += panel) {
                int columns = Math.min(panel, n - j);
                int vectors = Math.ceilDiv(columns, lanes);
                int width = vectors * lanes;
                int to = yo + m * n + j;
                if (rows == WindowTiles.ROWS && columns == width) {
                    windows.taps(vectors, k, left, lo + m, taps, packed, po + k * j, y, to, n);
                } else {
                    T tile = scratch.buffer(Scratch.Use.TILE, (long) WindowTiles.ROWS * panel);
                    windows.taps(vectors, k, left, lo + m, taps, packed, po + k * j, tile, 0, width);
                    tiles.merge(tile, 0, width, y, to, n, rows, columns, false);
                }
            }
        }
    }
}
