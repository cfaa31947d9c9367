package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.geometry.DenseGeometry;
import org.junit.jupiter.api.Test;

class BatchedTransportTest {

    @Test
    void eachProblemHasTheBitsOfItsOwnSolve() {
        RandomGenerator random = random(30);
        int count = 200;
        int n = 7;
        int m = 9;
        double[] costs = new double[count * n * m];
        Arrays.setAll(costs, i -> random.nextDouble(0, 3));
        double[] a = new double[count * n];
        double[] b = new double[count * m];
        for (int k = 0; k < count; k++) {
            System.arraycopy(weights(random, n, 1), 0, a, k * n, n);
            System.arraycopy(weights(random, m, 1), 0, b, k * m, m);
        }
        List<EntropicTransport> solvers = List.of(
                new EntropicTransport(Epsilon.relative(0.05, ScaleStatistic.MEAN)),
                new EntropicTransport(0.2).withForm(Form.LOG).withAcceleration(Acceleration.anderson()),
                new EntropicTransport(0.2).withRelaxation(Relaxation.kullbackLeibler(1)));
        for (EntropicTransport solver : solvers) {
            List<EntropicResult> results = new BatchedTransport(solver).solve(costs, a, b, n, m);
            assertThat(results).hasSize(count);
            for (int k = 0; k < count; k++) {
                EntropicResult alone = solver.solve(
                        new DenseGeometry(Arrays.copyOfRange(costs, k * n * m, (k + 1) * n * m), n, m),
                        Arrays.copyOfRange(a, k * n, (k + 1) * n),
                        Arrays.copyOfRange(b, k * m, (k + 1) * m));
                EntropicResult result = results.get(k);
                assertThat(result.potentials().f()).isEqualTo(alone.potentials().f());
                assertThat(result.potentials().g()).isEqualTo(alone.potentials().g());
                assertThat(result.transportCost()).isEqualTo(alone.transportCost());
                assertThat(result.iterations()).isEqualTo(alone.iterations());
                assertThat(result.stop()).isEqualTo(alone.stop());
            }
        }
    }

    @Test
    void uniformWeightsAndWrongSizes() {
        BatchedTransport batched = new BatchedTransport(new EntropicTransport(0.1));
        assertThat(batched.solve(new double[] {0, 1, 1, 0, 1, 0, 0, 1}, 2, 2)).hasSize(2);
        assertThat(batched.solve(new double[0], 2, 2)).isEmpty();
        assertThatThrownBy(() -> batched.solve(new double[7], 2, 2)).hasMessageContaining("costs has 7");
        assertThatThrownBy(() -> batched.solve(new double[4], new double[3], new double[2], 2, 2))
                .hasMessageContaining("a has 3 elements, expected a multiple of n = 2");
        assertThatThrownBy(() -> batched.solve(new double[] {0, 1, 1, Double.NaN}, 2, 2))
                .hasMessageContaining("matrix[3] is NaN");
    }
}
