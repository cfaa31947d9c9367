package org.gaspard.models.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Parameter;

/** What draws of a prior and their images depend on. */
final class Draws {

    private Draws() {}

    static List<Parameter> state(LatentSampler sampler, Vae model) {
        return Stream.of(sampler.parameters(), sampler.buffers(), model.parameters(), model.buffers())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
