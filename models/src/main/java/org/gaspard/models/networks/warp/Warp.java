package org.gaspard.models.networks.warp;

import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/** A family of deformations of an image, of which zeros are the identity. */
public sealed interface Warp {

    /** How many numbers say which one. */
    int numbers();

    /** From where each pixel is read, [N, height, width, 2], for numbers [N, numbers()]. */
    Tensor of(Tensor numbers, int height, int width);

    /**
     * From where each pixel of an image is read, x then y.
     *
     * @param numbers [N, numbers()]
     * @param height of the image, at least 2
     * @param width of the image, at least 2
     * @return [N, height, width, 2]
     */
    default Tensor places(Tensor numbers, int height, int width) {
        Checks.atLeast("height", height, 2);
        Checks.atLeast("width", width, 2);
        if (numbers.rank() != 2 || numbers.extent(1) != numbers()) {
            throw new IllegalArgumentException("a warp takes numbers [N, " + numbers() + "], found " + numbers.shape());
        }
        return of(numbers, height, width);
    }

    /**
     * An affine map: numbers a to f read (x, y) from {@code ((1 + a) x + b y + c, d x + (1 + e) y + f)}. Source: [J15, equation 1],
     * from the identity.
     */
    record Affine() implements Warp {

        @Override
        public int numbers() {
            return 6;
        }

        @Override
        public Tensor of(Tensor numbers, int height, int width) {
            int n = numbers.extent(0);
            Tensor map = numbers.reshape(n, 2, 3).transpose(0, 2, 1);
            Tensor identity = Grids.pixels(numbers.dtype(), height, width);
            Tensor homogeneous = Tensor.concatenate(
                    1, identity, Tensor.full(identity.index(1, 0).expand(1).type(), 1));
            return homogeneous.matmul(map).add(identity).reshape(n, height, width, 2);
        }
    }

    /**
     * Pixels moved by {@code r tanh} of two numbers at each point of a coarse grid over the image, whose outermost points lie on
     * its outermost pixels, bilinear between them. The numbers are dx and dy of each point, row by row.
     *
     * <p>[N23] has 5×5 points and r = 1 in its form of [DH19], which compares affine maps with continuous piecewise affine ones
     * that can be inverted; this one need not be. In the program of [N23] the grid of places is transposed, so its appearances
     * are, too, and its places 1 are the edges of the outermost pixels, so that images without a move are magnified by 64 / 63.
     *
     * @param rows of the grid, at least 2
     * @param columns of the grid, at least 2
     * @param reach r, how far a point moves at most, where 2 is the side of the image
     */
    record Displacement(int rows, int columns, double reach) implements Warp {

        /** Checks the ranges. */
        public Displacement {
            Checks.atLeast("rows", rows, 2);
            Checks.atLeast("columns", columns, 2);
            Checks.positive("reach", reach);
        }

        /** 5×5 points that move by at most half the image. */
        public static Displacement fiveByFive() {
            return new Displacement(5, 5, 1);
        }

        @Override
        public int numbers() {
            return 2 * rows * columns;
        }

        @Override
        public Tensor of(Tensor numbers, int height, int width) {
            int n = numbers.extent(0);
            DType dtype = numbers.dtype();
            Tensor moves = numbers.tanh().multiply(reach).reshape(n, rows * columns, 2);
            // Both axes of the moves in one tall product.
            Tensor fine = moves.transpose(0, 2, 1)
                    .matmul(Grids.interpolation(dtype, height, width, rows, columns)
                            .transposed())
                    .transpose(0, 2, 1);
            return fine.add(Grids.pixels(dtype, height, width)).reshape(n, height, width, 2);
        }
    }
}
