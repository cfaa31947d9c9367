package org.gaspard.models.methods;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Projection;

/**
 * Terms that any base model can carry. Some have parameters of their own, so each model is given its own.
 *
 * @param name as papers write it
 * @param terms with their weights
 * @param givesWay to which terms of the base model
 */
public record Regulariser(String name, List<WeightedTerm> terms, GivesWay givesWay) {

    /** Copies the list. */
    public Regulariser {
        terms = List.copyOf(terms);
    }

    /** Terms whose gradients are added as they are. */
    public static Regulariser of(String name, WeightedTerm... terms) {
        return new Regulariser(name, List.of(terms), GivesWay.NEVER);
    }

    /**
     * The objective of a base model with these terms.
     *
     * @throws IllegalArgumentException if they give way to the reconstruction, and the objective has none
     */
    public Objective on(Objective base) {
        return on(base, base);
    }

    /**
     * The objective of a base model with all of some regularisers. None gives way to another one, so their order does not matter.
     *
     * @throws IllegalArgumentException if one gives way to the reconstruction, and the objective has none
     */
    public static Objective all(List<Regulariser> regularisers, Objective base) {
        Objective objective = base;
        for (Regulariser regulariser : regularisers) {
            objective = regulariser.on(objective, base);
        }
        return objective;
    }

    private Objective on(Objective objective, Objective base) {
        Set<String> against = against(base);
        Objective all = objective;
        for (WeightedTerm term : terms) {
            all = all.plus(term);
            if (!against.isEmpty()) {
                all = all.projected(new Projection(term.term().name(), against));
            }
        }
        return all;
    }

    private Set<String> against(Objective base) {
        return switch (givesWay) {
            case NEVER -> Set.of();
            case TO_RECONSTRUCTION -> Set.of(new Reconstruction().name());
            case TO_ALL ->
                base.terms().stream().map(weighted -> weighted.term().name()).collect(Collectors.toUnmodifiableSet());
        };
    }
}
