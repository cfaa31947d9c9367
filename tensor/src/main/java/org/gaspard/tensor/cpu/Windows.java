package org.gaspard.tensor.cpu;

/**
 * The left factor of a convolution as a matrix product: one row for each grid position, with the pixels that its window
 * covers. Only a block of rows exists at a time.
 *
 * <p>Images are channels-last, so that a dense row of taps is one stretch of memory: a window of 4 × 4 taps is four
 * copies.
 *
 * @param rows the taps along the height
 * @param columns the taps along the width
 * @param height the rows of a source image
 * @param width the columns of a source image
 * @param channels the channels of a source image
 */
record Windows(Taps rows, Taps columns, int height, int width, int channels) {

    /** The windows of a convolution, over x. */
    static Windows forward(ConvolutionShape s) {
        var g = s.geometry();
        Taps rows = Taps.forward(s.outputHeight(), s.kernelH(), g.strideH(), g.padTop(), g.dilationH());
        Taps columns = Taps.forward(s.outputWidth(), s.kernelW(), g.strideW(), g.padLeft(), g.dilationW());
        return new Windows(rows, columns, s.height(), s.width(), s.channels());
    }

    /** The windows of the adjoint over y, for the image positions with the given residues modulo the strides. */
    static Windows adjoint(ConvolutionShape s, int residueH, int residueW) {
        var g = s.geometry();
        Taps rows = Taps.adjoint(residueH, s.height(), s.kernelH(), g.strideH(), g.padTop(), g.dilationH());
        Taps columns = Taps.adjoint(residueW, s.width(), s.kernelW(), g.strideW(), g.padLeft(), g.dilationW());
        return new Windows(rows, columns, s.outputHeight(), s.outputWidth(), s.filters());
    }

    /** The elements of a window. */
    int length() {
        return rows.size() * columns.size() * channels;
    }

    /** The grid positions of one image. */
    int positions() {
        return rows.count() * columns.count();
    }

    /**
     * Writes the windows of the grid positions {@code from … from + count − 1}, numbered through the batch, into rows
     * that lie {@code ld} apart.
     */
    <T> void copy(TileKernels<T> tiles, T source, int offset, int from, int count, T target, int ld) {
        int perLine = columns.count();
        for (int done = 0; done < count; ) {
            int line = (from + done) / perLine;
            int first = (from + done) % perLine;
            int length = Math.min(count - done, perLine - first);
            int image = offset + line / rows.count() * height * width * channels;
            int top = line % rows.count() * rows.step();
            copyLine(tiles, source, image, top, first, length, target, done * ld, ld);
            done += length;
        }
    }

    /** The windows of {@code length} neighbouring grid positions from column {@code first} on. */
    private <T> void copyLine(
            TileKernels<T> tiles, T source, int image, int top, int first, int length, T target, int to, int ld) {
        int columnTaps = columns.size();
        boolean dense = columns.isDense();
        int at = to;
        for (int rowOffset : rows.offsets()) {
            int row = top + rowOffset;
            if (row < 0 || row >= height) {
                for (int i = 0; i < length; i++) {
                    tiles.clear(target, at + i * ld, columnTaps * channels);
                }
            } else if (dense && columnTaps > 0) {
                int line = image + row * width * channels;
                copyRuns(tiles, source, line, columns.offsets()[0], columnTaps, first, length, target, at, ld);
            } else {
                int line = image + row * width * channels;
                for (int u = 0; u < columnTaps; u++) {
                    int start = columns.offsets()[u];
                    copyRuns(tiles, source, line, start, 1, first, length, target, at + u * channels, ld);
                }
            }
            at += columnTaps * channels;
        }
    }

    /**
     * For grid columns q from {@code first} on, copies the {@code run} pixels of a line that begin at column
     * {@code q · step + start}: in one go where they lie inside, with zeros where they do not.
     */
    private <T> void copyRuns(
            TileKernels<T> tiles,
            T source,
            int line,
            int start,
            int run,
            int first,
            int length,
            T target,
            int to,
            int ld) {
        int step = columns.step();
        int end = first + length;
        int inside = Math.clamp(Math.ceilDiv(-start, step), first, end);
        int outside = Math.clamp(Math.floorDiv(width - run - start, step) + 1L, inside, end);
        for (int q = first; q < inside; q++) {
            copyClipped(tiles, source, line, q * step + start, run, target, to + (q - first) * ld);
        }
        if (inside < outside) {
            int begin = line + (inside * step + start) * channels;
            int rowTo = to + (inside - first) * ld;
            tiles.merge(source, begin, step * channels, target, rowTo, ld, outside - inside, run * channels, false);
        }
        for (int q = outside; q < end; q++) {
            copyClipped(tiles, source, line, q * step + start, run, target, to + (q - first) * ld);
        }
    }

    /** Copies {@code run} pixels of a line from column {@code start} on, zeros where they lie outside. */
    private <T> void copyClipped(TileKernels<T> tiles, T source, int line, int start, int run, T target, int to) {
        int begin = Math.clamp(-start, 0, run);
        int end = Math.clamp(width - start, begin, run);
        tiles.clear(target, to, begin * channels);
        tiles.merge(
                source,
                line + (start + begin) * channels,
                0,
                target,
                to + begin * channels,
                0,
                1,
                (end - begin) * channels,
                false);
        tiles.clear(target, to + end * channels, (run - end) * channels);
    }
}
