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

    /**
     * The same where the whole sequence is known, from which a model may infer the transformation; what it foretells comes from the
     * first image.
     *
     * @param frames x_0 … x_T, [N, T + 1, H, W, C]
     */
    default Tensor follow(Tensor frames, int transformation, RandomKey key) {
        return predict(frames.index(1, 0), transformation, frames.extent(1) - 1, key);
    }
}
