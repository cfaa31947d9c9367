package org.gaspard.models.prior.implicit;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Independent latents, uniform on (−√3, √3), so that each has the mean 0 and the variance 1; draws are of the type of the
 * model's parameters. Nakagawa et al., ICLR 2023.
 */
public record UniformSampler() implements LatentSampler {

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        Checks.atLeast("n", n, 1);
        return key.uniform(model.dtype(), n, model.latents())
                .multiply(2)
                .subtract(1)
                .multiply(Math.sqrt(3));
    }
}
