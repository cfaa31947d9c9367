package org.gaspard.models.training;

import java.util.List;
import java.util.OptionalDouble;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;

/**
 * How a part of a model answers its opponents, in a second update of the same step. Where an objective has responses, a step of
 * the parameters θ is
 *
 * <pre>{@code
 * g ← ∇ Σ terms at θ                       projected and clipped, as without responses
 * θ' ← θ updated by g
 * φ' ← opponents φ updated                 their losses see a new pass of θ' over the same images
 * g_P ← g_P + w ∇_P term at θ', φ'         for each response with its parameters P; then clipped
 * θ'' ← θ' updated by g                    by the same optimiser: its second update in this step
 * }</pre>
 *
 * <p>So all that the optimiser trains moves by the gradient of the terms a second time, also what no response names. That is what
 * the published program of DAVA does, which adds the gradients of its answers to those that are still there. No gradient flows
 * through the opponents' update.
 *
 * <p>Costs a forward pass of the model, a backward pass for each response, and memory for one gradient.
 *
 * @param term the answer
 * @param weight w, at each step
 * @param parameters P, of the model: the gradient of the term is taken in these alone
 * @param maxNorm the largest Euclidean norm of g_P, or none
 */
public record Response(Term term, Schedule weight, List<Parameter> parameters, OptionalDouble maxNorm) {

    /** Copies the list and checks that there are parameters and a norm above 0. */
    public Response {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("parameters of the response " + term.name() + " must not be empty");
        }
        maxNorm.ifPresent(norm -> Checks.positive("maxNorm", norm));
    }

    /** A response that is not clipped. */
    public Response(Term term, Schedule weight, List<Parameter> parameters) {
        this(term, weight, parameters, OptionalDouble.empty());
    }

    /** This response, its gradient of at most this norm. */
    public Response clipped(double norm) {
        return new Response(term, weight, parameters, OptionalDouble.of(norm));
    }
}
