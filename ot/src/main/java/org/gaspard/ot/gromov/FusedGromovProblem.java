package org.gaspard.ot.gromov;

import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.check.Checks;

/**
 * Two weighted spaces to be matched by their inner costs and by the features of their points ([V19]):
 *
 * <pre>{@code
 * min (1 − α) ⟨M, P⟩ + α ½ Σ ℓ(C_X[i,i'], C_Y[j,j']) P[i,j] P[i',j']      over the couplings P of a and b
 * }</pre>
 *
 * <p>With α = 1 it is Gromov-Wasserstein for the chosen loss, with α = 0 linear transport. Libraries that leave out the
 * ½ have the same plans with {@code 2M} in place of M, and twice the value.
 *
 * @param spaces the inner costs and weights
 * @param features the costs M between the features of points of the two spaces, [n × m], at most 10²⁹⁰ in
 *     absolute value; copied
 * @param alpha the share α of the structure, in [0, 1]
 * @param loss ℓ
 */
public record FusedGromovProblem(GromovProblem spaces, double[] features, double alpha, GromovLoss loss) {

    private static final double LARGEST_FEATURE_COST = 1e290;

    public FusedGromovProblem {
        Checks.length("features", features, (long) spaces.rows() * spaces.columns());
        Checks.bounded("features", features, LARGEST_FEATURE_COST);
        Checks.within("alpha", alpha, 0, 1);
        if (loss == GromovLoss.KL) {
            requireAbove("cX", spaces.cX(), 0, "at least 0");
            requireAbove("cY", spaces.cY(), Double.MIN_VALUE, "above 0");
        }
        features = features.clone();
    }

    /** The problem without features, α = 1. */
    public static FusedGromovProblem of(GromovProblem spaces, GromovLoss loss) {
        return new FusedGromovProblem(spaces, new double[spaces.rows() * spaces.columns()], 1, loss);
    }

    /** The problem with features and the square loss. */
    public static FusedGromovProblem of(GromovProblem spaces, double[] features, double alpha) {
        return new FusedGromovProblem(spaces, features, alpha, GromovLoss.SQUARE);
    }

    /** n. */
    public int rows() {
        return spaces.rows();
    }

    /** m. */
    public int columns() {
        return spaces.columns();
    }

    /** The objective at a plan; for plans with other sums than a and b, too. Time {@code O(nm(n + m))}. */
    public double cost(double[] plan) {
        Checks.length("plan", plan, (long) rows() * columns());
        return new Objective(this).value(plan);
    }

    private static void requireAbove(String name, double[] c, double least, String expected) {
        for (int k = 0; k < c.length; k++) {
            if (c[k] < least) {
                throw new IllegalArgumentException(
                        name + "[" + k + "] is " + c[k] + ", expected a number " + expected + " for the KL loss");
            }
        }
    }
}
