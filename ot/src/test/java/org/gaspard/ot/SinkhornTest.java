package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkhornTest {

    private static TransportProblem oracle() {
        return new TransportProblem(
                Oracles.read("sinkhorn.cost"), Oracles.read("sinkhorn.a"), Oracles.read("sinkhorn.b"));
    }

    @ParameterizedTest
    @CsvSource({"wide, 0.5", "narrow, 0.02"})
    void agreesWithAnIndependentLibrary(String name, double epsilon) {
        TransportResult result = new Sinkhorn(epsilon, 1e-14, 200_000, 10, Annealing.NONE).solve(oracle());
        assertThat(result.plan()).containsExactly(Oracles.read("sinkhorn." + name + ".plan"), within(1e-12));
    }

    @Test
    void approachesTheExactCostFromAbove() {
        double exact = Oracles.read("emd.value")[0];
        double last = Double.MAX_VALUE;
        for (double epsilon : new double[] {0.3, 0.1, 0.03, 0.005}) {
            double cost = new Sinkhorn(epsilon, 1e-10, 500_000, 10, Annealing.NONE)
                    .solve(oracle())
                    .transportCost();
            assertThat(cost).isGreaterThan(exact - 1e-9).isLessThan(last);
            last = cost;
        }
        assertThat(last).isCloseTo(exact, within(1e-3));
    }

    /** n = m = 2, uniform: P = [[p, ½ − p], …] with p/(½ − p) = exp(−(c00 + c11 − c01 − c10)/(2ε)). */
    @Test
    void twoByTwoHasAClosedForm() {
        double epsilon = 0.3;
        double ratio = Math.exp(-(0.2 + 0.1 - 1.0 - 0.7) / (2 * epsilon));
        double p = 0.5 * ratio / (1 + ratio);
        TransportResult result = new Sinkhorn(epsilon)
                .withThreshold(1e-15)
                .solve(TransportProblem.uniform(new double[] {0.2, 1.0, 0.7, 0.1}, 2, 2));
        assertThat(result.plan()).containsExactly(new double[] {p, 0.5 - p, 0.5 - p, p}, within(1e-14));
    }

    @Test
    void constantCostGivesTheIndependentCoupling() {
        RandomGenerator random = Oracles.random(1);
        double[] a = Oracles.weights(random, 4);
        double[] b = Oracles.weights(random, 3);
        double[] cost = new double[12];
        Arrays.fill(cost, 7);
        TransportResult result = new Sinkhorn(0.5).solve(new TransportProblem(cost, a, b));
        assertThat(result.plan()).containsExactly(Couplings.product(a, b), within(1e-15));
        assertThat(result.divergence()).isCloseTo(0, within(1e-14));
        assertThat(result.entropy()).isCloseTo(Couplings.entropy(a) + Couplings.entropy(b), within(1e-14));
        assertThat(result.transportCost()).isCloseTo(7, within(1e-14));
    }

    /** The scalings and their absorption are an acceleration: after k iterations the plan is that of the definition. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0, 0.05, 0.002, 1e-4})
    void everyIterationIsThatOfTheLogDomain(double epsilon) {
        RandomGenerator random = Oracles.random(2);
        double[] cost = new double[9 * 6];
        Arrays.setAll(cost, k -> random.nextDouble(-1, 3));
        double[] a = Oracles.weights(random, 9);
        double[] b = Oracles.weights(random, 6);
        for (int k : new int[] {1, 2, 3, 7, 50, 300}) {
            TransportResult fast =
                    new Sinkhorn(epsilon, 0, k, 10, Annealing.NONE).solve(new TransportProblem(cost, a, b));
            assertThat(fast.iterations() == k || fast.converged()).isTrue();
            assertThat(fast.plan()).containsExactly(logDomain(cost, a, b, epsilon, k), within(1e-9));
        }
    }

    private static double[] logDomain(double[] cost, double[] a, double[] b, double epsilon, int iterations) {
        int n = a.length;
        int m = b.length;
        double[] f = new double[n];
        double[] g = new double[m];
        for (int k = 0; k < iterations; k++) {
            for (int j = 0; j < m; j++) {
                double[] terms = new double[n];
                for (int i = 0; i < n; i++) {
                    terms[i] = (f[i] - cost[i * m + j]) / epsilon;
                }
                g[j] = epsilon * (Math.log(b[j]) - logSumExp(terms));
            }
            for (int i = 0; i < n; i++) {
                double[] terms = new double[m];
                for (int j = 0; j < m; j++) {
                    terms[j] = (g[j] - cost[i * m + j]) / epsilon;
                }
                f[i] = epsilon * (Math.log(a[i]) - logSumExp(terms));
            }
        }
        double[] plan = new double[n * m];
        Arrays.setAll(plan, k -> Math.exp((f[k / m] + g[k % m] - cost[k]) / epsilon));
        return plan;
    }

    private static double logSumExp(double[] terms) {
        double max = Arrays.stream(terms).max().orElseThrow();
        return max + Math.log(Arrays.stream(terms).map(t -> Math.exp(t - max)).sum());
    }

    @Test
    void valuesPotentialsAndPlanAreConsistent() {
        TransportProblem problem = oracle();
        TransportResult result = new Sinkhorn(0.1)
                .withThreshold(1e-13)
                .withMaxIterations(100_000)
                .solve(problem);
        Potentials potentials = result.potentials();
        double[] rebuilt = new double[problem.cost().length];
        Arrays.setAll(
                rebuilt, k -> Math.exp((potentials.f()[k / 7] + potentials.g()[k % 7] - problem.cost()[k]) / 0.1));
        assertThat(result.plan()).containsExactly(rebuilt, within(1e-14));
        double dual = Couplings.dot(potentials.f(), problem.a()) + Couplings.dot(potentials.g(), problem.b());
        assertThat(result.entropicCost()).isCloseTo(dual, within(1e-12));
        assertThat(result.divergenceCost() - result.entropicCost())
                .isCloseTo(0.1 * (Couplings.entropy(problem.a()) + Couplings.entropy(problem.b())), within(1e-12));
        assertThat(result.converged()).isTrue();
        assertThat(result.marginalError()).isLessThan(1e-12);
    }

    @Test
    void shiftsOfTheCostMoveOnlyThePotentials() {
        TransportProblem problem = oracle();
        double[] shifted = problem.cost().clone();
        Arrays.setAll(shifted, k -> shifted[k] + 1000 * (k / 7) - 500 * (k % 7));
        Sinkhorn sinkhorn = new Sinkhorn(0.1, 1e-12, 100_000, 10, Annealing.NONE);
        assertThat(sinkhorn.solve(new TransportProblem(shifted, problem.a(), problem.b()))
                        .plan())
                .containsExactly(sinkhorn.solve(problem).plan(), within(1e-9));
    }

    @Test
    void warmStartAndAnnealingReachTheSamePlanInFewerIterations() {
        RandomGenerator random = Oracles.random(3);
        double[] x = Oracles.gaussian(random, 30 * 2);
        double[] y = Oracles.gaussian(random, 30 * 2);
        TransportProblem problem =
                TransportProblem.uniform(Cost.squaredEuclidean().matrix(x, 30, y, 30, 2), 30, 30);
        Sinkhorn cold = new Sinkhorn(0.05, 1e-10, 1_000_000, 10, Annealing.NONE);
        TransportResult plain = cold.solve(problem);
        TransportResult annealed = cold.withAnnealing(new Annealing(64, 0.5)).solve(problem);
        TransportResult again = cold.solve(problem, plain.potentials());
        assertThat(annealed.plan()).containsExactly(plain.plan(), within(1e-8));
        assertThat(annealed.iterations()).isLessThan(plain.iterations());
        assertThat(again.iterations()).isEqualTo(10);
        assertThat(annealed.epsilon()).isEqualTo(0.05);
    }

    @Test
    void zeroWeightsGiveZeroRowsAndColumns() {
        double[] a = {0.5, 0, 0.5};
        double[] b = {0, 0.25, 0.75};
        double[] cost = {1, 2, 3, 4, 5, 6, 7, 8, 0};
        TransportResult result = new Sinkhorn(0.5).withThreshold(1e-12).solve(new TransportProblem(cost, a, b));
        assertThat(result.converged()).isTrue();
        assertThat(Couplings.rowSums(result.plan(), 3, 3)).containsExactly(a, within(1e-12));
        assertThat(Couplings.columnSums(result.plan(), 3, 3)).containsExactly(b, within(1e-12));
        assertThat(result.divergence()).isFinite();
        assertThat(result.potentials().f()[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void anUnconvergedResultSaysSo() {
        TransportResult result = new Sinkhorn(0.01, 1e-9, 7, 10, Annealing.NONE).solve(oracle());
        assertThat(result.stop()).isEqualTo(StopReason.MAX_ITERATIONS);
        assertThat(result.converged()).isFalse();
        assertThat(result.rowError()).isLessThan(1e-12);
        assertThat(result.columnError()).isGreaterThan(1e-6);
    }

    @Test
    void roundingGivesACouplingNearby() {
        TransportProblem problem = oracle();
        TransportResult result = new Sinkhorn(0.01, 1e-9, 7, 10, Annealing.NONE).solve(problem);
        double[] rounded = MarginalRounding.round(result.plan(), problem.a(), problem.b());
        assertThat(Couplings.rowSums(rounded, 5, 7)).containsExactly(problem.a(), within(1e-15));
        assertThat(Couplings.columnSums(rounded, 5, 7)).containsExactly(problem.b(), within(1e-15));
        assertThat(Arrays.stream(rounded)).allMatch(p -> p >= 0);
        assertThat(Couplings.distance(rounded, result.plan())).isLessThanOrEqualTo(2 * result.marginalError() + 1e-14);
        double[] coupling = Couplings.product(problem.a(), problem.b());
        assertThat(MarginalRounding.round(coupling, problem.a(), problem.b())).containsExactly(coupling, within(1e-16));
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertThatThrownBy(() -> new Sinkhorn(0)).hasMessageContaining("epsilon is 0.0");
        assertThatThrownBy(() -> new Annealing(0.5, 0.5)).hasMessageContaining("initial");
        assertThatThrownBy(() -> new TransportProblem(new double[2], new double[] {1}, new double[] {1, 1}))
                .hasMessageContaining("expected equal sums");
        assertThatThrownBy(() -> TransportProblem.uniform(new double[] {1, Double.NaN}, 1, 2))
                .hasMessageContaining("cost[1] is NaN");
    }
}
