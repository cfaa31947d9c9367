package org.gaspard.ot.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.laws.RandomProblems.COUNT;
import static org.gaspard.ot.laws.RandomProblems.random;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.GromovResult;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.gromov.EntropicFusedGromov;
import org.gaspard.ot.gromov.ExactFusedGromov;
import org.gaspard.ot.gromov.FactoredCost;
import org.gaspard.ot.gromov.FusedGromovProblem;
import org.gaspard.ot.gromov.FusedGromovResult;
import org.gaspard.ot.gromov.GromovLoss;
import org.gaspard.ot.gromov.GromovLowerBounds;
import org.gaspard.ot.gromov.LowRankGromov;
import org.gaspard.ot.gromov.SlicedGromov;
import org.gaspard.ot.gromov.UnbalancedGromov;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;

/**
 * What must hold of the quadratic family, each law on {@value RandomProblems#COUNT} random problems. Laws of values that a solver
 * need not find, since the problem is not convex, are asked of the minimum over equal starts.
 */
class GromovLawsTest {

    private static final Cost SQUARED = Cost.squaredEuclidean();

    /** Two clouds and weights. */
    private record Spaces(double[] x, double[] a, double[] y, double[] b) {

        static Spaces of(RandomGenerator random) {
            int n = random.nextInt(2, 9);
            int m = random.nextInt(2, 9);
            return new Spaces(
                    RandomProblems.points(random, n, 2),
                    RandomProblems.weights(random, n),
                    RandomProblems.points(random, m, 3),
                    RandomProblems.weights(random, m));
        }

        GromovProblem problem() {
            return new GromovProblem(SQUARED.matrix(x, a.length, 2), SQUARED.matrix(y, b.length, 3), a, b);
        }

        /** The same spaces elsewhere. */
        Spaces moved(RandomGenerator random) {
            return new Spaces(RandomProblems.moved(random, x, 2), a, RandomProblems.moved(random, y, 3), b);
        }
    }

    private static FusedGromovProblem square(GromovProblem problem) {
        return FusedGromovProblem.of(problem, GromovLoss.SQUARE);
    }

    /** The entropic solver: marginals, signs, a cost that is the sum over quadruples and not negative. */
    @Test
    void entropicPlansAreCouplings() {
        RandomGenerator random = random(120);
        for (int trial = 0; trial < COUNT; trial++) {
            GromovProblem problem = Spaces.of(random).problem();
            GromovResult result = new EntropicGromovWasserstein(random.nextDouble(1, 5))
                    .withRounding(true)
                    .solve(problem);
            assertThat(RandomProblems.marginalError(result.plan(), problem.a(), problem.b()))
                    .isLessThan(1e-12);
            assertThat(RandomProblems.least(result.plan())).isGreaterThanOrEqualTo(0);
            assertThat(result.transportCost()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.transportCost())
                    .isCloseTo(square(problem).cost(result.plan()), within(1e-10 * (1 + result.transportCost())));
            assertThat(result.transportCost())
                    .isGreaterThanOrEqualTo(GromovLowerBounds.first(problem).value() - 1e-10);
        }
    }

    /** Isometries of either space change no plan. */
    @Test
    void solversDoNotSeeIsometries() {
        RandomGenerator random = random(121);
        for (int trial = 0; trial < COUNT; trial++) {
            Spaces spaces = Spaces.of(random);
            GromovProblem problem = spaces.problem();
            GromovProblem moved = spaces.moved(random).problem();
            EntropicGromovWasserstein entropic = new EntropicGromovWasserstein(5);
            assertThat(RandomProblems.largestDifference(
                            entropic.solve(moved).plan(),
                            entropic.solve(problem).plan()))
                    .isLessThan(1e-7);
            // Points on a grid have ties, which rounding breaks in either way: values alone are compared, from one
            // start.
            double exact = new ExactFusedGromov().solve(square(problem)).cost();
            double[] plan = new ExactFusedGromov().solve(square(problem)).plan();
            double again = new ExactFusedGromov()
                    .withStart(InitialCoupling.given(plan))
                    .solve(square(moved))
                    .cost();
            assertThat(again).isCloseTo(exact, within(1e-9 * (1 + exact)));
            UnbalancedGromov unbalanced = new UnbalancedGromov(1, 2).withStopping(20, 0, 20, 0);
            assertThat(RandomProblems.largestDifference(
                            unbalanced.solve(square(moved)).plan(),
                            unbalanced.solve(square(problem)).plan()))
                    .isLessThan(1e-7);
        }
    }

