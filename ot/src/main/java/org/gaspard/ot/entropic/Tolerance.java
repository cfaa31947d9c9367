package org.gaspard.ot.entropic;

import org.gaspard.ot.check.Checks;

/**
 * When to stop: once the next update would move the sums of the columns by at most {@code absolute + relative · Σb} in the
 * 1-norm. For hard marginals that is the error {@code ‖Pᵀ1 − b‖₁}.
 *
 * @param absolute at least 0
 * @param relative at least 0
 */
public record Tolerance(double absolute, double relative) {

    public Tolerance {
        Checks.nonNegative("absolute", absolute);
        Checks.nonNegative("relative", relative);
    }

    /** {@code absolute} alone. */
    public static Tolerance absolute(double value) {
        return new Tolerance(value, 0);
    }

    /** {@code relative} alone. */
    public static Tolerance relative(double value) {
        return new Tolerance(0, value);
    }

    double of(double mass) {
        return absolute + relative * mass;
    }
}
