package org.gaspard.models.terms.topology;

import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.AxisChoice;

/**
 * How a {@link LatentTraversal} chooses the axis that it shifts, anew at each step. Axes that carry nothing are better left
 * out: a shift along them changes no image. No gradient goes through a choice.
 */
public sealed interface LatentAxis {

    /** Always this axis, from 0. */
    record Given(int axis) implements LatentAxis {
        public Given {
            if (axis < 0) {
                throw new IllegalArgumentException("axis is " + axis + ", expected at least 0");
            }
        }
    }

    /** Each axis with the same probability. */
    record Uniform() implements LatentAxis {}

    /**
     * In proportion to the Euclidean norm of those weights of the decoder's first layer that multiply the axis: the choice of
     * the published runs of [B24]. The first layer with parameters, inside nested {@code Sequential}s too, must be a
     * {@code Linear}, {@code Conv2d} or {@code ConvTranspose2d} that takes the latents.
     */
    record DecoderWeights() implements LatentAxis {}

    /** In proportion to {@code KL(q(z_k|x) ‖ N(0, 1))}, averaged over the batch: 0 for an axis that says nothing of x. */
    record Divergence() implements LatentAxis {}

    /** In proportion to the variance of the posterior means over the batch. */
    record Variance() implements LatentAxis {}

    /**
     * The choice among the axes of a pass.
     *
     * @throws IllegalArgumentException for {@link DecoderWeights} if the decoder has no such first layer, for {@link Divergence} if
     *     the encoder gives points
     */
    default AxisChoice choice(VaePass pass) {
        return switch (this) {
            case Given(int axis) -> AxisChoice.given(axis);
            case Uniform() -> AxisChoice.uniform();
            case DecoderWeights() -> DecoderInput.of(pass.model()).choice(pass.pass());
            // Rounding makes a divergence of 0 negative.
            case Divergence() -> AxisChoice.weighted(divergences(pass));
            case Variance() -> AxisChoice.weighted(variance(pass.posterior().mean()));
        };
    }

    private static Tensor divergences(VaePass pass) {
        if (pass.model().encoding() == Vae.Encoding.POINT) {
            throw new IllegalArgumentException(
                    "axes are chosen by divergence of a model whose encoder gives distributions, found points");
        }
        return pass.posterior().kl().mean(0).maximum(0);
    }

    private static Tensor variance(Tensor means) {
        return means.varianceKeep(0).reshape(means.extent(1));
    }
}
