package org.gaspard.models.sequences;

import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Foretells a sequence from its first image. How well it does is its equivariance.
 */
@FunctionalInterface
public interface SequencePredictor {

    /**
     * The mean images of x_0 … x_T, [N, T + 1, H, W, C], by a model in use.
     *
     * @param first x_0, [N, H, W, C]
     * @param transformation k
     * @param steps T, at least 1
     * @param key for what is drawn, such as z_0
     */
    Tensor predict(Tensor first, int transformation, int steps, RandomKey key);
}
