package org.gaspard.ot.gromov;

import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.ThirdLowerBound;
import org.gaspard.ot.matrix.Couplings;

/**
 * Mémoli's lower bounds of Gromov-Wasserstein ([M11], section 6), for the square loss with its ½. Each compares what can
 * be read off the two spaces without matching pairs; the plans of the first and third are good starts for solvers. The
 * third bound is at least the first; the second is not comparable with either.
 */
public final class GromovLowerBounds {

    private GromovLowerBounds() {}

    /**
     * A bound and the coupling that attains it.
     *
     * @param value at most the Gromov-Wasserstein cost of any coupling
     * @param plan the monotone coupling of the points by eccentricity, [n × m]
     */
    public record First(double value, double[] plan) {}

    /**
     * The first lower bound: transport between eccentricities, {@code ½ W₂²(s_X♯a, s_Y♯b)} with {@code s_X(i)² = Σ_k
     * C_X[i,k]² a_k}. It holds by the reverse triangle inequality in L². Time {@code O(n² + m²)}. The plan is an
     * {@link InitialCoupling#given start} that costs next to nothing.
     */
    public static First first(GromovProblem problem) {
        int m = problem.columns();
        double[] left = eccentricities(problem.cX(), problem.a());
        double[] right = eccentricities(problem.cY(), problem.b());
        double[] plan = new double[problem.rows() * m];
        double[] value = {0};
        WeightedLine.couple(WeightedLine.of(left, problem.a()), WeightedLine.of(right, problem.b()), (i, j, mass) -> {
            plan[i * m + j] += mass;
            value[0] += 0.5 * mass * (left[i] - right[j]) * (left[i] - right[j]);
        });
        return new First(value[0], plan);
    }

    /**
     * The second lower bound: transport between the distributions of all costs, {@code ½ W₂²(C_X♯(a⊗a), C_Y♯(b⊗b))}. It
     * has no plan. Time {@code O(n² log n + m² log m)}.
     */
    public static double second(GromovProblem problem) {
        double[] left = problem.cX();
        double[] right = problem.cY();
        double[] value = {0};
        WeightedLine.couple(
                WeightedLine.of(left, squared(problem.a())),
                WeightedLine.of(right, squared(problem.b())),
                (i, j, mass) -> value[0] += 0.5 * mass * (left[i] - right[j]) * (left[i] - right[j]));
        return value[0];
    }

    /** The third lower bound with an exact plan for any weights, where {@link ThirdLowerBound#of} is approximate. */
    public static ThirdLowerBound third(GromovProblem problem, LinearSolver solver) {
        double[] local = ThirdLowerBound.localCosts(problem);
        double[] plan = solver.solve(local, problem.a(), problem.b()).plan();
        return new ThirdLowerBound(plan, Couplings.dot(plan, local), true);
    }

    /**
     * Starts that know nothing but the costs: the independent coupling, and the plans of the first and third bound. A solver
     * that gets all of them keeps the best result, for the price of three solves.
     */
    public static InitialCoupling starts(GromovProblem problem) {
        return InitialCoupling.bestOf(
                InitialCoupling.product(),
                InitialCoupling.given(first(problem).plan()),
                InitialCoupling.given(
                        third(problem, LinearSolver.networkSimplex()).plan()));
    }

    /** {@code s(i) = (Σ_k C[i,k]² w_k)^½}. */
    static double[] eccentricities(double[] c, double[] w) {
        int n = w.length;
        double[] s = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += c[i * n + k] * c[i * n + k] * w[k];
            }
            s[i] = Math.sqrt(sum);
        }
        return s;
    }

    private static double[] squared(double[] w) {
        int n = w.length;
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                all[i * n + k] = w[i] * w[k];
            }
        }
        return all;
    }
}
