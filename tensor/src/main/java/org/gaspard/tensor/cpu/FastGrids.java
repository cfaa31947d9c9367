package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.List;

/** The tiles that {@link FastConvolution} cuts images and results into, for 4 × 4 windows with stride 2. */
final class FastGrids {

    /** The image positions modulo the stride along both axes; phase p stands for row parity p / 2, column p % 2. */
    static final int PHASES = 4;

    private FastGrids() {}

    /**
     * For each phase the 3 × 3 windows, in the image's pixels of that phase, that the tiles of {@link #outputs} see.
     */
    static List<TileGrid> windows(ConvolutionShape s) {
        int c = s.channels();
        int line = s.width() * c;
        List<TileGrid> windows = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            int row = phase / 2 - s.geometry().padTop();
            int column = phase % 2 - s.geometry().padLeft();
            int oddRow = Math.floorMod(row, 2);
            int oddColumn = Math.floorMod(column, 2);
            windows.add(new TileGrid(
                    (s.height() + 1 - oddRow) / 2,
                    (s.width() + 1 - oddColumn) / 2,
                    c,
                    oddRow * line + oddColumn * c,
                    s.height() * line,
                    2 * line,
                    2 * c,
                    Math.ceilDiv(s.outputHeight(), 2),
                    Math.ceilDiv(s.outputWidth(), 2),
                    Math.floorDiv(row, 2),
                    Math.floorDiv(column, 2),
                    2,
                    3));
        }
        return windows;
    }

    /** The 2 × 2 tiles of the result. */
    static TileGrid outputs(ConvolutionShape s) {
        int h = s.outputHeight();
        int w = s.outputWidth();
        int c = s.filters();
        return new TileGrid(h, w, c, 0, h * w * c, w * c, c, Math.ceilDiv(h, 2), Math.ceilDiv(w, 2), 0, 0, 2, 2);
    }

    /** The 2 × 2 tiles of the pixels of one phase, modulo 2 along both axes. */
    static TileGrid pixels(ConvolutionShape s, int phase) {
        int c = s.channels();
        int line = s.width() * c;
        int h = (s.height() + 1 - phase / 2) / 2;
        int w = (s.width() + 1 - phase % 2) / 2;
        int offset = phase / 2 * line + phase % 2 * c;
        return new TileGrid(
                h,
                w,
                c,
                offset,
                s.height() * line,
                2 * line,
                2 * c,
                Math.ceilDiv(h, 2),
                Math.ceilDiv(w, 2),
                0,
                0,
                2,
                2);
    }

    /** The 3 × 3 windows of the result that the tiles of {@link #pixels} see. */
    static TileGrid gradients(ConvolutionShape s, int phase) {
        TileGrid pixels = pixels(s, phase);
        TileGrid outputs = outputs(s);
        int top = (phase / 2 + s.geometry().padTop()) / 2 - 1;
        int left = (phase % 2 + s.geometry().padLeft()) / 2 - 1;
        return new TileGrid(
                outputs.height(),
                outputs.width(),
                outputs.depth(),
                0,
                outputs.image(),
                outputs.line(),
                outputs.pixel(),
                pixels.lines(),
                pixels.columns(),
                top,
                left,
                2,
                3);
    }
}
