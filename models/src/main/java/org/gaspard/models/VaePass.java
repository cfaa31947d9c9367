package org.gaspard.models;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.Tensor;

/**
 * What one pass of a batch through a {@link Vae} computed, for the terms of its objective to read.
 *
 * @param model the model
 * @param pass the state of the pass: keys for more random numbers, updates of buffers
 * @param images the batch, [N, H, W, C]
 * @param posterior the posterior of each image
 * @param latent z, [N, latents]
 * @param output the decoder's output, [N, H, W, C]
 */
public record VaePass(
        Vae model, ForwardPass pass, Tensor images, GaussianPosterior posterior, Tensor latent, Tensor output) {

    /** The mean image that the decoder says for each latent. */
    public Tensor reconstruction() {
        return model.likelihood().mean(output);
    }
}
