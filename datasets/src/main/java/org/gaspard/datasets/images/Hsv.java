package org.gaspard.datasets.images;

import java.util.Objects;

/**
 * Hue, saturation and value of colours, the hexcone model of [S78]: with {@code V = max(R, G, B)} and
 * {@code d = V − min(R, G, B)}, {@code S = d/V} and
 *
 * <pre>{@code
 * H = (G − B)/d        if V = R
 *     (B − R)/d + 2    if V = G
 *     (R − G)/d + 4    if V = B
 * }</pre>
 *
 * in sixths of a turn, modulo 6; 0 for grey, and S is 0 for black. Hues are given in turns, in [0, 1): 0 is red, ⅓ green and
 * ⅔ blue. Pixels are three consecutive values of an array. O(pixels).
 */
public final class Hsv {

    private Hsv() {}

    /**
     * Hue, saturation and value for red, green and blue of each pixel.
     *
     * @throws IllegalArgumentException if the length is not a multiple of 3
     */
    public static float[] ofRgb(float[] image) {
        ImageChecks.colours(image);
        float[] out = new float[image.length];
        for (int i = 0; i < image.length; i += 3) {
            float value = Math.max(image[i], Math.max(image[i + 1], image[i + 2]));
            out[i] = (float) hue(image[i], image[i + 1], image[i + 2]);
            // Rounding to float may give a whole turn.
            out[i] = out[i] < 1 ? out[i] : 0;
            out[i + 1] = value == 0 ? 0 : (float) (chroma(image[i], image[i + 1], image[i + 2]) / value);
            out[i + 2] = value;
        }
        return out;
    }

    /**
     * Red, green and blue for hue, saturation and value of each pixel; hues outside [0, 1) are taken modulo 1.
     *
     * @throws IllegalArgumentException if the length is not a multiple of 3
     */
    public static float[] toRgb(float[] image) {
        ImageChecks.colours(image);
        float[] out = new float[image.length];
        for (int i = 0; i < image.length; i += 3) {
            double value = image[i + 2];
            write(image[i], value, value * image[i + 1], out, i);
        }
        return out;
    }

    /** Red, green and blue of a hue in turns, with saturation and value 1. */
    public static float[] saturated(double hue) {
        float[] colour = new float[3];
        write(hue, 1, 1, colour, 0);
        return colour;
    }

    /**
     * Writes an image in red, green and blue with all hues turned to {@code out} at {@code offset}; grey stays as it is, and
     * so do saturation and value.
     *
     * @param turns by how much, in turns; 1 is none
     * @throws IllegalArgumentException if the length of the image is not a multiple of 3
     * @throws IndexOutOfBoundsException if {@code out} is too short
     */
    public static void turnHues(float[] image, double turns, float[] out, int offset) {
        ImageChecks.colours(image);
        Objects.checkFromIndexSize(offset, image.length, out.length);
        for (int i = 0; i < image.length; i += 3) {
            float red = image[i];
            float green = image[i + 1];
            float blue = image[i + 2];
            write(
                    hue(red, green, blue) + turns,
                    Math.max(red, Math.max(green, blue)),
                    chroma(red, green, blue),
                    out,
                    offset + i);
        }
    }

    private static double chroma(double red, double green, double blue) {
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }

    /** In turns, in [0, 1). */
    private static double hue(double red, double green, double blue) {
        double chroma = chroma(red, green, blue);
        if (chroma == 0) {
            return 0;
        }
        double sixths;
        if (red >= green && red >= blue) {
            sixths = (green - blue) / chroma;
        } else if (green >= blue) {
            sixths = (blue - red) / chroma + 2;
        } else {
            sixths = (red - green) / chroma + 4;
        }
        return (sixths < 0 ? sixths + 6 : sixths) / 6;
    }

    /** {@code V − d·max(0, min(k, 4 − k, 1))} with {@code k = (n + 6H) mod 6} and n = 5, 3, 1. */
    private static void write(double hue, double value, double chroma, float[] out, int at) {
        double sixths = 6 * (hue - Math.floor(hue));
        for (int c = 0; c < 3; c++) {
            double k = (5 - 2 * c + sixths) % 6;
            out[at + c] = (float) (value - chroma * Math.max(0, Math.min(Math.min(k, 4 - k), 1)));
        }
    }
}
