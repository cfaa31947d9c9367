package org.gaspard.models.prior;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Tensor;

/**
 * A distribution p(z) of latents whose density is known, differentiable in what it trains.
 */
public interface Prior extends LatentSampler {

    /**
     * {@code ln p(z)} of each row, [m].
     *
     * @param latents z, [m, d]
     * @param model the model, whose encoder some priors use
     * @param pass the pass in which parameters are read
     */
    Tensor logDensity(Tensor latents, Vae model, ForwardPass pass);
}
