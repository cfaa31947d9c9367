package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.NetworkSimplex;
import org.gaspard.ot.geometry.DenseGeometry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialTransportTest {

    /** The dual potential of the mass may drift for many iterations in which the sums of the plan stay as they are. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.1, 0.01, 0.001})
    void whatConvergedIsOptimal(double epsilon) {
        RandomGenerator random = Oracles.random(11);
        for (int trial = 0; trial < 40; trial++) {
            int n = random.nextInt(2, 7);
            int m = random.nextInt(2, 7);
            double[] cost = Oracles.gaussian(random, n * m);
            double[] a = Oracles.weights(random, n);
            double[] b = Oracles.weights(random, m);
            double mass = random.nextDouble(0.05, 0.95);
            EntropicResult result = new EntropicTransport(epsilon)
                    .withRelaxation(Relaxation.partial(mass))
                    .solve(new DenseGeometry(cost, n, m), a, b);
            if (result.converged()) {
                assertThat(result.objective()).isCloseTo(result.dualValue(), within(1e-4));
                assertThat(result.transportCost()).isCloseTo(least(cost, a, b, mass), within(10 * epsilon));
            }
        }
    }

    /** The linear program, with one more row and column that take what is left over. */
    private static double least(double[] cost, double[] a, double[] b, double mass) {
        int n = a.length;
        int m = b.length;
        double[] wide = new double[(n + 1) * (m + 1)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(cost, i * m, wide, i * (m + 1), m);
        }
        wide[wide.length - 1] = 100;
        double[] rows = Arrays.copyOf(a, n + 1);
        double[] columns = Arrays.copyOf(b, m + 1);
        rows[n] = 1 - mass;
        columns[m] = 1 - mass;
        return new NetworkSimplex()
                .solve(new TransportProblem(wide, rows, columns))
                .cost();
    }
}
