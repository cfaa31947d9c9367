package org.gaspard.datasets.rendered;

import java.util.Arrays;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * One image that shows what each factor of a data set does: row {@code f} sweeps factor {@code f} over positions from
 * its first to its last, all other factors as in a base image.
 *
 * @param height the number of rows of pixels
 * @param width the number of columns of pixels
 * @param channels the number of channels
 * @param values the pixels, row-major, channels last; the array belongs to the caller
 */
public record ContactSheet(int height, int width, int channels, float[] values) {

    /**
     * Draws a sheet with the image of every swept position; a factor of more positions than columns shows equidistant
     * ones, the first and the last included, and what a factor of fewer leaves over is white.
     *
     * @param base the image around which the factors are swept
     * @param columns the most images in a row
     * @param padding white pixels between images and around them
     * @throws IndexOutOfBoundsException if the base is outside the data set
     * @throws IllegalArgumentException if {@code columns < 2} or {@code padding < 0}
     */
    public static ContactSheet of(FactoredDataset data, int base, int columns, int padding) {
        if (columns < 2 || padding < 0) {
            throw new IllegalArgumentException(
                    "columns " + columns + " and padding " + padding + ", expected at least 2 and at least 0");
        }
        FactorGrid grid = data.grid();
        int[] swept = sweep(grid, base, columns);
        int rows = grid.factors().size();
        int height = padding + rows * (data.height() + padding);
        int width = padding + columns * (data.width() + padding);
        int channels = data.channels();
        float[] values = new float[height * width * channels];
        Arrays.fill(values, 1);
        float[] image = new float[data.pixels()];
        int line = data.width() * channels;
        for (int i = 0; i < swept.length; i++) {
            if (swept[i] < 0) {
                continue;
            }
            data.read(swept[i], image, 0);
            int top = padding + i / columns * (data.height() + padding);
            int left = padding + i % columns * (data.width() + padding);
            for (int y = 0; y < data.height(); y++) {
                System.arraycopy(image, y * line, values, ((top + y) * width + left) * channels, line);
            }
        }
        return new ContactSheet(height, width, channels, values);
    }

    /**
     * The images of a sheet, row by row, {@code columns} for each factor; −1 where a row is shorter.
     *
     * @throws IndexOutOfBoundsException if the base is outside the grid
     * @throws IllegalArgumentException if {@code columns < 2}
     */
    public static int[] sweep(FactorGrid grid, int base, int columns) {
        if (columns < 2) {
            throw new IllegalArgumentException("columns " + columns + ", expected at least 2");
        }
        int rows = grid.factors().size();
        int[] swept = new int[rows * columns];
        Arrays.fill(swept, -1);
        for (int f = 0; f < rows; f++) {
            Factor factor = grid.factors().get(f);
            int shown = Math.min(columns, factor.size());
            for (int c = 0; c < shown; c++) {
                int position = shown == 1 ? 0 : (int) ((long) c * (factor.size() - 1) / (shown - 1));
                swept[f * columns + c] = grid.with(base, f, position);
            }
        }
        return swept;
    }
}
