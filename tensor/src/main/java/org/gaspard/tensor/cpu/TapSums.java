package org.gaspard.tensor.cpu;

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
 * output's gradient, c runs over filters and r over channels. A task computes a band of lines of one image.
 */
final class TapSums<T> {

    /** The elements of T in a task. */
    private static final int BAND = 1 << 16;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    TapSums(WorkerPool pool, TileKernels<T> tiles, PanelProduct<T> product, Scratch.Pool<T> scratches) {
        this.pool = pool;
        this.tiles = tiles;
        this.product = product;
        this.scratches = scratches;
    }

    /** Whether this takes less than half of the lanes' time that windows would take. */
    boolean suitsForward(ConvolutionShape s) {
        long here = (long) s.height() * s.width() * lanes((long) s.kernelH() * s.kernelW() * s.filters());
        long windows = (long) s.outputHeight() * s.outputWidth() * s.kernelH() * s.kernelW() * lanes(s.filters());
        return 2 * here < windows;
    }

    /** The same for the input gradient; each class of pixels meets its share of the taps. */
    boolean suitsInputGradient(ConvolutionShape s) {
        long outputs = (long) s.outputHeight() * s.outputWidth();
        long here = outputs * lanes((long) s.kernelH() * s.kernelW() * s.channels());
        long windows = outputs * s.kernelH() * s.kernelW() * lanes(s.channels());
        return 2 * here < windows;
    }

    private long lanes(long columns) {
        return Math.ceilDiv(columns, (long) tiles.lanes()) * tiles.lanes();
    }

    void forward(ConvolutionShape s, T x, int xo, T w, int wo, T y, int yo, Epilogue<T> epilogue) {
        var g = s.geometry();
        Axis rows = new Axis(s.kernelH(), g.strideH(), g.padTop(), g.dilationH(), s.outputHeight(), s.height(), false);
        Axis columns =
                new Axis(s.kernelW(), g.strideW(), g.padLeft(), g.dilationW(), s.outputWidth(), s.width(), false);
        new Sum(s, rows, columns, s.channels(), s.filters()).run(x, xo, w, wo, y, yo, epilogue);
    }

    void inputGradient(ConvolutionShape s, T w, int wo, T g, int go, T dx, int dxo, Epilogue<T> epilogue) {
        var geometry = s.geometry();
        Axis rows = new Axis(
                s.kernelH(),
                geometry.strideH(),
                geometry.padTop(),
                geometry.dilationH(),
                s.height(),
                s.outputHeight(),
                true);
        Axis columns = new Axis(
                s.kernelW(),
                geometry.strideW(),
                geometry.padLeft(),
                geometry.dilationW(),
                s.width(),
                s.outputWidth(),
                true);
        new Sum(s, rows, columns, s.filters(), s.channels()).run(g, go, w, wo, dx, dxo, epilogue);
    }

    /**
     * One axis: output i and tap t meet at the image position i · stride + t · dilation − pad.
     *
     * @param results the positions of the result
     * @param sources the positions of the source
     * @param adjoint whether the result is the image, not the output
     */
    private record Axis(int kernel, int stride, int pad, int dilation, int results, int sources, boolean adjoint) {

        /** The image position of output 0 under the tap. */
        int offset(int tap) {
            return tap * dilation - pad;
        }

        /** The source of a result through a tap; −1 if there is none. */
        int source(int result, int tap) {
            int distance = adjoint ? result - offset(tap) : result * stride + offset(tap);
            if (adjoint && Math.floorMod(distance, stride) != 0) {
                return -1;
            }
            int source = adjoint ? distance / stride : distance;
            return source < sources && distance >= 0 ? source : -1;
        }

        /** The first output whose image position under the tap lies inside the image of {@code size} positions. */
        int firstOutput(int tap) {
            return Math.max(0, Math.ceilDiv(-offset(tap), stride));
        }

        /** The end of these outputs. */
        int endOutput(int tap) {
            int image = adjoint ? results : sources;
            int outputs = adjoint ? sources : results;
            return Math.min(outputs, Math.floorDiv(image - 1 - offset(tap), stride) + 1);
        }
    }

    /** One call: c channels of the source, r of the result. */
    private final class Sum {

