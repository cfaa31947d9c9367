package org.gaspard.datasets.rendered;

/**
 * What the camera sees of a {@link Kitchen}, as the weights of layers in each pixel: of the colours of walls and object, each
 * without the lamp and with one of intensity 1; of all else, in three channels, likewise; and of the highlights of that lamp.
 *
 * @param layers [pixels × 11]
 */
record KitchenView(float[] layers) {

    static final int REST = 0;
    static final int REST_LAMP = 3;
    static final int WALL = 6;
    static final int WALL_LAMP = 7;
    static final int OBJECT = 8;
    static final int OBJECT_LAMP = 9;
    static final int GLOSS = 10;
    static final int LAYERS = 11;

    /** Writes the image under a lamp of some intensity, in RGB, rounded to levels. */
    void image(float intensity, float[] wall, float[] object, float[] out, int offset) {
        int to = offset;
        for (int at = 0; at < layers.length; at += LAYERS) {
            float onWall = layers[at + WALL] + intensity * layers[at + WALL_LAMP];
            float onObject = layers[at + OBJECT] + intensity * layers[at + OBJECT_LAMP];
            for (int c = 0; c < 3; c++) {
                float lamp = layers[at + REST_LAMP + c] + layers[at + GLOSS];
                out[to++] = Levels.round(
                        layers[at + REST + c] + intensity * lamp + wall[c] * onWall + object[c] * onObject);
            }
        }
    }
}
