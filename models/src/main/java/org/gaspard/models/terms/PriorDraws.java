package org.gaspard.models.terms;

import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Tensor;

/** What terms compare the latents of a batch with. */
public final class PriorDraws {

    private PriorDraws() {}

    /**
     * As many latents as the pass has, drawn anew, [N, d], of the type of those of the pass. Gradients flow into what the prior
     * trains.
     *
     * @throws IllegalArgumentException if the prior is of another number of dimensions
     */
    public static Tensor of(LatentSampler prior, VaePass pass) {
        Tensor z = pass.latent();
        Tensor drawn = prior.sample(z.extent(0), pass.pass().nextKey(), pass.model(), pass.pass());
        if (!drawn.shape().equals(z.shape())) {
            throw new IllegalArgumentException(
                    "the prior gave " + drawn.shape() + ", expected " + z.shape() + " like the latents");
        }
        return drawn.cast(z.dtype());
    }
}
