package org.gaspard.ot;

import org.gaspard.ot.check.Checks;

/**
 * An entropic regularisation relative to the scale of two cost matrices: {@code ε = ε₀ · stat(C_X) · stat(C_Y)} ([U24],
 * Algorithm 1). Such an ε makes a Gromov-Wasserstein plan invariant to a rescaling of either cost.
 *
 * <p>The product of statistics may be tiny, zero or negative (the mean of cosine similarities of centred data). ε is
 * therefore at least {@code floor · max|C_X| · max|C_Y|}, and {@link Value#floored()} says when that bound acted.
 *
 * @param epsilon0 the factor ε₀, above 0
 * @param statistic what is measured on both matrices
 * @param floor the relative lower bound, above 0 and at most 1
 */
public record RelativeEpsilon(double epsilon0, ScaleStatistic statistic, double floor) {

    /** The default of {@link #floor()}. */
    public static final double DEFAULT_FLOOR = 1e-5;

    public RelativeEpsilon {
        Checks.positive("epsilon0", epsilon0);
        Checks.positive("floor", floor);
        Checks.within("floor", floor, 0, 1);
    }

    /** With {@link #DEFAULT_FLOOR}. */
    public RelativeEpsilon(double epsilon0, ScaleStatistic statistic) {
        this(epsilon0, statistic, DEFAULT_FLOOR);
    }

    /** An ε and whether it is the lower bound rather than the rule. */
    public record Value(double epsilon, boolean floored) {}

    /** The ε for two cost matrices; for a constant-zero matrix, where ε has no effect, it is ε₀. */
    public Value of(double[] cX, double[] cY) {
        Checks.finite("cX", cX);
        Checks.finite("cY", cY);
        double rule = epsilon0 * statistic.of(cX) * statistic.of(cY);
        double least = floor * largest(cX) * largest(cY);
        if (rule >= least && rule > 0) {
            return new Value(rule, false);
        }
        return new Value(least > 0 ? least : epsilon0, true);
    }

    private static double largest(double[] matrix) {
        double largest = 0;
        for (double c : matrix) {
            largest = Math.max(largest, Math.abs(c));
        }
        return largest;
    }
}
