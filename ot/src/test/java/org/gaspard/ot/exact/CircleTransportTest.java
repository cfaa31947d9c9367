package org.gaspard.ot.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.ExactData;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.matrix.Couplings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleTransportTest {

    private static double[] points(RandomGenerator random, int n, double period, boolean ties) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> period * (ties ? random.nextInt(8) / 8.0 : random.nextDouble(-1, 2)));
        return x;
    }

    private static TransportProblem problem(double p, double period, double[] x, double[] a, double[] y, double[] b) {
        double[] c = new double[x.length * y.length];
        Arrays.setAll(c, k -> {
            double turn = Math.abs(Math.IEEEremainder(x[k / y.length] - y[k % y.length], period));
            return Math.pow(turn, p);
        });
        return new TransportProblem(c, a, b);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3})
    void agreesWithTheNetworkSimplexUnderTheDistanceOfTheCircle(double p) {
        RandomGenerator random = ExactData.random(30);
        for (int trial = 0; trial < 1000; trial++) {
            double period = trial % 2 == 0 ? 1 : 2 * Math.PI;
            double[] x = points(random, random.nextInt(1, 9), period, random.nextBoolean());
            double[] y = points(random, random.nextInt(1, 9), period, random.nextBoolean());
            double[] a = ExactData.weights(random, x.length, random.nextBoolean());
            double[] b = ExactData.weights(random, y.length, random.nextBoolean());
            TransportProblem problem = problem(p, period, x, a, y, b);
            CircleTransport.Result result = new CircleTransport(p, period).solve(x, a, y, b);
            double expected = new NetworkSimplex().solve(problem).cost();
            assertThat(result.value()).isCloseTo(expected, within(1e-12 * Math.pow(period, p)));
            assertThat(result.plan().cost(problem.cost())).isCloseTo(expected, within(1e-12 * Math.pow(period, p)));
            assertThat(Couplings.distance(result.plan().rowSums(), a)).isLessThan(1e-14);
            assertThat(Couplings.distance(result.plan().columnSums(), b)).isLessThan(1e-14);
            assertThat(result.shift()).isBetween(-1.0, 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3})
    void agreesWithAnIndependentLibrary(double p) {
        double value = new CircleTransport(p, 1)
                .solve(
                        ExactData.read("circle.x"),
                        ExactData.read("circle.a"),
                        ExactData.read("circle.y"),
                        ExactData.read("circle.b"))
                .value();
        assertThat(value).isCloseTo(ExactData.read("circle.value." + p)[0], within(1e-12));
    }

    /** On the line a rotation can only be undone one way, on the circle the short way. */
    @Test
    void aRotationCostsItsShorterWay() {
        RandomGenerator random = ExactData.random(31);
        int n = 200;
        double[] x = points(random, n, 1, false);
        double[] w = new double[n];
        Arrays.fill(w, 1.0 / n);
        double[] y = new double[n];
        for (double angle : new double[] {0.001, 0.002, -0.001, 0}) {
            Arrays.setAll(y, i -> x[i] + angle);
            assertThat(new CircleTransport(1, 1).solve(x, w, y, w).value()).isCloseTo(Math.abs(angle), within(1e-12));
            assertThat(new CircleTransport(2, 1).solve(x, w, y, w).value()).isCloseTo(angle * angle, within(1e-12));
        }
        double[] one = {1};
        assertThat(new CircleTransport(2, 360)
                        .solve(new double[] {10}, one, new double[] {350}, one)
                        .value())
                .isCloseTo(400, within(1e-9));
    }

    @Test
    void theFormulaForDistancesAgreesWithTheSearch() {
        RandomGenerator random = ExactData.random(32);
        for (int trial = 0; trial < 1000; trial++) {
            double[] x = points(random, random.nextInt(1, 30), 1, trial % 2 == 0);
            double[] y = points(random, random.nextInt(1, 30), 1, false);
            double[] a = ExactData.weights(random, x.length, false);
            double[] b = ExactData.weights(random, y.length, false);
            double almost = new CircleTransport(1 + 1e-12, 1).solve(x, a, y, b).value();
            assertThat(new CircleTransport(1, 1).solve(x, a, y, b).value()).isCloseTo(almost, within(1e-10));
        }
    }

    @Test
    void badInputIsNamed() {
        double[] one = {1};
        assertThatThrownBy(() -> new CircleTransport(0.9, 1)).hasMessageContaining("p is 0.9");
        assertThatThrownBy(() -> new CircleTransport(1, 0)).hasMessageContaining("period is 0.0");
        CircleTransport circle = new CircleTransport(2, 1);
        assertThatThrownBy(() -> circle.solve(new double[] {Double.POSITIVE_INFINITY}, one, one, one))
                .hasMessageContaining("x[0] is Infinity");
        assertThatThrownBy(() -> circle.solve(one, one, one, new double[] {3}))
                .hasMessageContaining("expected equal sums");
    }
}
