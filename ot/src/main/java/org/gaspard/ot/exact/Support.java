package org.gaspard.ot.exact;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.matrix.Couplings;

/**
 * The part of a problem with positive weights, the columns scaled to the sum of the rows.
 *
 * @param cost the costs of that part
 * @param a its row weights
 * @param b its column weights
 * @param rowAt the row of the problem for each of its rows
 * @param columnAt the column of the problem for each of its columns
 */
record Support(double[] cost, double[] a, double[] b, int[] rowAt, int[] columnAt) {

    static Support of(TransportProblem problem) {
        double[] a = problem.a();
        double[] b = problem.b();
        int[] rowAt = IntStream.range(0, a.length).filter(i -> a[i] > 0).toArray();
        int[] columnAt = IntStream.range(0, b.length).filter(j -> b[j] > 0).toArray();
        double ratio = Arrays.stream(a).sum() / Arrays.stream(b).sum();
        double[] rows = Arrays.stream(rowAt).mapToDouble(i -> a[i]).toArray();
        double[] columns =
                Arrays.stream(columnAt).mapToDouble(j -> b[j] * ratio).toArray();
        boolean whole = rowAt.length == a.length && columnAt.length == b.length;
        double[] cost = whole ? problem.cost() : part(problem.cost(), b.length, rowAt, columnAt);
        return new Support(cost, rows, columns, rowAt, columnAt);
    }

    private static double[] part(double[] cost, int m, int[] rowAt, int[] columnAt) {
        double[] part = new double[rowAt.length * columnAt.length];
        for (int i = 0; i < rowAt.length; i++) {
            for (int j = 0; j < columnAt.length; j++) {
                part[i * columnAt.length + j] = cost[rowAt[i] * m + columnAt[j]];
            }
        }
        return part;
    }

    /**
     * The answer for the whole problem. The potentials are made feasible to rounding by two c-transforms,
     * {@code g_j = min_i c_ij − f_i} and {@code f_i = min_j c_ij − g_j}, which also gives them to points without weight.
     */
    ExactTransportResult result(
            TransportProblem problem, double[] rowPotentials, SparsePlan part, long pivots, boolean optimal) {
        int n = problem.rows();
        int m = problem.columns();
        double[] cost = problem.cost();
        double[] g = new double[m];
        Arrays.fill(g, Double.POSITIVE_INFINITY);
        for (int i = 0; i < rowAt.length; i++) {
            int base = rowAt[i] * m;
            for (int j = 0; j < m; j++) {
                g[j] = Math.min(g[j], cost[base + j] - rowPotentials[i]);
            }
        }
        double[] f = new double[n];
        for (int i = 0; i < n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                least = Math.min(least, cost[i * m + j] - g[j]);
            }
            f[i] = least;
        }
        int[] rowOf = Arrays.stream(part.rowOf()).map(i -> rowAt[i]).toArray();
        int[] columnOf = Arrays.stream(part.columnOf()).map(j -> columnAt[j]).toArray();
        SparsePlan plan = new SparsePlan(n, m, rowOf, columnOf, part.mass());
        double dualValue = Couplings.dot(problem.a(), f) + Couplings.dot(problem.b(), g);
        return new ExactTransportResult(plan, f, g, plan.cost(cost), dualValue, pivots, optimal);
    }
}
