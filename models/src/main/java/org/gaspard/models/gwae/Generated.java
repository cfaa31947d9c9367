package org.gaspard.models.gwae;

import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Tensor;

/**
 * As many draws of a prior as a pass has images, with the mean images that the decoder makes of them: drawn once in a pass, so that
 * all terms speak of the same.
 *
 * @param latents z, [N, d]
 * @param images G(z), [N, H, W, C]
 */
record Generated(Tensor latents, Tensor images) {

    static Generated in(VaePass pass, LatentSampler prior) {
        return pass.pass().once(prior, Generated.class, () -> {
            Tensor z = prior.sample(pass.images().extent(0), pass.pass().nextKey(), pass.model(), pass.pass());
            return new Generated(z, pass.model().likelihood().mean(pass.model().decode(z, pass.pass())));
        });
    }

    /** Without gradients to the prior and the decoder. */
    Generated constant() {
        return new Generated(latents.stopGradient(), images.stopGradient());
    }
}
