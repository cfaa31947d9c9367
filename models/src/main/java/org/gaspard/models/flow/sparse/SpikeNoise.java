package org.gaspard.models.flow.sparse;

import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** The noise of spikes in training, {@code y = σ((l + noise) / τ)}. */
public enum SpikeNoise {

    /** Logistic, the difference of two Gumbel numbers: y is near 1 with the probability σ(l) as τ falls ([MMT17]). */
    LOGISTIC {
        @Override
        Tensor of(Tensor logits, RandomKey key) {
            return GUMBEL.of(logits, key.child(0)).subtract(GUMBEL.of(logits, key.child(1)));
        }
    },

    /** One Gumbel number, as the published program: y is near 1 with the probability {@code 1 − exp(−eˡ)}. */
    GUMBEL {
        @Override
        Tensor of(Tensor logits, RandomKey key) {
            return key.gumbel(logits.dtype(), logits.shape().toArray());
        }
    };

    /** Numbers of the shape of the logits. */
    abstract Tensor of(Tensor logits, RandomKey key);
}
