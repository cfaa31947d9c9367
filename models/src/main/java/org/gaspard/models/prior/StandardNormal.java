package org.gaspard.models.prior;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** {@code N(0, I)}; draws are of the type of the model's parameters. */
public record StandardNormal() implements Prior {

    @Override
    public Tensor logDensity(Tensor latents, Vae model, ForwardPass pass) {
        Tensor zero = Tensor.full(latents.type(), 0);
        return new GaussianPosterior(zero, zero).logDensities(latents).sum(1);
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        return key.normal(model.dtype(), n, model.latents());
    }
}
