package org.gaspard.topology.loss;

import org.gaspard.tensor.Tensor;

/**
 * A {@link LatentShift} of all samples of a batch, in static shapes. Where the shift is not defined both rows are that of
 * the given latents, as constants: numbers that a decoder knows, and no gradient. (Such a sample is still a part of the mean
 * and the deviation by which the others are shifted.) {@link TopDisLoss#between(Tensor, Tensor, Tensor)} leaves it out.
 *
 * @param axis the shifted axis, int32 []
 * @param originals the latents, [n, d]
 * @param shifted the shifted latents, [n, d]
 * @param mask 1 where the shift is defined, else 0; [n], of the type of the latents
 */
public record MaskedShift(Tensor axis, Tensor originals, Tensor shifted, Tensor mask) {

    /** The number of samples for which the shift is defined, a scalar of the type of the latents. */
    public Tensor count() {
        return mask.sum();
    }

    /** 1 if there are at least {@value LatentShift#FEWEST} such samples, else 0: a condition for {@link Tensor#where}. */
    public Tensor usable() {
        return count().greaterEqual(LatentShift.FEWEST);
    }
}
