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
 * <p>[B24] leaves out the samples for which the shift is not defined, as {@link ShiftedBatch.Pairs} does. Those of a
 * {@link MaskedShift} are in both clouds, in the same place, and count as points like any other.
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
        if (!originals.type().equals(shifted.type())
                || originals.rank() < 2
                || originals.extent(0) < 1
                || !originals.dtype().isFloating()) {
            throw new IllegalArgumentException("samples of types " + originals.type() + " and " + shifted.type()
                    + ", expected one floating-point type [n, ...]");
        }
        return divergence
                .between(CostTensors.matrix(Cost.euclidean(), originals), CostTensors.matrix(Cost.euclidean(), shifted))
                .cast(originals.dtype());
    }
}