    /** A reordering of both spaces reorders the plan, and an exchange of them turns it. */
    @Test
    void entropicPlansFollowTheOrderAndTheSide() {
        RandomGenerator random = random(122);
        for (int trial = 0; trial < COUNT; trial++) {
            GromovProblem problem = Spaces.of(random).problem();
            int n = problem.rows();
            int m = problem.columns();
            int[] rows = RandomProblems.order(random, n);
            int[] columns = RandomProblems.order(random, m);
            GromovProblem moved = new GromovProblem(
                    RandomProblems.reordered(problem.cX(), rows, rows),
                    RandomProblems.reordered(problem.cY(), columns, columns),
                    RandomProblems.reordered(problem.a(), rows),
                    RandomProblems.reordered(problem.b(), columns));
            GromovProblem turned = new GromovProblem(problem.cY(), problem.cX(), problem.b(), problem.a());
            EntropicGromovWasserstein solver = new EntropicGromovWasserstein(5);
            double[] plan = solver.solve(problem).plan();
            assertThat(RandomProblems.largestDifference(
                            solver.solve(moved).plan(), RandomProblems.reordered(plan, rows, columns)))
                    .isLessThan(1e-7);
            FusedGromovResult fused = new EntropicFusedGromov(solver).solve(square(turned));
            double[] back = RandomProblems.transposed(fused.plan(), m, n);
            assertThat(square(problem).cost(back)).isCloseTo(fused.cost(), within(1e-10 * (1 + fused.cost())));
        }
    }

