package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;

/** Sliced, Gaussian, low-rank and sampled forms, barycentres, and bad input. */
class SpecialFormsTest {

    /** The value on the line is the cost of its plan, and that of the best of both orders. */
    @Test
    void onTheLineTheBetterOrderWins() {
        RandomGenerator random = GromovData.random(20);
        for (int trial = 0; trial < 1000; trial++) {
            int n = random.nextInt(1, 8);
            int m = random.nextInt(1, 8);
            double[] x = GromovData.gaussian(random, n);
            double[] y = GromovData.gaussian(random, m);
            double[] a = GromovData.weights(random, n);
            double[] b = GromovData.weights(random, m);
            SlicedGromov.Line line = SlicedGromov.onLine(x, a, y, b);
            FusedGromovProblem problem = FusedGromovProblem.of(
                    new GromovProblem(
                            Cost.squaredEuclidean().matrix(x, n, 1),
                            Cost.squaredEuclidean().matrix(y, m, 1),
                            a,
                            b),
                    GromovLoss.SQUARE);
            assertThat(line.value()).isCloseTo(GromovData.cost(problem, line.plan()), within(1e-10));
            assertThat(Couplings.distance(Couplings.rowSums(line.plan(), n, m), a))
                    .isLessThan(1e-12);
            assertThat(Couplings.distance(Couplings.columnSums(line.plan(), n, m), b))
                    .isLessThan(1e-12);
            double[] mirrored = Arrays.stream(y).map(v -> 3 - v).toArray();
            SlicedGromov.Line other = SlicedGromov.onLine(x, a, mirrored, b);
            assertThat(other.value()).isCloseTo(line.value(), within(1e-10));
            double[] shifted = Arrays.stream(x).map(v -> 2 - v).toArray();
            assertThat(SlicedGromov.onLine(x, a, shifted, a).value()).isLessThan(1e-11);
        }
    }

    /** The counterexample of Beinert, Heiss and Steidl with seven points: a cyclic shift of the order beats both orders. */
    @Test
    void neitherOrderNeedBeOptimal() {
        double step = 0.01;
        double[] x = {-1, -2 * step, -step, 0, step, 2 * step, 1};
        double[] y = {-1, -1 + step, step, 2 * step, 3 * step, 4 * step, 5 * step};
        double[] w = GromovData.uniform(7);
        double[] cX = Cost.squaredEuclidean().matrix(x, 7, 1);
        double[] cY = Cost.squaredEuclidean().matrix(y, 7, 1);
        FusedGromovProblem problem = FusedGromovProblem.of(GromovProblem.uniform(cX, 7, cY, 7), GromovLoss.SQUARE);
        double[] cyclic = new double[49];
        for (int i = 0; i < 7; i++) {
            cyclic[i * 7 + (i + 1) % 7] = 1.0 / 7;
        }
        double line = SlicedGromov.onLine(x, w, y, w).value();
        assertThat(line).isCloseTo(0.3568524510204, within(1e-12));
        assertThat(problem.cost(cyclic))
                .isCloseTo(0.3273957155102, within(1e-12))
                .isLessThan(line);
    }

    @Test
    void slicesOfAnIsometryVanishAndSeedsRepeat() {
        RandomGenerator random = GromovData.random(22);
        double[] x = GromovData.gaussian(random, 30 * 3);
        double[] y = new double[90];
        for (int i = 0; i < 30; i++) {
            for (int k = 0; k < 3; k++) {
                y[(29 - i) * 3 + k] = 1 - x[i * 3 + k];
            }
        }
        double[] w = GromovData.uniform(30);
        SlicedGromov sliced = new SlicedGromov(50, 7);
        assertThat(sliced.solve(x, w, 3, y, w, 3).value()).isLessThan(1e-12);
        double[] z = GromovData.gaussian(random, 20 * 2);
        SlicedGromov.Result once = sliced.solve(x, w, 3, z, GromovData.uniform(20), 2);
        assertThat(sliced.solve(x, w, 3, z, GromovData.uniform(20), 2)).isEqualTo(once);
        SlicedGromov.Result many = new SlicedGromov(5000, 8).solve(x, w, 3, z, GromovData.uniform(20), 2);
        assertThat(once.value()).isCloseTo(many.value(), within(6 * once.standardError()));
        assertThat(many.standardError()).isLessThan(once.standardError() / 5);
    }

