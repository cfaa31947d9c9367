package org.gaspard.tensor.cpu;

import java.util.List;

/**
 * Convolutions whose result has few channels, without wasting the lanes of a vector: first the product of each source
 * pixel with the weights of all taps, then for each result the sum over its taps.
 *
 * <pre>{@code
 * T[pixel, (tap, r)] = Σ_c source[pixel, c] w[tap, c, r]        taps × r columns side by side: full vectors
 * result[q, r]       = Σ_tap T[pixel(q, tap), (tap, r)]
 * }</pre>
 *
 * The first step is a plain matrix product on the source, without windows. For the input gradient the source is the
 * output's gradient, c runs over filters and r over channels. T lies in a {@link Band}, with zeros around the image, so
 * that the second step needs no test for the border. A task computes a block of result lines.
 */
final class TapSums<T> {

    /** About the most grid positions of a block; fewer, down to a limit, where there would be less than some tasks. */
    private static final int MAX_POSITIONS = 1024;

    private static final int MIN_POSITIONS = 128;

    private static final int TASKS = 32;

    private static final int[] ONE_STRETCH = {0};

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final WindowTiles<T> windows;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    TapSums(
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

    /** Whether this takes less than half of the lanes' time that windows would take. */
    boolean suitsForward(ConvolutionShape s) {
        long here = (long) s.height() * s.width() * lanes(s.kernelH() * s.kernelW() * s.filters());
        long there = (long) s.outputHeight() * s.outputWidth() * s.kernelH() * s.kernelW() * lanes(s.filters());
        return 2 * here < there;
    }

    /** The same for the input gradient; each class of pixels meets its share of the taps. */
    boolean suitsInputGradient(ConvolutionShape s) {
        long outputs = (long) s.outputHeight() * s.outputWidth();
        long here = outputs * lanes(s.kernelH() * s.kernelW() * s.channels());
        long there = outputs * s.kernelH() * s.kernelW() * lanes(s.channels());
        return 2 * here < there;
    }

    private int lanes(int columns) {
        return Math.ceilDiv(columns, tiles.lanes()) * tiles.lanes();
    }

    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        var results = new GridProduct.Results(s.batch(), s.outputHeight(), s.outputWidth(), s.filters());
        new Sum(s, List.of(Windows.forward(s)), results, false).run(x, xo, w, wo, y, yo, epilogue);
    }

    void inputGradient(
            ConvolutionShape s, List<Windows> classes, T w, int wo, T g, int go, T dx, int dxo, Epilogue<T> epilogue) {
        var results = new GridProduct.Results(s.batch(), s.height(), s.width(), s.channels());
        new Sum(s, classes, results, true).run(g, go, w, wo, dx, dxo, epilogue);
    }

    /** One call: c channels of the source, r of the result, n columns of T. */
    private final class Sum {

        final GridProduct.Results results;
        final boolean adjoint;
        final int c;
        final int r;
        final int n;
        final int kernel;
        final int height;
        final int width;
        final List<Windows> grids;
        final Band band;
        final int[][] taps;
        final int[] rows;
        final int[] places;

        Sum(ConvolutionShape s, List<Windows> classes, GridProduct.Results results, boolean adjoint) {
            this.results = results;
            this.adjoint = adjoint;
            this.c = classes.getFirst().channels();
            this.r = results.channels();
            this.kernel = s.kernelH() * s.kernelW();
            this.n = lanes(kernel * r);
            this.height = classes.getFirst().height();
            this.width = classes.getFirst().width();
            this.grids = classes.stream()
                    .map(grid -> new Windows(grid.rows(), grid.columns(), height, width, n))
                    .toList();
            this.band = new Band(grids, results.batch(), positions(grids.getFirst()), false);
            this.taps = new int[grids.size()][];
            for (int i = 0; i < taps.length; i++) {
                taps[i] = taps(grids.get(i), s.kernelW());
            }
            int columns = band.columnsInside();
            this.rows = new int[band.lines() * columns];
            this.places = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (i / columns * width + i % columns) * c;
                places[i] = i / columns * band.pitch() + i % columns * n;
            }
        }

        private int positions(Windows grid) {
            int share = Math.ceilDiv(results.batch() * grid.positions(), TASKS);
            return Math.clamp(share, MIN_POSITIONS, MAX_POSITIONS);
        }

        /** Where the columns of the taps of a grid lie in T, from where a window begins. */
        private int[] taps(Windows grid, int kernelW) {
            int[] offsets = band.taps(grid);
            int t = 0;
            for (int a : grid.rows().taps()) {
                for (int b : grid.columns().taps()) {
                    offsets[t] += (a * kernelW + b) * r;
                    t++;
                }
            }
            return offsets;
        }

