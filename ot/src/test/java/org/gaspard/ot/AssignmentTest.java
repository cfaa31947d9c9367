package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {

    @ParameterizedTest
    @CsvSource({"square, 9, 9", "wide, 6, 11"})
    void agreesWithAnIndependentLibrary(String name, int n, int m) {
        Assignment assignment = Assignment.solve(Oracles.read("assignment." + name + ".cost"), n, m);
        assertThat(assignment.cost()).isCloseTo(Oracles.read("assignment." + name + ".value")[0], within(1e-12));
        assertThat(Arrays.stream(assignment.columnOf()).asDoubleStream().toArray())
                .containsExactly(Oracles.read("assignment." + name + ".columns"));
    }

    @Test
    void agreesWithBruteForceAlsoAmongTies() {
        RandomGenerator random = Oracles.random(4);
        for (int trial = 0; trial < 200; trial++) {
            int n = random.nextInt(1, 6);
            int m = random.nextInt(n, 7);
            boolean ties = trial % 2 == 0;
            double[] cost = new double[n * m];
            Arrays.setAll(cost, k -> ties ? random.nextInt(4) : random.nextGaussian());
            Assignment assignment = Assignment.solve(cost, n, m);
            assertThat(assignment.cost()).isCloseTo(cheapest(cost, n, m, 0, 0), within(1e-12));
            assertCertificate(assignment, cost, n, m);
        }
    }

    @Test
    void dualsProveOptimalityAtTheSizeOfABatch() {
        RandomGenerator random = Oracles.random(5);
        for (int[] size : new int[][] {{64, 64}, {50, 131}, {1, 1}}) {
            double[] cost = Oracles.gaussian(random, size[0] * size[1]);
            assertCertificate(Assignment.solve(cost, size[0], size[1]), cost, size[0], size[1]);
        }
    }

    /** Feasible duals whose sum is the cost, and a matching. */
    private static void assertCertificate(Assignment assignment, double[] cost, int n, int m) {
        double dual = Arrays.stream(assignment.u()).sum()
                + Arrays.stream(assignment.v()).sum();
        assertThat(dual).isCloseTo(assignment.cost(), within(1e-10));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                assertThat(assignment.u()[i] + assignment.v()[j]).isLessThanOrEqualTo(cost[i * m + j] + 1e-12);
            }
        }
        assertThat(Arrays.stream(assignment.v())).allMatch(v -> v <= 0);
        assertThat(Arrays.stream(assignment.columnOf()).distinct().count()).isEqualTo(n);
    }

    private static double cheapest(double[] cost, int n, int m, int row, int used) {
        if (row == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < m; j++) {
            if ((used >> j & 1) == 0) {
                best = Math.min(best, cost[row * m + j] + cheapest(cost, n, m, row + 1, used | 1 << j));
            }
        }
        return best;
    }

    @Test
    void infinityForbidsAPair() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(Assignment.solve(new double[] {0, 5, 0, inf}, 2, 2).columnOf())
                .containsExactly(1, 0);
        assertThatThrownBy(() -> Assignment.solve(new double[] {0, inf, 0, inf}, 2, 2))
                .hasMessageContaining("no complete matching");
        assertThatThrownBy(() -> Assignment.solve(new double[] {0, Double.NaN}, 1, 2))
                .hasMessageContaining("cost[1] is NaN");
    }
}
