package org.gaspard.models.ladder;

import java.util.List;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.tensor.Tensor;

/**
 * What one pass of a batch through a {@link LadderVae} computed.
 *
 * @param images x, [N, H, W, C]
 * @param levels from the one nearest to the image to the top
 * @param output the decoder's output, [N, H, W, C]
 */
public record LadderPass(Tensor images, List<Level> levels, Tensor output) {

    /** Copies the list. */
    public LadderPass {
        levels = List.copyOf(levels);
    }

    /**
     * One level.
     *
     * @param posterior {@code q(z_l | x, z_{l+1})}, [N, d]
     * @param prior {@code p(z_l | z_{l+1})}, [N, d]; N(0, I) at the top
     * @param latent z_l, [N, d]
     */
    public record Level(GaussianPosterior posterior, GaussianPosterior prior, Tensor latent) {

        /**
         * {@code KL(q ‖ p) = ½ Σ (ln σ_p² − ln σ_q² + (σ_q² + (μ_q − μ_p)²) / σ_p² − 1)} of each image in nats, [N].
         */
        public Tensor kl() {
            Tensor ratio = posterior.logVariance().subtract(prior.logVariance());
            Tensor distance = posterior
                    .mean()
                    .subtract(prior.mean())
                    .square()
                    .multiply(prior.logVariance().negate().exp());
            return ratio.expm1().subtract(ratio).add(distance).sum(1).multiply(0.5);
        }
    }

    /** {@code −ln p(x | z_1)} in nats an image, a scalar. */
    public Tensor reconstruction(Likelihood likelihood) {
        return likelihood.negativeLogLikelihood(output, images).mean();
    }

    /** The divergence of each level in nats an image, scalars. */
    public List<Tensor> kl() {
        return levels.stream().map(level -> level.kl().mean()).toList();
    }
}
