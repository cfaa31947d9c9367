package org.gaspard.ot.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.laws.RandomProblems.COUNT;
import static org.gaspard.ot.laws.RandomProblems.random;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.gaussian.BuresWasserstein;
import org.gaspard.ot.gaussian.EntropicGaussian;
import org.gaspard.ot.gaussian.Gaussian;
import org.gaspard.ot.maps.MongeGapLoss;
import org.gaspard.ot.sliced.Directions;
import org.gaspard.ot.sliced.SlicedWasserstein;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What must hold of costs, slices, normal distributions and Monge gaps, on {@value RandomProblems#COUNT} random inputs. */
class GeometryLawsTest {

    /** Symmetric, 0 from a point to itself, not negative, with the triangle inequality where the cost is a distance. */
    @Test
    void costsThatAreDistances() {
        RandomGenerator random = random(130);
        List<Cost> distances = List.of(
                Cost.euclidean(),
                Cost.pNorm(1),
                Cost.pNorm(1.5),
                Cost.pNorm(Double.POSITIVE_INFINITY),
                Cost.pNorm(3, 0.5),
                Cost.angle(),
                Cost.scaled(2, Cost.pNorm(4)));
        for (int trial = 0; trial < COUNT; trial++) {
            int d = random.nextInt(1, 5);
            int n = random.nextInt(3, 7);
            double[] x = RandomProblems.points(random, n, d);
            // The angle is a distance of directions, so of vectors that are not 0.
            Arrays.setAll(x, k -> k % d == 0 ? x[k] + 5 * Math.signum(x[k] + 0.1) : x[k]);
            for (Cost cost : distances) {
                double[] c = cost.matrix(x, n, d);
                for (int i = 0; i < n; i++) {
                    assertThat(c[i * n + i]).isCloseTo(0, within(1e-12));
                    for (int j = 0; j < n; j++) {
                        assertThat(c[i * n + j]).isGreaterThanOrEqualTo(0).isEqualTo(c[j * n + i]);
                        for (int k = 0; k < n; k++) {
                            assertThat(c[i * n + j]).isLessThanOrEqualTo(c[i * n + k] + c[k * n + j] + 1e-7);
                        }
                    }
                }
            }
        }
    }

    private static Gaussian gaussian(RandomGenerator random, int d) {
        double[] root = Oracles.gaussian(random, d * d);
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < d; k++) {
                    covariance[i * d + j] += root[i * d + k] * root[j * d + k];
                }
                covariance[j * d + i] = covariance[i * d + j];
            }
        }
        return new Gaussian(Oracles.gaussian(random, d), covariance);
    }

    /** A metric; translations move the means alone; the divergence of Sinkhorn is below the distance and not negative. */
    @Test
    void normalDistributionsFormAMetricSpace() {
        RandomGenerator random = random(131);
        for (int trial = 0; trial < COUNT; trial++) {
            int d = random.nextInt(1, 5);
            Gaussian a = gaussian(random, d);
            Gaussian b = gaussian(random, d);
            Gaussian c = gaussian(random, d);
            double ab = BuresWasserstein.squaredDistance(a, b);
            assertThat(BuresWasserstein.squaredDistance(b, a)).isCloseTo(ab, within(1e-10));
            assertThat(BuresWasserstein.squaredDistance(a, a)).isCloseTo(0, within(1e-10));
            assertThat(BuresWasserstein.distance(a, b))
                    .isLessThanOrEqualTo(BuresWasserstein.distance(a, c) + BuresWasserstein.distance(c, b) + 1e-9);
            Gaussian moved = new Gaussian(b.mean(), a.covariance());
            double means = 0;
            for (int k = 0; k < d; k++) {
                means += Math.pow(a.mean()[k] - b.mean()[k], 2);
            }
            assertThat(BuresWasserstein.squaredDistance(a, moved)).isCloseTo(means, within(1e-10));
            double epsilon = random.nextDouble(0.1, 5);
            double entropic = EntropicGaussian.of(a, b, epsilon).transportCost();
            assertThat(entropic).isGreaterThanOrEqualTo(ab - 1e-10);
            assertThat(EntropicGaussian.sinkhornDivergence(a, b, epsilon)).isBetween(-1e-10, ab + 1e-10);
            assertThat(EntropicGaussian.sinkhornDivergence(a, a, epsilon)).isCloseTo(0, within(1e-10));
        }
    }

    /** Along equal directions: not negative, 0 on equal measures in any order, unchanged by a common translation. */
    @Test
    void slicedDistancesSeeMeasuresNotOrders() {
        RandomGenerator random = random(132);
        for (int trial = 0; trial < COUNT; trial++) {
            int n = RandomProblems.size(random);
            int m = RandomProblems.size(random);
            double[] x = RandomProblems.points(random, n, 2);
            double[] y = RandomProblems.points(random, m, 2);
            double[] a = RandomProblems.weights(random, n);
            double[] b = RandomProblems.weights(random, m);
            Directions directions = Directions.uniform(RandomKey.of(trial), 4, 2);
            SlicedWasserstein sliced = new SlicedWasserstein(1 + trial % 3);
            double value = sliced.estimate(directions, x, a, y, b).value();
            int[] order = RandomProblems.order(random, n);
            double[] moved = new double[2 * n];
            Arrays.setAll(moved, k -> x[2 * order[k / 2] + k % 2]);
            double[] w = RandomProblems.reordered(a, order);
            assertThat(value).isGreaterThanOrEqualTo(0);
            assertThat(sliced.estimate(directions, moved, w, y, b).value()).isCloseTo(value, within(1e-11));
            assertThat(sliced.estimate(directions, x, a, moved, w).value()).isCloseTo(0, within(1e-12));
            double[] farX = Arrays.stream(x).map(t -> t + 2).toArray();
            double[] farY = Arrays.stream(y).map(t -> t + 2).toArray();
            assertThat(sliced.estimate(directions, farX, a, farY, b).value()).isCloseTo(value, within(1e-11));
        }
    }

    /** Exact ones are at least 0, and entropic ones above them by ε log n to 2 ε log n: the entropies of couplings. */
    @Test
    void mongeGapsAreBoundedBelow() {
        RandomGenerator random = random(133);
        List<Cost> costs = List.of(Cost.squaredEuclidean(), Cost.euclidean(), Cost.elastic(0.5), Cost.innerProduct());
        for (int trial = 0; trial < COUNT; trial++) {
            int n = random.nextInt(1, 8);
            Tensor x = Tensor.of(RandomProblems.points(random, n, 2), n, 2);
            Tensor y = Tensor.of(RandomProblems.points(random, n, 2), n, 2);
            Cost cost = costs.get(trial % costs.size());
            double exact = MongeGapLoss.exact(cost, x, y).item();
            assertThat(exact).isGreaterThanOrEqualTo(-1e-12);
            double epsilon = random.nextDouble(0.5, 2);
            EntropicTransport solver = new EntropicTransport(epsilon).withTolerance(Tolerance.absolute(1e-10));
            double entropic = MongeGapLoss.entropic(cost, x, y, solver, ValueConvention.ENTROPIC)
                    .item();
            assertThat(entropic).isGreaterThanOrEqualTo(exact + epsilon * Math.log(n) - 1e-8);
            assertThat(entropic).isLessThanOrEqualTo(exact + 2 * epsilon * Math.log(n) + 1e-8);
        }
    }
}
