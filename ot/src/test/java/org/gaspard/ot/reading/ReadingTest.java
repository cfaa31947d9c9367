package org.gaspard.ot.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.GromovResult;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.RelativeEpsilon;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicBarycenter;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.LowRankTransport;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.entropic.SinkhornDivergence;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.gromov.EntropicFusedGromov;
import org.gaspard.ot.gromov.ExactFusedGromov;
import org.gaspard.ot.gromov.FusedGromovProblem;
import org.gaspard.ot.gromov.FusedGromovResult;
import org.gaspard.ot.gromov.GromovBarycenter;
import org.gaspard.ot.gromov.GromovLoss;
import org.gaspard.ot.gromov.SemiRelaxedGromov;
import org.gaspard.ot.gromov.UnbalancedGromov;
import org.gaspard.ot.sliced.Directions;
import org.gaspard.ot.sliced.SlicedWasserstein;
import org.gaspard.tensor.RandomKey;
import org.junit.jupiter.api.Test;

/** The fast solvers against the algorithms in their shortest form. */
class ReadingTest {

    private static final int N = 7;
    private static final int M = 6;

    private final RandomGenerator random = Oracles.random(200);
    private final double[] x = Oracles.gaussian(random, N * 2);
    private final double[] y = Oracles.gaussian(random, M * 2);
    private final double[] a = Oracles.weights(random, N);
    private final double[] b = Oracles.weights(random, M);
    private final double[] between = Cost.squaredEuclidean().matrix(x, N, y, M, 2);
    private final double[] cX = Cost.euclidean().matrix(x, N, 2);
    private final double[] cY = Cost.euclidean().matrix(y, M, 2);

