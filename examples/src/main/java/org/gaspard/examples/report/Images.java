package org.gaspard.examples.report;

import java.awt.image.BufferedImage;

/**
 * A batch of images as numbers: [count, height, width, channels], row-major, channels last.
 *
 * @param values grey levels or red, green, blue in [0, 1]
 * @param count the number of images
 * @param channels 1 or 3
 */
public record Images(float[] values, int count, int height, int width, int channels) {

    private static final int NOT_A_NUMBER = 0xff00ff;

    /** Checks that the shape is one of images and fits the values. */
    public Images {
        if (count < 0 || height < 1 || width < 1 || channels != 1 && channels != 3) {
            throw new IllegalArgumentException("images must have shape [N ≥ 0, H ≥ 1, W ≥ 1, 1 or 3], found "
                    + shape(count, height, width, channels));
        }
        if ((long) count * height * width * channels != values.length) {
            throw new IllegalArgumentException("values must fill the shape " + shape(count, height, width, channels)
                    + ", found " + values.length + " values");
        }
    }

    private static String shape(int count, int height, int width, int channels) {
        return "[" + count + ", " + height + ", " + width + ", " + channels + "]";
    }

    /** Paints image {@code index} with its corner at (left, top), each value as a square of zoom × zoom pixels. */
    void paint(int index, BufferedImage onto, int left, int top, int zoom) {
        for (int y = 0; y < height * zoom; y++) {
            for (int x = 0; x < width * zoom; x++) {
                onto.setRGB(left + x, top + y, color(index, y / zoom, x / zoom));
            }
        }
    }

    private int color(int index, int y, int x) {
        int at = ((index * height + y) * width + x) * channels;
        float red = values[at];
        float green = values[at + channels / 2];
        float blue = values[at + channels - 1];
        if (Float.isNaN(red + green + blue)) {
            return NOT_A_NUMBER;
        }
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    private static int level(float value) {
        return Math.round(255 * Math.clamp(value, 0f, 1f));
    }
}
