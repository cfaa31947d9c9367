package org.gaspard.models.terms.adversarial;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.PriorDraws;
import org.gaspard.tensor.Tensor;

/**
 * As many draws of a prior as a pass has images, and the images made of them.
 *
 * @param latents z, [N, d]
 * @param images x̃, the mean images of z, [N, H, W, C]
 */
record Generated(Tensor latents, Tensor images) {

    /** The same for all terms of one game in a pass: running statistics of prior and decoder count them once. */
    static Generated in(VaePass pass, LatentSampler prior, Object game) {
        return pass.pass().once(game, Generated.class, () -> {
            Tensor z = PriorDraws.of(prior, pass);
            return new Generated(z, images(z, pass, pass.pass()));
        });
    }

    /** The mean images of latents, the decoder read as a state says. */
    static Tensor images(Tensor latents, VaePass pass, ForwardPass state) {
        return pass.model().likelihood().mean(pass.model().decode(latents, state));
    }

    /** Without gradients to the prior and the decoder. */
    Generated constant() {
        return new Generated(latents.stopGradient(), images.stopGradient());
    }
}
