package org.gaspard.models.terms;

import org.gaspard.models.VaePass;
import org.gaspard.models.prior.Prior;
import org.gaspard.tensor.Tensor;

/**
 * The divergence from any prior, {@code KL(q(z|x) ‖ p(z)) = E[ln q(z|x) − ln p(z)]}, estimated at the latents of the pass and
 * averaged over the batch. For a standard normal prior {@link KlDivergence} has no noise. The estimate may be negative. Its
 * gradient flows through the latents, the posteriors and what the prior trains.
 *
 * <p>Kingma, Welling: Auto-encoding variational Bayes. ICLR 2014; Tomczak, Welling: VAE with a VampPrior. AISTATS
 * 2018, arXiv 1705.07120.
 *
 * @param prior p
 */
public record MonteCarloKl(Prior prior) implements PriorTerm {

    @Override
    public String name() {
        return "monte_carlo_kl";
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        return Value.of(pass.posterior()
                .logDensities(z)
                .sum(1)
                .subtract(prior.logDensity(z, pass.model(), pass.pass()))
                .mean());
    }
}
