package org.gaspard.tensor.cpu;

import java.util.List;

/**
 * The adjoint of a convolution in its weights, with the windows read in place:
 *
 * <pre>{@code
 * dw[(a, b, c), o] = Σ_pixels x[window(pixel) + (a, b, c)] g[pixel, o]
 * }</pre>
 *
 * A tile is 8 neighbouring elements of the window × 2 vectors of filters; it sums over the pixels of a block, whose
 * windows ({@link Band}) and gradients stay in the cache. With few channels the neighbours would be too few, and the
 * window lies in a {@link SplitBand}, where the pixels of one element are neighbours. Fixed pieces of the batch have sums of
 * their own, which are joined in order.
 */
final class WeightGradient<T> {

    /** The most pieces of the sum, and the least number of pixels in one. */
    private static final int PIECES = 16;

    private static final int PIECE_PIXELS = 256;

    /** About the number of pixels of a block: their gradients fill a third of a first-level cache. */
    private static final int BLOCK_PIXELS = 128;

    private static final int JOINED = 4096;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTiles<T> windows;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    WeightGradient(
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

    void run(ConvolutionShape s, T x, int xo, T g, int go, T dw, int dwo) {
        Blocks<T> blocks = SplitBand.suits(s) ? new Thin(s) : new Wide(s);
        Layout layout = blocks.layout();
        int pieces = Math.clamp(s.outputPixels() / PIECE_PIXELS, 1, PIECES);
        int perPiece = Math.max(1, Math.ceilDiv(blocks.count(), pieces));
        int used = Math.max(1, Math.ceilDiv(blocks.count(), perPiece));
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, (long) used * layout.length());
            pool.run(used, p -> {
                Scratch<T> scratch = scratches.take();
                int po = p * layout.length();
                tiles.clear(partial, po, layout.length());
                for (int b = p * perPiece; b < Math.min(blocks.count(), (p + 1) * perPiece); b++) {
                    blocks.add(b, x, xo, g, go, partial, po, scratch);
                }
                scratches.giveBack(scratch);
            });
            join(layout, s.filters(), partial, used, dw, dwo);
        } finally {
            scratches.giveBack(own);
        }
    }

    /** Sums over the pixels of one block. */
    private interface Blocks<T> {

        Layout layout();

        int count();

        void add(int block, T x, int xo, T g, int go, T partial, int po, Scratch<T> scratch);
    }

    /**
     * Where partial sums lie: groups of window elements, each filled up to whole tiles, and rows of filters filled up
     * to whole vectors.
     */
    private record Layout(int groups, int unit, int filters) {

        int rows() {
            return Math.ceilDiv(unit, WindowTiles.ROWS) * WindowTiles.ROWS;
        }

        int length() {
            return groups * rows() * filters;
        }
    }

    /** The gradients of a block of pixels as a right factor: where they lie if they are packed there, or a copy. */
    private record Gradients<T>(T panels, int offset) {}

    private Gradients<T> gradients(int filters, int pixels, T g, int from, Scratch<T> scratch) {
        if (product.isPacked(filters)) {
            return new Gradients<>(g, from);
        }
        T panels = scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(pixels, filters));
        product.pack(pixels, filters, g, from, filters, 1, panels);
        return new Gradients<>(panels, 0);
    }

    private int paddedFilters(ConvolutionShape s) {
        return Math.ceilDiv(s.filters(), tiles.lanes()) * tiles.lanes();
    }

    /** Blocks of images with many channels. */
    private final class Wide implements Blocks<T> {

        private final ConvolutionShape s;
        private final Windows grid;
        private final Band band;
        private final int[] taps;
        private final Layout layout;

        Wide(ConvolutionShape s) {
            this.s = s;
            this.grid = Windows.forward(s);
            int unit = (grid.columns().isDense() ? s.kernelW() : 1) * s.channels();
            int groups = s.windowLength() / unit;
            this.layout = new Layout(groups, unit, paddedFilters(s));
            this.band = new Band(List.of(grid), s.batch(), BLOCK_PIXELS, unit % WindowTiles.ROWS == 0);
            int[] all = band.taps(grid);
            this.taps = new int[groups];
            for (int t = 0; t < groups; t++) {
                taps[t] = all[t * (all.length / groups)];
            }
        }

        @Override
        public Layout layout() {
            return layout;
        }

        @Override
        public int count() {
            return band.blocks();
        }

        @Override
        public void add(int index, T x, int xo, T g, int go, T partial, int po, Scratch<T> scratch) {
            Band.Block block = band.block(index);
            int pixels = band.count(grid, block);
            T left = x;
            int lo = xo;
            if (band.isInPlace()) {
                lo = band.placeInSource(xo, block);
            } else {
                left = scratch.buffer(Scratch.Use.WINDOWS, band.length() + WindowTiles.ROWS);
                lo = 0;
                band.copy(tiles, x, xo, block, left);
            }
            int first = (block.image() * s.outputHeight() + block.line()) * s.outputWidth();
            Gradients<T> right = gradients(s.filters(), pixels, g, go + first * s.filters(), scratch);
            int[] starts = band.lineStarts(grid, block);
            int length = grid.columns().count();
            int step = grid.columns().step() * s.channels();
            int panel = product.panelWidth();
            int lanes = tiles.lanes();
            for (int j = 0; j < layout.filters; j += panel) {
                int vectors = Math.min(panel, layout.filters - j) / lanes;
                int bo = right.offset + pixels * j;
                for (int t = 0; t < taps.length; t++) {
                    for (int r = 0; r < layout.unit; r += WindowTiles.ROWS) {
                        int from = lo + taps[t] + r;
                        int to = po + (t * layout.rows() + r) * layout.filters + j;
                        windows.columns(
                                vectors,
                                left,
                                from,
                                starts,
                                starts.length,
                                length,
                                step,
                                right.panels,
                                bo,
                                partial,
                                to,
                                layout.filters,
                                true);
                    }
                }
            }
        }
    }

    /** Blocks of images with few channels. */
    private final class Thin implements Blocks<T> {

        private final ConvolutionShape s;
        private final SplitBand band;
        private final Layout layout;
        private final int[] places;

        Thin(ConvolutionShape s) {
            this.s = s;
            this.band = new SplitBand(s);
            this.layout = new Layout(1, s.windowLength(), paddedFilters(s));
            this.places = new int[layout.rows()];
            for (int t = 0; t < places.length; t++) {
                places[t] = Math.min(t, s.windowLength() - 1) * layout.filters;
            }
        }

        @Override
        public Layout layout() {
            return layout;
        }

        @Override
        public int count() {
            return band.blocks();
        }

        @Override
        public void add(int block, T x, int xo, T g, int go, T partial, int po, Scratch<T> scratch) {
            int lines = band.lines(block);
            int pixels = lines * s.outputWidth();
            T left = scratch.buffer(Scratch.Use.WINDOWS, band.length());
            band.copy(tiles, windows, x, xo, block, left);
            int from = go + band.firstPixel(block) * s.filters();
            Gradients<T> right = gradients(s.filters(), pixels, g, from, scratch);
            int panel = product.panelWidth();
            int[] taps = band.taps();
            for (int j = 0; j < layout.filters; j += panel) {
                int vectors = Math.min(panel, layout.filters - j) / tiles.lanes();
                int bo = right.offset + pixels * j;
                for (int t = 0; t < taps.length; t += WindowTiles.ROWS) {
                    windows.rows(
                            vectors,
                            left,
                            0,
                            taps,
                            t,
                            band.lineStarts(),
                            0,
                            lines,
                            s.outputWidth(),
                            right.panels,
                            bo,
                            partial,
                            po + j,
                            places,
                            true);
                }
            }
        }
    }

    /** {@code dw = Σ_p partial[p]}, p upwards. */
    private void join(Layout layout, int filters, T partial, int pieces, T dw, int dwo) {
        int size = layout.length();
        if (layout.filters == filters && layout.rows() == layout.unit) {
            pool.pieces(size, JOINED, (from, end) -> {
                for (int p = 0; p < pieces; p++) {
                    tiles.merge(partial, p * size + from, 0, dw, dwo + from, 0, 1, end - from, p > 0);
                }
            });
            return;
        }
        pool.run(layout.groups, t -> {
            for (int p = 0; p < pieces; p++) {
                int from = p * size + t * layout.rows() * layout.filters;
                int to = dwo + t * layout.unit * filters;
                tiles.merge(partial, from, layout.filters, dw, to, filters, layout.unit, filters, p > 0);
            }
        });
    }
}
