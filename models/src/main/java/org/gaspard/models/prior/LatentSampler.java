package org.gaspard.models.prior;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Draws latents to generate images from, differentiably in what it trains. Its density need not be known; a {@link Prior} has
 * one. A term that uses a sampler hands on its parameters and buffers.
 */
public interface LatentSampler {

    /**
     * Draws n latents, [n, d].
     *
     * @param key for all random numbers of the draw
     * @param model the model, whose encoder some samplers use
     * @param pass the pass in which parameters are read; it decides whether networks train
     */
    Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass);

    /** What the sampler trains itself. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What draws in training change, such as running statistics. */
    default List<Parameter> buffers() {
        return List.of();
    }
}
