package org.gaspard.tensor.cpu;

/**
 * The part of an image with few channels that a block of output lines reads, each line split by the column's residue
 * modulo the stride and by channel, with zeros where windows reach beyond the image:
 *
 * <pre>{@code
 * split[t][residue, c][q] = x[top + t, q s + residue, c]
 * }</pre>
 *
 * Then the windows of neighbouring output pixels j lie side by side for each of their elements: element (a, b, c) of the
 * window of pixel (i, j) lies at {@code taps[(a, b, c)] + i · linePitch() + j}. With few channels this is better than
 * windows in place ({@link Band}), whose stretches would be too short. A block is some lines of one image.
 */
final class SplitBand {

    /** Up to this number of channels; with more the windows in place are faster. */
    private static final int CHANNELS = 4;

    /** About the number of output pixels of a block, so that their results stay in the first-level cache. */
    private static final int PIXELS = 256;

    private final ConvolutionShape s;
    private final int lines;
    private final int lowColumn;
    private final int run;
    private final int pitch;
    private final int[] taps;
    private final int[] lineStarts;

    SplitBand(ConvolutionShape s) {
        this.s = s;
        var g = s.geometry();
        int height = s.outputHeight();
        int width = s.outputWidth();
        this.lines = Math.ceilDiv(height, Math.clamp(Math.ceilDiv(height * width, PIXELS), 1, height));
        this.lowColumn = Math.floorDiv(-g.padLeft(), g.strideW());
        this.run = Math.floorDiv((s.kernelW() - 1) * g.dilationW() - g.padLeft(), g.strideW()) - lowColumn + width;
        this.pitch = g.strideW() * s.channels() * run;
        this.taps = new int[Math.ceilDiv(s.windowLength(), WindowTiles.ROWS) * WindowTiles.ROWS];
        for (int t = 0; t < taps.length; t++) {
            int element = Math.min(t, s.windowLength() - 1); // the last one again to fill a tile
            int c = element % s.channels();
            int b = element / s.channels() % s.kernelW();
            int a = element / s.channels() / s.kernelW();
            int start = b * g.dilationW() - g.padLeft();
            int column = Math.floorDiv(start, g.strideW()) - lowColumn;
            taps[t] = a * g.dilationH() * pitch + (Math.floorMod(start, g.strideW()) * s.channels() + c) * run + column;
        }
        this.lineStarts = new int[lines];
        for (int i = 0; i < lines; i++) {
            lineStarts[i] = i * linePitch();
        }
    }

    /** Whether the images have few channels, and there is something to compute. */
    static boolean suits(ConvolutionShape s) {
        return s.channels() > 0 && s.channels() <= CHANNELS && s.outputPixels() > 0;
    }

    /** Where the elements of the windows begin; the last one repeated up to a multiple of the rows of a tile. */
    int[] taps() {
        return taps;
    }

    /** The distance of the windows of neighbouring output lines. */
    int linePitch() {
        return s.geometry().strideH() * pitch;
    }

    /** Where the output lines of a block begin. */
    int[] lineStarts() {
        return lineStarts;
    }

    /** The elements of a block, and what a tile may read beyond. */
    int length() {
        return sourceLines(lines) * pitch + WindowTiles.ROWS;
    }

    private int sourceLines(int outputLines) {
        var g = s.geometry();
        return (outputLines - 1) * g.strideH() + (s.kernelH() - 1) * g.dilationH() + 1;
    }

    private int perImage() {
        return Math.ceilDiv(s.outputHeight(), lines);
    }

    /** How many blocks there are. */
    int blocks() {
        return s.batch() * perImage();
    }

    /** The first output pixel of a block. */
    int firstPixel(int block) {
        int line = block / perImage() * s.outputHeight() + block % perImage() * lines;
        return line * s.outputWidth();
    }

    /** How many output lines a block has. */
    int lines(int block) {
        return Math.min(lines, s.outputHeight() - block % perImage() * lines);
    }

    /** Copies a block. */
    <T> void copy(TileKernels<T> tiles, WindowTiles<T> windows, T x, int xo, int block, T split) {
        int top = block % perImage() * lines * s.geometry().strideH()
                - s.geometry().padTop();
        int image = xo + block / perImage() * s.height() * s.width() * s.channels();
        int used = sourceLines(lines(block));
        tiles.clear(split, 0, used * pitch);
        int begin = Math.clamp(-top, 0, used);
        int end = Math.clamp(s.height() - top, begin, used);
        for (int t = begin; t < end; t++) {
            splitLine(windows, x, image + (top + t) * s.width() * s.channels(), split, t * pitch);
        }
    }

    private <T> void splitLine(WindowTiles<T> windows, T x, int line, T split, int to) {
        int stride = s.geometry().strideW();
        int low = Math.max(0, lowColumn);
        for (int residue = 0; residue < stride; residue++) {
            int high = Math.min(lowColumn + run, Math.ceilDiv(s.width() - residue, stride));
            for (int c = 0; c < s.channels() && low < high; c++) {
                int from = line + (low * stride + residue) * s.channels() + c;
                int at = to + (residue * s.channels() + c) * run + low - lowColumn;
                windows.pick(x, from, stride * s.channels(), split, at, high - low);
            }
        }
    }
}
