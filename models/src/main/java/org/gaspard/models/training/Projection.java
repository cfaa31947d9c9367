package org.gaspard.models.training;

import java.util.Set;

/**
 * A term that must not work against others: where its gradient g (with its weight) and the summed gradient h of the others
 * point apart, the part of g along h is taken away,
 *
 * <pre>{@code g ← g − (⟨g, h⟩ / ⟨h, h⟩) h   if ⟨g, h⟩ < 0}</pre>
 *
 * <p>with one scalar product over all parameters of the model. Costs one backward pass for each term that is named.
 *
 * <p>Balabin et al.: Disentanglement learning via topology. ICML 2024, arXiv 2308.12696, where the topological term gives way to
 * the reconstruction, or to the reconstruction and the divergence; the one-sided projection is that of Yu et al.: Gradient
 * surgery for multi-task learning. NeurIPS 2020.
 *
 * @param term the name of the term that gives way
 * @param against the names of the terms it gives way to
 */
public record Projection(String term, Set<String> against) {

    /** Copies the names and checks that there are any. */
    public Projection {
        against = Set.copyOf(against);
        if (against.isEmpty() || against.contains(term)) {
            throw new IllegalArgumentException("against must name other terms than " + term + ", found " + against);
        }
    }
}
