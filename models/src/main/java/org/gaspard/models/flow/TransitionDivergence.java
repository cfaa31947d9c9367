package org.gaspard.models.flow;

import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Tensor;

/** The divergence of where the flow takes the latents from where the prior would, at one step of a sequence. */
public enum TransitionDivergence {

    /** {@code E (ln q_t − ln p_t)} at the latent that was drawn, in nats: an estimate of KL(q_t ‖ p_t) from one sample. */
    SINGLE_SAMPLE {
        @Override
        Tensor of(Tensor logPosterior, Tensor logPrior) {
            return logPosterior.sum(-1).subtract(logPrior.sum(-1)).mean();
        }
    },

    /**
     * What the published program computes: the densities q_d and p_d of the latent numbers d are made into two distributions over the
     * numbers, P = softmax(p) and Q = softmax(q), and {@code E Σ_d P_d (ln P_d − ln Q_d)} is minimised. This is a divergence in the other
     * direction, between what no model defines; it needs a density of each number ({@link DensityChange#ROW_SUMS}).
     */
    SOFTMAX_REVERSED {
        @Override
        Tensor of(Tensor logPosterior, Tensor logPrior) {
            Tensor q = Activations.logSoftmax(logPosterior.exp(), -1);
            Tensor p = Activations.logSoftmax(logPrior.exp(), -1);
            return p.exp().multiply(p.subtract(q)).sum(-1).mean();
        }
    };

    /**
     * A scalar.
     *
     * @param logPosterior ln q_t, [N, n], or [N, 1] of all numbers
     * @param logPrior ln p_t, [N, n]
     */
    abstract Tensor of(Tensor logPosterior, Tensor logPrior);
}
