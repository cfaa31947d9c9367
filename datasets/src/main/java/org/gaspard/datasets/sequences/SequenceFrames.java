package org.gaspard.datasets.sequences;

import java.util.Objects;
import org.gaspard.datasets.ImageDataset;

/**
 * All images of all sequences as a data set of images: for a model of single images that is to see what a model of sequences
 * sees. Image t of the sequence of starting image n under transformation k has the index {@code (n K + k)(T + 1) + t}. Starting images
 * that are the same in the sequences of several transformations occur once for each.
 *
 * @param sequences where the images come from
 */
public record SequenceFrames(ImageSequences sequences) implements ImageDataset {

    /** @throws IllegalArgumentException if there are more than 2³¹ − 1 images */
    public SequenceFrames {
        long starts = sequences.size();
        // A product of three positive ints may leave even the range of longs, one of two does not.
        long rows = starts * sequences.transformations().size();
        if (rows > Integer.MAX_VALUE / sequences.frames()) {
            throw new IllegalArgumentException("sequences of " + sequences.name() + " are of " + starts + " images, "
                    + sequences.transformations().size() + " transformations and " + sequences.frames()
                    + " frames, expected at most 2³¹ − 1 in all");
        }
    }

    @Override
    public String name() {
        return sequences.name() + "_frames";
    }

    /** {@code N K (T + 1)}. */
    @Override
    public int size() {
        return sequences.size() * sequences.transformations().size() * sequences.frames();
    }

    @Override
    public int height() {
        return sequences.height();
    }

    @Override
    public int width() {
        return sequences.width();
    }

    @Override
    public int channels() {
        return sequences.channels();
    }

    /**
     * The index of a frame.
     *
     * @throws IndexOutOfBoundsException if there is no such starting image, transformation or frame
     */
    public int index(int image, int transformation, int t) {
        int transformations = sequences.transformations().size();
        Objects.checkIndex(image, sequences.size());
        Objects.checkIndex(transformation, transformations);
        Objects.checkIndex(t, sequences.frames());
        return (image * transformations + transformation) * sequences.frames() + t;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkIndex(index, size());
        int sequence = index / sequences.frames();
        int transformations = sequences.transformations().size();
        sequences.readFrame(
                sequence / transformations, sequence % transformations, index % sequences.frames(), out, offset);
    }
}
