package org.gaspard.ot.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.laws.RandomProblems.COUNT;
import static org.gaspard.ot.laws.RandomProblems.random;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.Cost;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.CircleTransport;
import org.gaspard.ot.exact.ExactTransportResult;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.ot.exact.NetworkSimplex;
import org.gaspard.ot.exact.SuccessiveShortestPaths;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;

/** What must hold of exact transport, each law on {@value RandomProblems#COUNT} random problems. */
class ExactLawsTest {

    private static final double TOLERANCE = 1e-11;

    private static final List<Function<TransportProblem, ExactTransportResult>> SOLVERS =
            List.of(new NetworkSimplex()::solve, SuccessiveShortestPaths::solve);

    private static TransportProblem problem(RandomGenerator random) {
        int n = RandomProblems.size(random);
        int m = RandomProblems.size(random);
        return new TransportProblem(
                RandomProblems.costs(random, n * m),
                RandomProblems.weights(random, n),
                RandomProblems.weights(random, m));
    }

    /** Marginals, signs, and weak duality: no coupling costs less than feasible potentials promise. */
    @Test
    void plansAreCouplingsAndPotentialsBoundAllCouplings() {
        RandomGenerator random = random(100);
        for (int trial = 0; trial < COUNT; trial++) {
            TransportProblem problem = problem(random);
            double[] other = RandomProblems.coupling(random, problem.a(), problem.b());
            for (Function<TransportProblem, ExactTransportResult> solver : SOLVERS) {
                ExactTransportResult result = solver.apply(problem);
                double[] plan = result.densePlan();
                assertThat(RandomProblems.marginalError(plan, problem.a(), problem.b()))
                        .isLessThan(TOLERANCE);
                assertThat(RandomProblems.least(plan)).isGreaterThanOrEqualTo(0);
                double dual = Couplings.dot(result.f(), problem.a()) + Couplings.dot(result.g(), problem.b());
                assertThat(dual).isLessThanOrEqualTo(Couplings.dot(other, problem.cost()) + TOLERANCE);
                assertThat(dual).isCloseTo(Couplings.dot(plan, problem.cost()), within(TOLERANCE));
            }
        }
    }

    @Test
    void valuesDoNotDependOnTheOrderNorOnTheSide() {
        RandomGenerator random = random(101);
        for (int trial = 0; trial < COUNT; trial++) {
            TransportProblem problem = problem(random);
            int n = problem.rows();
            int m = problem.columns();
            int[] rows = RandomProblems.order(random, n);
            int[] columns = RandomProblems.order(random, m);
            TransportProblem moved = new TransportProblem(
                    RandomProblems.reordered(problem.cost(), rows, columns),
                    RandomProblems.reordered(problem.a(), rows),
                    RandomProblems.reordered(problem.b(), columns));
            TransportProblem turned =
                    new TransportProblem(RandomProblems.transposed(problem.cost(), n, m), problem.b(), problem.a());
            for (Function<TransportProblem, ExactTransportResult> solver : SOLVERS) {
                double value = solver.apply(problem).cost();
                assertThat(solver.apply(moved).cost()).isCloseTo(value, within(TOLERANCE));
                assertThat(solver.apply(turned).cost()).isCloseTo(value, within(TOLERANCE));
            }
        }
    }

    /** Rows of the cost may move together: {@code C + f ⊕ g} has the same plans and a value moved by {@code ⟨f,a⟩ + ⟨g,b⟩}. */
    @Test
    void shiftsOfRowsAndColumnsShiftTheValue() {
        RandomGenerator random = random(102);
        for (int trial = 0; trial < COUNT; trial++) {
            TransportProblem problem = problem(random);
            int m = problem.columns();
            double[] f = RandomProblems.costs(random, problem.rows());
            double[] g = RandomProblems.costs(random, m);
            double[] c = problem.cost().clone();
            Arrays.setAll(c, k -> c[k] + f[k / m] + g[k % m]);
            double shift = Couplings.dot(f, problem.a()) + Couplings.dot(g, problem.b());
            for (Function<TransportProblem, ExactTransportResult> solver : SOLVERS) {
                assertThat(solver.apply(new TransportProblem(c, problem.a(), problem.b()))
                                .cost())
                        .isCloseTo(solver.apply(problem).cost() + shift, within(TOLERANCE));
            }
        }
    }