    /** The forms from their moments: no normal coupling does better, and the optimal one attains them. */
    @Test
    void gaussianFormsAreMinimaOverCrossCovariances() {
        RandomGenerator random = GromovData.random(23);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 5);
            int e = random.nextInt(1, 5);
            double[] p = GromovData.gaussian(random, d * d);
            double[] q = GromovData.gaussian(random, e * e);
            double[] s = gram(p, d);
            double[] t = gram(q, e);
            GaussianGromov inner = GaussianGromov.innerProduct(s, d, t, e);
            GaussianGromov squared = GaussianGromov.squaredEuclidean(s, d, t, e);
            assertThat(inner.unHalved())
                    .isCloseTo(innerProduct(s, t, inner.crossCovariance()), within(1e-9 * (1 + inner.unHalved())));
            assertThat(squared.unHalved())
                    .isCloseTo(squared(s, d, t, e, squared.crossCovariance()), within(1e-9 * (1 + squared.unHalved())));
            // K = S^½ O T^½ with a contraction O: here p o qᵀ, as S = ppᵀ and T = qqᵀ.
            double[] o = new double[d * e];
            for (int k = 0; k < Math.min(d, e); k++) {
                o[k * e + k] = random.nextDouble(-1, 1);
            }
            double[] k = product(product(p, o, d, d, e), transpose(q, e), d, e, e);
            assertThat(innerProduct(s, t, k)).isGreaterThanOrEqualTo(inner.unHalved() - 1e-9);
            assertThat(squared(s, d, t, e, k)).isGreaterThanOrEqualTo(squared.unHalved() - 1e-9);
            if (d >= e) {
                double[] pushed = product(product(inner.map(), s, e, d, d), transpose(inner.map(), e, d), e, d, e);
                assertThat(GromovData.largestDifference(pushed, t)).isLessThan(1e-6 * (1 + Couplings.dot(t, t)));
            }
        }
    }

    private static double innerProduct(double[] s, double[] t, double[] k) {
        return Couplings.dot(s, s) + Couplings.dot(t, t) - 2 * Couplings.dot(k, k);
    }

    /** From fourth moments of normal differences with covariances 2S, 2T, 2K. */
    private static double squared(double[] s, int d, double[] t, int e, double[] k) {
        double traceS = 0;
        for (int i = 0; i < d; i++) {
            traceS += 2 * s[i * d + i];
        }
        double traceT = 0;
        for (int i = 0; i < e; i++) {
            traceT += 2 * t[i * e + i];
        }
        return traceS * traceS
                + 8 * Couplings.dot(s, s)
                + traceT * traceT
                + 8 * Couplings.dot(t, t)
                - 2 * (traceS * traceT + 8 * Couplings.dot(k, k));
    }

    private static double[] gram(double[] p, int d) {
        return product(p, transpose(p, d), d, d, d);
    }

    private static double[] transpose(double[] p, int d) {
        return transpose(p, d, d);
    }

    private static double[] transpose(double[] p, int n, int m) {
        double[] turned = new double[n * m];
        Arrays.setAll(turned, k -> p[k % n * m + k / n]);
        return turned;
    }

    private static double[] product(double[] p, double[] q, int n, int k, int m) {
        double[] out = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                for (int l = 0; l < k; l++) {
                    out[i * m + j] += p[i * k + l] * q[l * m + j];
                }
            }
        }
        return out;
    }

    /** Large normal samples: the exact cost of the sample is near the form, and so is that of the optimal map. */
    @Test
    void samplesApproachTheGaussianForm() {
        int n = 300;
        RandomGenerator random = GromovData.random(24);
        double[] x = GromovData.gaussian(random, n * 2);
        double[] y = new double[n * 2];
        for (int i = 0; i < n; i++) {
            y[i * 2] = 1.7 * x[i * 2];
            y[i * 2 + 1] = 0.4 * x[i * 2 + 1];
        }
        double[] cX = Cost.innerProduct().matrix(x, n, 2);
        double[] cY = Cost.innerProduct().matrix(y, n, 2);
        double found = new ExactGromovWasserstein()
                .solve(GromovProblem.uniform(cX, n, cY, n))
                .transportCost();
        double[] s = new double[4];
        double[] t = new double[4];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 4; k++) {
                s[k] += x[i * 2 + k / 2] * x[i * 2 + k % 2] / n;
                t[k] += y[i * 2 + k / 2] * y[i * 2 + k % 2] / n;
            }
        }
        // The form of the sample's own moments bounds every coupling of the sample from below.
        double form = GaussianGromov.innerProduct(s, 2, t, 2).halved();
        assertThat(found).isGreaterThanOrEqualTo(form - 1e-9).isCloseTo(form, within(0.02 * form));
    }

    @Test
    void lowRankPlansAreCouplingsAndReachTheExactCostWhereItHasLowRank() {
        RandomGenerator random = GromovData.random(25);
        for (int trial = 0; trial < 20; trial++) {
            int n = random.nextInt(20, 40);
            double[] x = GromovData.gaussian(random, n * 2);
            double[] y = GromovData.gaussian(random, n * 3);
            double[] a = GromovData.weights(random, n);
            double[] b = GromovData.weights(random, n);
            FactoredCost cX = FactoredCost.squaredEuclidean(x, n, 2);
            FactoredCost cY = FactoredCost.squaredEuclidean(y, n, 3);
            LowRankGromov solver = new LowRankGromov(4, 1, 2, 3, 200, 1e-6);
            LowRankGromov.Result result = solver.solve(cX, a, cY, b);
            GromovProblem spaces = new GromovProblem(
                    Cost.squaredEuclidean().matrix(x, n, 2),
                    Cost.squaredEuclidean().matrix(y, n, 3),
                    a,
                    b);
            double[] plan = result.plan();
            assertThat(result.rowError() + result.columnError()).isLessThan(1e-6);
            assertThat(Couplings.distance(Couplings.rowSums(plan, n, n), a)).isCloseTo(result.rowError(), within(1e-9));
            assertThat(Arrays.stream(plan).min().orElseThrow()).isGreaterThanOrEqualTo(0);
            double direct = FusedGromovProblem.of(spaces, GromovLoss.SQUARE).cost(plan);
            assertThat(result.cost()).isCloseTo(direct, within(1e-5 * direct));
            assertThat(result.cost())
                    .isLessThan(FusedGromovProblem.of(spaces, GromovLoss.SQUARE).cost(Couplings.product(a, b)));
            LowRankGromov.Result dense =
                    solver.solve(FactoredCost.ofMatrix(spaces.cX(), n), a, FactoredCost.ofMatrix(spaces.cY(), n), b);
            assertThat(dense.cost()).isCloseTo(result.cost(), within(1e-3 * result.cost()));
        }
        // Three points with mass on each of three far places: an isometry of rank 3.
        double[] places = {0, 0, 0, 1, 1, 1, 5, 5, 5};
        double[] turned = {6, 6, 6, 5, 5, 5, 1, 1, 1};
        double[] w = GromovData.uniform(9);
        double cost = new LowRankGromov(3)
                .solve(FactoredCost.squaredEuclidean(places, 9, 1), w, FactoredCost.squaredEuclidean(turned, 9, 1), w)
                .cost();
        assertThat(cost).isLessThan(1e-3);
    }

    @Test
    void sampledPlansAreCouplingsWithAnUnbiasedCost() {
        RandomGenerator random = GromovData.random(26);
        int n = 12;
        double[] x = GromovData.gaussian(random, n * 2);
        GromovProblem spaces = new GromovProblem(
                Cost.euclidean().matrix(x, n, 2),
                Cost.euclidean().matrix(GromovData.gaussian(random, 10 * 2), 10, 2),
                GromovData.weights(random, n),
                GromovData.weights(random, 10));
        int far = 0;
        for (int seed = 0; seed < 40; seed++) {
            SampledGromov.Result result =
                    new SampledGromov(0.05, seed).withSampling(8, 40, 4000).solve(spaces, (p, q) -> (p - q) * (p - q));
            double direct = FusedGromovProblem.of(spaces, GromovLoss.SQUARE).cost(result.plan());
            far += Math.abs(result.cost() - direct) > 2 * result.standardError() ? 1 : 0;
            assertThat(result.cost()).isCloseTo(direct, within(5 * result.standardError()));
            assertThat(Couplings.distance(Couplings.rowSums(result.plan(), n, 10), spaces.a()))
                    .isLessThan(1e-12);
            assertThat(direct)
                    .isLessThan(FusedGromovProblem.of(spaces, GromovLoss.SQUARE)
                            .cost(Couplings.product(spaces.a(), spaces.b())));
        }
        assertThat(far).isLessThan(9);
        // A loss that does not split: absolute differences, on an isometry.
        int[] order = GromovData.shuffled(random, n);
        double[] moved = new double[2 * n];
        Arrays.setAll(moved, k -> x[order[k / 2] * 2 + k % 2]);
        SampledGromov.Result isometry = new SampledGromov(0.02, 5)
                .withSampling(20, 150, 4000)
                .solve(
                        GromovProblem.uniform(
                                Cost.euclidean().matrix(x, n, 2),
                                n,
                                Cost.euclidean().matrix(moved, n, 2),
                                n),
                        (p, q) -> Math.abs(p - q));
        assertThat(isometry.cost()).isLessThan(0.05);
    }

    @Test
    void exactBarycentresDescendAndOneSpaceIsItsOwn() {
        RandomGenerator random = GromovData.random(27);
        for (int trial = 0; trial < 30; trial++) {
            int n = random.nextInt(3, 7);
            double[] weights = GromovData.weights(random, n);
            List<GromovBarycenter.Space> spaces = List.of(space(random, 5, 0.4), space(random, 6, 1.6));
            double[] initial = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, n * 2), n, 2);
            GromovBarycenter.Result result = new GromovBarycenter(
                            new ExactFusedGromov(), GromovLoss.SQUARE, 0.5, 50, 1e-9)
                    .solve(spaces, weights, initial, GromovData.gaussian(random, n * 2));
            double[] history = result.history();
            for (int k = 1; k < history.length; k++) {
                assertThat(history[k]).isLessThanOrEqualTo(history[k - 1] + 1e-10);
            }
            assertThat(result.converged()).isTrue();
            assertThat(result.features()).hasSize(2 * n);
        }
        double[] c = Cost.squaredEuclidean().matrix(GromovData.gaussian(random, 10), 5, 2);
        GromovBarycenter.Result own = new GromovBarycenter(new ExactFusedGromov().withStart(InitialCoupling.identity()))
                .solve(List.of(GromovBarycenter.Space.of(c, GromovData.uniform(5), 1)), GromovData.uniform(5), c);
        assertThat(GromovData.largestDifference(own.costs(), c)).isLessThan(1e-12);
        assertThat(own.objective()).isLessThan(1e-12);
    }

    private static GromovBarycenter.Space space(RandomGenerator random, int m, double share) {
        return new GromovBarycenter.Space(
                Cost.squaredEuclidean().matrix(GromovData.gaussian(random, m * 2), m, 2),
                GromovData.weights(random, m),
                GromovData.gaussian(random, m * 2),
                share);
    }

    @Test
    void limitsOnIterationsAreReported() {
        FusedGromovProblem problem = GromovData.oracle(GromovLoss.SQUARE);
        assertThat(new ExactFusedGromov().withMaxIterations(1).solve(problem).warnings())
                .contains(SolverWarning.OUTER_NOT_CONVERGED);
        assertThat(new SemiRelaxedGromov().withStopping(1, 0).solve(problem).converged())
                .isFalse();
        assertThat(new UnbalancedGromov(1, 1)
                        .withStopping(1, 0, 1, 0)
                        .solve(problem)
                        .warnings())
                .contains(SolverWarning.OUTER_NOT_CONVERGED, SolverWarning.INNER_NOT_CONVERGED);
        double[] u = GromovData.read("lowrank.u");
        FactoredCost c = FactoredCost.squaredEuclidean(u, 40, 2);
        double[] w = GromovData.uniform(40);
        assertThat(new LowRankGromov(3, 1, 1, 0, 1, 0).solve(c, w, c, w).warnings())
                .contains(SolverWarning.OUTER_NOT_CONVERGED);
    }

    @Test
    void badInputIsNamed() {
        GromovProblem spaces = GromovData.oracle(GromovLoss.SQUARE).spaces();
        double[] w = GromovData.uniform(3);
        rejects(() -> FusedGromovProblem.of(spaces, new double[5], 0.5), "features");
        rejects(() -> FusedGromovProblem.of(spaces, new double[63], 1.5), "alpha");
        rejects(() -> FusedGromovProblem.of(spaces, GromovLoss.KL), "cY");
        rejects(() -> FusedGromovProblem.of(spaces, GromovLoss.SQUARE).cost(new double[3]), "plan");
        rejects(() -> new PartialGromov(0), "mass");
        rejects(() -> new PartialGromov(1.1), "mass");
        rejects(() -> new UnbalancedGromov(0, 1), "rho1");
        rejects(() -> new UnbalancedGromov(1, 0), "epsilon");
        rejects(() -> new SemiRelaxedGromov.MirrorDescent(-1), "epsilon");
        rejects(() -> new LowRankGromov(0), "rank");
        rejects(() -> new SampledGromov(0, 0), "epsilon");
        rejects(() -> new SlicedGromov(0, 1), "projections");
        rejects(() -> SlicedGromov.onLine(new double[2], w, new double[3], w), "x");
        rejects(() -> GaussianGromov.innerProduct(new double[] {1, 2, 3, 4}, 2, new double[] {1}, 1), "not symmetric");
        rejects(() -> GaussianGromov.innerProduct(new double[] {-1}, 1, new double[] {1}, 1), "eigenvalue");
        rejects(() -> FactoredCost.squaredEuclidean(new double[5], 3, 2), "points");
        FactoredCost c = FactoredCost.squaredEuclidean(new double[] {1, 2, 3}, 3, 1);
        rejects(() -> new LowRankGromov(4).solve(c, w, c, w), "rank");
        rejects(() -> new LowRankGromov(2).solve(c, new double[] {0, 0.5, 0.5}, c, w), "a[0]");
        rejects(() -> new GromovBarycenter(new ExactFusedGromov()).solve(List.of(), w, new double[9]), "spaces");
        rejects(
                () -> new GromovBarycenter(new ExactFusedGromov())
                        .solve(List.of(GromovBarycenter.Space.of(new double[9], w, 1)), w, new double[4]),
                "initial");
        rejects(
                () -> new ExactFusedGromov()
                        .withStart(InitialCoupling.identity())
                        .solve(GromovData.oracle(GromovLoss.SQUARE)),
                "identity");
    }

    private static void rejects(ThrowingCallable call, String named) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named);
    }
}
