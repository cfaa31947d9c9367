package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import java.util.Objects;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/** Reads sequences in batches of one size, so that one plan computes all of them. */
final class SequenceReader {

    /** What is done with a batch. */
    @FunctionalInterface
    interface Batch {

        /**
         * Called for each batch, in order.
         *
         * @param frames float32 [B, T + 1, H, W, C]
         * @param key of the batch
         * @param first the position of its first sequence
         * @param count how many of its sequences are to be read; the others fill it up
         */
        void read(Tensor frames, RandomKey key, int first, int count);
    }

    /** Numbers of a batch under a transformation. */
    @FunctionalInterface
    interface Figures {

        /** As many numbers for each sequence, one sequence after the other. */
        double[] of(Tensor frames, int transformation, RandomKey key);
    }

    private final ImageSequences sequences;
    private final int batchSize;
    private final int[] which;

    /**
     * A reader.
     *
     * @param which the starting images, at least one
     */
    SequenceReader(ImageSequences sequences, int batchSize, int... which) {
        Checks.atLeast("batchSize", batchSize, 1);
        Checks.atLeast("the number of sequences", which.length, 1);
        for (int index : which) {
            Objects.checkIndex(index, sequences.size());
        }
        this.sequences = sequences;
        this.batchSize = batchSize;
        this.which = which.clone();
    }

    /** Reads all sequences under a transformation; a last batch that is not full ends with its first sequence again. */
    void forEach(int transformation, RandomKey key, Batch batch) {
        float[] pixels = new float[Math.multiplyExact(batchSize, sequences.values())];
        Shape shape =
                Shape.of(batchSize, sequences.frames(), sequences.height(), sequences.width(), sequences.channels());
        for (int from = 0; from < which.length; from += batchSize) {
            int first = from;
            int count = Math.min(batchSize, which.length - from);
            int[] indices = new int[batchSize];
            Arrays.setAll(indices, i -> which[i < count ? first + i : first]);
            sequences.readBatch(indices, transformation, pixels);
            batch.read(Tensor.wrap(shape, new Storage.Floats(pixels)), key.child(from / batchSize), first, count);
        }
    }

    /**
     * Numbers of all sequences under each transformation, [transformations][sequences][numbers of each].
     *
     * @param key with a child for each transformation, which has one for each batch
     */
    double[][][] rows(RandomKey key, Figures figures) {
        double[][][] rows = new double[sequences.transformations().size()][which.length][];
        for (int k = 0; k < rows.length; k++) {
            int transformation = k;
            forEach(k, key.child(k), (frames, batchKey, first, count) -> {
                double[] found = figures.of(frames, transformation, batchKey);
                int width = found.length / batchSize;
                for (int i = 0; i < count; i++) {
                    rows[transformation][first + i] = Arrays.copyOfRange(found, i * width, (i + 1) * width);
                }
            });
        }
        return rows;
    }
}