    /** Wide ones too: distinct columns, dual feasibility, and equal values. */
    @Test
    void assignmentsAreInjectiveWithPricesThatProveThem() {
        RandomGenerator random = random(103);
        for (int trial = 0; trial < COUNT; trial++) {
            int m = RandomProblems.size(random);
            int n = random.nextInt(1, m + 1);
            double[] c = RandomProblems.costs(random, n * m);
            Assignment assignment = Assignment.solve(c, n, m);
            assertThat(Arrays.stream(assignment.columnOf()).distinct().count()).isEqualTo(n);
            double cost = 0;
            for (int i = 0; i < n; i++) {
                cost += c[i * m + assignment.columnOf()[i]];
            }
            assertThat(assignment.cost()).isCloseTo(cost, within(TOLERANCE));
            for (int k = 0; k < n * m; k++) {
                assertThat(assignment.u()[k / m] + assignment.v()[k % m]).isLessThanOrEqualTo(c[k] + TOLERANCE);
            }
            assertThat(Arrays.stream(assignment.v())).allMatch(price -> n == m || price <= TOLERANCE);
            assertThat(RandomProblems.sum(assignment.u()) + RandomProblems.sum(assignment.v()))
                    .isCloseTo(cost, within(TOLERANCE));
        }
    }

    /** A metric in the plane, on the line and on the circle: 0 on equal measures, symmetric, with the triangle inequality. */
    @Test
    void wassersteinDistancesAreMetrics() {
        RandomGenerator random = random(104);
        for (int trial = 0; trial < COUNT; trial++) {
            double p = trial % 2 == 0 ? 1 + random.nextInt(3) : random.nextDouble(1, 3);
            assertMetric(random, p, 2, (x, a, y, b) -> {
                double[] c = Cost.pNorm(2, p).matrix(x, a.length, y, b.length, 2);
                return new NetworkSimplex().solve(new TransportProblem(c, a, b)).cost();
            });
            assertMetric(random, p, 1, LineTransport.power(p)::value);
            assertMetric(
                    random,
                    p,
                    1,
                    (x, a, y, b) -> new CircleTransport(p, 1)
                            .solve(onCircle(x), a, onCircle(y), b)
                            .value());
        }
    }

    private static double[] onCircle(double[] x) {
        return Arrays.stream(x).map(t -> t - Math.floor(t)).toArray();
    }

    private interface Power {
        double between(double[] x, double[] a, double[] y, double[] b);
    }

    private static void assertMetric(RandomGenerator random, double p, int d, Power power) {
        double[][] points = new double[3][];
        double[][] weights = new double[3][];
        for (int k = 0; k < 3; k++) {
            int n = random.nextInt(1, 8);
            points[k] = RandomProblems.points(random, n, d);
            weights[k] = RandomProblems.weights(random, n);
        }
        double[] distances = new double[3];
        for (int k = 0; k < 3; k++) {
            int l = (k + 1) % 3;
            double value = power.between(points[k], weights[k], points[l], weights[l]);
            assertThat(power.between(points[l], weights[l], points[k], weights[k]))
                    .isCloseTo(value, within(TOLERANCE));
            assertThat(value).isGreaterThanOrEqualTo(0);
            assertThat(power.between(points[k], weights[k], points[k], weights[k]))
                    .isCloseTo(0, within(TOLERANCE));
            distances[k] = Math.pow(value, 1 / p);
        }
        for (int k = 0; k < 3; k++) {
            assertThat(distances[k]).isLessThanOrEqualTo(distances[(k + 1) % 3] + distances[(k + 2) % 3] + 1e-9);
        }
    }

    /** On the line and on the circle: marginals, signs, and the value is that of the plan. */
    @Test
    void plansOnTheLineAndTheCircleAreCouplings() {
        RandomGenerator random = random(105);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = RandomProblems.size(random);
            int m = RandomProblems.size(random);
            double p = random.nextDouble(1, 3);
            double[] x = RandomProblems.points(random, n, 1);
            double[] y = RandomProblems.points(random, m, 1);
            double[] a = RandomProblems.weights(random, n);
            double[] b = RandomProblems.weights(random, m);
            double[] onLine = LineTransport.power(p).plan(x, a, y, b).dense();
            double[] c = Cost.pNorm(1, p).matrix(x, n, y, m, 1);
            assertThat(RandomProblems.marginalError(onLine, a, b)).isLessThan(TOLERANCE);
            assertThat(RandomProblems.least(onLine)).isGreaterThanOrEqualTo(0);
            assertThat(Couplings.dot(onLine, c))
                    .isCloseTo(LineTransport.power(p).value(x, a, y, b), within(TOLERANCE));
            CircleTransport.Result circle = new CircleTransport(p, 1).solve(onCircle(x), a, onCircle(y), b);
            double[] plan = circle.plan().dense();
            double[] apart = new double[n * m];
            Arrays.setAll(apart, k -> {
                double t = Math.abs(onCircle(x)[k / m] - onCircle(y)[k % m]);
                return Math.pow(Math.min(t, 1 - t), p);
            });
            assertThat(RandomProblems.marginalError(plan, a, b)).isLessThan(TOLERANCE);
            assertThat(RandomProblems.least(plan)).isGreaterThanOrEqualTo(0);
            assertThat(circle.value()).isCloseTo(Couplings.dot(plan, apart), within(TOLERANCE));
            assertThat(circle.value())
                    .isLessThanOrEqualTo(Couplings.dot(RandomProblems.coupling(random, a, b), apart) + TOLERANCE);
        }
    }
}
