package org.gaspard.models.methods;

import java.util.List;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Projection;

/**
 * Terms that any base model can carry.
 *
 * @param name as papers write it
 * @param terms with their weights
 * @param projections which of them give way to terms of the base model
 */
public record Regulariser(String name, List<WeightedTerm> terms, List<Projection> projections) {

    /** Copies the lists. */
    public Regulariser {
        terms = List.copyOf(terms);
        projections = List.copyOf(projections);
    }

    /** Terms whose gradients are added as they are. */
    public static Regulariser of(String name, WeightedTerm... terms) {
        return new Regulariser(name, List.of(terms), List.of());
    }

    /** The objective with these terms. */
    public Objective on(Objective objective) {
        Objective all = objective;
        for (WeightedTerm term : terms) {
            all = all.plus(term);
        }
        for (Projection projection : projections) {
            all = all.projected(projection);
        }
        return all;
    }
}
