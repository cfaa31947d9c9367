package org.gaspard.ot.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.laws.RandomProblems.COUNT;
import static org.gaspard.ot.laws.RandomProblems.random;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.TransportResult;
import org.gaspard.ot.entropic.EntropicBarycenter;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Form;
import org.gaspard.ot.entropic.LowRankTransport;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.entropic.SinkhornDivergence;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.maps.EntropicMap;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;

/** What must hold of entropic transport, each law on {@value RandomProblems#COUNT} random problems. */
class EntropicLawsTest {

    private record Problem(double[] cost, double[] a, double[] b, double epsilon) {

        static Problem of(RandomGenerator random) {
            int n = RandomProblems.size(random);
            int m = RandomProblems.size(random);
            return new Problem(
                    RandomProblems.costs(random, n * m),
                    RandomProblems.weights(random, n),
                    RandomProblems.weights(random, m),
                    random.nextDouble(0.3, 2));
        }

        Geometry geometry() {
            return new DenseGeometry(cost, a.length, b.length);
        }

        EntropicTransport solver(Form form, Relaxation relaxation) {
            return new EntropicTransport(epsilon)
                    .withForm(form)
                    .withRelaxation(relaxation)
                    .withTolerance(Tolerance.absolute(1e-12))
                    .withMaxIterations(20_000);
        }
    }

    private static Form form(int trial) {
        return trial % 2 == 0 ? Form.KERNEL : Form.LOG;
    }

