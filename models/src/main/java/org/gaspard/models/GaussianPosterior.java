package org.gaspard.models;

import org.gaspard.tensor.Losses;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * The posterior {@code q(z | x) = N(μ, diag σ²)} of each image of a batch.
 *
 * @param mean μ, [N, d]
 * @param logVariance ln σ², [N, d]
 */
public record GaussianPosterior(Tensor mean, Tensor logVariance) {

    /**
     * All of the probability at one point: the normal distribution with ln σ² = −∞. Samples are the mean, and the divergence
     * from any density is infinite, so an objective must not contain it.
     */
    public static GaussianPosterior at(Tensor point) {
        return new GaussianPosterior(point, Tensor.full(point.type(), Double.NEGATIVE_INFINITY));
    }

    /** {@code z = μ + σ ε}, ε standard normal: differentiable in μ and σ. */
    public Tensor sample(RandomKey key) {
        Tensor noise = key.normal(mean.dtype(), mean.shape().toArray());
        return mean.add(logVariance.multiply(0.5).exp().multiply(noise));
    }

    /** {@code KL(q ‖ N(0, I))} of each image and dimension, {@code ½ (μ² + σ² - 1 - ln σ²)}, [N, d]. */
    public Tensor kl() {
        return Losses.gaussianKl(mean, logVariance);
    }
}
