package org.gaspard.ot;

import org.gaspard.ot.check.Checks;

/**
 * A schedule that starts with a larger ε and shrinks it to the target: {@code ε_t = ε · max(initial · decay^t, 1)}.
 *
 * @param initial how many times larger the first ε is, at least 1
 * @param decay the factor from one step to the next, in (0, 1)
 */
public record Annealing(double initial, double decay) {

    /** The target ε from the first step on. */
    public static final Annealing NONE = new Annealing(1, 0.5);

    public Annealing {
        Checks.within("initial", initial, 1, Double.MAX_VALUE);
        Checks.positive("decay", decay);
        Checks.within("decay", decay, 0, Math.nextDown(1.0));
    }

    /** The ε of step t = 0, 1, …. */
    public double at(double epsilon, int t) {
        return epsilon * Math.max(initial * Math.pow(decay, t), 1);
    }
}
