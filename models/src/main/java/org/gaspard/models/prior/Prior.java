package org.gaspard.models.prior;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * A distribution p(z) of latents, differentiable in what it trains. A term that uses it hands on its parameters, so that the
 * optimiser of the step trains them.
 */
public interface Prior {

    /**
     * {@code ln p(z)} of each row, [m].
     *
     * @param latents z, [m, d]
     * @param model the model, whose encoder some priors use
     * @param pass the pass in which parameters are read
     */
    Tensor logDensity(Tensor latents, Vae model, ForwardPass pass);

    /** Draws n latents, [n, d], to generate images from. */
    Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass);

    /** What the prior trains itself. */
    default List<Parameter> parameters() {
        return List.of();
    }
}
