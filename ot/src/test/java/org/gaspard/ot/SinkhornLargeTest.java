package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems that are cut into pieces, and such that leave the range of the kernel, against the readable iteration. */
class SinkhornLargeTest {

    @ParameterizedTest
    @CsvSource({"400, 300, 0.5", "13, 9, 0.5", "64, 64, 0.002", "301, 283, 0.01"})
    void iteratesAreThoseOfTheLogDomain(int n, int m, double epsilon) {
        RandomGenerator random = Oracles.random(70);
        double[] cost = new double[n * m];
        Arrays.setAll(cost, k -> random.nextDouble() * 3);
        double[] a = Oracles.weights(random, n);
        double[] b = Oracles.weights(random, m);
        a[2] += a[1];
        a[1] = 0;
        b[0] += b[3];
        b[3] = 0;
        Sinkhorn solver = new Sinkhorn(epsilon, 0, 37, 10, Annealing.NONE);
        TransportResult result = solver.solve(new TransportProblem(cost, a, b));
        double[] f = new double[n];
        double[] g = new double[m];
        iterate(cost, a, b, f, g, epsilon, 37);
        assertThat(differs(result.plan(), f, g, cost, epsilon)).isLessThan(1e-10);
        // From the potentials of the first solve to a similar problem.
        double[] moved = cost.clone();
        Arrays.setAll(moved, k -> cost[k] + epsilon * random.nextDouble());
        TransportResult warm = solver.solve(new TransportProblem(moved, a, b), result.potentials());
        iterate(moved, a, b, f, g, epsilon, 37);
        assertThat(differs(warm.plan(), f, g, moved, epsilon)).isLessThan(1e-10);
    }

    private static double differs(double[] plan, double[] f, double[] g, double[] cost, double epsilon) {
        int m = g.length;
        double sum = 0;
        for (int k = 0; k < plan.length; k++) {
            sum += Math.abs(plan[k] - Math.exp((f[k / m] + g[k % m] - cost[k]) / epsilon));
        }
        return sum;
    }

    private static void iterate(
            double[] cost, double[] a, double[] b, double[] f, double[] g, double epsilon, int iterations) {
        int n = a.length;
        int m = b.length;
        for (int t = 0; t < iterations; t++) {
            for (int j = 0; j < m; j++) {
                double[] terms = new double[n];
                for (int i = 0; i < n; i++) {
                    terms[i] = (f[i] - cost[i * m + j]) / epsilon;
                }
                g[j] = epsilon * (Math.log(b[j]) - logSum(terms));
            }
            for (int i = 0; i < n; i++) {
                double[] terms = new double[m];
                for (int j = 0; j < m; j++) {
                    terms[j] = (g[j] - cost[i * m + j]) / epsilon;
                }
                f[i] = epsilon * (Math.log(a[i]) - logSum(terms));
            }
        }
    }

    private static double logSum(double[] terms) {
        double max = Arrays.stream(terms).max().orElseThrow();
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - max);
        }
        return max + Math.log(sum);
    }
}
