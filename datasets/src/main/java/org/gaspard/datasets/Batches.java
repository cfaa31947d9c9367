package org.gaspard.datasets;

/**
 * The order in which training visits a data set: a new permutation for each epoch, cut into batches.
 *
 * <p>The batch of a step is a pure function of the step, so that a trainer resumes exactly by keeping the number of
 * the next step and these three numbers; there is no other state. Batches are always full: one that reaches the end of
 * an epoch continues with the beginning of the next. Each epoch visits every image exactly once.
 *
 * @param size the number of images
 * @param batchSize the number of images of a batch
 * @param seed decides the permutations
 */
public record Batches(int size, int batchSize, long seed) implements BatchOrder {

    /** @throws IllegalArgumentException if a size is not positive */
    public Batches {
        if (size < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "batches of " + batchSize + " from " + size + " images, expected positive numbers");
        }
    }

    /**
     * The indices of the batch of a step, counted from 0.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    @Override
    public int[] indices(long step) {
        long first = seen(step);
        int[] indices = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            long seen = Math.addExact(first, i);
            indices[i] = epochOrder(seen / size).at((int) (seen % size));
        }
        return indices;
    }

    /**
     * The epoch, counted from 0, to which the first image of a step's batch belongs.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public long epoch(long step) {
        return seen(step) / size;
    }

    /**
     * The number of images of its epoch that precede the first image of a step's batch.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public int position(long step) {
        return (int) (seen(step) % size);
    }

    /** The number of images of all batches before that of a step. */
    private long seen(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step " + step + ", expected at least 0");
        }
        return Math.multiplyExact(step, (long) batchSize);
    }

    /** The order of one epoch. */
    public Permutation epochOrder(long epoch) {
        return new Permutation(size, Permutation.mix(Permutation.mix(seed) + epoch));
    }
}
