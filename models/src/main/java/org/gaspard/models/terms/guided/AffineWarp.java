package org.gaspard.models.terms.guided;

import org.gaspard.models.networks.warp.BilinearSampling;
import org.gaspard.models.networks.warp.Warp;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Images looked up at affine maps of their coordinates, with bilinear interpolation: differentiable in images and maps. The
 * numbers are those of PyTorch's affine_grid and grid_sample with the padding "border" and corners not aligned, which
 * {@link Warp.Affine} aligns.
 *
 * <p>Jaderberg et al.: Spatial transformer networks. NeurIPS 2015, arXiv 1506.02025, sections 3.2 and 3.3.
 */
public final class AffineWarp {

    private static final Warp.Affine FROM_IDENTITY = new Warp.Affine();

    private AffineWarp() {}

    /**
     * {@code y(p) = x(A p + b)} for the centres p of pixels, in {@code O(N H W C)}. Coordinates (x, y) go from -1 to 1 between the
     * outer edges of the image, to the right and downwards; outside of them are the pixels at the border, which have no gradient in
     * the map. Images are smooth in the map but where a point meets the centre of a row or column of pixels.
     *
     * @param images x, [N, H, W, C], at least 2×2 pixels
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
        int height = images.extent(1);
        int width = images.extent(2);
        Tensor places = FROM_IDENTITY.places(betweenCentres(maps, height, width), height, width);
        return BilinearSampling.sample(images, places, BilinearSampling.Outside.BORDER);
    }

    /**
     * The maps less the identity, [N, 6], in coordinates of which -1 and 1 are the centres of the outermost pixels: those between the
     * edges times {@code W / (W − 1)} and {@code H / (H − 1)}.
     */
    private static Tensor betweenCentres(Tensor maps, int height, int width) {
        double sx = width / (width - 1.0);
        double sy = height / (height - 1.0);
        Tensor factors = Tensor.of(new double[] {1, sx / sy, sx, sy / sx, 1, sy});
        Tensor identity = Tensor.of(new double[] {1, 0, 0, 0, 1, 0});
        return maps.reshape(maps.extent(0), 6)
                .multiply(factors.cast(maps.dtype()))
                .subtract(identity.cast(maps.dtype()));
    }
}