    /** {@code Σ p log(p/q) − Σp + Σq}. */
    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += (p[k] > 0 ? p[k] * Math.log(p[k] / q[k]) : 0) - p[k] + q[k];
        }
        return sum;
    }

    /** What the solver minimises, of any plan. */
    private static double objective(Problem problem, double[] plan, double rho) {
        double value = Couplings.dot(plan, problem.cost)
                + problem.epsilon * divergence(plan, Couplings.product(problem.a, problem.b));
        if (!Double.isInfinite(rho)) {
            int n = problem.a.length;
            int m = problem.b.length;
            value += rho * divergence(Couplings.rowSums(plan, n, m), problem.a)
                    + rho * divergence(Couplings.columnSums(plan, n, m), problem.b);
        }
        return value;
    }

    /** Marginals, signs and weak duality, for zero weights too; long before convergence the dual is a bound. */
    @Test
    void balancedPlansAreCouplingsAndDualValuesBoundAllCouplings() {
        RandomGenerator random = random(110);
        for (int trial = 0; trial < COUNT; trial++) {
            Problem problem = Problem.of(random);
            EntropicTransport solver = problem.solver(form(trial), Relaxation.balanced());
            EntropicResult result = solver.solve(problem.geometry(), problem.a, problem.b);
            double[] plan = result.plan();
            assertThat(result.converged()).isTrue();
            assertThat(RandomProblems.marginalError(plan, problem.a, problem.b)).isLessThan(1e-11);
            assertThat(RandomProblems.least(plan)).isGreaterThanOrEqualTo(0);
            double[] other = RandomProblems.coupling(random, problem.a, problem.b);
            double bound = objective(problem, other, Double.POSITIVE_INFINITY);
            double rough = solver.withMaxIterations(random.nextInt(1, 4))
                    .withTolerance(Tolerance.absolute(0))
                    .solve(problem.geometry(), problem.a, problem.b)
                    .dualValue();
            assertThat(result.objective()).isLessThanOrEqualTo(bound + 1e-10);
            assertThat(rough).isLessThanOrEqualTo(result.dualValue() + 1e-10);
            assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-10));
        }
    }

    /** With penalties: signs, weak duality against any plan, and a mass between those of no and of hard penalties. */
    @Test
    void penalisedPlansAreMinimaOverAllPlans() {
        RandomGenerator random = random(111);
        for (int trial = 0; trial < COUNT; trial++) {
            Problem problem = Problem.of(random);
            double rho = random.nextDouble(0.1, 5);
            EntropicTransport solver = problem.solver(form(trial), Relaxation.kullbackLeibler(rho));
            EntropicResult result = solver.solve(problem.geometry(), problem.a, problem.b);
            assertThat(result.converged()).isTrue();
            assertThat(RandomProblems.least(result.plan())).isGreaterThanOrEqualTo(0);
            assertThat(result.objective()).isCloseTo(objective(problem, result.plan(), rho), within(1e-10));
            assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-9));
            double factor = random.nextDouble(0.5, 2);
            double[] other = RandomProblems.coupling(random, problem.a, problem.b);
            Arrays.setAll(other, k -> factor * other[k]);
            assertThat(result.objective()).isLessThanOrEqualTo(objective(problem, other, rho) + 1e-9);
            double rough = solver.withMaxIterations(2)
                    .withTolerance(Tolerance.absolute(0))
                    .solve(problem.geometry(), problem.a, problem.b)
                    .dualValue();
            assertThat(rough).isLessThanOrEqualTo(result.dualValue() + 1e-9);
        }
    }

    @Test
    void partialPlansKeepTheirMassAndTheLimits() {
        RandomGenerator random = random(112);
        for (int trial = 0; trial < COUNT; trial++) {
            Problem problem = Problem.of(random);
            double mass = random.nextDouble(0.1, 0.95);
            EntropicResult result = problem.solver(form(trial), Relaxation.partial(mass))
                    .solve(problem.geometry(), problem.a, problem.b);
            double[] plan = result.plan();
            assertThat(result.mass()).isCloseTo(mass, within(1e-9));
            assertThat(RandomProblems.least(plan)).isGreaterThanOrEqualTo(0);
            double[] rows = Couplings.rowSums(plan, problem.a.length, problem.b.length);
            double[] columns = Couplings.columnSums(plan, problem.a.length, problem.b.length);
            for (int i = 0; i < rows.length; i++) {
                assertThat(rows[i]).isLessThanOrEqualTo(problem.a[i] + 1e-9);
            }
            for (int j = 0; j < columns.length; j++) {
                assertThat(columns[j]).isLessThanOrEqualTo(problem.b[j] + 1e-9);
            }
            // No share of a coupling with this mass has a smaller objective.
            double[] other = RandomProblems.coupling(random, problem.a, problem.b);
            Arrays.setAll(other, k -> mass * other[k]);
            double entropic = Couplings.dot(other, problem.cost)
                    + problem.epsilon
                            * Arrays.stream(other)
                                    .filter(v -> v > 0)
                                    .map(v -> v * Math.log(v))
                                    .sum();
            assertThat(result.objective()).isLessThanOrEqualTo(entropic + 1e-8);
        }
    }

    /** The simple solver: marginals, signs, symmetry and the order of the points. */
    @Test
    void plansFollowTheOrderAndTheSide() {
        RandomGenerator random = random(113);
        for (int trial = 0; trial < COUNT; trial++) {
            Problem problem = Problem.of(random);
            int n = problem.a.length;
            int m = problem.b.length;
            Sinkhorn solver = new Sinkhorn(problem.epsilon).withThreshold(1e-13).withMaxIterations(20_000);
            TransportResult result = solver.solve(new TransportProblem(problem.cost, problem.a, problem.b));
            assertThat(result.converged()).isTrue();
            assertThat(RandomProblems.marginalError(result.plan(), problem.a, problem.b))
                    .isLessThan(1e-12);
            assertThat(RandomProblems.least(result.plan())).isGreaterThanOrEqualTo(0);
            double[] turned = solver.solve(
                            new TransportProblem(RandomProblems.transposed(problem.cost, n, m), problem.b, problem.a))
                    .plan();
            assertThat(RandomProblems.largestDifference(RandomProblems.transposed(turned, m, n), result.plan()))
                    .isLessThan(1e-9);
            int[] rows = RandomProblems.order(random, n);
            int[] columns = RandomProblems.order(random, m);
            Problem moved = new Problem(
                    RandomProblems.reordered(problem.cost, rows, columns),
                    RandomProblems.reordered(problem.a, rows),
                    RandomProblems.reordered(problem.b, columns),
                    problem.epsilon);
            double[] plan = moved.solver(form(trial), Relaxation.balanced())
                    .solve(moved.geometry(), moved.a, moved.b)
                    .plan();
            assertThat(RandomProblems.largestDifference(plan, RandomProblems.reordered(result.plan(), rows, columns)))
                    .isLessThan(1e-9);
        }
    }

    /** At least 0, and 0 on equal measures in any order, also with points that coincide and weights of 0. */
    @Test
    void theSinkhornDivergenceSeparatesMeasures() {
        RandomGenerator random = random(114);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = RandomProblems.size(random);
            int m = RandomProblems.size(random);
            double[] x = RandomProblems.points(random, n, 2);
            double[] y = RandomProblems.points(random, m, 2);
            double[] a = RandomProblems.weights(random, n);
            double[] b = RandomProblems.weights(random, m);
            SinkhornDivergence divergence = new SinkhornDivergence(
                    new EntropicTransport(random.nextDouble(0.5, 2)).withTolerance(Tolerance.absolute(1e-11)));
            Cost cost = trial % 3 == 0 ? Cost.euclidean() : Cost.squaredEuclidean();
            assertThat(divergence.between(cost, x, a, y, b, 2).value()).isGreaterThan(-1e-10);
            int[] order = RandomProblems.order(random, n);
            double[] moved = new double[2 * n];
            Arrays.setAll(moved, k -> x[2 * order[k / 2] + k % 2]);
            assertThat(divergence
                            .between(cost, x, a, moved, RandomProblems.reordered(a, order), 2)
                            .value())
                    .isCloseTo(0, within(1e-10));
        }
    }

    @Test
    void lowRankPlansAreCouplings() {
        RandomGenerator random = random(115);
        for (int trial = 0; trial < COUNT; trial++) {
            Problem problem = Problem.of(random);
            int n = problem.a.length;
            int m = problem.b.length;
            double[] a = RandomProblems.positiveWeights(random, n);
            double[] b = RandomProblems.positiveWeights(random, m);
            double[] cost = problem.cost.clone();
            Arrays.setAll(cost, k -> cost[k] + 3);
            LowRankTransport.Result result = new LowRankTransport(random.nextInt(1, 4))
                    .withMaxIterations(30)
                    .solve(new DenseGeometry(cost, n, m), a, b);
            double[] identity = new double[m * m];
            for (int j = 0; j < m; j++) {
                identity[j * m + j] = 1;
            }
            double[] plan = result.planTimes(identity, m);
            assertThat(RandomProblems.marginalError(plan, a, b)).isLessThan(1e-12);
            assertThat(RandomProblems.least(plan)).isGreaterThanOrEqualTo(0);
            assertThat(result.transportCost()).isCloseTo(Couplings.dot(plan, cost), within(1e-11));
        }
    }

    /** Signs, mass 1, and no dependence on the order of the measures. */
    @Test
    void barycentresAreHistograms() {
        RandomGenerator random = random(116);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = random.nextInt(2, 8);
            double[] x = RandomProblems.points(random, n, 2);
            Geometry geometry = new DenseGeometry(Cost.squaredEuclidean().matrix(x, n, 2), n, n);
            double[] first = RandomProblems.weights(random, n);
            double[] second = RandomProblems.weights(random, n);
            EntropicBarycenter solver = new EntropicBarycenter(random.nextDouble(0.5, 2))
                    .withTolerance(Tolerance.absolute(1e-11))
                    .withMaxIterations(500);
            double share = random.nextDouble(0.1, 0.9);
            double[] weights = {share, 1 - share};
            EntropicBarycenter.Result plain = solver.of(geometry, List.of(first, second), weights);
            assertThat(RandomProblems.sum(plain.weights())).isCloseTo(1, within(plain.residual() + 1e-9));
            assertThat(RandomProblems.least(plain.weights())).isGreaterThanOrEqualTo(0);
            EntropicBarycenter.Result turned =
                    solver.of(geometry, List.of(second, first), new double[] {1 - share, share});
            assertThat(RandomProblems.largestDifference(turned.weights(), plain.weights()))
                    .isLessThan(1e-8);
        }
    }

    /** Each image of the entropic map is a mean of targets, so it lies between the least and the largest of them. */
    @Test
    void imagesOfEntropicMapsLieAmongTheTargets() {
        RandomGenerator random = random(117);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = RandomProblems.size(random);
            int m = RandomProblems.size(random);
            double[] x = RandomProblems.points(random, n, 2);
            double[] y = RandomProblems.points(random, m, 2);
            double[] a = RandomProblems.weights(random, n);
            double[] b = RandomProblems.weights(random, m);
            Problem problem = new Problem(Cost.squaredEuclidean().matrix(x, n, y, m, 2), a, b, 1);
            EntropicResult result =
                    problem.solver(form(trial), Relaxation.balanced()).solve(problem.geometry(), a, b);
            double[] images =
                    EntropicMap.forward(result, Cost.squaredEuclidean(), y, 2).apply(x);
            for (int k = 0; k < 2; k++) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                double mean = 0;
                double target = 0;
                for (int j = 0; j < m; j++) {
                    least = Math.min(least, y[2 * j + k]);
                    most = Math.max(most, y[2 * j + k]);
                    target += b[j] * y[2 * j + k];
                }
                for (int i = 0; i < n; i++) {
                    assertThat(images[2 * i + k]).isBetween(least - 1e-12, most + 1e-12);
                    mean += a[i] * images[2 * i + k];
                }
                // The images keep the mean.
                assertThat(mean).isCloseTo(target, within(1e-9));
            }
        }
    }
}
