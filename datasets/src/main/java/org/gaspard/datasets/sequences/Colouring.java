package org.gaspard.datasets.sequences;

/** What is made of the channels of starting images before they are transformed. */
public enum Colouring {

    /** Nothing. */
    NONE {
        @Override
        int channels(int source) {
            return source;
        }

        @Override
        float[] apply(float[] image) {
            return image;
        }
    },

    /** Grey images become the red channel of colour images whose green and blue are 0, as the digits of [SKSW23]. */
    RED {
        @Override
        int channels(int source) {
            return colour(source);
        }

        @Override
        float[] apply(float[] image) {
            float[] out = new float[3 * image.length];
            for (int i = 0; i < image.length; i++) {
                out[3 * i] = image[i];
            }
            return out;
        }
    },

    /** Grey images become colour images of three equal channels. */
    GREY {
        @Override
        int channels(int source) {
            return colour(source);
        }

        @Override
        float[] apply(float[] image) {
            float[] out = new float[3 * image.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = image[i / 3];
            }
            return out;
        }
    };

    /** The channels of the result. */
    abstract int channels(int source);

    /** The coloured image. */
    abstract float[] apply(float[] image);

    private static int colour(int source) {
        if (source != 1) {
            throw new IllegalArgumentException("images of " + source + " channels, expected 1 to colour");
        }
        return 3;
    }
}
