package org.gaspard.tensor.cpu;

import java.util.List;

/**
 * The part of the source that one block of grid positions reads, copied once into lines with zeros where the windows
 * reach beyond the image:
 *
 * <pre>{@code
 *   0 0 0 0 0 0 0 0        a block: some lines of the grid, or some small images
 *   0 p p p p p p 0        grid position (i, j) and tap (u, v) meet at
 *   0 p p p p p p 0        i stepH pitch + j stepW channels + tap(u, v)
 *   0 p p p p p p 0
 * }</pre>
 *
 * So a window needs no copy of its own and no test for the border, and the grids of a stride's residue classes share
 * the band. Where no window reaches beyond the image, the source itself is the band.
 */
final class Band {

    private final Windows first;
    private final int batch;
    private final int lowH;
    private final int lowW;
    private final int halo;
    private final int gridH;
    private final int images;
    private final int lines;
    private final int pitch;
    private final int imagePitch;
    private final boolean inPlace;

    /**
     * A block of the grid.
     *
     * @param image its first image
     * @param images how many images it has; more than one only where they are there with all lines
     * @param line its first line
     * @param lines how many lines it has in each image
     */
    record Block(int image, int images, int line, int lines) {}

    /**
     * The bands of some grids.
     *
     * @param grids grids on one source with the same steps, the first one with the most lines and columns
     * @param batch the number of images
     * @param positions about how many positions a block should have
     * @param mayBeInPlace whether the source itself may be the band
     */
    Band(List<Windows> grids, int batch, int positions, boolean mayBeInPlace) {
        this.first = grids.getFirst();
        this.batch = batch;
        Range h = Range.of(grids.stream().map(Windows::rows).toList());
        Range w = Range.of(grids.stream().map(Windows::columns).toList());
        this.gridH = first.rows().count();
        int gridW = first.columns().count();
        int pixels = Math.max(1, gridH * gridW);
        int cuts = Math.ceilDiv(pixels, positions);
        this.lines = Math.ceilDiv(gridH, Math.min(Math.max(1, gridH), cuts));
        this.images = lines == gridH ? Math.clamp(positions / pixels, 1, Math.max(1, batch)) : 1;
        int stepH = first.rows().step();
        int stepW = first.columns().step();
        this.inPlace = mayBeInPlace
                && h.low >= 0
                && w.low >= 0
                && (gridH - 1) * stepH + h.high < first.height()
                && (gridW - 1) * stepW + w.high < first.width();
        this.lowH = inPlace ? 0 : h.low;
        this.lowW = inPlace ? 0 : w.low;
        this.halo = h.high - lowH + 1;
        this.pitch = (inPlace ? first.width() : (gridW - 1) * stepW + w.high - lowW + 1) * first.channels();
        this.imagePitch = (inPlace ? first.height() : bandLines(lines)) * pitch;
    }

    /** The offsets that the taps of some grids reach along an axis; 0 if there are no taps. */
    private record Range(int low, int high) {

        static Range of(List<Taps> axes) {
            int low = Integer.MAX_VALUE;
            int high = Integer.MIN_VALUE;
            for (Taps axis : axes) {
                for (int offset : axis.offsets()) {
                    low = Math.min(low, offset);
                    high = Math.max(high, offset);
                }
            }
            return low <= high ? new Range(low, high) : new Range(0, 0);
        }
    }

    /** How many blocks there are. */
    int blocks() {
        return first.positions() == 0 ? 0 : Math.ceilDiv(batch, images) * Math.ceilDiv(gridH, lines);
    }

    /** The block with an index. */
    Block block(int index) {
        int perImage = Math.ceilDiv(gridH, lines);
        int image = index / perImage * images;
        int line = index % perImage * lines;
        return new Block(image, Math.min(images, batch - image), line, Math.min(lines, gridH - line));
    }

    /**
     * Whether the positions in a block are arranged as in the first one: all do but those at the end of the batch, and
     * those at the end of an image that is cut, where some grids can have a line less.
     */
    boolean isLikeFirst(Block block) {
        return block.images == images && (lines == gridH || block.line + lines < gridH);
    }

    /** The distance of neighbouring lines of the source. */
    int pitch() {
        return pitch;
    }

    /** The distance of neighbouring images of the source. */
    int imagePitch() {
        return imagePitch;
    }

    /** The elements of a band; 0 where the source itself is the band. */
    int length() {
        return inPlace ? 0 : images * imagePitch;
    }

    private int bandLines(int gridLines) {
        return (gridLines - 1) * first.rows().step() + halo;
    }

    /** The most lines of the source that a band has. */
    int lines() {
        return bandLines(lines);
    }

    /** How many lines of the source a block reads, some of which may lie outside. */
    int sourceLines(Block block) {
        return bandLines(block.lines);
    }