    private static double[][] rows(double[] flat, int columns) {
        double[][] rows = new double[flat.length / columns][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
        return rows;
    }

    private static double[] flat(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static EntropicTransport precise(double epsilon, Relaxation relaxation) {
        return new EntropicTransport(epsilon)
                .withRelaxation(relaxation)
                .withTolerance(Tolerance.absolute(1e-14))
                .withMaxIterations(100_000);
    }

    private DenseGeometry geometry() {
        return new DenseGeometry(between, N, M);
    }

    @Test
    void sinkhorn() {
        double epsilon = 0.5;
        double[] scaled = flat(PlainSinkhorn.plan(rows(between, M), a, b, epsilon, 3000));
        double[] logs = flat(PlainLogSinkhorn.plan(rows(between, M), a, b, epsilon, 3000));
        double[] fast =
                precise(epsilon, Relaxation.balanced()).solve(geometry(), a, b).plan();
        double[] other = new Sinkhorn(epsilon, 1e-14, 100_000, 1, Annealing.NONE)
                .solve(new TransportProblem(between, a, b))
                .plan();
        assertThat(fast).containsExactly(scaled, within(1e-12));
        assertThat(fast).containsExactly(logs, within(1e-12));
        assertThat(other).containsExactly(logs, within(1e-12));
    }

    @Test
    void sinkhornWithSmallEpsilon() {
        double epsilon = 0.02;
        double[] logs = flat(PlainLogSinkhorn.plan(rows(between, M), a, b, epsilon, 10_000));
        double[] fast =
                precise(epsilon, Relaxation.balanced()).solve(geometry(), a, b).plan();
        assertThat(fast).containsExactly(logs, within(1e-9));
    }

    @Test
    void unbalancedSinkhorn() {
        double[] heavy = Arrays.stream(a).map(v -> 2 * v).toArray();
        double[] plain = flat(PlainUnbalancedSinkhorn.plan(rows(between, M), heavy, b, 0.8, 0.4, 1000));
        assertThat(precise(0.4, Relaxation.kullbackLeibler(0.8))
                        .solve(geometry(), heavy, b)
                        .plan())
                .containsExactly(plain, within(1e-12));
        double sum = Arrays.stream(plain).sum();
        assertThat(sum).isBetween(0.2, 1.9);
    }

    @Test
    void partialTransport() {
        double[] plain = flat(PlainPartialTransport.plan(rows(between, M), a, b, 0.6, 0.4, 5000));
        assertThat(Arrays.stream(plain).sum()).isCloseTo(0.6, within(1e-12));
        assertThat(precise(0.4, Relaxation.partial(0.6)).solve(geometry(), a, b).plan())
                .containsExactly(plain, within(1e-9));
    }

    @Test
    void sinkhornDivergence() {
        double[] xx = Cost.squaredEuclidean().matrix(x, N, 2);
        double[] yy = Cost.squaredEuclidean().matrix(y, M, 2);
        double plain = PlainSinkhornDivergence.between(rows(between, M), rows(xx, N), rows(yy, M), a, b, 2, 3000);
        double fast = new SinkhornDivergence(precise(2, Relaxation.balanced()))
                .between(geometry(), new DenseGeometry(xx, N, N), new DenseGeometry(yy, M, M), a, b)
                .value();
        assertThat(fast).isCloseTo(plain, within(1e-12));
        assertThat(plain).isPositive();
    }

    @Test
    void barycentre() {
        double[] first = Oracles.weights(random, M);
        double[] shares = {0.3, 0.7};
        double[] plain = PlainBarycenter.weights(rows(between, M), new double[][] {first, b}, shares, 0.5, 5000);
        double[] fast = new EntropicBarycenter(0.5)
                .withTolerance(Tolerance.absolute(1e-13))
                .withMaxIterations(100_000)
                .of(geometry(), List.of(first, b), shares)
                .weights();
        assertThat(fast).containsExactly(plain, within(1e-11));
    }

    @Test
    void lowRankTransport() {
        int rank = 3;
        // The start of the fast solver, drawn in the same order.
        RandomGenerator start = Oracles.random(5);
        double[] q = new double[N * rank];
        double[] r = new double[M * rank];
        double[] g = new double[rank];
        Arrays.setAll(q, k -> start.nextDouble(0.5, 1.5));
        Arrays.setAll(r, k -> start.nextDouble(0.5, 1.5));
        Arrays.fill(g, 1.0 / rank);
        LowRankTransport.Result fast = new LowRankTransport(rank)
                .withStep(2)
                .withTolerance(0)
                .withMaxIterations(200)
                .withSeed(5)
                .solve(geometry(), a, b);
        double[][] plainQ = rows(q, rank);
        double[][] plainR = rows(r, rank);
        PlainLowRankTransport.descend(rows(between, M), a, b, plainQ, plainR, g, 2, 200);
        double cost = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < M; j++) {
                for (int l = 0; l < rank; l++) {
                    cost += between[i * M + j] * plainQ[i][l] * plainR[j][l] / g[l];
                }
            }
        }
        assertThat(fast.transportCost()).isCloseTo(cost, within(1e-5 * cost));
        assertThat(fast.g()).containsExactly(g, within(1e-4));
        assertThat(fast.q()).containsExactly(flat(plainQ), within(1e-4));
        assertThat(fast.r()).containsExactly(flat(plainR), within(1e-4));
    }

