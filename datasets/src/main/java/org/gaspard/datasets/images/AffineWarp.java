package org.gaspard.datasets.images;

import java.util.Objects;

/**
 * Moves images by an affine map: each pixel of the result takes the value at its preimage, by bilinear interpolation of
 * the four pixels around it. Outside the image everything is 0, so that its border fades over one pixel.
 *
 * <p>O(pixels) for an image. See [W90] chapters 3 and 6.
 *
 * @param map from the source to the result
 * @param grid where the pixels lie in the coordinates of the map
 */
public record AffineWarp(AffineMap map, PixelGrid grid) {

    /** @throws IllegalArgumentException if the map has no inverse */
    public AffineWarp {
        map.inverse();
    }

    /**
     * Writes the moved image of the same size to {@code out} at {@code offset}.
     *
     * @param image values of an image in HWC order; must not be {@code out}
     * @throws IllegalArgumentException if the image does not have {@code height·width·channels} values, or has a side of
     *     one pixel and the grid is {@link PixelGrid#AREAS_BETWEEN_CORNERS}
     * @throws IndexOutOfBoundsException if {@code out} is too short
     */
    public void apply(float[] image, int height, int width, int channels, float[] out, int offset) {
        ImageChecks.size(image, height, width, channels);
        Objects.checkFromIndexSize(offset, image.length, out.length);
        if (grid == PixelGrid.AREAS_BETWEEN_CORNERS && Math.min(height, width) < 2) {
            throw new IllegalArgumentException(
                    "image of " + height + "×" + width + ", expected sides of at least 2 for " + grid);
        }
        AffineMap back = map.inverse();
        int to = offset;
        for (int i = 0; i < height; i++) {
            double y = grid.coordinate(i, height);
            for (int j = 0; j < width; j++) {
                double x = grid.coordinate(j, width);
                double column = grid.pixel(back.x(x, y), width);
                double row = grid.pixel(back.y(x, y), height);
                // Also false for NaN; beyond these bounds all four neighbours lie outside.
                boolean near = column > -1 && column < width && row > -1 && row < height;
                int left = near ? (int) Math.floor(column) : 0;
                int top = near ? (int) Math.floor(row) : 0;
                double right = column - left;
                double bottom = row - top;
                for (int c = 0; c < channels; c++) {
                    double value = 0;
                    if (near) {
                        value = (1 - bottom)
                                        * ((1 - right) * at(image, height, width, channels, top, left, c)
                                                + right * at(image, height, width, channels, top, left + 1, c))
                                + bottom
                                        * ((1 - right) * at(image, height, width, channels, top + 1, left, c)
                                                + right * at(image, height, width, channels, top + 1, left + 1, c));
                    }
                    out[to++] = (float) value;
                }
            }
        }
    }

    private static double at(float[] image, int height, int width, int channels, int row, int column, int channel) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? image[(row * width + column) * channels + channel] : 0;
    }
}
