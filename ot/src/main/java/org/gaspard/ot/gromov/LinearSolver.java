package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.ExactTransportResult;
import org.gaspard.ot.exact.SuccessiveShortestPaths;

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

    /**
     * Matching by shortest augmenting paths for uniform weights and n = m, and successive shortest paths otherwise; both
     * deterministic. Each path costs {@code O((n + m)²)}, and about {@code n + m} of them are needed.
     */
    static LinearSolver shortestPaths() {
        return (cost, a, b) -> {
            if (a.length == b.length && uniform(a) && uniform(b)) {
                Assignment matching = Assignment.solve(cost, a.length, b.length);
                double[] plan = new double[cost.length];
                for (int i = 0; i < a.length; i++) {
                    plan[i * b.length + matching.columnOf()[i]] = a[i];
                }
                return new Solution(plan, matching.u(), matching.v());
            }
            ExactTransportResult result = SuccessiveShortestPaths.solve(new TransportProblem(cost, a, b));
            return new Solution(result.densePlan(), result.f(), result.g());
        };
    }

    private static boolean uniform(double[] weights) {
        return Arrays.stream(weights).allMatch(w -> w == weights[0]);
    }
}
