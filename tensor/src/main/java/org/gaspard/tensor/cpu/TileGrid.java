package org.gaspard.tensor.cpu;

/**
 * A regular grid of square tiles over each image of a batch, tiles that may overlap and may reach over the edge.
 *
 * <p>Tile (t, s) covers the pixels of rows {@code top + t · step … + side − 1} and the columns likewise from
 * {@code left + s · step} on. The tiles of the batch are numbered image by image and line by line. Tiles inside the
 * image are worked on where they lie; those over the edge by way of a copy, in which pixels outside are zero.
 *
 * @param height the rows of an image; a view of every other row counts only those
 * @param width its columns
 * @param depth the numbers of a pixel
 * @param offset where pixel (0, 0) of image 0 lies, relative to the start of the batch
 * @param image the distance of images in elements
 * @param line the distance of rows
 * @param pixel the distance of columns
 * @param lines the rows of tiles in an image
 * @param columns the columns of tiles
 */
record TileGrid(
        int height,
        int width,
        int depth,
        int offset,
        int image,
        int line,
        int pixel,
        int lines,
        int columns,
        int top,
        int left,
        int step,
        int side) {

    /**
     * What to do for {@code count} neighbouring tiles, the first of them being number {@code tile} of its block. Its
     * first pixel lies at {@code offset}; rows are {@code line} apart and columns {@code pixel}.
     */
    @FunctionalInterface
    interface Run<T> {

        /** Does it. */
        void on(T array, int offset, int line, int pixel, int tile, int count);
    }

    /** The tiles of an image. */
    int tiles() {
        return lines * columns;
    }

    /** Calls {@code run} for tiles {@code from … from + count − 1} of the images that start at {@code ao}. */
    <T> void read(TileKernels<T> kernels, T a, int ao, int from, int count, Scratch<T> scratch, Run<T> run) {
        for (int done = 0; done < count; ) {
            int length = Math.min(count - done, columns - (from + done) % columns);
            readLine(kernels, a, ao, from + done, done, length, scratch, run);
            done += length;
        }
    }

    /** The same for tiles of one line, {@code index … index + count − 1}, of which the first is number {@code tile}. */
    <T> void readLine(
            TileKernels<T> kernels, T a, int ao, int index, int tile, int count, Scratch<T> scratch, Run<T> run) {
        int s = index % columns;
        int inner = firstInside(index, s, s + count);
        int outer = endInside(inner, s + count);
        readCopy(kernels, a, ao, index, tile, inner - s, scratch, run);
        if (inner < outer) {
            run.on(a, ao + place(index + inner - s), line, pixel, tile + inner - s, outer - inner);
        }
        readCopy(kernels, a, ao, index + outer - s, tile + outer - s, s + count - outer, scratch, run);
    }

    /**
     * Calls {@code run} to write tiles {@code from … from + count − 1}, and applies the epilogue to them. Tiles must
     * not overlap here.
     */
    <T> void write(
            TileKernels<T> kernels,
            T a,
            int ao,
            int from,
            int count,
            Epilogue<T> epilogue,
            Scratch<T> scratch,
            Run<T> run) {
        for (int done = 0; done < count; ) {
            int index = from + done;
            int s = index % columns;
            int length = Math.min(count - done, columns - s);
            int inner = firstInside(index, s, s + length);
            int outer = endInside(inner, s + length);
            writeCopy(kernels, a, ao, index, done, inner - s, scratch, run);
            if (inner < outer) {
                int first = index + inner - s;
                run.on(a, ao + place(first), line, pixel, done + inner - s, outer - inner);
            }
            writeCopy(kernels, a, ao, index + outer - s, done + outer - s, s + length - outer, scratch, run);
            if (!epilogue.isNone()) {
                finish(kernels, a, ao, index, length, epilogue);
            }
            done += length;
        }
    }

    /** The first of the tile columns {@code s … end − 1} whose tile lies inside the image, or {@code end}. */
    private int firstInside(int index, int s, int end) {
        int row = row(index);
        return row < 0 || row + side > height ? end : Math.clamp(Math.ceilDiv(-left, step), s, end);
    }

    /** The end of those from {@code inner} on that do. */
    private int endInside(int inner, int end) {
        return Math.clamp(Math.floorDiv(width - side - left, step) + 1, inner, end);
    }

    private int row(int index) {
        return top + index / columns % lines * step;
    }

    private int column(int index) {
        return left + index % columns * step;
    }

    /** Where the first pixel of a tile lies, or would lie. */
    private int place(int index) {
        return place(index, row(index), column(index));
    }

    private int place(int index, int row, int column) {
        return offset + index / tiles() * image + row * line + column * pixel;
    }

    private <T> void readCopy(
            TileKernels<T> kernels, T a, int ao, int index, int tile, int count, Scratch<T> scratch, Run<T> run) {
        if (count == 0) {
            return;
        }
        int across = (count - 1) * step + side;
        T copy = scratch.buffer(Scratch.Use.EDGE, (long) side * across * depth);
        int from = Math.clamp(-column(index), 0, across);
        int end = Math.clamp(width - column(index), from, across);
        for (int i = 0; i < side; i++) {
            int row = row(index) + i;
            int to = i * across * depth;
            if (row < 0 || row >= height || from == end) {
                kernels.clear(copy, to, across * depth);
                continue;
            }
            kernels.clear(copy, to, from * depth);
            int source = ao + place(index, row, column(index) + from);
            copy(kernels, a, source, pixel, copy, to + from * depth, depth, end - from);
            kernels.clear(copy, to + end * depth, (across - end) * depth);
        }
        run.on(copy, 0, across * depth, depth, tile, count);
    }

    private <T> void writeCopy(
            TileKernels<T> kernels, T a, int ao, int index, int tile, int count, Scratch<T> scratch, Run<T> run) {
        if (count == 0) {
            return;
        }
        int across = (count - 1) * step + side;
        T copy = scratch.buffer(Scratch.Use.EDGE, (long) side * across * depth);
        run.on(copy, 0, across * depth, depth, tile, count);
        int end = Math.min(across, width - column(index));
        for (int i = 0; i < Math.min(side, height - row(index)); i++) {
            int target = ao + place(index, row(index) + i, column(index));
            copy(kernels, copy, i * across * depth, depth, a, target, pixel, end);
        }
    }

    private <T> void copy(
            TileKernels<T> kernels, T from, int fromOffset, int fromPixel, T to, int toOffset, int toPixel, int count) {
        if (fromPixel == depth && toPixel == depth) {
            kernels.merge(from, fromOffset, 0, to, toOffset, 0, 1, count * depth, false);
        } else {
            kernels.merge(from, fromOffset, fromPixel, to, toOffset, toPixel, count, depth, false);
        }
    }

    private <T> void finish(TileKernels<T> kernels, T a, int ao, int index, int count, Epilogue<T> epilogue) {
        int pixels = Math.min((count - 1) * step + side, width - column(index));
        for (int i = 0; i < Math.min(side, height - row(index)); i++) {
            int at = ao + place(index, row(index) + i, column(index));
            kernels.finish(a, at, pixel, pixels, depth, epilogue, 0);
        }
    }
}
