package org.gaspard.autodiff.optim;

/**
 * A number that depends on the step, counted from 0: a learning rate or the weight of a term. Its values are passed to
 * a step as leaves.
 */
@FunctionalInterface
public interface Schedule {

    /** The value at step {@code t ≥ 0}. */
    double at(long t);

    /** Always {@code value}. */
    static Schedule constant(double value) {
        return t -> value;
    }

    /** From {@code start} at step 0 in a straight line to {@code end} at step {@code steps}, and there it stays. */
    static Schedule linear(double start, double end, long steps) {
        checkPositive("steps", steps);
        return t -> start + (end - start) * fraction(t, steps);
    }

    /**
     * From {@code start} at step 0 along half a cosine to {@code end} at step {@code steps}, and there it stays:
     * {@code end + (start - end) (1 + cos(π t / steps)) / 2}. Loshchilov and Hutter, SGDR, 2017, eq. 5.
     */
    static Schedule cosine(double start, double end, long steps) {
        checkPositive("steps", steps);
        return t -> end + (start - end) * (1 + Math.cos(Math.PI * fraction(t, steps))) / 2;
    }

    /** {@code start · factorᵗ}. */
    static Schedule exponential(double start, double factor) {
        return t -> start * Math.pow(factor, t);
    }

    /** {@code start}, multiplied by {@code factor} after every {@code every} steps. */
    static Schedule step(double start, double factor, long every) {
        checkPositive("every", every);
        return t -> start * Math.pow(factor, Math.floorDiv(t, every));
    }

    /**
     * In each period from {@code low} in a straight line to {@code high}, reached after the part {@code rise} of the
     * period, then {@code high} to its end. Fu et al., Cyclical Annealing Schedule, 2019.
     *
     * @param rise in (0, 1]
     */
    static Schedule cyclic(double low, double high, long period, double rise) {
        checkPositive("period", period);
        if (!(rise > 0 && rise <= 1)) {
            throw new IllegalArgumentException("rise " + rise + " must be in (0, 1]");
        }
        return t -> low + (high - low) * Math.min(1, (t % period) / (period * rise));
    }

    /**
     * In each period from {@code low} in a straight line to {@code high} at its middle and back. Smith, Cyclical
     * Learning Rates, 2017.
     */
    static Schedule triangular(double low, double high, long period) {
        checkPositive("period", period);
        return t -> low + (high - low) * (1 - Math.abs(2.0 * (t % period) / period - 1));
    }

    /**
     * This schedule after a linear warm-up: at step {@code t < steps} the value that this has at 0 times
     * {@code (t + 1) / steps}, so that the first step already moves; then this schedule from its beginning.
     */
    default Schedule afterWarmUp(long steps) {
        checkPositive("steps", steps);
        return t -> t < steps ? at(0) * (t + 1) / steps : at(t - steps);
    }

    /** This schedule for {@code steps} steps, then {@code next} from its beginning. */
    default Schedule then(long steps, Schedule next) {
        checkPositive("steps", steps);
        return t -> t < steps ? at(t) : next.at(t - steps);
    }

    private static double fraction(long t, long steps) {
        return Math.min(1, (double) t / steps);
    }

    private static void checkPositive(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, found " + number);
        }
    }
}
