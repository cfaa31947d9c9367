package org.gaspard.models.prior.implicit;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Latents uniform on the unit sphere, {@code ε / ‖ε‖} with {@code ε ~ N(0, I)}, so that each has the variance 1/L; draws are
 * of the type of the model's parameters. Nakagawa et al., ICLR 2023.
 */
public record SphericalSampler() implements LatentSampler {

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        Checks.atLeast("n", n, 1);
        Tensor noise = key.normal(model.dtype(), n, model.latents());
        return noise.divide(noise.square().sumKeep(1).sqrt());
    }
}
