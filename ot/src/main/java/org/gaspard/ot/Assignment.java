package org.gaspard.ot;

import org.gaspard.ot.check.Checks;

/**
 * A cheapest matching of n rows to m ≥ n columns, with the dual prices that prove it.
 *
 * <p>The duals satisfy {@code u_i + v_j ≤ C[i,j]}, with equality on the matching, {@code v_j ≤ 0}, and {@code v_j = 0}
 * on unmatched columns; hence {@code cost = Σ u + Σ v}.
 *
 * @param columnOf the column of each row
 * @param cost {@code Σ_i C[i, columnOf[i]]}
 * @param u the price of each row
 * @param v the price of each column
 */
public record Assignment(int[] columnOf, double cost, double[] u, double[] v) {

    /**
     * Solves the linear assignment problem {@code min Σ_i C[i, σ(i)]} by shortest augmenting paths (Jonker and
     * Volgenant, in the form of [C16]). Time {@code O(n²m)}, and deterministic among ties.
     *
     * @param cost the costs, [n × m] with n ≤ m, up to 10³⁰⁰ in size; {@code +∞} forbids a pair; not modified
     * @throws IllegalArgumentException if n exceeds m, an entry is NaN, −∞ or too large, or the forbidden pairs leave no
     *     matching
     */
    public static Assignment solve(double[] cost, int n, int m) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, n);
        Checks.length("cost", cost, (long) n * m);
        for (int k = 0; k < cost.length; k++) {
            if (!(Math.abs(cost[k]) <= TransportProblem.LARGEST_COST) && cost[k] != Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "cost[" + k + "] is " + cost[k] + ", expected a number of at most 1e300 in size or +∞");
            }
        }
        ShortestAugmentingPaths paths = new ShortestAugmentingPaths(n, m);
        paths.solve(cost);
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += cost[i * m + paths.columnOf[i]];
        }
        return new Assignment(paths.columnOf, total, paths.u, paths.v);
    }
}
