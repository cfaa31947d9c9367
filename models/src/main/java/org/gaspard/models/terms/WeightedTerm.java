package org.gaspard.models.terms;

import org.gaspard.autodiff.optim.Schedule;

/**
 * A term with its weight, which may change from step to step.
 *
 * @param term the term
 * @param weight its factor at each step
 * @param start the first step at which it is computed at all, counted from 0; its figures before that are NaN
 */
public record WeightedTerm(Term term, Schedule weight, long start) {

    /** Checks the range. */
    public WeightedTerm {
        if (start < 0) {
            throw new IllegalArgumentException("start must be at least 0, found " + start);
        }
    }

    /** A term from the first step on. */
    public WeightedTerm(Term term, Schedule weight) {
        this(term, weight, 0);
    }

    /** A term with the same weight at every step. */
    public static WeightedTerm of(Term term, double weight) {
        return new WeightedTerm(term, Schedule.constant(weight));
    }

    /** This term, left out of all steps before {@code step}. */
    public WeightedTerm from(long step) {
        return new WeightedTerm(term, weight, step);
    }
}