        void run(T source, int so, T w, int wo, T result, int ro, Epilogue<T> epilogue) {
            var finish = new ChannelEpilogue<>(tiles, epilogue, r);
            Scratch<T> own = scratches.take();
            try {
                T packed = own.buffer(Scratch.Use.PANELS, product.packedLength(c, n));
                pack(w, wo, packed, own);
                pool.run(band.blocks(), task -> {
                    Scratch<T> scratch = scratches.take();
                    Band.Block block = band.block(task);
                    T products = scratch.buffer(Scratch.Use.RESULT, band.length());
                    for (int g = 0; g < block.images(); g++) {
                        multiply(block, g, source, so, packed, products);
                    }
                    sum(block, products, result, ro, finish);
                    scratches.giveBack(scratch);
                });
            } finally {
                scratches.giveBack(own);
            }
        }

        /** w[tap, channel, filter] with the summed channel as rows and (tap, r) as columns, in panels. */
        private void pack(T w, int wo, T packed, Scratch<T> own) {
            T weights = own.buffer(Scratch.Use.RESULT, (long) c * n);
            tiles.clear(weights, 0, c * n);
            for (int tap = 0; tap < kernel; tap++) {
                for (int j = 0; j < r; j++) {
                    int from = wo + tap * c * r + (adjoint ? j * c : j);
                    tiles.merge(w, from, adjoint ? 1 : r, weights, tap * r + j, n, c, 1, false);
                }
            }
            product.pack(c, n, weights, 0, n, 1, packed);
        }

        /** T for one image of a block. */
        private void multiply(Band.Block block, int g, T source, int so, T packed, T products) {
            int top = band.top(block);
            int used = band.sourceLines(block);
            int begin = Math.clamp(-top, 0, used);
            int end = Math.clamp(height - top, begin, used);
            int first = g * band.imagePitch();
            band.clearBorder(tiles, block, g, products);
            int m = (end - begin) * band.columnsInside();
            int from = so + (((block.image() + g) * height + top + begin) * width + band.columnsSkipped()) * c;
            int to = first + begin * band.pitch() + band.left();
            int full = m / WindowTiles.ROWS * WindowTiles.ROWS;
            int panel = product.panelWidth();
            int[] lastRows = filled(rows, full, m);
            int[] lastPlaces = filled(places, full, m);
            for (int j = 0; j < n; j += panel) {
                int vectors = Math.min(panel, n - j) / tiles.lanes();
                int bo = c * j;
                for (int i = 0; i < full; i += WindowTiles.ROWS) {
                    windows.rows(
                            vectors,
                            source,
                            from,
                            rows,
                            i,
                            ONE_STRETCH,
                            0,
                            1,
                            c,
                            packed,
                            bo,
                            products,
                            to + j,
                            places,
                            false);
                }
                if (full < m) {
                    windows.rows(
                            vectors,
                            source,
                            from,
                            lastRows,
                            0,
                            ONE_STRETCH,
                            0,
                            1,
                            c,
                            packed,
                            bo,
                            products,
                            to + j,
                            lastPlaces,
                            false);
                }
            }
        }

        /** The offsets {@code from … end − 1}, the last one repeated to fill a tile. */
        private static int[] filled(int[] offsets, int from, int end) {
            int[] filled = new int[WindowTiles.ROWS];
            for (int i = 0; i < filled.length && from < end; i++) {
                filled[i] = offsets[Math.min(from + i, end - 1)];
            }
            return filled;
        }

        private void sum(Band.Block block, T products, T result, int ro, ChannelEpilogue<T> epilogue) {
            Windows largest = grids.getFirst();
            int stepH = largest.rows().step() * band.pitch();
            int stepW = largest.columns().step() * n;
            for (int i = 0; i < grids.size(); i++) {
                Windows grid = grids.get(i);
                Taps h = grid.rows();
                Taps w = grid.columns();
                int lines = band.linesIn(grid, block);
                for (int line = 0; line < lines * block.images(); line++) {
                    int g = line / lines;
                    int q = line % lines;
                    int from = g * band.imagePitch() + q * stepH;
                    int row = (block.image() + g) * results.height() + h.first() + (block.line() + q) * h.stride();
                    int to = ro + (row * results.width() + w.first()) * r;
                    for (int j = 0; j < r; j++) {
                        windows.sumTaps(products, from + j, taps[i], stepW, result, to + j, w.stride() * r, w.count());
                    }
                }
            }
            int first = results.firstPixel(largest, block);
            epilogue.apply(result, ro + first * r, results.pixels(largest, block));
        }
    }
}
