package org.gaspard.models.terms.adversarial;

import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/** Latents from a prior, as many as a pass has images. */
final class PriorDraw {

    private PriorDraw() {}

    /**
     * The same latents in all terms of a pass that name the same owner.
     *
     * @param owner whose key draws them
     */
    static Tensor of(LatentSampler prior, VaePass pass, Parameter owner) {
        return prior.sample(pass.images().extent(0), pass.pass().keyOf(owner), pass.model(), pass.pass())
                .cast(pass.latent().dtype());
    }
}
