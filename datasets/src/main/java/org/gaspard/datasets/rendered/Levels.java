package org.gaspard.datasets.rendered;

/** Pixels in 256 levels, the values that images of unsigned bytes hold. */
final class Levels {

    private static final float[] VALUES = new float[256];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = i / 255f;
        }
    }

    private Levels() {}

    /** The nearest level of a value; what is outside [0, 1] is clamped, NaN becomes 0. */
    static int of(float value) {
        return Math.clamp((int) (255 * value + 0.5f), 0, 255);
    }

    /** The value {@code level / 255}. */
    static float value(int level) {
        return VALUES[level];
    }

    /** The nearest of the values {@code 0, 1/255, …, 1}. */
    static float round(float value) {
        return VALUES[of(value)];
    }
}
