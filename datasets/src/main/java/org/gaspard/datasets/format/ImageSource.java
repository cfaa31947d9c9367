package org.gaspard.datasets.format;

/** Images of one size that are read by their number; reading is safe from several threads. */
public interface ImageSource {

    /** The number of images. */
    int count();

    /** The number of rows of an image. */
    int height();

    /** The number of columns of an image. */
    int width();

    /** The number of channels of an image. */
    int channels();

    /** Writes image {@code row} into {@code out} at {@code offset}, in HWC order. */
    void read(int row, float[] out, int offset);
}
