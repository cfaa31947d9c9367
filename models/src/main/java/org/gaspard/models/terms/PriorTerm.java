package org.gaspard.models.terms;

import java.util.List;
import java.util.Optional;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Parameter;

/** A term that leads the latents to a prior and trains what the prior trains; new images are made of its draws. */
public interface PriorTerm extends Term {

    /** Where latents are led to. */
    LatentSampler prior();

    @Override
    default List<Parameter> parameters() {
        return prior().parameters();
    }

    @Override
    default List<Parameter> buffers() {
        return prior().buffers();
    }

    @Override
    default Optional<LatentSampler> sampler() {
        return Optional.of(prior());
    }
}
