package org.gaspard.models.sequences.evaluation;

import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Foretells the latents of a sequence from its first image, and encodes images; by a model in use. */
public interface LatentPredictor {

    /**
     * The latents of images.
     *
     * @param images [M, H, W, C]
     * @return [M, n]
     */
    Tensor encode(Tensor images);

    /**
     * z_0 … z_T, [N, T + 1, n].
     *
     * @param first x_0, [N, H, W, C]
     * @param transformation k
     * @param steps T, at least 1
     * @param key for what is drawn, such as z_0
     */
    Tensor predict(Tensor first, int transformation, int steps, RandomKey key);
}
