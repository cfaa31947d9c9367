package org.gaspard.ot.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ExactData;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSimplexTest {

    private static final NetworkSimplex SIMPLEX = new NetworkSimplex();

    private static TransportProblem randomProblem(RandomGenerator random, int largest) {
        int n = random.nextInt(1, largest + 1);
        int m = random.nextInt(1, largest + 1);
        return new TransportProblem(
                ExactData.costs(random, n * m, random.nextBoolean()),
                ExactData.weights(random, n, random.nextBoolean()),
                ExactData.weights(random, m, random.nextBoolean()));
    }

    /** A coupling, feasible potentials, equal values, and constraints that are tight where mass flows. */
    static void assertOptimal(TransportProblem problem, ExactTransportResult result, double tolerance) {
        int n = problem.rows();
        int m = problem.columns();
        double[] c = problem.cost();
        SparsePlan plan = result.plan();
        assertThat(result.optimal()).isTrue();
        assertThat(Arrays.stream(plan.mass())).allMatch(mass -> mass > 0);
        assertThat(Couplings.distance(plan.rowSums(), problem.a())).isLessThan(tolerance);
        assertThat(Couplings.distance(plan.columnSums(), problem.b())).isLessThan(tolerance);
        for (int k = 0; k < n * m; k++) {
            assertThat(result.f()[k / m] + result.g()[k % m]).isLessThanOrEqualTo(c[k] + tolerance);
        }
        for (int k = 0; k < plan.size(); k++) {
            int i = plan.rowOf()[k];
            int j = plan.columnOf()[k];
            // Where next to nothing flows the constraint need not be tight: that mass is of rounding.
            if (plan.mass()[k] > 1e-14) {
                assertThat(result.f()[i] + result.g()[j]).isCloseTo(c[i * m + j], within(tolerance));
            }
        }
        assertThat(result.gap()).isCloseTo(0, within(tolerance));
        assertThat(result.cost()).isCloseTo(Couplings.dot(result.densePlan(), c), within(tolerance));
    }

    @Test
    void lawsOfOptimalityOverRandomProblems() {
        RandomGenerator random = ExactData.random(1);
        for (int trial = 0; trial < 3000; trial++) {
            TransportProblem problem = randomProblem(random, trial < 2900 ? 9 : 60);
            ExactTransportResult result = SIMPLEX.solve(problem);
            assertOptimal(problem, result, 1e-12);
            assertThat(result.plan().size()).isLessThan(problem.rows() + problem.columns());
        }
    }

    @Test
    void agreesWithTheReference() {
        RandomGenerator random = ExactData.random(2);
        for (int trial = 0; trial < 1500; trial++) {
            TransportProblem problem = randomProblem(random, trial < 1480 ? 8 : 40);
            ExactTransportResult reference = SuccessiveShortestPaths.solve(problem);
            assertOptimal(problem, reference, 1e-12);
            assertThat(SIMPLEX.solve(problem).cost()).isCloseTo(reference.cost(), within(1e-12));
        }
    }

    @Test
    void agreesWithTheAssignmentOnUniformSquares() {
        RandomGenerator random = ExactData.random(3);
        for (int trial = 0; trial < 1000; trial++) {
            int n = random.nextInt(1, trial < 980 ? 12 : 90);
            double[] c = ExactData.costs(random, n * n, trial % 2 == 0);
            ExactTransportResult result = SIMPLEX.solve(TransportProblem.uniform(c, n, n));
            assertThat(result.cost() * n).isCloseTo(Assignment.solve(c, n, n).cost(), within(1e-11));
            // A vertex is a permutation, and no rounding comes between.
            assertThat(result.plan().size()).isEqualTo(n);
            assertThat(result.plan().mass()).containsOnly(1.0 / n);
        }
    }

    @Test
    void agreesWithBruteForceOverPermutations() {
        RandomGenerator random = ExactData.random(4);
        for (int trial = 0; trial < 1000; trial++) {
            int n = random.nextInt(1, 7);
            double[] c = ExactData.costs(random, n * n, trial % 2 == 0);
            double cost = SIMPLEX.solve(TransportProblem.uniform(c, n, n)).cost();
            assertThat(cost * n).isCloseTo(cheapest(c, n, 0, 0), within(1e-12));
        }
    }

    private static double cheapest(double[] c, int n, int row, int used) {
        if (row == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if ((used >> j & 1) == 0) {
                best = Math.min(best, c[row * n + j] + cheapest(c, n, row + 1, used | 1 << j));
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "tall", "degenerate"})
    void agreesWithAnIndependentLibrary(String name) {
        double[] a = ExactData.read("emd." + name + ".a");
        double[] b = ExactData.read("emd." + name + ".b");
        TransportProblem problem = new TransportProblem(ExactData.read("emd." + name + ".cost"), a, b);
        ExactTransportResult result = SIMPLEX.solve(problem);
        assertOptimal(problem, result, 1e-12);
        assertThat(result.cost()).isCloseTo(ExactData.read("emd." + name + ".value")[0], within(1e-13));
    }

    @Test
    void isSymmetricInItsTwoSides() {
        RandomGenerator random = ExactData.random(5);
        for (int trial = 0; trial < 1000; trial++) {
            TransportProblem problem = randomProblem(random, 8);
            int n = problem.rows();
            int m = problem.columns();
            double[] transposed = new double[n * m];
            Arrays.setAll(transposed, k -> problem.cost()[k % n * m + k / n]);
            TransportProblem mirror = new TransportProblem(transposed, problem.b(), problem.a());
            assertThat(SIMPLEX.solve(mirror).cost())
                    .isCloseTo(SIMPLEX.solve(problem).cost(), within(1e-12));
        }
    }

    /** {@code W_p(μ, ρ) ≤ W_p(μ, ν) + W_p(ν, ρ)}. */
    @Test
    void wassersteinDistancesSatisfyTheTriangleInequality() {
        RandomGenerator random = ExactData.random(6);
        for (int trial = 0; trial < 1000; trial++) {
            double p = 1 + random.nextInt(3);
            int[] sizes = {random.nextInt(1, 7), random.nextInt(1, 7), random.nextInt(1, 7)};
            double[][] points = new double[3][];
            double[][] weights = new double[3][];
            for (int side = 0; side < 3; side++) {
                points[side] = ExactData.gaussian(random, sizes[side] * 2);
                weights[side] = ExactData.weights(random, sizes[side], false);
            }
            double[] w = new double[3];
            for (int side = 0; side < 3; side++) {
                int other = (side + 1) % 3;
                double[] c = Cost.euclidean().matrix(points[side], sizes[side], points[other], sizes[other], 2);
                Arrays.setAll(c, k -> Math.pow(c[k], p));
                TransportProblem problem = new TransportProblem(c, weights[side], weights[other]);
                w[side] = Math.pow(SIMPLEX.solve(problem).cost(), 1 / p);
            }
            for (int side = 0; side < 3; side++) {
                assertThat(w[side]).isLessThanOrEqualTo(w[(side + 1) % 3] + w[(side + 2) % 3] + 1e-9);
            }
        }
    }

    /** A large, a wide and a tall problem: the proof of optimality is the test. */
    @Test
    void potentialsProveOptimalityOfLargerProblems() {
        RandomGenerator random = ExactData.random(7);
        for (int[] size : new int[][] {{300, 300}, {20, 700}, {700, 20}, {1, 50}, {50, 1}}) {
            double[] x = ExactData.gaussian(random, size[0] * 3);
            double[] y = ExactData.gaussian(random, size[1] * 3);
            double[] c = Cost.squaredEuclidean().matrix(x, size[0], y, size[1], 3);
            TransportProblem weighted = new TransportProblem(
                    c, ExactData.weights(random, size[0], false), ExactData.weights(random, size[1], false));
            assertOptimal(weighted, SIMPLEX.solve(weighted), 1e-11);
            TransportProblem uniform = TransportProblem.uniform(c, size[0], size[1]);
            assertOptimal(uniform, SIMPLEX.solve(uniform), 1e-11);
        }
    }

    @Test
    void duplicatesAndConstantCostsEnd() {
        int n = 40;
        double[] zero = new double[n * n];
        ExactTransportResult result = SIMPLEX.solve(TransportProblem.uniform(zero, n, n));
        assertThat(result.cost()).isZero();
        assertThat(result.optimal()).isTrue();
        int large = 300;
        double[] whole = ExactData.costs(ExactData.random(11), large * large, true);
        TransportProblem tied = TransportProblem.uniform(whole, large, large);
        assertOptimal(tied, SIMPLEX.solve(tied), 1e-12);
        double[] x = new double[n];
        Arrays.setAll(x, i -> i % 3);
        double[] c = Cost.squaredEuclidean().matrix(x, n, 1);
        assertThat(SIMPLEX.solve(TransportProblem.uniform(c, n, n)).cost()).isZero();
    }

    @Test
    void sumsThatDifferByRoundingAndTinyWeightsAreFine() {
        RandomGenerator random = ExactData.random(8);
        for (int trial = 0; trial < 1000; trial++) {
            TransportProblem exact = randomProblem(random, 8);
            double[] b = exact.b().clone();
            double factor = 1 + (random.nextBoolean() ? 1e-9 : -1e-9);
            Arrays.setAll(b, j -> b[j] * factor);
            double[] a = exact.a().clone();
            a[0] += 1e-300;
            TransportProblem problem = new TransportProblem(exact.cost(), a, b);
            ExactTransportResult result = SIMPLEX.solve(problem);
            assertOptimal(problem, result, 2e-8);
            assertThat(Couplings.distance(result.plan().rowSums(), a)).isLessThan(1e-14);
        }
    }

    /** The scale of the weights scales the plan, that of the costs the potentials. */
    @Test
    void weightsNeedNotSumToOne() {
        RandomGenerator random = ExactData.random(9);
        TransportProblem problem = randomProblem(random, 8);
        double[] a = Arrays.stream(problem.a()).map(w -> 1e5 * w).toArray();
        double[] b = Arrays.stream(problem.b()).map(w -> 1e5 * w).toArray();
        double[] c = Arrays.stream(problem.cost()).map(w -> 1e-7 * w).toArray();
        assertThat(SIMPLEX.solve(new TransportProblem(c, a, b)).cost())
                .isCloseTo(1e-2 * SIMPLEX.solve(problem).cost(), within(1e-14));
    }

    @Test
    void atTheLimitThePlanIsACouplingAndTheGapABound() {
        RandomGenerator random = ExactData.random(10);
        int n = 50;
        TransportProblem problem = new TransportProblem(
                ExactData.gaussian(random, n * n),
                ExactData.weights(random, n, false),
                ExactData.weights(random, n, false));
        double optimum = SIMPLEX.solve(problem).cost();
        ExactTransportResult early = SIMPLEX.withMaxPivots(5).solve(problem);
        assertThat(early.optimal()).isFalse();
        assertThat(early.pivots()).isEqualTo(5);
        assertThat(Couplings.distance(early.plan().rowSums(), problem.a())).isLessThan(1e-14);
        assertThat(early.cost()).isGreaterThan(optimum);
        assertThat(early.dualValue()).isLessThan(optimum);
        ExactTransportResult coarse = SIMPLEX.withTolerance(0.05).solve(problem);
        double largest = Arrays.stream(problem.cost()).map(Math::abs).max().orElseThrow();
        assertThat(coarse.optimal()).isTrue();
        assertThat(coarse.gap()).isBetween(0.0, 2 * 0.05 * largest);
    }

    @Test
    void badInputIsNamed() {
        double[] c = {1, 2, 3, 4};
        double[] half = {0.5, 0.5};
        assertThatThrownBy(() -> new TransportProblem(new double[] {1, Double.NaN, 3, 4}, half, half))
                .hasMessageContaining("cost[1] is NaN");
        assertThatThrownBy(() -> new TransportProblem(c, new double[] {-0.5, 1.5}, half))
                .hasMessageContaining("a[0] is -0.5");
        assertThatThrownBy(() -> new TransportProblem(c, new double[] {0.5, 0.6}, half))
                .hasMessageContaining("expected equal sums");
        assertThatThrownBy(() -> new TransportProblem(c, half, new double[] {1}))
                .hasMessageContaining("cost has 4");
        assertThatThrownBy(() -> new NetworkSimplex(Double.NaN, 5)).hasMessageContaining("tolerance is NaN");
        assertThatThrownBy(() -> SIMPLEX.withMaxPivots(-1)).hasMessageContaining("maxPivots is -1");
        assertThatThrownBy(() ->
                        SIMPLEX.solve(TransportProblem.uniform(c, 2, 2)).plan().cost(half))
                .hasMessageContaining("cost has 2 elements, expected 4");
    }
}
