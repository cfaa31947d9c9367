package org.gaspard.models.terms;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Tensor;

/**
 * As many draws of a prior as a pass has images, with the mean images that the decoder makes of them.
 *
 * @param latents z, [N, d]
 * @param images G(z), [N, H, W, C]
 */
public record Generated(Tensor latents, Tensor images) {

    /**
     * Drawn once in a pass for each prior, so that all terms speak of the same draws and running statistics of prior and decoder count
     * them once.
     *
     * @throws IllegalArgumentException if the prior is of another number of dimensions
     */
    public static Generated in(VaePass pass, LatentSampler prior) {
        return pass.pass().once(prior, Generated.class, () -> {
            Tensor z = PriorDraws.of(prior, pass);
            return new Generated(z, images(z, pass, pass.pass()));
        });
    }

    /** The mean images of latents, the decoder read as a state says. */
    public static Tensor images(Tensor latents, VaePass pass, ForwardPass state) {
        return pass.model().likelihood().mean(pass.model().decode(latents, state));
    }

    /** Without gradients to the prior and the decoder. */
    public Generated constant() {
        return new Generated(latents.stopGradient(), images.stopGradient());
    }
}
