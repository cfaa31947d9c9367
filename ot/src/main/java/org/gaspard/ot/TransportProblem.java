package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * A linear transport problem: {@code min ⟨P, C⟩} over {@code P ≥ 0}, {@code P1 = a}, {@code Pᵀ1 = b}.
 *
 * <p>The arrays are not copied; do not modify them while the problem is in use.
 *
 * @param cost the costs, [n × m], at most 10³⁰⁰ in absolute value
 * @param a the n row weights, at least 0
 * @param b the m column weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
 */
public record TransportProblem(double[] cost, double[] a, double[] b) {

    /** Sums of this and of as many others as there may be points do not overflow. */
    static final double LARGEST_COST = 1e300;

    public TransportProblem {
        Checks.atLeast("the number of rows", a.length, 1);
        Checks.atLeast("the number of columns", b.length, 1);
        Checks.length("cost", cost, (long) a.length * b.length);
        Checks.bounded("cost", cost, LARGEST_COST);
        double rows = Checks.weights("a", a);
        double columns = Checks.weights("b", b);
        Checks.sameSum(rows, columns);
    }

    /** The problem with uniform weights 1/n and 1/m. */
    public static TransportProblem uniform(double[] cost, int n, int m) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        return new TransportProblem(cost, uniformWeights(n), uniformWeights(m));
    }

    static double[] uniformWeights(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    /** n. */
    public int rows() {
        return a.length;
    }

    /** m. */
    public int columns() {
        return b.length;
    }
}
