package org.gaspard.topology.loss;

import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Tensor;

/**
 * The topological loss of TopDis ([B24, Algorithm 2]): the divergence of two clouds of decoded samples, those of the given
 * latents and those of the latents after a {@link LatentShift}. Moving along one latent is to leave the topology of the
 * decoded data as it is.
 *
 * <p>{@code RTD(D(X̂), D(X̂'))} with D the Euclidean distances, computed in float64. The gradient flows through both
 * clouds; what coincides has no gradient of its distance.
 *
 * <p>[B24] leaves out the samples for which the shift is not defined. They are not there in {@link ShiftedBatch.Pairs}; of a
 * {@link MaskedShift} all samples are decoded, and the mask leaves them out, in static shapes.
 *
 * @param divergence the divergence of the distances and how they are scaled
 */
public record TopDisLoss(RtdLoss divergence) {

    /** As in the code of [B24]. */
    public static TopDisLoss published() {
        return new TopDisLoss(RtdLoss.published());
    }

    /** With all bars and their true values. */
    public static TopDisLoss exact() {
        return new TopDisLoss(RtdLoss.exact());
    }

    /**
     * The loss, a scalar of the type of the samples.
     *
     * @param originals X̂, decoded latents, floating-point, [n, ...]; axes after the first are flattened
     * @param shifted X̂', the same latents shifted and decoded, of the same type
     * @throws IllegalArgumentException if the types differ, are not floating-point, have no second axis or no sample
     */
    public Tensor between(Tensor originals, Tensor shifted) {
        checkSamples(originals, shifted);
        return divergence.between(distances(originals), distances(shifted)).cast(originals.dtype());
    }

    /**
     * The loss of some of the samples, a scalar of their type: the same as without the others. It is 0 if fewer than
     * {@value LatentShift#FEWEST} remain.
     *
     * @param originals X̂, as for {@link #between(Tensor, Tensor)}
     * @param shifted X̂', likewise
     * @param mask 1 where the shift is defined, else 0; [n], such as {@link MaskedShift#mask}
     * @throws IllegalArgumentException likewise, or if the mask is not one number for each sample; when computed, if one is
     *     neither 0 nor 1
     */
    public Tensor between(Tensor originals, Tensor shifted, Tensor mask) {
        checkSamples(originals, shifted);
        return divergence
                .between(distances(originals), distances(shifted), mask)
                .cast(originals.dtype());
    }

    private static void checkSamples(Tensor originals, Tensor shifted) {
        if (!originals.type().equals(shifted.type())
                || originals.rank() < 2
                || originals.extent(0) < 1
                || !originals.dtype().isFloating()) {
            throw new IllegalArgumentException("samples of types " + originals.type() + " and " + shifted.type()
                    + ", expected one floating-point type [n, ...]");
        }
    }

    private static Tensor distances(Tensor samples) {
        return CostTensors.matrix(Cost.euclidean(), samples);
    }
}
