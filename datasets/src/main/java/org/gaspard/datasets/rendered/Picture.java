package org.gaspard.datasets.rendered;

import java.util.Objects;

/** A colour picture of any size with values in [0, 1]; immutable. */
public final class Picture {

    private static final int CHANNELS = 3;

    private final int height;
    private final int width;
    private final float[] values;

    /**
     * A picture from red, green and blue of each pixel, row-major; the array is copied.
     *
     * @throws IllegalArgumentException if a side is not positive, there are not {@code height × width × 3} values, or
     *     one is outside [0, 1]
     */
    public Picture(int height, int width, float[] values) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("picture of " + height + "×" + width + ", expected positive sides");
        }
        if (values.length != (long) height * width * CHANNELS) {
            throw new IllegalArgumentException("values has " + values.length + " elements, a picture of " + height + "×"
                    + width + " takes " + (long) height * width * CHANNELS);
        }
        this.height = height;
        this.width = width;
        this.values = values.clone();
        for (int i = 0; i < values.length; i++) {
            if (!(this.values[i] >= 0 && this.values[i] <= 1)) {
                throw new IllegalArgumentException("values[" + i + "] is " + this.values[i] + ", expected in [0, 1]");
            }
        }
    }

    /**
     * A procedural picture in the manner of an expressionist landscape, 274×221 pixels, the size of the published
     * photograph when it is reduced: a sky of wavy orange bands, a dark fjord, a bridge in perspective, and a figure.
     * The same on every machine.
     */
    public static Picture painted() {
        return Painting.draw();
    }

    /** The number of rows. */
    public int height() {
        return height;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /**
     * The value of a channel of a pixel.
     *
     * @throws IndexOutOfBoundsException if it is outside the picture
     */
    public float value(int row, int column, int channel) {
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        Objects.checkIndex(channel, CHANNELS);
        return values[(row * width + column) * CHANNELS + channel];
    }
}
