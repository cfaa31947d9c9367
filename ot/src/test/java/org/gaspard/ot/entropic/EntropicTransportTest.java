package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.largestDifference;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.read;
import static org.gaspard.ot.entropic.EntropicOracles.sinkhorn;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.TransportResult;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.GridGeometry;
import org.gaspard.ot.geometry.LowRankGeometry;
import org.gaspard.ot.geometry.PointCloudGeometry;
import org.gaspard.tensor.array.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntropicTransportTest {

    private static final double[] X = read("x");
    private static final double[] Y = read("y");
    private static final double[] A = read("a");
    private static final double[] B = read("b");
    private static final double[] HEAVY = read("heavy");
    private static final Geometry POINTS = PointCloudGeometry.of(Cost.squaredEuclidean(), X, 6, Y, 8, 2);

    private static EntropicTransport exact(double epsilon) {
        return new EntropicTransport(epsilon)
                .withTolerance(Tolerance.absolute(1e-14))
                .withMaxIterations(100_000);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void balancedPlansAreThoseOfPot(Form form) {
        for (String name : List.of("wide", "narrow")) {
            EntropicResult result =
                    exact(name.equals("wide") ? 1 : 0.1).withForm(form).solve(POINTS, A, B);
            assertThat(result.stop()).isEqualTo(StopReason.CONVERGED);
            assertThat(largestDifference(result.plan(), read("balanced." + name)))
                    .isLessThan(1e-13);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void unbalancedPlansAreThoseOfPot(Form form) {
        for (String name : List.of("both", "two", "stiff")) {
            Relaxation relaxation = switch (name) {
                case "both" -> Relaxation.kullbackLeibler(2);
                case "two" -> new Relaxation.KullbackLeibler(0.5, 4);
                default -> Relaxation.kullbackLeibler(60);
            };
            EntropicResult result =
                    exact(0.3).withForm(form).withRelaxation(relaxation).solve(POINTS, A, HEAVY);
            assertThat(result.stop()).isEqualTo(StopReason.CONVERGED);
            assertThat(largestDifference(result.plan(), read("unbalanced." + name)))
                    .isLessThan(1e-11);
            assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void thePartialPlanIsThatOfPot(Form form) {
        EntropicResult result = exact(0.3)
                .withForm(form)
                .withRelaxation(Relaxation.partial(0.6))
                .solve(POINTS, A, HEAVY);
        assertThat(result.stop()).isEqualTo(StopReason.CONVERGED);
        assertThat(largestDifference(result.plan(), read("partial"))).isLessThan(1e-13);
        assertThat(result.mass()).isCloseTo(0.6, within(1e-13));
        assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-12));
    }

    /** The readable solver takes the same steps, so the numbers agree long before convergence. */
    @Test
    void everyIterateIsThatOfTheDefinition() {
        double[] cost = POINTS.cost();
        for (int iterations = 1; iterations <= 5; iterations++) {
            for (Form form : Form.values()) {
                EntropicResult result = new EntropicTransport(0.4)
                        .withForm(form)
                        .withTolerance(Tolerance.absolute(0))
                        .withMaxIterations(iterations)
                        .solve(POINTS, A, B, startFromWeights(A, 0.4));
                assertThat(result.stop()).isEqualTo(StopReason.MAX_ITERATIONS);
                assertThat(result.iterations()).isEqualTo(iterations);
                double[] expected = sinkhorn(cost, A, B, 0.4, Double.POSITIVE_INFINITY, iterations);
                assertThat(largestDifference(result.plan(), expected)).isLessThan(1e-14);
            }
        }
    }

    /** f' = 0, that is f = ε log a. */
    private static Potentials startFromWeights(double[] a, double epsilon) {
        return new Potentials(Arrays.stream(a).map(w -> epsilon * Math.log(w)).toArray(), new double[8]);
    }

    @Test
    void penaltiesHaveTheFixedPointOfTheDefinition() {
        RandomGenerator random = random(5);
        for (int trial = 0; trial < 50; trial++) {
            Problem p = Problem.random(random);
            double rho = random.nextDouble(0.1, 5);
            EntropicResult result = exact(p.epsilon)
                    .withRelaxation(Relaxation.kullbackLeibler(rho))
                    .solve(p.dense(), p.a, p.b);
            assertThat(largestDifference(result.plan(), sinkhorn(p.cost, p.a, p.b, p.epsilon, rho, 3000)))
                    .isLessThan(1e-12);
        }
    }

    @Test
    void iteratesAndValuesAreThoseOfTheSimpleSolver() {
        RandomGenerator random = random(6);
        for (int trial = 0; trial < 100; trial++) {
            Problem p = Problem.random(random);
            TransportResult simple =
                    new Sinkhorn(p.epsilon).withThreshold(1e-6).solve(new TransportProblem(p.cost, p.a, p.b));
            for (Form form : Form.values()) {
                EntropicResult result = new EntropicTransport(p.epsilon)
                        .withForm(form)
                        .withTolerance(Tolerance.absolute(1e-6))
                        .withMaxIterations(2000)
                        .withCheckEvery(10)
                        .solve(p.dense(), p.a, p.b);
                assertThat(result.stop()).isEqualTo(simple.stop());
                assertThat(result.iterations()).isEqualTo(simple.iterations());
                assertThat(largestDifference(result.plan(), simple.plan())).isLessThan(1e-12);
                assertThat(result.transportCost()).isCloseTo(simple.transportCost(), within(1e-12));
                assertThat(result.entropy()).isCloseTo(simple.entropy(), within(1e-10));
                assertThat(result.entropicCost()).isCloseTo(simple.entropicCost(), within(1e-11));
                assertThat(result.divergenceCost()).isCloseTo(simple.divergenceCost(), within(1e-11));
            }
        }
    }

    /** Marginals, signs, weak duality against a dual of other potentials, and symmetry, on 1000 problems. */
    @Test
    void laws() {
        RandomGenerator random = random(7);
        for (int trial = 0; trial < 1000; trial++) {
            Problem p = Problem.random(random);
            Form form = trial % 2 == 0 ? Form.KERNEL : Form.LOG;
            EntropicResult result = new EntropicTransport(p.epsilon)
                    .withForm(form)
                    .withTolerance(Tolerance.absolute(1e-9))
                    .withMaxIterations(50_000)
                    .solve(p.dense(), p.a, p.b);
            assertThat(result.stop()).isEqualTo(StopReason.CONVERGED);
            assertThat(result.rowError()).isLessThan(1e-12);
            assertThat(result.columnError()).isLessThan(1.0001e-9);
            assertThat(result.residual()).isCloseTo(result.columnError(), within(1e-12));
            assertThat(Arrays.stream(result.plan())).allMatch(v -> v >= 0);
            assertThat(result.divergence()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-8));
            EntropicResult rough = new EntropicTransport(p.epsilon)
                    .withMaxIterations(2)
                    .withTolerance(Tolerance.absolute(0))
                    .solve(p.dense(), p.a, p.b);
            assertThat(rough.dualValue()).isLessThanOrEqualTo(result.dualValue() + 1e-12);
            if (trial % 10 == 0) {
                EntropicResult transposed = new EntropicTransport(p.epsilon)
                        .withForm(form)
                        .withTolerance(Tolerance.absolute(1e-13))
                        .withMaxIterations(100_000)
                        .solve(p.transposed(), p.b, p.a);
                assertThat(transposed.objective()).isCloseTo(result.objective(), within(1e-7));
            }
        }
    }

    @Test
    void allGeometriesAndFormsAgree() {
        RandomGenerator random = random(8);
        double[] axis0 = {0, 0.3, 0.5, 1.2};
        double[] axis1 = {-0.4, 0.1, 0.7};
        double[] points = new double[24];
        for (int i = 0; i < 12; i++) {
            points[2 * i] = axis0[i / 3];
            points[2 * i + 1] = axis1[i % 3];
        }
        List<Geometry> geometries = List.of(
                new DenseGeometry(Cost.squaredEuclidean().matrix(points, 12, 2), 12, 12),
                PointCloudGeometry.of(Cost.squaredEuclidean(), points, 12, 2),
                LowRankGeometry.squaredEuclidean(points, 12, points, 12, 2),
                GridGeometry.of(2, axis0, axis1));
        double[] a = weights(random, 12, 1);
        double[] b = weights(random, 12, 1);
        b[4] = 0;
        double sum = Arrays.stream(b).sum();
        Arrays.setAll(b, i -> b[i] / sum);
        List<Relaxation> relaxations = List.of(
                Relaxation.balanced(),
                Relaxation.kullbackLeibler(0.7),
                new Relaxation.KullbackLeibler(Double.POSITIVE_INFINITY, 0.4),
                Relaxation.partial(0.7));
        for (Relaxation relaxation : relaxations) {
            for (double epsilon : new double[] {0.5, 0.003}) {
                double[] expected = exact(epsilon)
                        .withRelaxation(relaxation)
                        .withForm(Form.LOG)
                        .solve(geometries.get(0), a, b)
                        .plan();
                for (Geometry geometry : geometries) {
                    for (Form form : Form.values()) {
                        EntropicResult result = exact(epsilon)
                                .withTolerance(Tolerance.absolute(1e-13))
                                .withRelaxation(relaxation)
                                .withForm(form)
                                .solve(geometry, a, b);
                        assertThat(result.stop()).isEqualTo(StopReason.CONVERGED);
                        assertThat(largestDifference(result.plan(), expected)).isLessThan(2e-10);
                        assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-10));
                    }
                }
            }
        }
    }

    @Test
    void halfRelaxedSumsAreHardOnOneSide() {
        EntropicResult result = exact(0.3)
                .withRelaxation(new Relaxation.KullbackLeibler(Double.POSITIVE_INFINITY, 0.8))
                .solve(POINTS, A, HEAVY);
        assertThat(result.rowError()).isLessThan(1e-12);
        assertThat(result.columnError()).isGreaterThan(0.1);
        assertThat(result.rowPenalty()).isZero();
        assertThat(result.dualValue()).isCloseTo(result.objective(), within(1e-12));
        EntropicResult damped =
                exact(0.3).withRelaxation(Relaxation.damped(1, 0.8 / 1.1, 0.3)).solve(POINTS, A, HEAVY);
        assertThat(largestDifference(damped.plan(), result.plan())).isLessThan(1e-12);
    }

    @Test
    void accelerationsReachTheSameFixedPointInFewerIterations() {
        RandomGenerator random = random(9);
        double[] x = gaussian(random, 60 * 3);
        double[] y = gaussian(random, 50 * 3);
        Geometry geometry = PointCloudGeometry.of(Cost.squaredEuclidean(), x, 60, y, 50, 3);
        EntropicTransport plain = exact(0.08).withTolerance(Tolerance.absolute(1e-11));
        EntropicResult slow = plain.solve(geometry);
        assertThat(slow.converged()).isTrue();
        List<Acceleration> accelerations =
                List.of(Acceleration.overRelaxation(1.5), Acceleration.adaptive(), Acceleration.anderson());
        for (Acceleration acceleration : accelerations) {
            for (Form form : Form.values()) {
                EntropicResult fast =
                        plain.withAcceleration(acceleration).withForm(form).solve(geometry);
                assertThat(fast.converged()).as(acceleration.toString()).isTrue();
                assertThat(fast.iterations())
                        .as(acceleration + " against " + slow.iterations())
                        .isLessThan(2 * slow.iterations() / 3);
                assertThat(largestDifference(fast.plan(), slow.plan())).isLessThan(1e-9);
                assertThat(fast.rowError() + fast.columnError()).isLessThan(1e-10);
            }
        }
        EntropicResult warm = plain.solve(geometry, slow.a(), slow.b(), slow.potentials());
        assertThat(warm.iterations()).isLessThanOrEqualTo(2);
        EntropicResult annealed = plain.withAnnealing(new Annealing(64, 0.5)).solve(geometry);
        assertThat(annealed.epsilon()).isEqualTo(0.08);
        assertThat(largestDifference(annealed.plan(), slow.plan())).isLessThan(1e-9);
    }

    @Test
    void penalisedProblemsAreAcceleratedToo() {
        for (Acceleration acceleration : List.of(Acceleration.overRelaxation(1.2), Acceleration.anderson())) {
            EntropicResult result = exact(0.3)
                    .withRelaxation(Relaxation.kullbackLeibler(2))
                    .withAcceleration(acceleration)
                    .solve(POINTS, A, HEAVY);
            assertThat(result.converged()).isTrue();
            assertThat(largestDifference(result.plan(), read("unbalanced.both")))
                    .isLessThan(1e-11);
        }
    }

    /** Penalties 10⁴ times ε: without the best shift of the potentials this takes ten thousands of iterations. */
    @Test
    void stiffPenaltiesConvergeAtTheRateOfTheBalancedProblem() {
        EntropicResult result = exact(1).withRelaxation(Relaxation.kullbackLeibler(1e4))
                .withTolerance(Tolerance.absolute(1e-10))
                .solve(POINTS, A, HEAVY);
        assertThat(result.converged()).isTrue();
        assertThat(result.iterations()).isLessThan(200);
    }

    @Test
    void symmetricProblemsHaveOnePotential() {
        RandomGenerator random = random(10);
        double[] x = gaussian(random, 40);
        double[] a = weights(random, 20, 1);
        Geometry geometry = PointCloudGeometry.of(Cost.squaredEuclidean(), x, 20, 2);
        for (Relaxation relaxation : List.of(Relaxation.balanced(), Relaxation.kullbackLeibler(1))) {
            EntropicTransport solver = exact(0.2).withRelaxation(relaxation);
            EntropicResult symmetric =
                    solver.withTolerance(Tolerance.absolute(1e-13)).solveSymmetric(geometry, a);
            EntropicResult usual = solver.solve(geometry, a, a);
            assertThat(symmetric.converged()).isTrue();
            assertThat(symmetric.potentials().f())
                    .isEqualTo(symmetric.potentials().g());
            assertThat(symmetric.iterations()).isLessThan(usual.iterations());
            assertThat(largestDifference(symmetric.plan(), usual.plan())).isLessThan(1e-11);
            assertThat(symmetric.dualValue()).isCloseTo(usual.objective(), within(1e-12));
        }
    }

    @Test
    void relativeEpsilonFollowsTheCosts() {
        EntropicTransport solver = new EntropicTransport(Epsilon.relative(0.05, ScaleStatistic.MEAN));
        EntropicResult one = solver.solve(POINTS, A, B);
        EntropicResult ten = solver.solve(POINTS.scaled(10), A, B);
        assertThat(one.epsilon()).isCloseTo(0.05 * POINTS.statistic(ScaleStatistic.MEAN), within(1e-15));
        assertThat(largestDifference(one.plan(), ten.plan())).isLessThan(1e-12);
        EntropicResult scaled = new EntropicTransport(0.05).solve(POINTS.scaledBy(ScaleStatistic.MEAN), A, B);
        assertThat(largestDifference(scaled.plan(), one.plan())).isLessThan(1e-12);
    }

    @Test
    void theProjectionSendsPointsToMeans() {
        EntropicResult result = exact(0.3).solve(POINTS, A, B);
        double[] plan = result.plan();
        double[] images = result.barycentricProjection(Y, 2);
        for (int i = 0; i < 6; i++) {
            double first = 0;
            for (int j = 0; j < 8; j++) {
                first += plan[i * 8 + j] * Y[2 * j] / A[i];
            }
            assertThat(images[2 * i]).isCloseTo(first, within(1e-13));
        }
    }

    @Test
    void smallCases() {
        DenseGeometry one = new DenseGeometry(new double[] {3}, 1, 1);
        EntropicResult single = new EntropicTransport(0.1).solve(one);
        assertThat(single.plan()[0]).isCloseTo(1, within(1e-14));
        assertThat(single.transportCost()).isCloseTo(3, within(1e-13));
        DenseGeometry equal = new DenseGeometry(new double[6], 2, 3);
        EntropicResult product =
                new EntropicTransport(0.1).solve(equal, new double[] {0.25, 0.75}, new double[] {0.5, 0.5, 0});
        assertThat(product.plan()).containsExactly(new double[] {0.125, 0.125, 0, 0.375, 0.375, 0}, within(1e-15));
        assertThat(product.divergence()).isCloseTo(0, within(1e-15));
        assertThat(product.potentials().g()[2]).isEqualTo(Double.NEGATIVE_INFINITY);
        double[] twice = {0, 0, 0, 0, 1, 1};
        EntropicResult duplicates =
                new EntropicTransport(0.05).solve(PointCloudGeometry.of(Cost.squaredEuclidean(), twice, 3, 2));
        assertThat(duplicates.converged()).isTrue();
        assertThat(duplicates.plan()[0]).isCloseTo(duplicates.plan()[1], within(1e-9));
    }

    /** ε far below the costs: nearly all exponentials underflow from zero potentials. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void tinyEpsilonStaysFinite(Form form) {
        RandomGenerator random = random(11);
        Problem p = Problem.random(random);
        EntropicResult result = new EntropicTransport(1e-5)
                .withForm(form)
                .withMaxIterations(2000)
                .solve(p.dense(), p.a, p.b);
        assertThat(result.stop()).isNotEqualTo(StopReason.NON_FINITE);
        assertThat(result.rowError()).isLessThan(1e-9);
        assertThat(result.transportCost()).isFinite();
    }

    @Test
    void anUnfinishedSolveSaysSo() {
        EntropicResult result = new EntropicTransport(0.05)
                .withMaxIterations(3)
                .withTolerance(Tolerance.absolute(1e-12))
                .solve(POINTS, A, B);
        assertThat(result.converged()).isFalse();
        assertThat(result.stop()).isEqualTo(StopReason.MAX_ITERATIONS);
        assertThat(result.residual()).isGreaterThan(1e-12);
    }

    @Test
    void wrongArgumentsAreNamed() {
        EntropicTransport solver = new EntropicTransport(0.1);
        assertThatThrownBy(() -> new EntropicTransport(0)).hasMessageContaining("epsilon is 0.0");
        assertThatThrownBy(() -> new EntropicTransport(Double.NaN)).hasMessageContaining("epsilon is NaN");
        assertThatThrownBy(() -> solver.solve(POINTS, B, A)).hasMessageContaining("a has 8 elements, expected 6");
        assertThatThrownBy(() -> solver.solve(POINTS, A, HEAVY)).hasMessageContaining("expected equal sums");
        double[] negative = A.clone();
        negative[2] = -0.1;
        assertThatThrownBy(() -> solver.solve(POINTS, negative, B)).hasMessageContaining("a[2] is -0.1");
        negative[2] = Double.NaN;
        assertThatThrownBy(() -> solver.solve(POINTS, negative, B)).hasMessageContaining("a[2] is NaN");
        assertThatThrownBy(() -> new DenseGeometry(new double[] {1, Double.NaN}, 1, 2))
                .hasMessageContaining("matrix[1] is NaN");
        assertThatThrownBy(() -> new DenseGeometry(new double[0], 0, 2)).hasMessageContaining("number of rows is 0");
        assertThatThrownBy(() -> solver.withRelaxation(Relaxation.partial(1.1)).solve(POINTS, A, B))
                .hasMessageContaining("mass is 1.1");
        assertThatThrownBy(
                        () -> solver.withRelaxation(Relaxation.partial(0.5)).withAcceleration(Acceleration.anderson()))
                .hasMessageContaining("expected none");
        assertThatThrownBy(() -> Relaxation.kullbackLeibler(-1)).hasMessageContaining("rowPenalty is -1.0");
        assertThatThrownBy(() -> Acceleration.overRelaxation(2)).hasMessageContaining("omega is 2.0");
        assertThatThrownBy(() -> solver.solveSymmetric(POINTS, A)).hasMessageContaining("6 × 8");
        double[] undefined = new double[6];
        undefined[1] = Double.NaN;
        assertThatThrownBy(() -> solver.solve(POINTS, A, B, new Potentials(undefined, new double[8])))
                .hasMessageContaining("start.f");
        assertThatThrownBy(() -> new EntropicTransport(Epsilon.relative(1, ScaleStatistic.MAX))
                        .solve(new DenseGeometry(new double[4], 2, 2)))
                .hasMessageContaining("MAX of the costs is 0.0");
    }

    /** Point clouds are never stored in the log form; a kernel that cannot be stored is refused with a way out. */
    @Test
    void aKernelLargerThanTheHeapIsRefused() {
        double[] x = new double[1 << 20];
        Geometry geometry = PointCloudGeometry.of(Cost.squaredEuclidean(), x, 1 << 20, 1);
        assertThatThrownBy(() -> new EntropicTransport(1).solve(geometry)).hasMessageContaining("log form");
    }

    /** A solve inside a task of the pool has one thread, any other has all of them. */
    @Test
    void resultsDoNotDependOnTheThreads() {
        RandomGenerator random = random(12);
        double[] x = gaussian(random, 500 * 3);
        double[] y = gaussian(random, 400 * 3);
        List<Geometry> geometries = List.of(
                PointCloudGeometry.of(Cost.squaredEuclidean(), x, 500, y, 400, 3),
                LowRankGeometry.squaredEuclidean(x, 500, y, 400, 3),
                GridGeometry.unitCube(20, 25));
        for (Geometry geometry : geometries) {
            for (Form form : Form.values()) {
                EntropicTransport solver =
                        new EntropicTransport(0.3).withForm(form).withMaxIterations(20);
                EntropicResult together = solver.solve(geometry);
                EntropicResult[] alone = new EntropicResult[4];
                Parallel.run(4, k -> alone[k] = solver.solve(geometry));
                for (EntropicResult result : alone) {
                    assertThat(result.potentials().f())
                            .isEqualTo(together.potentials().f());
                    assertThat(result.potentials().g())
                            .isEqualTo(together.potentials().g());
                    assertThat(result.transportCost()).isEqualTo(together.transportCost());
                    assertThat(result.residual()).isEqualTo(together.residual());
                }
            }
        }
    }

    /** A random balanced problem. */
    private record Problem(double[] cost, double[] a, double[] b, double epsilon) {

        static Problem random(RandomGenerator random) {
            int n = random.nextInt(1, 9);
            int m = random.nextInt(1, 9);
            double[] cost = new double[n * m];
            Arrays.setAll(cost, i -> random.nextDouble(0, 2));
            return new Problem(cost, weights(random, n, 1), weights(random, m, 1), random.nextDouble(0.05, 1));
        }

        Geometry dense() {
            return new DenseGeometry(cost, a.length, b.length);
        }

        Geometry transposed() {
            double[] c = new double[cost.length];
            Arrays.setAll(c, k -> cost[k % a.length * b.length + k / a.length]);
            return new DenseGeometry(c, b.length, a.length);
        }
    }
}
