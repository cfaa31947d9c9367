package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.tensor.Parameter;

/**
 * What a model is trained for: to make a weighted sum of terms small, beside networks that are trained against it, with rules
 * for terms whose gradients oppose each other.
 *
 * @param terms the summands
 * @param opponents networks with losses of their own, trained in the same step
 * @param projections which terms give way to which
 */
public record Objective(List<WeightedTerm> terms, List<Opponent> opponents, List<Projection> projections) {

    /** Copies the lists and checks that projections name terms. */
    public Objective {
        terms = List.copyOf(terms);
        opponents = List.copyOf(opponents);
        projections = List.copyOf(projections);
        List<String> names =
                terms.stream().map(weighted -> weighted.term().name()).toList();
        for (Projection projection : projections) {
            Stream.concat(Stream.of(projection.term()), projection.against().stream())
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                "a projection names the term " + name + ", expected one of " + names);
                    });
        }
        if (projections.stream().map(Projection::term).distinct().count() < projections.size()) {
            throw new IllegalArgumentException("a term is projected once, found " + projections);
        }
    }

    /** A sum of terms. */
    public static Objective of(List<WeightedTerm> terms) {
        return new Objective(terms, List.of(), List.of());
    }

    /** A sum of terms. */
    public static Objective of(WeightedTerm... terms) {
        return of(List.of(terms));
    }

    /** This objective with a further summand. */
    public Objective plus(WeightedTerm term) {
        return new Objective(plus(terms, term), opponents, projections);
    }

    /** This objective with a network that is trained against the model. */
    public Objective against(Opponent opponent) {
        return new Objective(terms, plus(opponents, opponent), projections);
    }

    /** This objective with a term that gives way to others. */
    public Objective projected(Projection projection) {
        return new Objective(terms, opponents, plus(projections, projection));
    }

    private static <T> List<T> plus(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /** What the terms train themselves, such as a learned scale: for the optimiser of the model. */
    public List<Parameter> parameters() {
        return terms.stream()
                .flatMap(weighted -> weighted.term().parameters().stream())
                .distinct()
                .toList();
    }

    /** The terms of the model and the losses of its opponents. */
    List<Term> all() {
        List<Term> all = new ArrayList<>(terms.stream().map(WeightedTerm::term).toList());
        opponents.forEach(opponent -> all.add(opponent.loss()));
        return all;
    }

    /** Whether a step needs a second batch. */
    public boolean needsOtherImages() {
        return all().stream().anyMatch(Term::needsOtherImages);
    }
}
