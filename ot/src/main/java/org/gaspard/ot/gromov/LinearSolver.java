package org.gaspard.ot.gromov;

import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.ExactTransportResult;
import org.gaspard.ot.exact.NetworkSimplex;

/**
 * A solver of linear transport problems without regularisation, {@code min ⟨P, C⟩} over the couplings of a and b: the
 * inner problem of conditional gradients.
 */
@FunctionalInterface
public interface LinearSolver {

    /**
     * A cheapest coupling, with prices that prove it: {@code u_i + v_j ≤ C[i,j]}, with equality where {@code P[i,j] > 0}.
     *
     * @param plan [n × m]
     * @param u one price for each row
     * @param v one price for each column
     */
    record Solution(double[] plan, double[] u, double[] v) {}

    /**
     * Solves a problem.
     *
     * @param cost finite costs, [n × m]; not modified
     * @param a n weights, at least 0; not modified
     * @param b m weights, at least 0, with the same sum; not modified
     */
    Solution solve(double[] cost, double[] a, double[] b);

    /** The network simplex method, for any weights: deterministic, with a plan that is a vertex. */
    static LinearSolver networkSimplex() {
        NetworkSimplex simplex = new NetworkSimplex();
        return (cost, a, b) -> {
            ExactTransportResult result = simplex.solve(new TransportProblem(cost, a, b));
            return new Solution(result.densePlan(), result.f(), result.g());
        };
    }
}
