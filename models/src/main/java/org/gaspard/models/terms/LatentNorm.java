package org.gaspard.models.terms;

import org.gaspard.models.VaePass;

/**
 * {@code ½ ‖z‖²}, averaged over the batch: what regularised autoencoders have in the place of the divergence, whose part in the
 * means it is. {@code O(N d)}; the gradient flows through the latents.
 *
 * <p>Ghosh et al.: From variational to deterministic autoencoders. ICLR 2020, arXiv 1903.12436.
 */
public record LatentNorm() implements Term {

    @Override
    public String name() {
        return "latent_norm";
    }

    @Override
    public Value value(VaePass pass) {
        return Value.of(pass.latent().square().sum(1).mean().multiply(0.5));
    }
}
