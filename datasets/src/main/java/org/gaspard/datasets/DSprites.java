package org.gaspard.datasets;

import java.util.List;
import java.util.Objects;

/**
 * A re-rendering of dSprites: 737,280 binary images of 64×64 pixels of one white shape on black, under six independent
 * factors; each image is drawn when it is read, in constant time.
 *
 * <p>Factors, the slowest first, with the published sizes and values: color (1), shape (square, ellipse, heart), scale
 * (6 values in [½, 1]), orientation (40 values in [0, 2π], so that the last equals the first), posX and posY (32 values
 * in [0, 1]). {@code index = 245760·shape + 40960·scale + 1024·orientation + 32·posX + posY}.
 *
 * <p>Geometry, in pixels with y downwards: the centre is {@code (16 + 32·posX, 16 + 32·posY)}; at scale 1 the square
 * has side 19.2, the ellipse semi-axes 12.75 (along x at orientation 0) and 7.25, the heart is 19.2 wide, its point
 * down at orientation 0. Shapes turn counter-clockwise. A pixel is white if its centre is inside. A shape never
 * leaves the image.
 *
 * <p>These are not the published bitmaps. The proportions were fitted to the animation that accompanies the data set:
 * of 266 of its frames, 200 are drawn identically and none differs by more than 4 pixels at the border. To compare
 * with published numbers, read the published file with {@link DSpritesFile}.
 *
 * <p>Source: L. Matthey, I. Higgins, D. Hassabis, A. Lerchner, dSprites: Disentanglement testing Sprites dataset, 2017.
 */
public final class DSprites implements FactoredDataset {

    static final List<String> FACTOR_NAMES = List.of("color", "shape", "scale", "orientation", "posX", "posY");

    private static final int SIDE = Outline.SIDE;

    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.of("color", 1),
            Factor.of("shape", 1, 2, 3),
            Factor.linear("scale", 0.5, 1, 6),
            Factor.linear("orientation", 0, 2 * Math.PI, 40),
            Factor.linear("posX", 0, 1, 32),
            Factor.linear("posY", 0, 1, 32)));

    private final List<Outline> shapes = List.of(
            Outline.square(19.2),
            Outline.ellipse(12.75, 7.25),
            Outline.symmetric(0, -5.34, 2.49, -12.21, 9.6, -9.17, 9.6, -4.1, 9.6, 1.47, 1.76, 4.62, 0, 9.49));

    /** The data set; instances are interchangeable. */
    public DSprites() {}

    @Override
    public String name() {
        return "dsprites-rendered";
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
        return 1;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        long[] rows = new long[SIDE];
        draw(index, rows);
        for (int i = 0; i < SIDE * SIDE; i++) {
            out[offset + i] = rows[i / SIDE] >>> i & 1;
        }
    }

    private void draw(int index, long[] rows) {
        int orientation = grid.position(index, 3);
        Factor angles = grid.factors().get(3);
        // The last orientation is the first, exactly, which sin(2π) in floating point would not give.
        double angle = orientation == angles.size() - 1 ? 0 : angles.value(orientation);
        shapes.get(grid.position(index, 1))
                .draw(
                        value(2, grid.position(index, 2)),
                        angle,
                        SIDE * (0.25 + 0.5 * value(4, grid.position(index, 4))),
                        SIDE * (0.25 + 0.5 * value(5, grid.position(index, 5))),
                        rows);
    }
}
