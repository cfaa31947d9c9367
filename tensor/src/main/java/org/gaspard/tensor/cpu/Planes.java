package org.gaspard.tensor.cpu;

/**
 * The windows of images with few channels, transposed: for each column b of the kernel and each channel c a plane that
 * holds, for the lines of the image, the pixels that the output columns meet through b, one after another.
 *
 * <pre>{@code
 * plane[b, c][line, j] = x[line, j s + b d − pad, c]         lines sorted by their residue modulo the stride
 * }</pre>
 *
 * Then the windows of neighbouring output pixels m lie side by side for each of their elements, also beyond the end
 * of a line: element (a, b, c) of window m lies at {@code taps[(a, b, c)] + m}. With few channels this is better than
 * windows in place, whose stretches would be too short. A block is some lines of one image.
 */
final class Planes {

    /** Up to this number of channels; with more the windows in place are faster. */
    private static final int CHANNELS = 4;

    /** About the number of output pixels of a block, so that planes and results stay in the first-level cache. */
    private static final int PIXELS = 256;

    private final ConvolutionShape s;
    private final int lines;
    private final int usedLines;
    private final int residueLines;
    private final int[] taps;

    Planes(ConvolutionShape s) {
        this.s = s;
        var g = s.geometry();
        int height = s.outputHeight();
        int width = s.outputWidth();
        this.lines = Math.ceilDiv(height, Math.clamp(Math.ceilDiv(height * width, PIXELS), 1, height));
        this.usedLines = (lines - 1) * g.strideH() + (s.kernelH() - 1) * g.dilationH() + 1;
        this.residueLines = Math.ceilDiv(usedLines, g.strideH());
        this.taps = new int[Math.ceilDiv(s.windowLength(), WindowTiles.ROWS) * WindowTiles.ROWS];
        for (int t = 0; t < taps.length; t++) {
            int tap = Math.min(t, s.windowLength() - 1); // the last one again to fill a tile
            int row = tap / (s.kernelW() * s.channels()) * g.dilationH();
            taps[t] = tap % (s.kernelW() * s.channels()) * planeLength() + line(row);
        }
    }

    /** Whether the images have few channels, and there is something to compute. */
    static boolean suits(ConvolutionShape s) {
        return s.channels() > 0 && s.channels() <= CHANNELS && s.outputPixels() > 0;
    }

    /** Where a line, counted from the block's first one, begins in a plane. */
    private int line(int t) {
        int stride = s.geometry().strideH();
        return (t % stride * residueLines + t / stride) * s.outputWidth();
    }

    private int planeLength() {
        return s.geometry().strideH() * residueLines * s.outputWidth();
    }

    /** Where the elements of the windows begin; the last one repeated up to a multiple of the rows of a tile. */
    int[] taps() {
        return taps;
    }

    /** The elements of a block's planes, and what a tile may read beyond. */
    int length() {
        return s.kernelW() * s.channels() * planeLength() + WindowTiles.ROWS;
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

    /** How many output pixels a block has. */
    int pixels(int block) {
        return Math.min(lines, s.outputHeight() - block % perImage() * lines) * s.outputWidth();
    }

    /** Copies the planes of a block. */
    <T> void copy(TileKernels<T> tiles, WindowTiles<T> windows, T x, int xo, int block, T planes) {
        var g = s.geometry();
        int top = block % perImage() * lines * g.strideH() - g.padTop();
        int image = xo + block / perImage() * s.height() * s.width() * s.channels();
        for (int t = 0; t < usedLines; t++) {
            if (isUsed(t)) {
                int row = top + t;
                boolean inside = row >= 0 && row < s.height();
                int line = image + row * s.width() * s.channels();
                for (int b = 0; b < s.kernelW(); b++) {
                    copyLine(tiles, windows, x, line, inside, b, planes, line(t));
                }
            }
        }
    }

    /** Whether some output line meets the line t of the block: not all do where the stride exceeds the kernel. */
    private boolean isUsed(int t) {
        var g = s.geometry();
        for (int a = 0; a < s.kernelH(); a++) {
            int distance = t - a * g.dilationH();
            if (distance >= 0 && distance % g.strideH() == 0) {
                return true;
            }
        }
        return false;
    }

    private <T> void copyLine(
            TileKernels<T> tiles, WindowTiles<T> windows, T x, int line, boolean inside, int b, T planes, int to) {
        int width = s.outputWidth();
        int step = s.geometry().strideW();
        int start = b * s.geometry().dilationW() - s.geometry().padLeft();
        int low = Math.clamp(Math.ceilDiv(-start, step), 0, width);
        int high = Math.clamp(Math.floorDiv(s.width() - 1 - start, step) + 1, low, width);
        for (int c = 0; c < s.channels(); c++) {
            int at = to + (b * s.channels() + c) * planeLength();
            if (!inside) {
                tiles.clear(planes, at, width);
                continue;
            }
            int from = line + (low * step + start) * s.channels() + c;
            tiles.clear(planes, at, low);
            windows.pick(x, from, step * s.channels(), planes, at + low, high - low);
            tiles.clear(planes, at + high, width - high);
        }
    }
}