    /** From the correspondence of an isometry that also reorders, the exact solvers find the cost 0. */
    @Test
    void isometricSpacesAreAtDistanceZero() {
        RandomGenerator random = random(123);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = random.nextInt(2, 10);
            double[] x = RandomProblems.points(random, n, 2);
            double[] y = RandomProblems.moved(random, x, 2);
            int[] order = RandomProblems.order(random, n);
            double[] moved = new double[2 * n];
            double[] plan = new double[n * n];
            for (int i = 0; i < n; i++) {
                moved[2 * i] = y[2 * order[i]];
                moved[2 * i + 1] = y[2 * order[i] + 1];
                plan[order[i] * n + i] = 1.0 / n;
            }
            GromovProblem problem = GromovProblem.uniform(SQUARED.matrix(x, n, 2), n, SQUARED.matrix(moved, n, 2), n);
            InitialCoupling start = InitialCoupling.given(plan);
            assertThat(new ExactGromovWasserstein()
                            .withStart(start)
                            .solve(problem)
                            .transportCost())
                    .isCloseTo(0, within(1e-10));
            assertThat(new ExactFusedGromov()
                            .withStart(start)
                            .solve(square(problem))
                            .cost())
                    .isCloseTo(0, within(1e-10));
            assertThat(GromovLowerBounds.first(problem).value()).isCloseTo(0, within(1e-10));
            assertThat(GromovLowerBounds.second(problem)).isCloseTo(0, within(1e-10));
        }
    }

    /** Signs, a mass not above that of hard penalties, and an objective not above that of any other plan's start. */
    @Test
    void unbalancedPlansAreNotNegativeAndNoWorseThanTheirStart() {
        RandomGenerator random = random(124);
        for (int trial = 0; trial < COUNT; trial++) {
            GromovProblem problem = Spaces.of(random).problem();
            double rho = random.nextDouble(0.5, 20);
            UnbalancedGromov solver = new UnbalancedGromov(rho, random.nextDouble(0.5, 3));
            UnbalancedGromov.Result result = solver.solve(square(problem));
            assertThat(RandomProblems.least(result.plan())).isGreaterThanOrEqualTo(0);
            assertThat(result.rowDivergence()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.columnDivergence()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.divergence()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.mass()).isLessThan(1 + 1e-6);
            // Of abᵀ all divergences are 0.
            double product = square(problem).cost(Couplings.product(problem.a(), problem.b()));
            assertThat(result.objective()).isBetween(0.0, product * (1 + 1e-6));
        }
    }

    @Test
    void lowRankPlansAreCouplings() {
        RandomGenerator random = random(125);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = random.nextInt(4, 13);
            int m = random.nextInt(4, 13);
            double[] x = RandomProblems.points(random, n, 2);
            double[] y = RandomProblems.points(random, m, 3);
            double[] a = RandomProblems.positiveWeights(random, n);
            double[] b = RandomProblems.positiveWeights(random, m);
            LowRankGromov.Result result = new LowRankGromov(random.nextInt(1, 4), 1, 1, trial, 20, 1e-6)
                    .solve(FactoredCost.squaredEuclidean(x, n, 2), a, FactoredCost.squaredEuclidean(y, m, 3), b);
            assertThat(RandomProblems.marginalError(result.plan(), a, b)).isLessThan(1e-4);
            assertThat(RandomProblems.least(result.plan())).isGreaterThanOrEqualTo(0);
            double direct = square(new GromovProblem(SQUARED.matrix(x, n, 2), SQUARED.matrix(y, m, 3), a, b))
                    .cost(result.plan());
            assertThat(result.cost()).isCloseTo(direct, within(1e-4 * (1 + direct)));
        }
    }

    /** Along equal directions: not negative, 0 for a space and itself, and unchanged by translations. */
    @Test
    void slicedValuesAreNotNegativeAndVanishOnEqualSpaces() {
        RandomGenerator random = random(126);
        for (int trial = 0; trial < COUNT; trial++) {
            Spaces spaces = Spaces.of(random);
            SlicedGromov solver = new SlicedGromov(5, trial);
            double value =
                    solver.solve(spaces.x, spaces.a, 2, spaces.y, spaces.b, 3).value();
            assertThat(value).isGreaterThanOrEqualTo(0);
            double[] away = spaces.x.clone();
            Arrays.setAll(away, k -> away[k] + (k % 2 == 0 ? 3 : -1));
            assertThat(solver.solve(away, spaces.a, 2, spaces.y, spaces.b, 3).value())
                    .isCloseTo(value, within(1e-9 * (1 + value)));
            assertThat(solver.solve(spaces.x, spaces.a, 2, away, spaces.a, 2).value())
                    .isCloseTo(0, within(1e-9));
        }
    }

    /** The exact gap: not negative, not above the distortion, 0 of isometries, the same after a common reordering. */
    @Test
    void theExactGapIsNotNegativeAndVanishesOnIsometries() {
        RandomGenerator random = random(127);
        GromovMongeGapOptions exact = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT);
        Cost[] costs = {SQUARED, Cost.euclidean(), Cost.pNorm(1)};
        for (int trial = 0; trial < COUNT; trial++) {
            int n = random.nextInt(1, 13);
            double[] x = RandomProblems.points(random, n, 3);
            double[] y = RandomProblems.points(random, n, 2);
            Cost cost = costs[trial % costs.length];
            double[] cX = cost.matrix(x, n, 3);
            double[] cY = cost.matrix(y, n, 2);
            double gap = GromovMongeGap.evaluate(cX, cY, n, exact).gap();
            assertThat(gap).isBetween(-1e-12, GromovMongeGap.distortion(cX, cY, n) + 1e-12);
            double[] away = SQUARED.matrix(RandomProblems.moved(random, x, 3), n, 3);
            assertThat(GromovMongeGap.evaluate(SQUARED.matrix(x, n, 3), away, n, exact)
                            .gap())
                    .isCloseTo(0, within(1e-9));
            int[] order = RandomProblems.order(random, n);
            assertThat(GromovMongeGap.distortion(
                            RandomProblems.reordered(cX, order, order), RandomProblems.reordered(cY, order, order), n))
                    .isCloseTo(GromovMongeGap.distortion(cX, cY, n), within(1e-10));
        }
    }
}
