package org.gaspard.models.flow.sparse;

import org.gaspard.tensor.Tensor;

/** What holds spikes to their prior. */
public enum SpikeLoss {

    /**
     * {@code 1/N Σ KL(Bernoulli(σ(l)) ‖ Bernoulli(π_t))} over sequences, steps and flows with the logits l: the term of the evidence bound,
     * in nats a sequence, with the rates of the prior and not its dependence from step to step.
     */
    BERNOULLI {
        @Override
        Tensor of(Tensor logits, Tensor spikes, Tensor rates) {
            Tensor on = logits.sigmoid();
            // ln σ(l) = −softplus(−l), ln (1 − σ(l)) = −softplus(l).
            Tensor divergence = on.multiply(logits.negate().softplus().negate().subtract(rates.log()))
                    .add(on.negate()
                            .add(1)
                            .multiply(logits.softplus()
                                    .negate()
                                    .subtract(rates.negate().log1p())));
            return divergence.sum().divide(logits.extent(0));
        }
    },

    /** {@code KL(Bernoulli(π) ‖ Bernoulli(ȳ))} with the means ȳ of all spikes of a batch and π of the rates: as many as expected, in all. */
    MEAN_RATE {
        @Override
        Tensor of(Tensor logits, Tensor spikes, Tensor rates) {
            Tensor rate = rates.mean();
            Tensor found = spikes.mean();
            Tensor acting = rate.multiply(rate.log().subtract(found.log()));
            Tensor resting = rate.negate()
                    .add(1)
                    .multiply(rate.negate().log1p().subtract(found.negate().log1p()));
            return acting.add(resting);
        }
    },

    /**
     * Nothing. The published program has half of {@link #MEAN_RATE} with the share of spikes that are not 0 for ȳ: as its spikes are
     * soft, that is all of them, and it has no gradient.
     */
    NONE {
        @Override
        Tensor of(Tensor logits, Tensor spikes, Tensor rates) {
            return spikes.mean().multiply(0);
        }
    };

    /**
     * A scalar.
     *
     * @param logits [N, T, K], or of both fields, [N, T, 2K]
     * @param spikes of the same shape
     * @param rates π, [T, 1]
     */
    abstract Tensor of(Tensor logits, Tensor spikes, Tensor rates);
}
