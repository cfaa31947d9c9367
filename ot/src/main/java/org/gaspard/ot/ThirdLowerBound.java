package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Sorting;

/**
 * Mémoli's third lower bound of Gromov-Wasserstein ([M11], section 6): transport with the cost
 * {@code L[i,j] = ½ W₂²(row i of C_X, row j of C_Y)} between the distributions of costs seen from each point. Every
 * coupling P satisfies {@code ⟨P, L⟩ ≤} its Gromov-Wasserstein cost, and the plan of the bound is a good start for a
 * solver: it uses no labels and knows no local minima. Time {@code O(nm(n + m))} and one linear problem.
 *
 * @param plan a coupling that minimises {@code ⟨P, L⟩}: by {@link #of} exactly for uniform weights and n = m, and to
 *     an entropic approximation otherwise
 * @param value {@code ⟨P, L⟩}, a lower bound where the plan is exact
 * @param exact whether it is
 */
public record ThirdLowerBound(double[] plan, double value, boolean exact) {

    private static final double RELATIVE_EPSILON = 0.01;

    /** The bound and its plan. */
    public static ThirdLowerBound of(GromovProblem problem) {
        int n = problem.rows();
        double[] local = localCosts(problem);
        if (problem.uniformSquare()) {
            Assignment matching = Assignment.solve(local, n, n);
            double[] plan = new double[n * n];
            for (int i = 0; i < n; i++) {
                plan[i * n + matching.columnOf()[i]] = problem.a()[i];
            }
            return new ThirdLowerBound(plan, Couplings.dot(plan, local), true);
        }
        double mean = ScaleStatistic.MEAN.of(local);
        TransportResult result = new Sinkhorn(mean > 0 ? RELATIVE_EPSILON * mean : 1)
                .solve(new TransportProblem(local, problem.a(), problem.b()));
        double[] plan = MarginalRounding.round(result.plan(), problem.a(), problem.b());
        return new ThirdLowerBound(plan, Couplings.dot(plan, local), false);
    }

    /** The costs {@code L[i,j] = ½ W₂²(row i of C_X, row j of C_Y)}, [n × m]. */
    public static double[] localCosts(GromovProblem problem) {
        int n = problem.rows();
        int m = problem.columns();
        Row[] left = sortedRows(problem.cX(), problem.a());
        Row[] right = sortedRows(problem.cY(), problem.b());
        double[] local = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                local[i * m + j] = 0.5 * squaredWasserstein(left[i], right[j]);
            }
        }
        return local;
    }

    /** A distribution on the line: values in increasing order and their weights. */
    private record Row(double[] values, double[] weights) {}

    private static Row[] sortedRows(double[] c, double[] weights) {
        int n = weights.length;
        Row[] rows = new Row[n];
        for (int i = 0; i < n; i++) {
            int row = i * n;
            int[] order = Sorting.order(Arrays.copyOfRange(c, row, row + n));
            double[] values = new double[n];
            double[] sortedWeights = new double[n];
            for (int k = 0; k < n; k++) {
                values[k] = c[row + order[k]];
                sortedWeights[k] = weights[order[k]];
            }
            rows[i] = new Row(values, sortedWeights);
        }
        return rows;
    }

    /** {@code W₂²} on the line: move mass between the quantile functions from left to right. */
    private static double squaredWasserstein(Row p, Row q) {
        int i = 0;
        int j = 0;
        double leftP = p.weights[0];
        double leftQ = q.weights[0];
        double sum = 0;
        while (true) {
            double mass = Math.min(leftP, leftQ);
            double difference = p.values[i] - q.values[j];
            sum += mass * difference * difference;
            leftP -= mass;
            leftQ -= mass;
            if (leftP <= 0) {
                if (++i == p.weights.length) {
                    return sum;
                }
                leftP = p.weights[i];
            }
            if (leftQ <= 0) {
                if (++j == q.weights.length) {
                    return sum;
                }
                leftQ = q.weights[j];
            }
        }
    }
}
