package org.gaspard.ot.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.ExactData;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.matrix.Sorting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTransportTest {

    /** A convex cost that is not symmetric. */
    private static final ConvexCost PINBALL_AND_EXPONENTIAL = new ConvexCost() {
        @Override
        public double at(double t) {
            return Math.exp(t) + Math.max(-2 * t, 0);
        }

        @Override
        public double slope(double t) {
            return Math.exp(t) - (t < 0 ? 2 : 0);
        }
    };

    private static double[] points(RandomGenerator random, int n, boolean ties) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> ties ? random.nextInt(4) : random.nextGaussian());
        return x;
    }

    private static TransportProblem problem(ConvexCost cost, double[] x, double[] a, double[] y, double[] b) {
        double[] c = new double[x.length * y.length];
        Arrays.setAll(c, k -> cost.at(x[k / y.length] - y[k % y.length]));
        return new TransportProblem(c, a, b);
    }

    @Test
    void isOptimalForConvexCosts() {
        RandomGenerator random = ExactData.random(20);
        ConvexCost[] costs = {
            ConvexCost.power(1),
            ConvexCost.power(1.5),
            ConvexCost.power(2),
            ConvexCost.power(3),
            PINBALL_AND_EXPONENTIAL
        };
        for (int trial = 0; trial < 2000; trial++) {
            ConvexCost cost = costs[trial % costs.length];
            double[] x = points(random, random.nextInt(1, 9), random.nextBoolean());
            double[] y = points(random, random.nextInt(1, 9), random.nextBoolean());
            double[] a = ExactData.weights(random, x.length, random.nextBoolean());
            double[] b = ExactData.weights(random, y.length, random.nextBoolean());
            TransportProblem problem = problem(cost, x, a, y, b);
            LineTransport line = new LineTransport(cost);
            ExactTransportResult result = line.solve(x, a, y, b);
            NetworkSimplexTest.assertOptimal(problem, result, 1e-11);
            assertThat(result.cost())
                    .isCloseTo(new NetworkSimplex().solve(problem).cost(), within(1e-11));
            assertThat(line.value(x, a, y, b)).isEqualTo(result.cost());
            assertThat(line.gradient(x, a, y, b).value()).isEqualTo(result.cost());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 4})
    void agreesWithAnIndependentLibrary(double p) {
        double value = LineTransport.power(p)
                .value(
                        ExactData.read("line.x"),
                        ExactData.read("line.a"),
                        ExactData.read("line.y"),
                        ExactData.read("line.b"));
        assertThat(value).isCloseTo(ExactData.read("line.value." + p)[0], within(1e-13));
    }

    @Test
    void uniformWeightsMayBeLeftOut() {
        RandomGenerator random = ExactData.random(21);
        for (int trial = 0; trial < 1000; trial++) {
            double[] x = points(random, random.nextInt(1, 40), trial % 2 == 0);
            double[] y = points(random, trial % 3 == 0 ? x.length : random.nextInt(1, 40), false);
            double[] a = new double[x.length];
            double[] b = new double[y.length];
            Arrays.fill(a, 1.0 / x.length);
            Arrays.fill(b, 1.0 / y.length);
            LineTransport line = LineTransport.power(1 + trial % 3);
            assertThat(line.value(x, y)).isCloseTo(line.value(x, a, y, b), within(1e-12));
        }
    }

    @Test
    void gradientAgreesWithDifferences() {
        RandomGenerator random = ExactData.random(22);
        ConvexCost[] costs = {ConvexCost.power(1), ConvexCost.power(1.5), ConvexCost.power(2), PINBALL_AND_EXPONENTIAL};
        for (int trial = 0; trial < 1000; trial++) {
            LineTransport line = new LineTransport(costs[trial % costs.length]);
            double[] x = points(random, random.nextInt(1, 7), false);
            double[] y = points(random, random.nextInt(1, 7), false);
            double[] a = ExactData.weights(random, x.length, trial % 2 == 0);
            double[] b = ExactData.weights(random, y.length, trial % 2 == 0);
            LineTransport.Gradient gradient = line.gradient(x, a, y, b);
            int i = random.nextInt(x.length);
            int j = random.nextInt(y.length);
            double h = 1e-7;
            x[i] += h;
            double up = line.value(x, a, y, b);
            x[i] -= 2 * h;
            assertThat((up - line.value(x, a, y, b)) / (2 * h)).isCloseTo(gradient.x()[i], within(2e-5));
            x[i] += h;
            y[j] += h;
            up = line.value(x, a, y, b);
            y[j] -= 2 * h;
            assertThat((up - line.value(x, a, y, b)) / (2 * h)).isCloseTo(gradient.y()[j], within(2e-5));
        }
    }

    @Test
    void aShiftCostsItsPower() {
        RandomGenerator random = ExactData.random(23);
        double[] x = points(random, 50, false);
        double[] y = Arrays.stream(x).map(v -> v + 0.7).toArray();
        for (double p : new double[] {1, 2, 2.5}) {
            assertThat(LineTransport.power(p).value(x, y)).isCloseTo(Math.pow(0.7, p), within(1e-14));
            assertThat(LineTransport.power(p).value(x, x)).isZero();
        }
    }

    @Test
    void coincidingPointsHaveNoSlope() {
        double[] x = {1, 2, 3};
        double[] a = {0.2, 0.3, 0.5};
        for (double p : new double[] {1, 1.2, 2, 3}) {
            LineTransport.Gradient gradient = LineTransport.power(p).gradient(x, a, x, a);
            assertThat(gradient.value()).isZero();
            assertThat(gradient.x()).containsOnly(0);
            assertThat(gradient.y()).containsOnly(0);
        }
    }

    @Test
    void ordersAreStable() {
        RandomGenerator random = ExactData.random(24);
        for (int trial = 0; trial < 1000; trial++) {
            double[] keys = points(random, random.nextInt(70), trial % 2 == 0);
            int[] order = Sorting.order(keys);
            assertThat(Arrays.stream(order).distinct().count()).isEqualTo(keys.length);
            for (int k = 1; k < keys.length; k++) {
                boolean increasing = keys[order[k - 1]] < keys[order[k]];
                assertThat(increasing || (keys[order[k - 1]] == keys[order[k]] && order[k - 1] < order[k]))
                        .isTrue();
            }
        }
    }

    @Test
    void badInputIsNamed() {
        double[] one = {1};
        LineTransport line = LineTransport.power(2);
        assertThatThrownBy(() -> LineTransport.power(0.5)).hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> line.value(new double[0], one, one, one)).hasMessageContaining("points of x is 0");
        assertThatThrownBy(() -> line.value(new double[0], one)).hasMessageContaining("points of x is 0");
        assertThatThrownBy(() -> line.value(one, new double[] {Double.NaN})).hasMessageContaining("y[0] is NaN");
        assertThatThrownBy(() -> line.value(one, one, one, new double[] {2}))
                .hasMessageContaining("expected equal sums");
        assertThatThrownBy(() -> line.value(one, new double[2], one, one)).hasMessageContaining("a has 2 elements");
        assertThatThrownBy(() -> line.value(one, new double[] {-1}, one, one)).hasMessageContaining("a[0] is -1.0");
    }
}
