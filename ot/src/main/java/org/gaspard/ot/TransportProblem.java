package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * A linear transport problem: {@code min ⟨P, C⟩} over {@code P ≥ 0}, {@code P1 = a}, {@code Pᵀ1 = b}.
 *
 * <p>The arrays are not copied; do not modify them while the problem is in use.
 *
 * @param cost the finite costs, [n × m]
 * @param a the n row weights, at least 0
 * @param b the m column weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
 */
public record TransportProblem(double[] cost, double[] a, double[] b) {

    public TransportProblem {
        Checks.atLeast("the number of rows", a.length, 1);
        Checks.atLeast("the number of columns", b.length, 1);
        Checks.length("cost", cost, (long) a.length * b.length);
        Checks.finite("cost", cost);
        double rows = Checks.weights("a", a);
        double columns = Checks.weights("b", b);
        if (Math.abs(rows - columns) > 1e-6 * rows) {
            throw new IllegalArgumentException("a sums to " + rows + " and b to " + columns + ", expected equal sums");
        }
    }

    /** The problem with uniform weights 1/n and 1/m. */
    public static TransportProblem uniform(double[] cost, int n, int m) {
        return new TransportProblem(cost, uniformWeights(n), uniformWeights(m));
    }

    static double[] uniformWeights(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    public int rows() {
        return a.length;
    }

    public int columns() {
        return b.length;
    }
}
