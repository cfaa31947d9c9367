package org.gaspard.models.networks.warp;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/** Constants of grids of pixels. */
final class Grids {

    private Grids() {}

    /** x and y of each pixel, row by row, [height · width, 2]. */
    static Tensor pixels(DType dtype, int height, int width) {
        double[] xy = new double[height * width * 2];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int at = 2 * (i * width + j);
                xy[at] = 2.0 * j / (width - 1) - 1;
                xy[at + 1] = 2.0 * i / (height - 1) - 1;
            }
        }
        return Tensor.of(xy, height * width, 2).cast(dtype).computedNow();
    }

    /** What each point of a coarse grid weighs at each pixel, [height · width, rows · columns]. */
    static Tensor interpolation(DType dtype, int height, int width, int rows, int columns) {
        double[] weights = new double[height * width * rows * columns];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double y = (double) i * (rows - 1) / (height - 1);
                double x = (double) j * (columns - 1) / (width - 1);
                int row = Math.min((int) y, rows - 2);
                int column = Math.min((int) x, columns - 2);
                int at = (i * width + j) * rows * columns + row * columns + column;
                double u = y - row;
                double v = x - column;
                weights[at] = (1 - u) * (1 - v);
                weights[at + 1] = (1 - u) * v;
                weights[at + columns] = u * (1 - v);
                weights[at + columns + 1] = u * v;
            }
        }
        return Tensor.of(weights, height * width, rows * columns).cast(dtype).computedNow();
    }
}
