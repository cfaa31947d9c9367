package org.gaspard.models.terms.guided;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Images looked up at affine maps of their coordinates, with bilinear interpolation: differentiable in images and maps. The
 * numbers are those of PyTorch's affine_grid and grid_sample with the padding "border" and corners not aligned.
 *
 * <p>Jaderberg et al.: Spatial transformer networks. NeurIPS 2015, arXiv 1506.02025, sections 3.2 and 3.3.
 */
public final class AffineWarp {

    private AffineWarp() {}

    /**
     * {@code y(p) = x(A p + b)} for the centres p of pixels, in {@code O(N H W C)}. Coordinates (x, y) go from -1 to 1 between the
     * outer edges of the image, to the right and downwards; outside of them are the pixels at the border, which have no gradient in
     * the map. Images are smooth in the map but where a point meets the centre of a row or column of pixels.
     *
     * @param images x, [N, H, W, C]
     * @param maps (A, b) of each image, [N, 2, 3]
     * @throws IllegalArgumentException if the shapes or element types are others
     */
    public static Tensor apply(Tensor images, Tensor maps) {
        if (images.rank() != 4
                || !maps.shape().equals(Shape.of(images.extent(0), 2, 3))
                || images.dtype() != maps.dtype()) {
            throw new IllegalArgumentException(
                    "images and maps must be [N, H, W, C] and [N, 2, 3] of one element type, found " + images.type()
                            + " and " + maps.type());
        }
        int n = images.extent(0);
        int height = images.extent(1);
        int width = images.extent(2);
        Tensor x = centres(images.dtype(), width);
        Tensor y = centres(images.dtype(), height).expand(1);
        Neighbours columns = Neighbours.of(coordinate(maps.index(1, 0), x, y), width);
        Neighbours rows = Neighbours.of(coordinate(maps.index(1, 1), x, y), height);
        Tensor pixels = images.reshape(n * height * width, images.extent(3));
        Tensor first = Tensor.range(DType.INT32, n).multiply(height * width).reshape(n, 1, 1);
        Tensor above = columns.lookUp(pixels, first.add(rows.before().multiply(width)));
        Tensor below = columns.lookUp(pixels, first.add(rows.after().multiply(width)));
        return rows.between(above, below);
    }

    /** The centres of pixels, {@code (2i + 1)/n - 1}. */
    private static Tensor centres(DType dtype, int n) {
        return Tensor.range(dtype, n).multiply(2).add(1).divide(n).subtract(1);
    }

    /** One coordinate of each image's points, [N, H, W], for one row of its map, [N, 3]. */
    private static Tensor coordinate(Tensor row, Tensor x, Tensor y) {
        Tensor each = row.reshape(row.extent(0), 3, 1, 1);
        return each.index(1, 0).multiply(x).add(each.index(1, 1).multiply(y)).add(each.index(1, 2));
    }

    /**
     * The two pixels beside each point along one axis.
     *
     * @param before the position of the first, int32
     * @param after the position of the other, int32
     * @param share of the other, in [0, 1)
     */
    private record Neighbours(Tensor before, Tensor after, Tensor share) {

        static Neighbours of(Tensor coordinate, int extent) {
            Tensor at = coordinate.add(1).multiply(extent / 2.0).subtract(0.5).clamp(0, extent - 1);
            Tensor floor = at.floor().stopGradient();
            Tensor before = floor.cast(DType.INT32);
            return new Neighbours(before, before.add(1).minimum(extent - 1), at.subtract(floor));
        }

        /** The values between the pixels of one row each, whose first one is at a position, [N, H, W]. */
        Tensor lookUp(Tensor pixels, Tensor row) {
            return between(pixels.gather(0, row.add(before)), pixels.gather(0, row.add(after)));
        }

        Tensor between(Tensor first, Tensor other) {
            return first.add(other.subtract(first).multiply(share.expand(3)));
        }
    }
}
