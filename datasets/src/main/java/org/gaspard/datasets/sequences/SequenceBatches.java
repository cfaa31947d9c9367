package org.gaspard.datasets.sequences;

import java.util.function.LongFunction;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.Permutation;

/**
 * Which sequences a step of training sees: one transformation, uniform among all, for the whole batch, and starting images
 * either in the order of {@link Batches} or drawn independently. Everything is a pure function of the step.
 *
 * <p>Source: [SKSW23] (one transformation for all sequences of a batch).
 *
 * @param images the sizes and the seed; with {@link Start#EPOCHS} also the starting images
 * @param transformations how many there are
 * @param start how starting images are chosen
 */
public record SequenceBatches(Batches images, int transformations, Start start) {

    /** How starting images are chosen. */
    public enum Start {

        /** Each once in an epoch. */
        EPOCHS,

        /** Independently and uniformly, with replacement. */
        INDEPENDENT
    }

    // Told apart from the counters of starting images, which are not negative.
    private static final long TRANSFORMATION = -1;

    /** @throws IllegalArgumentException if there is no transformation */
    public SequenceBatches {
        if (transformations < 1) {
            throw new IllegalArgumentException("transformations is " + transformations + ", expected at least 1");
        }
    }

    /**
     * Batches over all images and transformations of some sequences, each image once in an epoch.
     *
     * @throws IllegalArgumentException if the batch size is not positive
     */
    public static SequenceBatches of(ImageSequences sequences, int batchSize, long seed) {
        return new SequenceBatches(
                new Batches(sequences.size(), batchSize, seed),
                sequences.transformations().size(),
                Start.EPOCHS);
    }

    /**
     * The starting images of a step, counted from 0.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public int[] indices(long step) {
        if (start == Start.EPOCHS) {
            return images.indices(step);
        }
        long first = Math.multiplyExact(checked(step), (long) images.batchSize());
        int[] indices = new int[images.batchSize()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = integer(Permutation.mix(images.seed()) + first + i, images.size());
        }
        return indices;
    }

    /**
     * The transformation of a step, counted from 0.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public int transformation(long step) {
        return integer(
                Permutation.mix(Permutation.mix(images.seed()) + TRANSFORMATION) + checked(step), transformations);
    }

    /**
     * The pixels of the steps, NTHWC, to be read ahead by a {@link org.gaspard.datasets.BatchPipeline}.
     *
     * @throws IllegalArgumentException if the sequences are of other numbers of images or transformations
     */
    public LongFunction<float[]> reading(ImageSequences sequences) {
        int count = sequences.transformations().size();
        if (sequences.size() != images.size() || count != transformations) {
            throw new IllegalArgumentException("sequences of " + sequences.size() + " images under " + count
                    + " transformations, expected " + images.size() + " and " + transformations);
        }
        return step -> {
            float[] out = new float[Math.multiplyExact(images.batchSize(), sequences.values())];
            sequences.readBatch(indices(step), transformation(step), out);
            return out;
        };
    }

    private static int integer(long counter, int bound) {
        return (int) Math.floorMod(Permutation.mix(counter) >>> 1, (long) bound);
    }

    private static long checked(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step " + step + ", expected at least 0");
        }
        return step;
    }
}