    /** The line of the source that a block reads first. */
    int top(Block block) {
        return block.line * first.rows().step() + lowH;
    }

    /** The columns of the source on the left that no window reads. */
    int columnsSkipped() {
        return Math.max(0, lowW);
    }

    /** The columns of the source that lie in the band. */
    int columnsInside() {
        return Math.clamp(first.width() - columnsSkipped(), 0, (pitch - left()) / Math.max(1, first.channels()));
    }

    /** The elements of a line of the band before the source's first column. */
    int left() {
        return Math.min(pitch, Math.max(0, -lowW) * first.channels());
    }

    /** Whether the source itself is the band. */
    boolean isInPlace() {
        return inPlace;
    }

    /** Where the band of a block begins in the source that starts at {@code offset}, if it lies in place. */
    int placeInSource(int offset, Block block) {
        return offset + block.image * imagePitch + block.line * first.rows().step() * pitch;
    }

    /** Copies the band of a block. */
    <T> void copy(TileKernels<T> tiles, T source, int offset, Block block, T target) {
        int channels = first.channels();
        int line = first.width() * channels;
        int inside = columnsInside() * channels;
        int top = top(block);
        for (int g = 0; g < block.images; g++) {
            int image = offset + (block.image + g) * first.height() * line + columnsSkipped() * channels;
            int used = sourceLines(block);
            int begin = Math.clamp(-top, 0, used);
            int end = Math.clamp(first.height() - top, begin, used);
            int to = g * imagePitch + begin * pitch + left();
            tiles.merge(source, image + (top + begin) * line, line, target, to, pitch, end - begin, inside, false);
            clearBorder(tiles, block, g, target);
        }
    }

    /** Writes zeros where the band of a block's image {@code g} lies outside the source. */
    <T> void clearBorder(TileKernels<T> tiles, Block block, int g, T target) {
        int left = left();
        int end = left + columnsInside() * first.channels();
        for (int t = 0; t < sourceLines(block); t++) {
            int to = g * imagePitch + t * pitch;
            int row = top(block) + t;
            if (row < 0 || row >= first.height()) {
                tiles.clear(target, to, pitch);
            } else {
                tiles.clear(target, to, left);
                tiles.clear(target, to + end, pitch - end);
            }
        }
    }

    /** How many positions of a grid lie in a block. */
    int count(Windows grid, Block block) {
        return block.images * linesIn(grid, block) * grid.columns().count();
    }

    /** How many lines of a grid lie in each image of a block. */
    int linesIn(Windows grid, Block block) {
        return Math.clamp(grid.rows().count() - block.line, 0, block.lines);
    }

    /** Where the windows of a block's positions begin in the band; filled up to a multiple of {@code multiple}. */
    int[] rows(Windows grid, Block block, int multiple) {
        int stepH = grid.rows().step() * pitch;
        int stepW = grid.columns().step() * first.channels();
        return positions(grid, block, multiple, imagePitch, stepH, stepW);
    }

    /** Where the lines of windows of a block begin in the band. */
    int[] lineStarts(Windows grid, Block block) {
        int lines = linesIn(grid, block);
        int[] starts = new int[block.images * lines];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / lines * imagePitch + i % lines * grid.rows().step() * pitch;
        }
        return starts;
    }

    /**
     * Where the results of a block's positions lie, from the block's first result on, in images of
     * {@code height × width} results of {@code n} elements.
     */
    int[] places(Windows grid, Block block, int multiple, int height, int width, int n) {
        Taps h = grid.rows();
        Taps w = grid.columns();
        int[] places = positions(grid, block, multiple, height * width * n, h.stride() * width * n, w.stride() * n);
        int start = (h.first() * width + w.first()) * n;
        for (int i = 0; i < places.length; i++) {
            places[i] += start;
        }
        return places;
    }

    /** Repeats the last position to fill the last tile. */
    private int[] positions(Windows grid, Block block, int multiple, int image, int line, int column) {
        int columns = grid.columns().count();
        int perImage = linesIn(grid, block) * columns;
        int count = block.images * perImage;
        int[] offsets = new int[Math.ceilDiv(count, multiple) * multiple];
        for (int i = 0; i < offsets.length; i++) {
            int q = Math.min(i, count - 1);
            offsets[i] = q / perImage * image + q % perImage / columns * line + q % columns * column;
        }
        return offsets;
    }

    /** Where the taps of a grid lie, counted from where a window begins; row by row. */
    int[] taps(Windows grid) {
        int[] taps = new int[grid.rows().size() * grid.columns().size()];
        int t = 0;
        for (int u : grid.rows().offsets()) {
            for (int v : grid.columns().offsets()) {
                taps[t] = (u - lowH) * pitch + (v - lowW) * first.channels();
                t++;
            }
        }
        return taps;
    }
}
