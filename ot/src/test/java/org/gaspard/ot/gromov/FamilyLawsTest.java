package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.GromovResult;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.ThirdLowerBound;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;

/** What must hold for every problem, on many random ones. */
class FamilyLawsTest {

    private static final int PROBLEMS = 1000;

    private static double sum(double[] x) {
        return Arrays.stream(x).sum();
    }

    @Test
    void exactPlansAreCouplingsThatCostNoMoreThanTheStart() {
        RandomGenerator random = GromovData.random(1);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            FusedGromovProblem problem = GromovData.problem(random);
            FusedGromovResult result = new ExactFusedGromov().solve(problem);
            double[] product =
                    Couplings.product(problem.spaces().a(), problem.spaces().b());
            assertThat(result.marginalError()).isLessThan(1e-12);
            assertThat(Arrays.stream(result.plan()).min().orElseThrow()).isGreaterThanOrEqualTo(0);
            assertThat(result.cost()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.cost()).isLessThanOrEqualTo(problem.cost(product) + 1e-12);
            assertThat(result.cost()).isCloseTo(GromovData.cost(problem, result.plan()), within(1e-11));
            assertThat(problem.alpha() * result.structureCost() + (1 - problem.alpha()) * result.featureCost())
                    .isCloseTo(result.cost(), within(1e-12));
        }
    }

    /** Reordering the second space reorders the plan: of the exact solver, of the entropic one, and of the relaxed ones. */
    @Test
    void solversFollowAReordering() {
        RandomGenerator random = GromovData.random(2);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            FusedGromovProblem problem = GromovData.problem(random);
            int m = problem.columns();
            int[] order = GromovData.shuffled(random, m);
            FusedGromovProblem moved = GromovData.reordered(problem, order);
            compare(
                    new ExactFusedGromov().solve(problem).plan(),
                    new ExactFusedGromov().solve(moved).plan(),
                    order,
                    1e-9);
            var entropic = new EntropicFusedGromov(1);
            compare(entropic.solve(problem).plan(), entropic.solve(moved).plan(), order, 1e-9);
            compare(
                    new SemiRelaxedGromov().solve(problem).plan(),
                    new SemiRelaxedGromov().solve(moved).plan(),
                    order,
                    1e-9);
            if (trial % 10 == 0) {
                var unbalanced = new UnbalancedGromov(2, 0.5).withStopping(30, 0, 20, 0);
                compare(
                        unbalanced.solve(problem).plan(),
                        unbalanced.solve(moved).plan(),
                        order,
                        1e-9);
                compare(
                        new PartialGromov(0.6).solve(problem).plan(),
                        new PartialGromov(0.6).solve(moved).plan(),
                        order,
                        1e-9);
            }
        }
    }

    private static void compare(double[] plan, double[] moved, int[] order, double tolerance) {
        int m = order.length;
        double[] expected = new double[plan.length];
        Arrays.setAll(expected, k -> plan[k / m * m + order[k % m]]);
        assertThat(GromovData.largestDifference(moved, expected)).isLessThan(tolerance);
    }

    /** Exchanging the spaces turns the plan, for the square loss, which is symmetric. */
    @Test
    void theSquareLossIsSymmetric() {
        RandomGenerator random = GromovData.random(3);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            FusedGromovProblem problem =
                    FusedGromovProblem.of(GromovData.problem(random).spaces(), GromovLoss.SQUARE);
            GromovProblem spaces = problem.spaces();
            FusedGromovProblem turned = FusedGromovProblem.of(
                    new GromovProblem(spaces.cY(), spaces.cX(), spaces.b(), spaces.a()), GromovLoss.SQUARE);
            assertThat(new ExactFusedGromov().solve(turned).cost())
                    .isCloseTo(new ExactFusedGromov().solve(problem).cost(), within(1e-9));
        }
    }

    @Test
    void boundsAreBelowEveryCouplingAndTheThirdAboveTheFirst() {
        RandomGenerator random = GromovData.random(4);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(2, 9);
            double[] cX = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, n * 2), n, 2);
            double[] cY = Cost.euclidean().matrix(GromovData.gaussian(random, n * 3), n, 3);
            GromovProblem spaces = GromovProblem.uniform(cX, n, cY, n);
            GromovLowerBounds.First first = GromovLowerBounds.first(spaces);
            double third = ThirdLowerBound.of(spaces).value();
            double found = new ExactGromovWasserstein().solve(spaces).transportCost();
            assertThat(third).isGreaterThanOrEqualTo(first.value() - 1e-12);
            assertThat(found).isGreaterThanOrEqualTo(third - 1e-12);
            assertThat(found).isGreaterThanOrEqualTo(GromovLowerBounds.second(spaces) - 1e-12);
            assertThat(Couplings.distance(Couplings.rowSums(first.plan(), n, n), spaces.a()))
                    .isLessThan(1e-12);
            assertThat(Couplings.distance(Couplings.columnSums(first.plan(), n, n), spaces.b()))
                    .isLessThan(1e-12);
        }
    }

    @Test
    void theExactGromovMongeGapIsNotNegative() {
        RandomGenerator random = GromovData.random(14);
        GromovMongeGapOptions exact = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(2, 12);
            double[] x = GromovData.gaussian(random, n * 3);
            double[] cX = Cost.euclidean().matrix(x, n, 3);
            double[] cY = Cost.cosineDistance().matrix(GromovData.gaussian(random, n * 2), n, 2);
            assertThat(GromovMongeGap.evaluate(cX, cY, n, exact).gap()).isGreaterThanOrEqualTo(0);
            double[] larger = Arrays.stream(cX).map(c -> 3 * c).toArray();
            assertThat(GromovMongeGap.evaluate(cX, larger, n, exact).gap()).isLessThan(1e-12);
        }
    }

    @Test
    void boundsHoldForAnyWeightsAndSeveralStartsAreNoWorse() {
        RandomGenerator random = GromovData.random(13);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            GromovProblem spaces = GromovData.problem(random).spaces();
            FusedGromovProblem problem = FusedGromovProblem.of(spaces, GromovLoss.SQUARE);
            ThirdLowerBound third = GromovLowerBounds.third(spaces, LinearSolver.networkSimplex());
            double best = new ExactFusedGromov()
                    .withStart(GromovLowerBounds.starts(spaces))
                    .solve(problem)
                    .cost();
            assertThat(third.value())
                    .isGreaterThanOrEqualTo(GromovLowerBounds.first(spaces).value() - 1e-12);
            assertThat(best).isGreaterThanOrEqualTo(third.value() - 1e-12);
            assertThat(best).isGreaterThanOrEqualTo(GromovLowerBounds.second(spaces) - 1e-12);
            assertThat(best).isLessThanOrEqualTo(problem.cost(third.plan()) + 1e-12);
            assertThat(best)
                    .isLessThanOrEqualTo(new ExactFusedGromov().solve(problem).cost());
        }
    }

    /** For costs of negative type some permutation is optimal: the best of many starts finds its cost, none beats it. */
    @Test
    void bruteForceOverPermutations() {
        RandomGenerator random = GromovData.random(5);
        int hits = 0;
        for (int trial = 0; trial < 60; trial++) {
            int n = 3 + trial % 5;
            double[] cX = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, n * 2), n, 2);
            double[] cY = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, n * 2), n, 2);
            double[] features = new double[n * n];
            Arrays.setAll(features, k -> random.nextDouble());
            FusedGromovProblem problem =
                    FusedGromovProblem.of(GromovProblem.uniform(cX, n, cY, n), features, random.nextDouble());
            double[] best = {Double.POSITIVE_INFINITY};
            GromovData.permutations(n, sigma -> best[0] = Math.min(best[0], permuted(problem, sigma)));
            InitialCoupling[] starts = new InitialCoupling[n * 4];
            for (int k = 0; k < starts.length; k++) {
                double[] plan = new double[n * n];
                int[] order = GromovData.shuffled(random, n);
                for (int i = 0; i < n; i++) {
                    plan[i * n + order[i]] = 1.0 / n;
                }
                starts[k] = InitialCoupling.given(plan);
            }
            double found = new ExactFusedGromov()
                    .withStart(InitialCoupling.bestOf(starts))
                    .solve(problem)
                    .cost();
            assertThat(found).isGreaterThanOrEqualTo(best[0] - 1e-11);
            hits += found <= best[0] + 1e-9 ? 1 : 0;
        }
        assertThat(hits).isGreaterThanOrEqualTo(57);
    }

    private static double permuted(FusedGromovProblem problem, int[] sigma) {
        int n = sigma.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (1 - problem.alpha()) * problem.features()[i * n + sigma[i]] / n;
            for (int k = 0; k < n; k++) {
                double difference =
                        problem.spaces().cX()[i * n + k] - problem.spaces().cY()[sigma[i] * n + sigma[k]];
                sum += 0.5 * problem.alpha() * difference * difference / (n * n);
            }
        }
        return sum;
    }

    @Test
    void linearProblemsAreSolvedWithPricesThatProveIt() {
        RandomGenerator random = GromovData.random(6);
        LinearSolver solver = LinearSolver.networkSimplex();
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(1, 12);
            int m = trial % 5 == 0 ? n : random.nextInt(1, 12);
            // Small integers make many ties.
            double[] cost = new double[n * m];
            boolean ties = trial % 2 == 0;
            Arrays.setAll(cost, k -> ties ? random.nextInt(-3, 4) : random.nextGaussian());
            double[] a = trial % 5 == 0 ? GromovData.uniform(n) : GromovData.weights(random, n);
            double[] b = trial % 5 == 0 ? GromovData.uniform(m) : GromovData.weights(random, m);
            if (trial % 7 == 0 && n > 1 && trial % 5 != 0) {
                a[1] += a[0];
                a[0] = 0;
            }
            LinearSolver.Solution solution = solver.solve(cost, a, b);
            assertThat(Couplings.distance(Couplings.rowSums(solution.plan(), n, m), a))
                    .isLessThan(1e-12);
            assertThat(Couplings.distance(Couplings.columnSums(solution.plan(), n, m), b))
                    .isLessThan(1e-12);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    double reduced = cost[i * m + j] - solution.u()[i] - solution.v()[j];
                    assertThat(solution.plan()[i * m + j]).isGreaterThanOrEqualTo(0);
                    assertThat(reduced).isGreaterThan(-1e-12);
                    if (solution.plan()[i * m + j] > 0) {
                        assertThat(reduced).isLessThan(1e-12);
                    }
                }
            }
        }
    }

    @Test
    void partialPlansKeepTheirMassAndTheLimits() {
        RandomGenerator random = GromovData.random(7);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            FusedGromovProblem problem = GromovData.problem(random);
            double mass = random.nextDouble(0.1, 1);
            PartialGromov.Result result = new PartialGromov(mass).solve(problem);
            assertThat(result.massError()).isLessThan(1e-12);
            assertThat(result.excess()).isLessThan(1e-12);
            assertThat(result.cost()).isCloseTo(GromovData.cost(problem, result.plan()), within(1e-11));
            assertThat(Arrays.stream(result.plan()).min().orElseThrow()).isGreaterThanOrEqualTo(0);
        }
        FusedGromovProblem problem = GromovData.problem(random);
        assertThat(new PartialGromov(1).solve(problem).plan())
                .containsExactly(new ExactFusedGromov().solve(problem).plan());
    }

    @Test
    void semiRelaxedPlansHaveExactRowsAndCostNoMoreThanCouplings() {
        RandomGenerator random = GromovData.random(8);
        for (int trial = 0; trial < PROBLEMS; trial++) {
            FusedGromovProblem problem = GromovData.problem(random);
            double[] coupling = new ExactFusedGromov().solve(problem).plan();
            SemiRelaxedGromov solver = new SemiRelaxedGromov().withStart(InitialCoupling.given(coupling));
            SemiRelaxedGromov.Result result = solver.solve(problem);
            assertThat(result.rowError()).isLessThan(1e-12);
            assertThat(result.cost()).isLessThanOrEqualTo(problem.cost(coupling) + 1e-12);
            assertThat(sum(result.columnWeights())).isCloseTo(1, within(1e-12));
            double[] start =
                    Couplings.product(problem.spaces().a(), problem.spaces().b());
            SemiRelaxedGromov.Result mirror = new SemiRelaxedGromov()
                    .withMethod(new SemiRelaxedGromov.MirrorDescent(10))
                    .withStopping(50, 1e-9)
                    .solve(problem);
            assertThat(mirror.rowError()).isLessThan(1e-12);
            assertThat(mirror.cost()).isLessThanOrEqualTo(problem.cost(start) + 1e-9);
        }
    }

    @Test
    void unbalancedLimitsAndMass() {
        int converged = 0;
        RandomGenerator random = GromovData.random(9);
        for (int trial = 0; trial < 40; trial++) {
            GromovProblem spaces = GromovData.problem(random).spaces();
            FusedGromovProblem problem = FusedGromovProblem.of(spaces, GromovLoss.SQUARE);
            UnbalancedGromov.Result balanced = new UnbalancedGromov(
                            Double.POSITIVE_INFINITY,
                            Double.POSITIVE_INFINITY,
                            1,
                            InitialCoupling.product(),
                            5000,
                            1e-12,
                            20_000,
                            1e-13)
                    .solve(problem);
            FusedGromovResult entropic = OracleTest.precise(2).solve(problem);
            assertThat(GromovData.largestDifference(balanced.plan(), entropic.plan()))
                    .isLessThan(1e-7);
            assertThat(balanced.objective()).isCloseTo(entropic.cost() + 2 * entropic.divergence(), within(1e-6));
            double lastMass = 0;
            for (double rho : new double[] {0.1, 1, 10, 1000}) {
                UnbalancedGromov.Result result = new UnbalancedGromov(rho, 0.5)
                        .withStopping(2000, 1e-9, 2000, 1e-10)
                        .solve(problem);
                converged += result.converged() ? 1 : 0;
                assertThat(result.mass()).isBetween(lastMass, 1 + 1e-6);
                lastMass = result.mass();
                assertThat(result.objective())
                        .isCloseTo(unbalanced(problem, result.plan(), rho, 0.5), within(1e-9 * (1 + rho)));
            }
            assertThat(lastMass).isGreaterThan(0.95);
        }
        assertThat(converged).isEqualTo(160);
    }

    /** The objective from its definition. */
    private static double unbalanced(FusedGromovProblem problem, double[] plan, double rho, double epsilon) {
        int n = problem.rows();
        int m = problem.columns();
        double[] a = problem.spaces().a();
        double[] b = problem.spaces().b();
        return GromovData.cost(problem, plan)
                + rho * tensorised(Couplings.rowSums(plan, n, m), a)
                + rho * tensorised(Couplings.columnSums(plan, n, m), b)
                + epsilon * tensorised(plan, Couplings.product(a, b));
    }

    private static double tensorised(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < x.length; k++) {
                double p = x[i] * x[k];
                double q = y[i] * y[k];
                sum += (p > 0 ? p * Math.log(p / q) : 0) - p + q;
            }
        }
        return sum;
    }

    @Test
    void batchesAreSolvedToTheLastBit() {
        RandomGenerator random = GromovData.random(10);
        List<GromovProblem> problems = new ArrayList<>();
        List<FusedGromovProblem> fused = new ArrayList<>();
        for (int k = 0; k < 9; k++) {
            double[] cX = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, 64 * 4), 64, 4);
            double[] cY = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, 64 * 3), 64, 3);
            problems.add(GromovProblem.uniform(cX, 64, cY, 64));
            fused.add(FusedGromovProblem.of(problems.getLast(), GromovLoss.SQUARE));
        }
        EntropicGromovWasserstein options = new EntropicGromovWasserstein(5);
        List<GromovResult> results = options.solveAll(problems);
        List<FusedGromovResult> others = new EntropicFusedGromov(options).solveAll(fused);
        for (int k = 0; k < 9; k++) {
            assertThat(results.get(k).plan())
                    .isEqualTo(options.solve(problems.get(k)).plan());
            assertThat(GromovData.largestDifference(
                            others.get(k).plan(), results.get(k).plan()))
                    .isLessThan(1e-12);
        }
    }

    /** Inner products of a regular polygon: the independent coupling is stationary for all that start there. */
    @Test
    void theProductTrapIsNoticed() {
        int n = 20;
        double[] x = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = Math.cos(2 * Math.PI * i / n);
            x[2 * i + 1] = Math.sin(2 * Math.PI * i / n);
        }
        double[] c = Cost.innerProduct().matrix(x, n, 2);
        FusedGromovProblem problem = FusedGromovProblem.of(GromovProblem.uniform(c, n, c, n), GromovLoss.SQUARE);
        assertThat(new EntropicFusedGromov(0.05).solve(problem).warnings()).contains(SolverWarning.PRODUCT_COUPLING);
        assertThat(new UnbalancedGromov(100, 0.02)
                        .withStopping(20, 1e-6, 1000, 1e-9)
                        .solve(problem)
                        .warnings())
                .contains(SolverWarning.PRODUCT_COUPLING);
        assertThat(new SemiRelaxedGromov(new SemiRelaxedGromov.MirrorDescent(1), InitialCoupling.product(), 50, 1e-9)
                        .solve(problem)
                        .warnings())
                .contains(SolverWarning.PRODUCT_COUPLING);
        var started = new EntropicFusedGromov(new EntropicGromovWasserstein(0.05).withStart(InitialCoupling.mix(0.1)));
        assertThat(started.solve(problem).warnings()).doesNotContain(SolverWarning.PRODUCT_COUPLING);
        FactoredCost factored = FactoredCost.innerProduct(x, n, 2);
        double[] w = GromovData.uniform(n);
        assertThat(new LowRankGromov(4).solve(factored, w, factored, w).warnings())
                .doesNotContain(SolverWarning.PRODUCT_COUPLING);
        assertThat(new LowRankGromov(1).solve(factored, w, factored, w).warnings())
                .doesNotContain(SolverWarning.PRODUCT_COUPLING);
    }

    @Test
    void anAssignmentIsWhatUniformWeightsGive() {
        RandomGenerator random = GromovData.random(12);
        double[] cost = GromovData.gaussian(random, 81);
        double[] plan = LinearSolver.networkSimplex()
                .solve(cost, TransportProblem.uniform(cost, 9, 9).a(), GromovData.uniform(9))
                .plan();
        Assignment matching = Assignment.solve(cost, 9, 9);
        for (int i = 0; i < 9; i++) {
            assertThat(plan[i * 9 + matching.columnOf()[i]]).isEqualTo(1.0 / 9);
        }
    }
}