        final int batch;
        final Axis rows;
        final Axis columns;
        final int c;
        final int r;
        final int taps;
        final boolean adjoint;

        Sum(ConvolutionShape s, Axis rows, Axis columns, int c, int r) {
            this.batch = s.batch();
            this.rows = rows;
            this.columns = columns;
            this.c = c;
            this.r = r;
            this.taps = s.kernelH() * s.kernelW();
            this.adjoint = rows.adjoint;
        }

        void run(T source, int so, T w, int wo, T result, int ro, Epilogue<T> epilogue) {
            int n = taps * r;
            Scratch<T> own = scratches.take();
            try {
                // w[tap, channel, filter] with the summed channel as rows, and (tap, r) as columns.
                T weights = own.buffer(Scratch.Use.RESULT, (long) c * n);
                for (int tap = 0; tap < taps; tap++) {
                    for (int p = 0; p < c; p++) {
                        int from = wo + tap * c * r + (adjoint ? p : p * r);
                        tiles.pack(w, from, 0, adjoint ? c : 1, 1, r, weights, p * n + tap * r, r);
                    }
                }
                T packed = own.buffer(Scratch.Use.PANELS, product.packedLength(c, n));
                product.pack(c, n, weights, 0, n, 1, packed);
                int band =
                        Math.max(1, BAND / Math.max(1, columns.sources * n) * Math.max(1, adjoint ? rows.stride : 1));
                int bands = Math.ceilDiv(rows.results, band);
                pool.run(batch * bands, task -> {
                    Scratch<T> scratch = scratches.take();
                    int first = task % bands * band;
                    int end = Math.min(rows.results, first + band);
                    band(task / bands, first, end, source, so, packed, result, ro, epilogue, scratch);
                    scratches.giveBack(scratch);
                });
            } finally {
                scratches.giveBack(own);
            }
        }

        private void band(
                int image,
                int first,
                int end,
                T source,
                int so,
                T packed,
                T result,
                int ro,
                Epilogue<T> epilogue,
                Scratch<T> scratch) {
            int n = taps * r;
            int low = Integer.MAX_VALUE;
            int high = -1;
            for (int line = first; line < end; line++) {
                for (int tap = 0; tap < rows.kernel; tap++) {
                    int from = rows.source(line, tap);
                    if (from >= 0) {
                        low = Math.min(low, from);
                        high = Math.max(high, from);
                    }
                }
            }
            int target = ro + (image * rows.results + first) * columns.results * r;
            tiles.clear(result, target, (end - first) * columns.results * r);
            if (high >= 0) {
                int m = (high - low + 1) * columns.sources;
                T products = scratch.buffer(Scratch.Use.RESULT, (long) m * n);
                int from = so + (image * rows.sources + low) * columns.sources * c;
                product.multiply(
                        m, n, c, source, from, c, 1, packed, 0, products, 0, n, false, Epilogue.none(), 0, scratch);
                for (int line = first; line < end; line++) {
                    for (int tap = 0; tap < rows.kernel; tap++) {
                        int row = rows.source(line, tap);
                        if (row >= 0) {
                            int to = target + (line - first) * columns.results * r;
                            addLine(products, (row - low) * columns.sources * n + tap * columns.kernel * r, result, to);
                        }
                    }
                }
            }
            if (!epilogue.isNone()) {
                tiles.finish(result, target, r, (end - first) * columns.results, r, epilogue, 0);
            }
        }

        /** Adds one line of products, through the taps of one row of the window, to a line of the result. */
        private void addLine(T products, int from, T result, int to) {
            int n = taps * r;
            int s = columns.stride;
            for (int tap = 0; tap < columns.kernel; tap++) {
                int i = columns.firstOutput(tap);
                int count = Math.max(0, columns.endOutput(tap) - i);
                int image = i * s + columns.offset(tap);
                int sourceStep = adjoint ? 1 : s;
                int resultStep = adjoint ? s : 1;
                int source = adjoint ? i : image;
                int position = adjoint ? image : i;
                tiles.addNarrow(
                        products,
                        from + source * n + tap * r,
                        sourceStep * n,
                        result,
                        to + position * r,
                        resultStep * r,
                        count,
                        r);
            }
        }
    }
}
