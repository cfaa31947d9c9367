package org.gaspard.ot.exact;

import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.solver.TransportSimplex;

/**
 * Exact linear transport, {@code min ⟨P, C⟩} over {@code P ≥ 0}, {@code P1 = a}, {@code Pᵀ1 = b}, by the network simplex
 * method ([AMO93], chapter 11).
 *
 * <p>A vertex of the polytope of couplings is a spanning tree of the graph of rows and columns. A pivot takes in an arc
 * whose cost {@code c_ij} is below what the potentials of the tree say, {@code f_i + g_j}, and gives up one of the arcs that
 * lose their flow; when no such arc is left the potentials prove that the plan is optimal. The arc taken in is the best of a
 * block of about {@code √(nm)} costs, the blocks following each other cyclically ([BPPH11]). The trees are kept
 * strongly feasible ([C76]), so that degenerate problems, such as assignments, end too. The start is greedy: each row sends
 * what it has to its cheapest columns that want more.
 *
 * <p>Weights are arbitrary; those of 0 are left out of the tree and get a potential at the end. Where the sums of a and b
 * differ in their last digits, b is scaled to the sum of a. The worst-case number of pivots is exponential; in practice it
 * grows a little faster than n + m, and each costs {@code O(√(nm) + n + m)}. Memory {@code O(n + m)} beside the costs.
 * Single-threaded and deterministic.
 *
 * <p>For uniform weights and n = m {@link org.gaspard.ot.Assignment} is an alternative with a polynomial bound, and
 * {@link SuccessiveShortestPaths} is the same problem solved in the shortest way to write down.
 *
 * @param tolerance an arc is taken in if it gains more than this times the largest absolute cost, at least 0; much below
 *     10⁻¹⁵ it is rounding errors that are followed
 * @param maxPivots the limit on pivots, at least 0; at the limit the plan is a coupling that is not optimal
 */
public record NetworkSimplex(double tolerance, long maxPivots) {

    /** Checks the ranges. */
    public NetworkSimplex {
        Checks.nonNegative("tolerance", tolerance);
        if (maxPivots < 0) {
            throw new IllegalArgumentException("maxPivots is " + maxPivots + ", expected at least 0");
        }
    }

    /** Tolerance 10⁻¹⁴ and at most 10⁹ pivots. */
    public NetworkSimplex() {
        this(1e-14, 1_000_000_000);
    }

    /** The same with another tolerance. */
    public NetworkSimplex withTolerance(double value) {
        return new NetworkSimplex(value, maxPivots);
    }

    /** The same with another limit. */
    public NetworkSimplex withMaxPivots(long value) {
        return new NetworkSimplex(tolerance, value);
    }

    /** An optimal coupling with at most n + m − 1 entries, and potentials that prove it. */
    public ExactTransportResult solve(TransportProblem problem) {
        Support support = Support.of(problem);
        TransportSimplex run = new TransportSimplex(support.cost(), support.a(), support.b());
        boolean optimal = run.solve(tolerance, maxPivots);
        int n = support.a().length;
        int m = support.b().length;
        SparsePlan.Builder plan = new SparsePlan.Builder(n, m, n + m);
        run.forEachEntry(plan::add);
        return support.result(problem, run.rowPotentials(), plan.build(), run.pivots(), optimal);
    }
}
