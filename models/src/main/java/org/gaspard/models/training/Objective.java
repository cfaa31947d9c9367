package org.gaspard.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
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
 * @param maxNorm the largest Euclidean norm of the gradient of all terms in all that is trained: a longer one is scaled down to
 *     it; or none
 * @param responses what the model answers to its opponents in a second update of the same step
 */
public record Objective(
        List<WeightedTerm> terms,
        List<Opponent> opponents,
        List<Projection> projections,
        OptionalDouble maxNorm,
        List<Response> responses) {

    /** Copies the lists and checks that projections name terms, responses have opponents and the norm is above 0. */
    public Objective {
        terms = List.copyOf(terms);
        opponents = List.copyOf(opponents);
        projections = List.copyOf(projections);
        responses = List.copyOf(responses);
        maxNorm.ifPresent(norm -> Checks.positive("maxNorm", norm));
        if (opponents.isEmpty() && !responses.isEmpty()) {
            throw new IllegalArgumentException("responses answer opponents, found none");
        }
        if (!responses.isEmpty()) {
            opponents.stream()
                    .filter(opponent -> opponent.turn() instanceof Opponent.Turn.After)
                    .findFirst()
                    .ifPresent(opponent -> {
                        throw new IllegalArgumentException(
                                "responses answer opponents that are updated beside the model, found "
                                        + opponent.loss().name() + ", which is updated after it");
                    });
        }
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
        return new Objective(terms, List.of(), List.of(), OptionalDouble.empty(), List.of());
    }

    /** A sum of terms. */
    public static Objective of(WeightedTerm... terms) {
        return of(List.of(terms));
    }

    /** This objective with a further summand. */
    public Objective plus(WeightedTerm term) {
        return new Objective(plus(terms, term), opponents, projections, maxNorm, responses);
    }

    /** This objective with a network that is trained against the model. */
    public Objective against(Opponent opponent) {
        return new Objective(terms, plus(opponents, opponent), projections, maxNorm, responses);
    }

    /** This objective with a term that gives way to others. */
    public Objective projected(Projection projection) {
        return new Objective(terms, opponents, plus(projections, projection), maxNorm, responses);
    }

    /** This objective, the gradient of its terms of at most this norm. */
    public Objective clipped(double norm) {
        return new Objective(terms, opponents, projections, OptionalDouble.of(norm), responses);
    }

    /** This objective with an answer of the model to its opponents. */
    public Objective answering(Response response) {
        return new Objective(terms, opponents, projections, maxNorm, plus(responses, response));
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

    /** What latents of new images are drawn from: the sampler of the first term that has one, else N(0, I). */
    public LatentSampler sampler() {
        return terms.stream()
                .flatMap(weighted -> weighted.term().sampler().stream())
                .findFirst()
                .orElseGet(StandardNormal::new);
    }

    /** The terms of the model, the losses of its opponents and its answers. */
    List<Term> all() {
        List<Term> all = new ArrayList<>(terms.stream().map(WeightedTerm::term).toList());
        opponents.forEach(opponent -> all.add(opponent.loss()));
        responses.forEach(response -> all.add(response.term()));
        return all;
    }

    /** Whether a step needs a second batch. */
    public boolean needsOtherImages() {
        return all().stream().anyMatch(Term::needsOtherImages);
    }
}
