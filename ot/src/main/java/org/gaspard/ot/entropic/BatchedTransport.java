package org.gaspard.ot.entropic;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.array.Parallel;

/**
 * Many small entropic problems at once: each is solved by one thread, the threads take problems in turn, and each result has
 * the bits of {@link EntropicTransport#solve} on its own, for any number of threads.
 *
 * @param solver how to solve each problem; a relative ε is that of each cost matrix
 */
public record BatchedTransport(EntropicTransport solver) {

    /**
     * Solves all problems.
     *
     * @param costs one matrix for each problem, [B × n × m]
     * @param a the row weights, [B × n]
     * @param b the column weights, [B × m]
     * @param n rows of each problem
     * @param m columns of each problem
     * @return B results, in order
     * @throws IllegalArgumentException as {@link EntropicTransport#solve} for any of the problems
     */
    public List<EntropicResult> solve(double[] costs, double[] a, double[] b, int n, int m) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        if (a.length % n != 0) {
            throw new IllegalArgumentException("a has " + a.length + " elements, expected a multiple of n = " + n);
        }
        int count = a.length / n;
        Checks.length("b", b, (long) count * m);
        Checks.length("costs", costs, (long) count * Checks.entries("a cost matrix", n, m));
        EntropicResult[] results = new EntropicResult[count];
        Parallel.run(count, k -> {
            double[] cost = Arrays.copyOfRange(costs, k * n * m, (k + 1) * n * m);
            results[k] = solver.solve(
                    new DenseGeometry(cost, n, m),
                    Arrays.copyOfRange(a, k * n, (k + 1) * n),
                    Arrays.copyOfRange(b, k * m, (k + 1) * m));
        });
        return List.of(results);
    }

    /** {@link #solve(double[], double[], double[], int, int)} with the weights 1/n and 1/m. */
    public List<EntropicResult> solve(double[] costs, int n, int m) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        int count = costs.length / Checks.entries("a cost matrix", n, m);
        double[] a = new double[count * n];
        double[] b = new double[count * m];
        Arrays.fill(a, 1.0 / n);
        Arrays.fill(b, 1.0 / m);
        return solve(costs, a, b, n, m);
    }
}
