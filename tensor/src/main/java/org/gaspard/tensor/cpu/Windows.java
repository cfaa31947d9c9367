package org.gaspard.tensor.cpu;

/**
 * The left factor of a convolution as a matrix product: one row for each grid position, with the pixels that its window
 * covers. Only a block of rows exists at a time.
 *
 * <p>Images are channels-last, so that a dense row of taps is one stretch of memory: a window of 4 × 4 taps is four copies.
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
     * Writes the windows of the grid positions {@code from … from + count − 1}, numbered through the batch, into rows that
     * lie {@code ld} apart.
     */
    <T> void copy(TileKernels<T> tiles, T source, int offset, int from, int count, T target, int ld) {
        int perImage = positions();
        int rowTaps = rows.size();
        int columnTaps = columns.size();
        boolean dense = columns.isDense();
        for (int i = 0; i < count; i++) {
            int image = (from + i) / perImage;
            int position = (from + i) % perImage;
            int top = position / columns.count() * rows.step();
            int left = position % columns.count() * columns.step();
            int to = i * ld;
            for (int t = 0; t < rowTaps; t++, to += columnTaps * channels) {
                int row = top + rows.offsets()[t];
                if (row < 0 || row >= height) {
                    tiles.clear(target, to, columnTaps * channels);
                } else {
                    int line = offset + (image * height + row) * width * channels;
                    if (dense && columnTaps > 0) {
                        copyRun(tiles, source, line, left + columns.offsets()[0], columnTaps, target, to);
                    } else {
                        for (int u = 0; u < columnTaps; u++) {
                            copyRun(tiles, source, line, left + columns.offsets()[u], 1, target, to + u * channels);
                        }
                    }
                }
            }
        }
    }

    /** Copies {@code count} pixels of a line from column {@code start} on, zeros where they lie outside. */
    private <T> void copyRun(TileKernels<T> tiles, T source, int line, int start, int count, T target, int to) {
        int begin = Math.clamp(-start, 0, count);
        int end = Math.clamp(width - start, begin, count);
        if (begin > 0) {
            tiles.clear(target, to, begin * channels);
        }
        tiles.copy(source, line + (start + begin) * channels, target, to + begin * channels, (end - begin) * channels);
        if (end < count) {
            tiles.clear(target, to + end * channels, (count - end) * channels);
        }
    }
}
