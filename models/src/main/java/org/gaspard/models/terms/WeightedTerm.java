package org.gaspard.models.terms;

import org.gaspard.autodiff.optim.Schedule;

/**
 * A term with its weight, which may change from step to step.
 *
 * @param term the term
 * @param weight its factor at each step
 */
public record WeightedTerm(Term term, Schedule weight) {

    /** A term with the same weight at every step. */
    public static WeightedTerm of(Term term, double weight) {
        return new WeightedTerm(term, Schedule.constant(weight));
    }
}
