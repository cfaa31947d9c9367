package org.gaspard.topology.loss;

import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.divergence.DistanceNormalisation;

/**
 * The topological loss of RTD-AE ([T23]), an autoencoder whose latents are to have the topology of the data:
 *
 * <pre>{@code L = RTD(D(x) / √d, s D(z) / c)}</pre>
 *
 * <p>with D the Euclidean distances, computed in float64, d the number of features of the data, s a learned number and c the
 * scale of the latent distances. The data are constants for differentiation; so is c.
 *
 * @param divergence the divergence of the distances so scaled
 * @param latentScale c
 */
public record RtdAutoencoderLoss(RtdLoss divergence, DistanceNormalisation latentScale) {

    /** As in the code of [T23]: {@link RtdLoss.Kind#MIN}, p = 1, dimension 1, 50 bars, and c = √n for n samples. */
    public static RtdAutoencoderLoss published() {
        return of(RtdLoss.published());
    }

    /** With all bars and their true values. */
    public static RtdAutoencoderLoss exact() {
        return of(RtdLoss.exact());
    }

    private static RtdAutoencoderLoss of(RtdLoss divergence) {
        return new RtdAutoencoderLoss(
                divergence.withKind(RtdLoss.Kind.MIN).withNormalisation(DistanceNormalisation.none()),
                DistanceNormalisation.rootOfPoints());
    }

    public RtdAutoencoderLoss withDivergence(RtdLoss changed) {
        return new RtdAutoencoderLoss(changed, latentScale);
    }

    public RtdAutoencoderLoss withLatentScale(DistanceNormalisation changed) {
        return new RtdAutoencoderLoss(divergence, changed);
    }

    /**
     * The loss, a scalar of the type of the latents.
     *
     * @param data floating-point, [n, ...], at least one feature; axes after the first are flattened
     * @param latents floating-point, [n, ...], likewise
     * @param scale s, one positive element of the type of the latents
     * @throws IllegalArgumentException if the types are not as said; when computed, if the scale is negative
     */
    public Tensor between(Tensor data, Tensor latents, Tensor scale) {
        checkSamples("data", data);
        checkSamples("latents", latents);
        if (data.extent(0) != latents.extent(0)) {
            throw new IllegalArgumentException(
                    latents.extent(0) + " latents for " + data.extent(0) + " samples, expected one for each");
        }
        if (scale.size() != 1 || scale.dtype() != latents.dtype()) {
            throw new IllegalArgumentException(
                    "scale of type " + scale.type() + ", expected one number of type " + latents.dtype());
        }
        Tensor x = CostTensors.matrix(Cost.euclidean(), data.stopGradient());
        Tensor z = CostTensors.matrix(Cost.euclidean(), latents);
        int features = data.size() / data.extent(0);
        return divergence
                .between(
                        DistanceNormalisation.rootOfFeatures(features).apply(x),
                        latentScale
                                .apply(z)
                                .multiply(scale.reshape(Shape.scalar()).cast(z.dtype())))
                .cast(latents.dtype());
    }

    private static void checkSamples(String name, Tensor samples) {
        if (samples.rank() < 2 || !samples.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    name + " of type " + samples.type() + ", expected floating-point numbers [n, ...]");
        }
        Checks.atLeast("the number of elements of " + name, samples.size(), 1);
    }
}
