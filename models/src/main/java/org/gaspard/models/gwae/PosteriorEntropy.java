package org.gaspard.models.gwae;

import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Tensor;

/**
 * What is made small to keep the encoder random: the negative entropy of its posteriors, averaged over the batch, {@code L_H = −mean
 * Σ_k ln σ_k²}. That is the entropy {@code H = ½ Σ_k (ln σ_k² + 1 + ln 2π)} twice, without its constant: a weight of 0.03 on L_H is
 * one of 0.06 on −H. No entropy of the prior is needed.
 *
 * <p>Nakagawa et al.: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007; the form is that of the published program.
 *
 * @param form what is computed
 */
public record PosteriorEntropy(Form form) implements Term {

    private static final double CONSTANT = 1 + Math.log(2 * Math.PI);

    /** What is computed. */
    public enum Form {
        /** {@code −Σ ln σ²}, as the published program does. */
        LOG_VARIANCES,
        /** {@code −H}, in nats. */
        NATS
    }

    @Override
    public String name() {
        return "negative_entropy";
    }

    @Override
    public Value value(VaePass pass) {
        Tensor logs = pass.posterior().logVariance();
        Tensor entropies = switch (form) {
            case LOG_VARIANCES -> logs;
            case NATS -> logs.add(CONSTANT).multiply(0.5);
        };
        return Value.of(entropies.sum(1).mean().negate());
    }
}
