package org.gaspard.models.networks.warp;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * Images read between their pixels: with p = (x + 1)(W − 1) / 2 and q = (y + 1)(H − 1) / 2 the place in pixels, i = ⌊q⌋ and j =
 * ⌊p⌋, u = q − i and v = p − j,
 *
 * <pre>{@code (1 − u)(1 − v) I[i, j] + (1 − u) v I[i, j+1] + u (1 − v) I[i+1, j] + u v I[i+1, j+1]}</pre>
 *
 * <p>Differentiable in the image and in x and y, the latter between pixel centres; second derivatives exist there too, of which
 * those in x twice and in y twice are 0. Costs four gathers of the size of the result. Source: [J15, section 3.3].
 */
public final class BilinearSampling {

    /** What is seen outside of an image. */
    public enum Outside {
        /** Zeros; the outermost pixels fade out within one pixel. No gradient flows in x and y beyond that. */
        ZERO,
        /** The nearest pixels of the border. No gradient flows there in the coordinate that is outside. */
        BORDER
    }

    private BilinearSampling() {}

    /**
     * The colours at some places of each image, [N, h, w, C].
     *
     * @param images [N, H, W, C], at least 2×2 pixels
     * @param places x and y, [N, h, w, 2], of the type of the images
     * @throws IllegalArgumentException if the shapes or types are others
     */
    public static Tensor sample(Tensor images, Tensor places, Outside outside) {
        check(images, places);
        int n = images.extent(0);
        int height = images.extent(1);
        int width = images.extent(2);
        Tensor p = pixels(places.index(3, 0), width);
        Tensor q = pixels(places.index(3, 1), height);
        // Zeros outside are a border of zeros around the image.
        return switch (outside) {
            case BORDER -> inside(images, p.clamp(0, width - 1), q.clamp(0, height - 1), n);
            case ZERO ->
                inside(
                        images.pad(1, 1, 1).pad(2, 1, 1),
                        p.add(1).clamp(0, width + 1),
                        q.add(1).clamp(0, height + 1),
                        n);
        };
    }

    private static void check(Tensor images, Tensor places) {
        if (images.rank() != 4 || images.extent(1) < 2 || images.extent(2) < 2) {
            throw new IllegalArgumentException(
                    "images must be [N, H, W, C] of at least 2x2 pixels, found " + images.shape());
        }
        if (places.rank() != 4
                || places.extent(0) != images.extent(0)
                || places.extent(3) != 2
                || places.dtype() != images.dtype()) {
            throw new IllegalArgumentException("places must be [" + images.extent(0)
                    + ", h, w, 2] of the type of images " + images.type() + ", found " + places.type());
        }
    }

    private static Tensor pixels(Tensor place, int extent) {
        return place.add(1).multiply((extent - 1) / 2.0);
    }

    /** At places p and q in pixels, none of them outside. */
    private static Tensor inside(Tensor images, Tensor p, Tensor q, int n) {
        int height = images.extent(1);
        int width = images.extent(2);
        // The last pixel is the right neighbour of the one before, so that all four neighbours exist.
        Tensor j = p.stopGradient().floor().minimum(width - 2);
        Tensor i = q.stopGradient().floor().minimum(height - 2);
        Tensor v = p.subtract(j).expand(3);
        Tensor u = q.subtract(i).expand(3);
        Tensor image = Tensor.range(DType.INT32, n).reshape(n, 1, 1).multiply(height * width);
        Tensor first =
                i.cast(DType.INT32).multiply(width).add(j.cast(DType.INT32)).add(image);
        Tensor flat = images.reshape(n * height * width, images.extent(3));
        Tensor upper = between(flat, first, v);
        Tensor lower = between(flat, first.add(width), v);
        return upper.add(lower.subtract(upper).multiply(u));
    }

    private static Tensor between(Tensor flat, Tensor left, Tensor v) {
        Tensor a = flat.gather(0, left);
        Tensor b = flat.gather(0, left.add(1));
        return a.add(b.subtract(a).multiply(v));
    }
}
