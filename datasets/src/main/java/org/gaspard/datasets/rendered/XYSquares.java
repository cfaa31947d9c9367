package org.gaspard.datasets.rendered;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * XYSquares: a red, a green and a blue square of 8×8 pixels on black, each at one of 8×8 places that do not overlap;
 * 262,144 images of 64×64 pixels.
 *
 * <p>Factors, the slowest first: x_R, y_R, x_G, y_G, x_B, y_B, with 8 positions each; position {@code p} covers the
 * pixels {@code 8p … 8p + 7}. The squares fill one channel each, so that colours add where squares meet. Any two
 * images differ in 128 values for each square that is elsewhere, however far it has moved: the distance of pixels says
 * nothing about the distance of factors, which makes the set hard for models that compare pixels.
 *
 * <p>Source: N. Michlo, R. Klein, S. James, Overlooked implications of the reconstruction loss for VAE disentanglement,
 * IJCAI 2023; the software of the first author, 2021, for the layout.
 */
public final class XYSquares implements FactoredDataset {

    private static final int SIDE = 64;
    private static final int SQUARE = 8;
    private static final int CHANNELS = 3;

    private final FactorGrid grid = new FactorGrid(
            List.of(places("x_R"), places("y_R"), places("x_G"), places("y_G"), places("x_B"), places("y_B")));

    /** The data set; instances are interchangeable. */
    public XYSquares() {}

    private static Factor places(String name) {
        return Factor.linear(name, 0, SIDE - SQUARE, SIDE / SQUARE);
    }

    @Override
    public String name() {
        return "xysquares";
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
        for (int c = 0; c < CHANNELS; c++) {
            int left = SQUARE * grid.position(index, 2 * c);
            int top = SQUARE * grid.position(index, 2 * c + 1);
            for (int y = top; y < top + SQUARE; y++) {
                for (int x = left; x < left + SQUARE; x++) {
                    out[offset + (y * SIDE + x) * CHANNELS + c] = 1;
                }
            }
        }
    }
}
