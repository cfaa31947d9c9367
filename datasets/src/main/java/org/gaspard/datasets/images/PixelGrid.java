package org.gaspard.datasets.images;

/** Where the pixels of an axis lie in the coordinates in which an {@link AffineMap} is given. */
public enum PixelGrid {

    /**
     * Pixel i at {@code i}: the corners of an image are the centres of its outermost pixels, and its centre is
     * {@code (n − 1)/2}. This is {@code align_corners = True} of the usual libraries.
     */
    CORNERS {
        @Override
        double coordinate(int pixel, int extent) {
            return pixel;
        }

        @Override
        double pixel(double coordinate, int extent) {
            return coordinate;
        }
    },

    /**
     * Pixel i covers {@code [i, i + 1]} and has its centre at {@code i + ½}: the image covers {@code [0, n]}, and its centre
     * is {@code n/2}.
     */
    AREAS {
        @Override
        double coordinate(int pixel, int extent) {
            return pixel + 0.5;
        }

        @Override
        double pixel(double coordinate, int extent) {
            return coordinate - 0.5;
        }
    },

    /**
     * Pixel i at {@code (i + ½)(n − 1)/n}. This is what results if a map for {@link #CORNERS} is normalised to [−1, 1] by
     * the corners, and then applied to a grid of areas, as libraries do that take a matrix in pixels and
     * {@code align_corners = False}: the image covers {@code [0, n − 1]}.
     */
    AREAS_BETWEEN_CORNERS {
        @Override
        double coordinate(int pixel, int extent) {
            return (pixel + 0.5) * (extent - 1) / extent;
        }

        @Override
        double pixel(double coordinate, int extent) {
            return coordinate * extent / (extent - 1) - 0.5;
        }
    };

    /** The coordinate of the centre of a pixel on an axis of {@code extent} pixels. */
    abstract double coordinate(int pixel, int extent);

    /** The inverse of {@link #coordinate}, for any coordinate; whole numbers are centres of pixels. */
    abstract double pixel(double coordinate, int extent);
}
