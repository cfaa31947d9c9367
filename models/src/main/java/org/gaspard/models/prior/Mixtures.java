package org.gaspard.models.prior;

import org.gaspard.models.GaussianPosterior;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Mixtures of K diagonal Gaussians with weights softmax(logits), logits [K]. */
final class Mixtures {

    private Mixtures() {}

    /** {@code ln Σ_k w_k N(z; μ_k, diag σ_k²)} of each row, [m], in {@code O(m K d)}. */
    static Tensor logDensity(Tensor latents, Tensor logits, GaussianPosterior components) {
        Tensor each = components.pairwiseLogDensities(latents).sum(2);
        return Activations.logSumExp(each.add(Activations.logSoftmax(logits, 0)), 1);
    }

    /** n draws, [n, d]. */
    static Tensor sample(int n, RandomKey key, Tensor logits, GaussianPosterior components) {
        Tensor chosen = key.child(0).categorical(logits.broadcastTo(n, logits.extent(0)));
        return new GaussianPosterior(
                        components.mean().gather(0, chosen),
                        components.logVariance().gather(0, chosen))
                .sample(key.child(1));
    }
}
