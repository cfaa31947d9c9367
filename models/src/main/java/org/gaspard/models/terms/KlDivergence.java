package org.gaspard.models.terms;

import org.gaspard.models.VaePass;

/**
 * {@code KL(q(z|x) ‖ N(0, I))}, summed over dimensions and averaged over the batch. With the weight β this is β-VAE.
 *
 * <p>Higgins et al.: β-VAE: Learning basic visual concepts with a constrained variational framework. ICLR 2017.
 */
public record KlDivergence() implements Term {

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public Value value(VaePass pass) {
        return Value.of(pass.posterior().kl().sum(1).mean());
    }
}
