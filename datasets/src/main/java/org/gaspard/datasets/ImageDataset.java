package org.gaspard.datasets;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A finite, indexed collection of images of one size, with pixels in [0, 1], row-major, channels last (HWC).
 * Implementations are immutable: reading is safe from several threads and always gives the same pixels.
 */
public interface ImageDataset {

    /** A short name for reports. */
    String name();

    /** The number of images. */
    int size();

    /** The number of rows of an image. */
    int height();

    /** The number of columns of an image. */
    int width();

    /** The number of channels of an image. */
    int channels();

    /** The number of values of an image, {@code height × width × channels}. */
    default int pixels() {
        return height() * width() * channels();
    }

    /**
     * Writes image {@code index} into {@code out} at {@code offset}, {@link #pixels()} values in HWC order.
     *
     * @throws IndexOutOfBoundsException if the index is outside {@code [0, size)} or {@code out} is too short
     */
    void read(int index, float[] out, int offset);

    /**
     * Writes the images of {@code indices} one after the other into {@code out}, NHWC, on the common pool.
     *
     * @throws IllegalArgumentException if {@code out} does not hold exactly that many images
     * @throws IndexOutOfBoundsException if an index is outside {@code [0, size)}
     */
    default void readBatch(int[] indices, float[] out) {
        int pixels = pixels();
        if (out.length != (long) indices.length * pixels) {
            throw new IllegalArgumentException("out has " + out.length + " values, " + indices.length + " images of "
                    + name() + " take " + (long) indices.length * pixels);
        }
        IntStream.range(0, indices.length).parallel().forEach(i -> read(indices[i], out, i * pixels));
    }

    /** {@code n} independent uniform indices, with replacement. For distinct ones see {@link Permutation}. */
    default int[] sampleIndices(int n, RandomGenerator random) {
        return random.ints(n, 0, size()).toArray();
    }
}