    @Test
    void gromovWasserstein() {
        double epsilon = 0.5;
        double[][] start = rows(startPlan(), M);
        double[] plain = flat(PlainGromov.plan(rows(cX, N), rows(cY, M), a, b, start, epsilon, 150, 500));
        GromovResult fast = new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-14, 100_000, 1, Annealing.NONE))
                .withStart(InitialCoupling.given(startPlan()))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13)
                .solve(new GromovProblem(cX, cY, a, b));
        assertThat(fast.outerConverged()).isTrue();
        assertThat(fast.plan()).containsExactly(plain, within(1e-10));
        assertThat(fast.transportCost())
                .isCloseTo(PlainGromov.cost(rows(cX, N), rows(cY, M), rows(plain, M)), within(1e-11));
    }

    /** A coupling that is not {@code abᵀ}: an entropic one of linear transport. */
    private double[] startPlan() {
        return flat(PlainLogSinkhorn.plan(rows(between, M), a, b, 1, 2000));
    }

    @Test
    void gromovMongeGap() {
        double[] c = Cost.squaredEuclidean().matrix(x, N, 2);
        double[] image = Cost.squaredEuclidean().matrix(Oracles.gaussian(random, N * 3), N, 3);
        EntropicGromovWasserstein precise = new EntropicGromovWasserstein(1)
                .withInner(new Sinkhorn(1, 1e-14, 100_000, 1, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13);
        GromovMongeGapOptions options = new GromovMongeGapOptions(
                precise, new RelativeEpsilon(0.4, ScaleStatistic.MEAN), ValueConvention.TRANSPORT);
        double plain = PlainGromovMongeGap.gap(rows(c, N), rows(image, N), 0.4, 150, 500);
        assertThat(GromovMongeGap.evaluate(c, image, N, options).gap()).isCloseTo(plain, within(1e-9));
    }

    @Test
    void fusedGromovByConditionalGradient() {
        for (double alpha : new double[] {0.3, 0.8, 1}) {
            double[] plain = flat(PlainFusedGromov.plan(rows(cX, N), rows(cY, M), rows(between, M), alpha, a, b, 200));
            FusedGromovResult fast = new ExactFusedGromov().solve(fused(alpha));
            assertThat(fast.converged()).isTrue();
            assertThat(fast.plan()).containsExactly(plain, within(1e-9));
            double linear = 0;
            for (int k = 0; k < plain.length; k++) {
                linear += between[k] * plain[k];
            }
            assertThat(fast.cost())
                    .isCloseTo(
                            (1 - alpha) * linear + alpha * PlainGromov.cost(rows(cX, N), rows(cY, M), rows(plain, M)),
                            within(1e-10));
        }
    }

    private FusedGromovProblem fused(double alpha) {
        return FusedGromovProblem.of(new GromovProblem(cX, cY, a, b), between, alpha);
    }

    @Test
    void semiRelaxedGromov() {
        for (int steps : new int[] {1, 7, 60}) {
            double[] plain = flat(PlainSemiRelaxedGromov.plan(
                    rows(cX, N), rows(cY, M), rows(between, M), 0.7, a, rows(startPlan(), M), 0.5, steps));
            double[] fast = new SemiRelaxedGromov()
                    .withMethod(new SemiRelaxedGromov.MirrorDescent(0.5))
                    .withStart(InitialCoupling.given(startPlan()))
                    .withStopping(steps, 0)
                    .solve(fused(0.7))
                    .plan();
            assertThat(fast).containsExactly(plain, within(1e-12));
        }
    }

    @Test
    void unbalancedGromov() {
        double[] plain = flat(
                PlainUnbalancedGromov.plan(rows(cX, N), rows(cY, M), rows(between, M), 0.6, a, b, 1.5, 0.4, 200, 300));
        UnbalancedGromov.Result fast = new UnbalancedGromov(1.5, 0.4)
                .withStopping(5000, 1e-13, 10_000, 1e-14)
                .solve(fused(0.6));
        assertThat(fast.converged()).isTrue();
        assertThat(fast.plan()).containsExactly(plain, within(1e-10));
        assertThat(fast.mass()).isBetween(0.1, 0.99);
    }

    @Test
    void gromovBarycentre() {
        double[] p = {0.2, 0.3, 0.1, 0.4};
        double[] first = Cost.euclidean().matrix(Oracles.gaussian(random, 8), 4, 2);
        double epsilon = 0.5;
        EntropicGromovWasserstein inner = new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-14, 100_000, 1, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13);
        GromovBarycenter.Result fast = new GromovBarycenter(new EntropicFusedGromov(inner), GromovLoss.SQUARE, 1, 6, 0)
                .solve(List.of(GromovBarycenter.Space.of(cX, a, 0.4), GromovBarycenter.Space.of(cY, b, 0.6)), p, first);
        double[] plain = flat(PlainGromovBarycenter.costs(
                new double[][][] {rows(cX, N), rows(cY, M)},
                new double[][] {a, b},
                new double[] {0.4, 0.6},
                p,
                rows(first, 4),
                epsilon,
                fast.history().length,
                150,
                500));
        assertThat(fast.costs()).containsExactly(plain, within(1e-8));
    }

    @Test
    void slicedWasserstein() {
        double[] z = Oracles.gaussian(random, N * 2);
        Directions directions = Directions.uniform(RandomKey.of(3), 9, 2);
        for (double p : new double[] {1, 2, 3.5}) {
            double plain = PlainSlicedWasserstein.power(rows(x, 2), rows(z, 2), rows(directions.vectors(), 2), p);
            assertThat(new SlicedWasserstein(p).estimate(directions, x, N, z, N).value())
                    .isCloseTo(plain, within(1e-13));
        }
    }
}
