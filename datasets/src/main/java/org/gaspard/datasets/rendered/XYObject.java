package org.gaspard.datasets.rendered;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * XYObject: one square on black of varying place, size and colour; 75,000 images of 64×64 pixels.
 *
 * <p>Factors, the slowest first: x and y (25 positions, 2 pixels apart), scale (sides 7, 9, 11, 13, 15), color (24:
 * red, yellow, green, cyan, blue, magenta in a quarter of full brightness, the six again in a half, in three quarters,
 * in full). A square of side s at position p covers the pixels from {@code 2p + (15 − s)/2} on, so that squares of all
 * sizes share their centre. Brightness is deliberately no factor of its own. The factor color has the values 0 to 23.
 *
 * <p>These are the sizes, the palette and the rounding (down, to multiples of 1/255) of the published generator since
 * its version 0.3.
 *
 * <p>Source: N. Michlo, Disent: a modular disentangled representation learning framework, 2021.
 */
public final class XYObject implements FactoredDataset {

    private static final int SIDE = 64;
    private static final int SPACING = 2;
    private static final int SMALLEST = 7;
    private static final int LARGEST = 15;
    private static final int CHANNELS = 3;
    private static final int SHADES = 4;
    private static final int[][] RAINBOW = {{1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}};

    private final FactorGrid grid = new FactorGrid(List.of(
            places("x"),
            places("y"),
            Factor.linear("scale", SMALLEST, LARGEST, (LARGEST - SMALLEST) / 2 + 1),
            Factor.linear("color", 0, SHADES * RAINBOW.length - 1, SHADES * RAINBOW.length)));

    /** The data set; instances are interchangeable. */
    public XYObject() {}

    private static Factor places(String name) {
        int last = (SIDE - LARGEST) / SPACING;
        return Factor.linear(name, 0, SPACING * last, last + 1);
    }

    @Override
    public String name() {
        return "xyobject";
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        Objects.checkIndex(index, size());
        Arrays.fill(out, offset, offset + pixels(), 0);
        int side = SMALLEST + 2 * grid.position(index, 2);
        int margin = (LARGEST - side) / 2;
        int left = SPACING * grid.position(index, 0) + margin;
        int top = SPACING * grid.position(index, 1) + margin;
        int colour = grid.position(index, 3);
        int[] channels = RAINBOW[colour % RAINBOW.length];
        int brightness = 255 * (colour / RAINBOW.length + 1) / SHADES;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    out[offset + (y * SIDE + x) * CHANNELS + c] = Levels.value(brightness * channels[c]);
                }
            }
        }
    }
}
