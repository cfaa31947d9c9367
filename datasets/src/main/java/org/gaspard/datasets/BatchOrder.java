package org.gaspard.datasets;

/**
 * Which images the steps of training see. The batch of a step is a pure function of the step, so that a trainer resumes exactly
 * by keeping the number of the next one.
 */
public interface BatchOrder {

    /** The number of images that batches are made of. */
    int size();

    /** The number of images of a batch. */
    int batchSize();

    /**
     * The indices of the batch of a step, counted from 0.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    int[] indices(long step);
}
