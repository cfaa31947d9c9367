package org.gaspard.datasets.sequences;

import org.gaspard.datasets.images.AffineMap;
import org.gaspard.datasets.images.PixelGrid;

/**
 * A transformation of images in steps: for each frame {@code t = 0, …, T} a map of images to images of the same size, with
 * the identity at {@code t = 0}. Implementations are immutable.
 */
public interface Transformation {

    /** A map of images of one size. */
    @FunctionalInterface
    interface Map {

        /** Writes what becomes of an image in HWC order to {@code out} at {@code offset}; leaves {@code image} as it is. */
        void apply(float[] image, float[] out, int offset);
    }

    /** Chooses an affine map for the frames of images of a size. */
    @FunctionalInterface
    interface AffineFamily {

        /** The map from {@code x_0} to frame t ≥ 1. */
        AffineMap at(int t, int height, int width);
    }

    /** A short name. */
    String name();

    /** The number of frames, {@code T + 1}. */
    int frames();

    /**
     * The map from {@code x_0} to frame {@code t ≥ 1} of images of a size.
     *
     * @throws IllegalArgumentException if it does not fit such images
     */
    Map frame(int t, int height, int width, int channels);

    /**
     * Affine maps, by bilinear interpolation with 0 outside; see {@link org.gaspard.datasets.images.AffineWarp}.
     *
     * @param frames the number of frames, {@code T + 1}
     * @param grid where the pixels lie in the coordinates of the maps
     * @throws IllegalArgumentException if there is no frame
     */
    static Transformation affine(String name, int frames, PixelGrid grid, AffineFamily family) {
        return new AffineTransformation(name, frames, grid, family);
    }

    /**
     * Scaling about {@code (width/2, height/2)}. That is the centre of the image on {@link PixelGrid#AREAS}, and half a pixel
     * to the lower right of it on {@link PixelGrid#CORNERS}.
     *
     * @param factors one for each frame, the first of them 1; above 1 enlarges
     * @throws IllegalArgumentException if the first factor is not 1, or one is not positive and finite
     */
    static Transformation scaling(PixelGrid grid, double... factors) {
        double[] values = Steps.from(1, "factor", factors);
        for (double factor : values) {
            if (!(factor > 0)) {
                throw new IllegalArgumentException("factor " + factor + ", expected a positive one");
            }
        }
        return affine(
                "scale",
                values.length,
                grid,
                (t, height, width) -> AffineMap.rotation(width / 2.0, height / 2.0, 0, values[t]));
    }

    /**
     * Rotation about {@code (width/2, height/2)}, as {@link #scaling}, counter-clockwise.
     *
     * @param degrees one angle for each frame, the first of them 0
     * @throws IllegalArgumentException if the first angle is not 0 or one is not finite
     */
    static Transformation rotation(PixelGrid grid, double... degrees) {
        double[] values = Steps.from(0, "angle", degrees);
        return affine(
                "rotate",
                values.length,
                grid,
                (t, height, width) -> AffineMap.rotation(width / 2.0, height / 2.0, values[t], 1));
    }

    /**
     * Turning of all hues; see {@link org.gaspard.datasets.images.Hsv#turnHues}. For images of three channels.
     *
     * @param degrees one angle for each frame, the first of them 0
     * @throws IllegalArgumentException if the first angle is not 0 or one is not finite
     */
    static Transformation hue(double... degrees) {
        return new HueTransformation(Steps.from(0, "angle", degrees));
    }
}
