package org.gaspard.datasets.sequences;

import org.gaspard.datasets.images.Hsv;

/** Turning of hues. */
final class HueTransformation implements Transformation {

    private final double[] degrees;

    HueTransformation(double[] degrees) {
        this.degrees = degrees;
    }

    @Override
    public String name() {
        return "hue";
    }

    @Override
    public int frames() {
        return degrees.length;
    }

    @Override
    public Map frame(int t, int height, int width, int channels) {
        if (channels != 3) {
            throw new IllegalArgumentException(
                    "images of " + height + "×" + width + "×" + channels + ", expected 3 channels to turn hues");
        }
        double turns = degrees[t] / 360;
        return (image, out, offset) -> Hsv.turnHues(image, turns, out, offset);
    }
}
