package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.largestDifference;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.read;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.LowRankGeometry;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.tensor.array.DoubleArrays;
import org.junit.jupiter.api.Test;

class LowRankTransportTest {

    private static double[] uniform(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    private static double[] plan(LowRankTransport.Result result, int m) {
        double[] identity = new double[m * m];
        for (int j = 0; j < m; j++) {
            identity[j * m + j] = 1;
        }
        return result.planTimes(identity, m);
    }

    /** Plans are couplings of the given rank whose costs fall with it, from the independent coupling towards the optimum. */
    @Test
    void costsFallWithTheRank() {
        RandomGenerator random = random(60);
        double[] x = gaussian(random, 60);
        double[] y = gaussian(random, 50);
        double[] a = weights(random, 30, 2);
        double[] b = weights(random, 25, 2);
        Geometry geometry = LowRankGeometry.squaredEuclidean(x, 30, y, 25, 2);
        double[] cost = geometry.cost();
        double least = new EntropicTransport(0.01)
                .withMaxIterations(20_000)
                .solve(geometry, a, b)
                .transportCost();
        double before = Double.POSITIVE_INFINITY;
        for (int rank : new int[] {1, 2, 5, 25}) {
            LowRankTransport.Result result =
                    new LowRankTransport(rank).withTolerance(1e-8).solve(geometry, a, b);
            assertThat(result.stop()).isNotEqualTo(StopReason.NON_FINITE);
            double[] plan = plan(result, 25);
            assertThat(Arrays.stream(plan)).allMatch(p -> p >= 0);
            assertThat(largestDifference(Couplings.rowSums(plan, 30, 25), a)).isLessThan(1e-14);
            assertThat(largestDifference(Couplings.columnSums(plan, 30, 25), b)).isLessThan(1e-14);
            assertThat(result.transportCost()).isCloseTo(Couplings.dot(plan, cost), within(1e-12));
            assertThat(result.transportCost()).isLessThan(before);
            if (rank == 1) {
                double[] product = Couplings.product(a, b);
                Arrays.setAll(product, k -> product[k] / 2);
                assertThat(largestDifference(plan, product)).isLessThan(1e-9);
            }
            before = result.transportCost();
        }
        assertThat(before).isBetween(least - 0.02, 1.15 * least);
    }

    /** Two clusters far apart: with two hubs each goes to its image, independently inside. */
    @Test
    void hubsFindClusters() {
        RandomGenerator random = random(61);
        double[] x = gaussian(random, 20);
        double[] y = gaussian(random, 20);
        double expected = 0;
        for (int i = 0; i < 10; i++) {
            x[2 * i] += i < 5 ? -20 : 20;
            y[2 * i + 1] += 3;
            y[2 * i] += i < 5 ? -20 : 20;
        }
        double[] cost = Cost.squaredEuclidean().matrix(x, 10, y, 10, 2);
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                expected += i / 5 == j / 5 ? cost[i * 10 + j] / 50 : 0;
            }
        }
        LowRankTransport.Result result =
                new LowRankTransport(2).solve(new DenseGeometry(cost, 10, 10), uniform(10), uniform(10));
        assertThat(result.converged()).isTrue();
        assertThat(result.transportCost()).isCloseTo(expected, within(1e-5 * expected));
        assertThat(result.g()).containsExactly(new double[] {0.5, 0.5}, within(1e-6));
    }

    @Test
    void costsAreNotAboveThoseOfPot() {
        Geometry geometry = LowRankGeometry.squaredEuclidean(read("lowrank.x"), 30, read("lowrank.y"), 30, 2);
        double[] expected = read("lowrank.costs");
        for (int k = 0; k < 3; k++) {
            LowRankTransport.Result result =
                    new LowRankTransport(2 << k).withTolerance(1e-8).solve(geometry, uniform(30), uniform(30));
            assertThat(result.transportCost()).isLessThan(1.02 * expected[k]);
        }
    }

    @Test
    void theScaleOfTheCostsAndTheFormOfTheGeometryDoNotMatter() {
        Geometry geometry = LowRankGeometry.squaredEuclidean(read("lowrank.x"), 30, read("lowrank.y"), 30, 2);
        LowRankTransport solver = new LowRankTransport(4).withSeed(3).withMaxIterations(30);
        LowRankTransport.Result one = solver.solve(geometry, uniform(30), uniform(30));
        LowRankTransport.Result again = solver.solve(geometry, uniform(30), uniform(30));
        LowRankTransport.Result large = solver.solve(geometry.scaled(1024), uniform(30), uniform(30));
        LowRankTransport.Result dense =
                solver.solve(new DenseGeometry(geometry.cost(), 30, 30), uniform(30), uniform(30));
        assertThat(again.q()).isEqualTo(one.q());
        assertThat(largestDifference(large.q(), one.q())).isLessThan(1e-9);
        assertThat(largestDifference(dense.q(), one.q())).isLessThan(1e-9);
        assertThat(one.stop()).isEqualTo(StopReason.MAX_ITERATIONS);
        LowRankTransport.Result other = solver.withSeed(4).solve(geometry, uniform(30), uniform(30));
        assertThat(largestDifference(other.q(), one.q())).isGreaterThan(1e-6);
    }

    @Test
    void plansMultiplyWithoutBeingStored() {
        Geometry geometry = LowRankGeometry.squaredEuclidean(read("x"), 6, read("y"), 8, 2);
        LowRankTransport.Result result = new LowRankTransport(3).solve(geometry, read("a"), read("b"));
        double[] plan = plan(result, 8);
        double[] right = gaussian(random(62), 16);
        double[] left = gaussian(random(63), 12);
        double[] product = new double[12];
        double[] transposed = new double[16];
        DoubleArrays.matmul(plan, false, right, false, product, 6, 8, 2);
        DoubleArrays.matmul(plan, true, left, false, transposed, 8, 6, 2);
        assertThat(largestDifference(result.planTimes(right, 2), product)).isLessThan(1e-14);
        assertThat(largestDifference(result.transposedPlanTimes(left, 2), transposed))
                .isLessThan(1e-14);
    }

    /** Entropy spreads the factors. */
    @Test
    void entropyBlurs() {
        Geometry geometry = LowRankGeometry.squaredEuclidean(read("x"), 6, read("y"), 8, 2);
        LowRankTransport solver = new LowRankTransport(3);
        LowRankTransport.Result sharp = solver.solve(geometry, read("a"), read("b"));
        LowRankTransport.Result blurred = solver.withEpsilon(0.5).solve(geometry, read("a"), read("b"));
        assertThat(Couplings.entropy(blurred.q())).isGreaterThan(Couplings.entropy(sharp.q()) + 0.1);
        assertThat(blurred.transportCost()).isGreaterThan(sharp.transportCost());
    }

    @Test
    void wrongArgumentsAreNamed() {
        Geometry geometry = new DenseGeometry(new double[4], 2, 2);
        assertThatThrownBy(() -> new LowRankTransport(0)).hasMessageContaining("rank is 0");
        assertThatThrownBy(() -> new LowRankTransport(1).withStep(-1)).hasMessageContaining("step is -1.0");
        assertThatThrownBy(() -> new LowRankTransport(1).solve(geometry, new double[] {1, 0}, new double[] {0.5, 0.5}))
                .hasMessageContaining("a[1] is 0.0");
        assertThatThrownBy(() -> new LowRankTransport(1).solve(geometry, new double[] {1, 1}, new double[] {0.5, 0.5}))
                .hasMessageContaining("expected equal sums");
        LowRankTransport.Result equal = new LowRankTransport(2).solve(geometry, uniform(2), uniform(2));
        assertThat(equal.transportCost()).isZero();
        assertThat(equal.converged()).isTrue();
    }
}
