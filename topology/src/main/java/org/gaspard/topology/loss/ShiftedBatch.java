package org.gaspard.topology.loss;

import org.gaspard.tensor.Tensor;

/** The samples of a batch for which a {@link LatentShift} is defined. */
public sealed interface ShiftedBatch {

    /** The shifted axis. */
    int axis();

    /**
     * At least {@value LatentShift#FEWEST} samples.
     *
     * @param axis the shifted axis
     * @param rows the rows of the latents that remain, ascending
     * @param originals these rows, [m, d]
     * @param shifted the same rows shifted, [m, d]
     */
    record Pairs(int axis, int[] rows, Tensor originals, Tensor shifted) implements ShiftedBatch {}

    /**
     * Fewer than that: there is nothing to compare in this batch.
     *
     * @param axis the axis that was to be shifted
     * @param remaining the number of samples for which the shift is defined
     */
    record TooFew(int axis, int remaining) implements ShiftedBatch {}
}
