package org.gaspard.ot.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ExactData;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.TransportResult;
import org.gaspard.ot.exact.NetworkSimplex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {

    /** With a covariance {@code R Rᵀ} of the given rank. */
    private static Gaussian random(RandomGenerator random, int d, int rank) {
        double[] r = ExactData.gaussian(random, d * rank);
        return new Gaussian(ExactData.gaussian(random, d), Cost.innerProduct().matrix(r, d, rank));
    }

    private static Gaussian read(String mean, String covariance) {
        return new Gaussian(ExactData.read("gaussian." + mean), ExactData.read("gaussian." + covariance));
    }

    @Test
    void agreesWithAnIndependentLibrary() {
        Gaussian first = read("m1", "s1");
        Gaussian second = read("m2", "s2");
        assertThat(BuresWasserstein.distance(first, second))
                .isCloseTo(ExactData.read("gaussian.distance")[0], within(1e-12));
        AffineMap map = BuresWasserstein.map(first, second);
        assertThat(map.matrix()).containsExactly(ExactData.read("gaussian.slope"), within(1e-10));
        assertThat(map.offset()).containsExactly(ExactData.read("gaussian.offset"), within(1e-10));
        double[] sum = new double[4];
        Arrays.setAll(sum, k -> first.mean()[k] + second.mean()[k]);
        Gaussian third = new Gaussian(sum, ExactData.read("gaussian.s3"));
        GaussianBarycenter.Result result =
                new GaussianBarycenter().solve(List.of(first, second, third), new double[] {0.5, 0.3, 0.2});
        assertThat(result.converged()).isTrue();
        assertThat(result.barycenter().mean())
                .containsExactly(ExactData.read("gaussian.barycentre.mean"), within(1e-12));
        assertThat(result.barycenter().covariance())
                .containsExactly(ExactData.read("gaussian.barycentre.covariance"), within(1e-10));
    }

    /** Singular covariances too: symmetry, the triangle inequality, 0 for equal ones, the formula with traces. */
    @Test
    void isAMetric() {
        RandomGenerator random = ExactData.random(40);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 6);
            Gaussian a = random(random, d, random.nextInt(1, d + 2));
            Gaussian b = random(random, d, random.nextInt(1, d + 2));
            Gaussian c = random(random, d, random.nextInt(1, d + 2));
            double ab = BuresWasserstein.distance(a, b);
            assertThat(BuresWasserstein.distance(b, a)).isCloseTo(ab, within(1e-12 * ab));
            assertThat(ab)
                    .isLessThanOrEqualTo(BuresWasserstein.distance(a, c) + BuresWasserstein.distance(c, b) + 1e-12);
            assertThat(BuresWasserstein.distance(a, a)).isLessThan(1e-13);
            double traces = 0;
            for (int k = 0; k < d; k++) {
                traces += a.covariance()[k * d + k] + b.covariance()[k * d + k];
                traces += Math.pow(a.mean()[k] - b.mean()[k], 2);
            }
            RootProduct product = RootProduct.of(
                    Eigen.of(a.covariance(), d).root(),
                    Eigen.of(b.covariance(), d).root(),
                    d);
            assertThat(ab * ab)
                    .isCloseTo(traces - 2 * Arrays.stream(product.s()).sum(), within(1e-12 * (1 + traces)));
        }
    }

    @Test
    void onTheLineItIsTheDistanceOfMeansAndDeviations() {
        Gaussian a = new Gaussian(new double[] {1}, new double[] {4});
        Gaussian b = new Gaussian(new double[] {-2}, new double[] {0.25});
        Gaussian point = new Gaussian(new double[] {5}, new double[] {0});
        assertThat(BuresWasserstein.squaredDistance(a, b)).isCloseTo(9 + 2.25, within(1e-14));
        assertThat(BuresWasserstein.squaredDistance(a, point)).isCloseTo(16 + 4, within(1e-14));
    }

    @Test
    void mapsAttainTheDistance() {
        RandomGenerator random = ExactData.random(41);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 5);
            Gaussian a = random(random, d, d + 2);
            Gaussian b = random(random, d, random.nextInt(1, d + 2));
            AffineMap map = BuresWasserstein.map(a, b);
            double[] image = map.covarianceOfImage(a.covariance());
            assertThat(image).containsExactly(b.covariance(), within(1e-8 * (1 + Matrices.norm(b.covariance()))));
            assertThat(map.apply(a.mean(), 1)).containsExactly(b.mean(), within(1e-8));
            // E ‖T(x) − x‖² = ‖m₁ − m₂‖² + tr (A − I) S (A − I)
            double[] minusOne = map.matrix().clone();
            for (int k = 0; k < d; k++) {
                minusOne[k * d + k] -= 1;
            }
            double[] moved = Matrices.product(Matrices.product(minusOne, a.covariance(), d), minusOne, d);
            double cost = Matrices.trace(moved, d) + Matrices.squaredDistance(a.mean(), b.mean());
            assertThat(cost).isCloseTo(BuresWasserstein.squaredDistance(a, b), within(1e-8 * (1 + cost)));
        }
    }

    @Test
    void singularCovariancesHaveAMapOrAreRefused() {
        double[] zero = {0, 0};
        Gaussian flat = new Gaussian(zero, new double[] {4, 0, 0, 0});
        Gaussian other = new Gaussian(new double[] {1, 2}, new double[] {9, 0, 0, 0});
        Gaussian round = new Gaussian(zero, new double[] {1, 0, 0, 1});
        AffineMap map = BuresWasserstein.map(flat, other);
        assertThat(map.matrix()).containsExactly(new double[] {1.5, 0, 0, 0}, within(1e-14));
        assertThat(map.offset()).containsExactly(new double[] {1, 2}, within(1e-14));
        assertThat(BuresWasserstein.map(round, flat).matrix())
                .containsExactly(new double[] {2, 0, 0, 0}, within(1e-14));
        assertThatThrownBy(() -> BuresWasserstein.map(flat, round))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has rank 1 of 2, and no map sends it");
    }

    @Test
    void barycentersAreStationaryAndInterpolate() {
        RandomGenerator random = ExactData.random(42);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 4);
            int count = random.nextInt(1, 4);
            List<Gaussian> gaussians = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                gaussians.add(random(random, d, d + 2));
            }
            double[] weights = ExactData.weights(random, count, false);
            GaussianBarycenter.Result result = new GaussianBarycenter().solve(gaussians, weights);
            assertThat(result.converged()).isTrue();
            double value = value(result.barycenter(), gaussians, weights);
            double[] shift = ExactData.gaussian(random, d * d);
            double[] covariance = result.barycenter().covariance().clone();
            for (int k = 0; k < d * d; k++) {
                covariance[k] += 1e-3 * (shift[k] + shift[k % d * d + k / d]) * covariance[0];
            }
            if (Arrays.stream(Eigen.of(covariance, d).values()).allMatch(v -> v > 0)) {
                Gaussian near = new Gaussian(result.barycenter().mean(), covariance);
                assertThat(value(near, gaussians, weights)).isGreaterThanOrEqualTo(value - 1e-12);
            }
        }
        Gaussian a = random(random, 3, 5);
        Gaussian b = random(random, 3, 5);
        Gaussian middle = new GaussianBarycenter()
                .solve(List.of(a, b), new double[] {3, 1})
                .barycenter();
        double whole = BuresWasserstein.distance(a, b);
        assertThat(BuresWasserstein.distance(a, middle)).isCloseTo(0.25 * whole, within(1e-10));
        assertThat(BuresWasserstein.distance(middle, b)).isCloseTo(0.75 * whole, within(1e-10));
    }

    private static double value(Gaussian at, List<Gaussian> gaussians, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * BuresWasserstein.squaredDistance(at, gaussians.get(i));
        }
        return sum;
    }

    @Test
    void barycentersOfSingularCovariances() {
        double[] zero = {0, 0};
        Gaussian flat = new Gaussian(zero, new double[] {4, 0, 0, 0});
        Gaussian wide = new Gaussian(zero, new double[] {16, 0, 0, 0});
        GaussianBarycenter.Result result = new GaussianBarycenter().solve(List.of(flat, wide), new double[] {1, 1});
        assertThat(result.converged()).isTrue();
        assertThat(result.barycenter().covariance()).containsExactly(new double[] {9, 0, 0, 0}, within(1e-12));
        Gaussian point = new Gaussian(zero, new double[4]);
        assertThat(new GaussianBarycenter()
                        .solve(List.of(point, point), new double[] {1, 1})
                        .barycenter()
                        .covariance())
                .containsOnly(0);
        GaussianBarycenter.Result stopped = new GaussianBarycenter(0, 1)
                .solve(List.of(random(ExactData.random(1), 2, 3), random(ExactData.random(2), 2, 3)), new double[] {1, 1
                });
        assertThat(stopped.iterations()).isEqualTo(1);
        assertThat(stopped.converged()).isFalse();
    }

    /** On a fine grid of the line, where sums of smooth functions are integrals to all digits. */
    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1, 5})
    void entropicTransportIsThatOfSinkhornOnAGrid(double epsilon) {
        Gaussian alpha = new Gaussian(new double[] {0.3}, new double[] {0.8});
        Gaussian beta = new Gaussian(new double[] {-0.5}, new double[] {1.7});
        int n = 161;
        double[] grid = new double[n];
        Arrays.setAll(grid, i -> -10 + i * 0.125);
        double[] a = density(alpha, grid);
        double[] b = density(beta, grid);
        TransportProblem problem = new TransportProblem(Cost.squaredEuclidean().matrix(grid, n, 1), a, b);
        TransportResult result = new Sinkhorn(epsilon, 1e-13, 20_000, 10, Annealing.NONE).solve(problem);
        EntropicGaussian exact = EntropicGaussian.of(alpha, beta, epsilon);
        assertThat(exact.cost()).isCloseTo(result.divergenceCost(), within(1e-9));
        assertThat(exact.transportCost()).isCloseTo(result.transportCost(), within(1e-9));
        assertThat(exact.divergence()).isCloseTo(result.divergence(), within(1e-9));
        double cross = 0;
        for (int k = 0; k < n * n; k++) {
            cross += result.plan()[k] * (grid[k / n] - 0.3) * (grid[k % n] + 0.5);
        }
        assertThat(exact.crossCovariance()[0]).isCloseTo(cross, within(1e-9));
    }

    private static double[] density(Gaussian gaussian, double[] grid) {
        double[] w = Arrays.stream(grid)
                .map(x -> Math.exp(-Math.pow(x - gaussian.mean()[0], 2) / (2 * gaussian.covariance()[0])))
                .toArray();
        double sum = Arrays.stream(w).sum();
        return Arrays.stream(w).map(v -> v / sum).toArray();
    }

    /** The formulas as the papers print them; the limits; the joint covariance has to be one. */
    @Test
    void entropicTransportFollowsItsFormulas() {
        RandomGenerator random = ExactData.random(43);
        for (int trial = 0; trial < 1000; trial++) {
            int d = random.nextInt(1, 5);
            Gaussian a = random(random, d, random.nextInt(1, d + 2));
            Gaussian b = random(random, d, random.nextInt(1, d + 2));
            double epsilon = Math.pow(10, random.nextDouble(-2, 2));
            EntropicGaussian found = EntropicGaussian.of(a, b, epsilon);
            double variance = epsilon / 2;
            RootProduct product = RootProduct.of(
                    Eigen.of(a.covariance(), d).root(),
                    Eigen.of(b.covariance(), d).root(),
                    d);
            double expected = Matrices.squaredDistance(a.mean(), b.mean())
                    + Matrices.trace(a.covariance(), d)
                    + Matrices.trace(b.covariance(), d)
                    + d * variance * (1 - Math.log(2 * variance));
            for (double s : product.s()) {
                double root = Math.sqrt(4 * s * s + variance * variance);
                expected += variance * Math.log(root + variance) - root;
            }
            assertThat(found.cost()).isCloseTo(expected, within(1e-10 * (1 + expected)));
            double[] joint = new double[4 * d * d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    joint[i * 2 * d + j] = a.covariance()[i * d + j];
                    joint[(i + d) * 2 * d + j + d] = b.covariance()[i * d + j];
                    joint[i * 2 * d + j + d] = found.crossCovariance()[i * d + j];
                    joint[(j + d) * 2 * d + i] = found.crossCovariance()[i * d + j];
                }
            }
            double smallest =
                    Arrays.stream(Eigen.of(joint, 2 * d).values()).min().orElseThrow();
            assertThat(smallest).isGreaterThan(-1e-12 * Matrices.norm(joint));
            double mean = Matrices.squaredDistance(a.mean(), b.mean());
            assertThat(EntropicGaussian.sinkhornDivergence(a, b, epsilon)).isGreaterThanOrEqualTo(mean - 1e-9);
            assertThat(EntropicGaussian.sinkhornDivergence(a, a, epsilon)).isCloseTo(0, within(1e-12));
        }
        Gaussian a = random(random, 3, 5);
        Gaussian b = random(random, 3, 5);
        assertThat(EntropicGaussian.of(a, b, 1e-9).transportCost())
                .isCloseTo(BuresWasserstein.squaredDistance(a, b), within(1e-7));
        assertThat(EntropicGaussian.sinkhornDivergence(a, b, 1e8))
                .isCloseTo(Matrices.squaredDistance(a.mean(), b.mean()), within(1e-5));
    }

    @Test
    void samplesComeCloseToTheirDistributions() {
        RandomGenerator random = ExactData.random(44);
        int n = 500;
        double[] x = ExactData.gaussian(random, 2 * n);
        AffineMap map = new AffineMap(new double[] {2, 0.5, 0.5, 1}, new double[] {1, -3});
        double[] y = map.apply(ExactData.gaussian(random, 2 * n), n);
        double[] c = Cost.squaredEuclidean().matrix(x, n, y, n, 2);
        double sampled =
                new NetworkSimplex().solve(TransportProblem.uniform(c, n, n)).cost();
        double fitted = BuresWasserstein.squaredDistance(Gaussian.fit(x, n, 2), Gaussian.fit(y, n, 2));
        double exact = BuresWasserstein.squaredDistance(
                new Gaussian(new double[2], new double[] {1, 0, 0, 1}),
                new Gaussian(map.offset(), map.covarianceOfImage(new double[] {1, 0, 0, 1})));
        assertThat(fitted).isCloseTo(exact, within(0.1 * exact));
        // Gelbrich's bound: the Gaussians with the same moments are nearest.
        assertThat(sampled).isBetween(fitted, 1.1 * exact);
    }

    @Test
    void momentsOfWeightedPoints() {
        double[] points = {0, 0, 2, 0, 0, 4};
        Gaussian uniform = Gaussian.fit(points, 3, 2);
        assertThat(uniform.mean()).containsExactly(new double[] {2 / 3.0, 4 / 3.0}, within(1e-15));
        Gaussian weighted = Gaussian.fit(points, new double[] {2, 2, 0}, 2);
        assertThat(weighted.mean()).containsExactly(1, 0);
        assertThat(weighted.covariance()).containsExactly(1, 0, 0, 0);
    }

    @Test
    void badInputIsNamed() {
        double[] zero = {0, 0};
        assertThatThrownBy(() -> new Gaussian(zero, new double[3])).hasMessageContaining("covariance has 3 elements");
        assertThatThrownBy(() -> new Gaussian(zero, new double[] {1, 0, 0, Double.NaN}))
                .hasMessageContaining("covariance[3] is NaN");
        assertThatThrownBy(() -> new Gaussian(zero, new double[] {1, 0.5, 0, 1}))
                .hasMessageContaining("covariance is not symmetric");
        assertThatThrownBy(() -> new Gaussian(zero, new double[] {1, 2, 2, 1}))
                .hasMessageContaining("expected a positive semi-definite matrix");
        Gaussian plane = new Gaussian(zero, new double[] {1, 0, 0, 1});
        Gaussian line = new Gaussian(new double[1], new double[] {1});
        assertThatThrownBy(() -> BuresWasserstein.distance(plane, line))
                .hasMessageContaining("the dimensions are 2 and 1");
        assertThatThrownBy(() -> EntropicGaussian.of(plane, plane, 0)).hasMessageContaining("epsilon is 0.0");
        assertThatThrownBy(() -> Gaussian.fit(new double[3], 2, 2)).hasMessageContaining("points has 3 elements");
        assertThatThrownBy(() -> new GaussianBarycenter().solve(List.of(plane), new double[] {-1}))
                .hasMessageContaining("weights[0] is -1.0");
    }
}
