package org.gaspard.datasets.images;

/** Checks of images given as arrays. */
final class ImageChecks {

    private ImageChecks() {}

    static void size(float[] image, int height, int width, int channels) {
        if (height < 1 || width < 1 || channels < 1 || image.length != (long) height * width * channels) {
            throw new IllegalArgumentException(
                    "image of " + image.length + " values, expected " + height + "×" + width + "×" + channels);
        }
    }

    static void colours(float[] image) {
        if (image.length % 3 != 0) {
            throw new IllegalArgumentException(
                    "image of " + image.length + " values, expected a multiple of 3 for colours");
        }
    }
}
