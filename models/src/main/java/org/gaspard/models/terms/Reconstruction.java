package org.gaspard.models.terms;

import org.gaspard.models.VaePass;

/** {@code -log p(x | z)}, summed over pixels and averaged over the batch. */
public record Reconstruction() implements Term {

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public boolean reconstructs() {
        return true;
    }

    @Override
    public Value value(VaePass pass) {
        return Value.of(pass.model()
                .likelihood()
                .negativeLogLikelihood(pass.output(), pass.images())
                .mean());
    }
}
