package org.gaspard.datasets.rendered;

/** Saturated colours of full value on the wheel of hues (HSV with S = V = 1). */
final class Hue {

    private Hue() {}

    /**
     * Red, green and blue in [0, 1] of a hue: with {@code h = 6·hue},
     * {@code (|h − 3| − 1, 2 − |h − 2|, 2 − |h − 4|)} clamped to [0, 1].
     *
     * @param hue in [0, 1]; 0 and 1 are red, ⅓ is green, ⅔ is blue
     */
    static float[] rgb(double hue) {
        double h = 6 * hue;
        return new float[] {
            (float) Math.clamp(Math.abs(h - 3) - 1, 0, 1),
            (float) Math.clamp(2 - Math.abs(h - 2), 0, 1),
            (float) Math.clamp(2 - Math.abs(h - 4), 0, 1)
        };
    }
}
