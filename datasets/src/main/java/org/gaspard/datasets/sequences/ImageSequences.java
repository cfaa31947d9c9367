package org.gaspard.datasets.sequences;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gaspard.datasets.ImageDataset;

/**
 * Sequences of images of one size and one length, one for each starting image and each of K transformations; pixels in
 * [0, 1]. Implementations are immutable: reading is safe from several threads and always gives the same pixels.
 */
public interface ImageSequences {

    /** The images with which sequences start; name, size and extents are theirs unless an implementation says otherwise. */
    ImageDataset source();

    /** A short name for reports. */
    default String name() {
        return source().name();
    }

    /** The number of starting images. */
    default int size() {
        return source().size();
    }

    /** The names of the K transformations. */
    List<String> transformations();

    /** The number of images of a sequence, {@code T + 1}: {@code x_0} and T that follow. */
    int frames();

    /** The number of rows of an image. */
    default int height() {
        return source().height();
    }

    /** The number of columns of an image. */
    default int width() {
        return source().width();
    }

    /** The number of channels of an image. */
    default int channels() {
        return source().channels();
    }

    /** The number of values of a sequence, {@code frames × height × width × channels}. */
    default int values() {
        return Math.multiplyExact(frames(), height() * width() * channels());
    }

    /**
     * Writes the sequence of starting image {@code index} under a transformation into {@code out} at {@code offset},
     * {@link #values()} values in the order [frames, height, width, channels].
     *
     * @throws IndexOutOfBoundsException if there is no such image or transformation, or {@code out} is too short
     */
    void read(int index, int transformation, float[] out, int offset);

    /**
     * Writes one image of a sequence into {@code out} at {@code offset}, the same bits as in {@link #read}. By default the whole
     * sequence is read for it.
     *
     * @param t the frame, from 0 to T
     * @throws IndexOutOfBoundsException if there is no such image, transformation or frame, or {@code out} is too short
     */
    default void readFrame(int index, int transformation, int t, float[] out, int offset) {
        Objects.checkIndex(t, frames());
        int pixels = values() / frames();
        Objects.checkFromIndexSize(offset, pixels, out.length);
        float[] sequence = new float[values()];
        read(index, transformation, sequence, 0);
        System.arraycopy(sequence, t * pixels, out, offset, pixels);
    }

    /**
     * Writes the sequences of {@code indices} under one transformation into {@code out}, one after the other (NTHWC), on the
     * common pool.
     *
     * @throws IllegalArgumentException if {@code out} does not hold exactly that many sequences
     * @throws IndexOutOfBoundsException if there is no such image or transformation
     */
    default void readBatch(int[] indices, int transformation, float[] out) {
        int values = values();
        if (out.length != (long) indices.length * values) {
            throw new IllegalArgumentException("out has " + out.length + " values, " + indices.length + " sequences of "
                    + name() + " take " + (long) indices.length * values);
        }
        IntStream.range(0, indices.length).parallel().forEach(i -> read(indices[i], transformation, out, i * values));
    }
}
