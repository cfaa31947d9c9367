package org.gaspard.datasets.images;

import java.util.random.RandomGenerator;

/** One random change of an image. */
sealed interface RandomStep {

    /**
     * The extent of what it makes of images of an extent.
     *
     * @throws IllegalArgumentException if it does not fit them
     */
    Step.Extent extent(Step.Extent source);

    /** The changed image in an array of its own. */
    float[] apply(float[] image, Step.Extent extent, RandomGenerator random);

    /** The part of a result of the given size whose corner is at (top, left) of the image; 0 outside the image. */
    private static float[] window(float[] image, Step.Extent from, int top, int left, Step.Extent to) {
        float[] out = new float[to.pixels()];
        int channels = from.channels();
        int first = Math.max(0, -left);
        int end = Math.min(to.width(), from.width() - left);
        for (int y = Math.max(0, -top); y < Math.min(to.height(), from.height() - top) && first < end; y++) {
            System.arraycopy(
                    image,
                    ((top + y) * from.width() + left + first) * channels,
                    out,
                    (y * to.width() + first) * channels,
                    (end - first) * channels);
        }
        return out;
    }

    private static double uniform(double most, RandomGenerator random) {
        return most * (2 * random.nextDouble() - 1);
    }

    /** Zero padding and a window of the old size. */
    record Shift(int most) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            return source;
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            int top = random.nextInt(2 * most + 1) - most;
            int left = random.nextInt(2 * most + 1) - most;
            return window(image, extent, top, left, extent);
        }
    }

    /** A window. */
    record Crop(int height, int width) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            if (height > source.height() || width > source.width()) {
                throw new IllegalArgumentException(
                        "crop of " + height + "×" + width + " from images of " + source + ", expected one inside");
            }
            return new Step.Extent(height, width, source.channels());
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            int top = random.nextInt(extent.height() - height + 1);
            int left = random.nextInt(extent.width() - width + 1);
            return window(image, extent, top, left, extent(extent));
        }
    }

    /** A mirror. */
    record Flip(boolean horizontal, double probability) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            return source;
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            float[] out = image.clone();
            if (random.nextDouble() >= probability) {
                return out;
            }
            int channels = extent.channels();
            for (int y = 0; y < extent.height(); y++) {
                for (int x = 0; x < extent.width(); x++) {
                    int fromY = horizontal ? y : extent.height() - 1 - y;
                    int fromX = horizontal ? extent.width() - 1 - x : x;
                    System.arraycopy(
                            image,
                            (fromY * extent.width() + fromX) * channels,
                            out,
                            (y * extent.width() + x) * channels,
                            channels);
                }
            }
            return out;
        }
    }

    /** A rotation about the centre. */
    record Rotate(double most) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            return source;
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            AffineMap map = AffineMap.rotation(extent.width() / 2.0, extent.height() / 2.0, uniform(most, random), 1);
            float[] out = new float[image.length];
            new AffineWarp(map, PixelGrid.AREAS)
                    .apply(image, extent.height(), extent.width(), extent.channels(), out, 0);
            return out;
        }
    }

    /** A factor. */
    record Brightness(double strength) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            return source;
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            return stretched(image, 0, 1 + uniform(strength, random));
        }
    }

    /** A factor of the distance from the mean. */
    record Contrast(double strength) implements RandomStep {

        @Override
        public Step.Extent extent(Step.Extent source) {
            return source;
        }

        @Override
        public float[] apply(float[] image, Step.Extent extent, RandomGenerator random) {
            double sum = 0;
            for (float value : image) {
                sum += value;
            }
            return stretched(image, sum / image.length, 1 + uniform(strength, random));
        }
    }

    private static float[] stretched(float[] image, double centre, double factor) {
        float[] out = new float[image.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.clamp(centre + factor * (image[i] - centre), 0, 1);
        }
        return out;
    }
}
