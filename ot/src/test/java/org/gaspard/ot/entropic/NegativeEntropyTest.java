package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Penalised sums under the negative entropy. */
class NegativeEntropyTest {

    private static final int N = 5;
    private static final int M = 4;

    private static EntropicTransport solver(double epsilon, double rows, double columns) {
        return new EntropicTransport(epsilon)
                .withRelaxation(new Relaxation.NegativeEntropy(rows, columns))
                .withTolerance(Tolerance.relative(1e-15))
                .withMaxIterations(100_000);
    }

    private static double[] costs(long seed) {
        return Arrays.stream(gaussian(random(seed), N * M)).map(Math::abs).toArray();
    }

    private static double[] read(String name) {
        return Oracles.read(NegativeEntropyTest.class, "negative_entropy.txt", name);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void plansAreThoseOfAnotherProgram(Form form) {
        for (int k = 0; k < 3; k++) {
            double[] p = read(k + ".parameters");
            EntropicResult found = solver(p[2], p[3], p[4])
                    .withForm(form)
                    .solve(
                            new DenseGeometry(read(k + ".cost"), (int) p[0], (int) p[1]),
                            read(k + ".a"),
                            read(k + ".b"));
            assertThat(found.converged()).isTrue();
            assertThat(found.plan()).containsExactly(read(k + ".plan"), within(1e-11));
        }
    }

    /** The plan is that of the divergence from the product of other weights. */
    @Test
    void powersOfTheWeightsGiveTheSamePlan() {
        double[] a = weights(random(1), N, 2);
        double[] b = weights(random(2), M, 0.4);
        DenseGeometry geometry = new DenseGeometry(costs(3), N, M);
        double epsilon = 0.2;
        EntropicTransport solver = solver(epsilon, 0.5, 3);
        double[] otherA = Arrays.stream(a).map(v -> Math.pow(v, 0.5 / 0.7)).toArray();
        double[] otherB = Arrays.stream(b).map(v -> Math.pow(v, 3 / 3.2)).toArray();
        assertThat(solver.solve(geometry, a, b).plan())
                .containsExactly(
                        solver.withRelaxation(new Relaxation.KullbackLeibler(0.5, 3))
                                .solve(geometry, otherA, otherB)
                                .plan(),
                        within(1e-13));
    }

    /** Primal and dual values meet, and no plan nearby is better. */
    @Test
    void theObjectiveIsLeast() {
        double[] a = weights(random(4), N, 2);
        double[] b = weights(random(5), M, 0.4);
        double[] c = costs(6);
        double epsilon = 0.3;
        double rows = 0.8;
        double columns = 1.7;
        EntropicResult found = solver(epsilon, rows, columns).solve(new DenseGeometry(c, N, M), a, b);
        double value = objective(found.plan(), c, a, b, epsilon, rows, columns);
        assertThat(found.objective()).isCloseTo(value, within(1e-13));
        assertThat(found.dualValue()).isCloseTo(value, within(1e-13));
        RandomGenerator random = random(7);
        for (int trial = 0; trial < 50; trial++) {
            double[] plan = found.plan();
            Arrays.setAll(plan, k -> plan[k] * Math.exp(0.01 * random.nextGaussian()));
            assertThat(objective(plan, c, a, b, epsilon, rows, columns)).isGreaterThan(value);
        }
    }

    private static double objective(
            double[] plan, double[] c, double[] a, double[] b, double epsilon, double rows, double columns) {
        double[] p = new double[N];
        double[] q = new double[M];
        double value = 0;
        for (int k = 0; k < plan.length; k++) {
            value += plan[k] * c[k] + epsilon * plan[k] * (Math.log(plan[k]) - 1);
            p[k / M] += plan[k];
            q[k % M] += plan[k];
        }
        for (int i = 0; i < N; i++) {
            value += rows * (p[i] * Math.log(p[i] / a[i]) - p[i] + a[i]);
        }
        for (int j = 0; j < M; j++) {
            value += columns * (q[j] * Math.log(q[j] / b[j]) - q[j] + b[j]);
        }
        return value;
    }

    /** Derivatives of the least value in costs, weights and ε, also for one hard side. */
    @Test
    void theLossFollowsItsInputs() {
        for (double rows : new double[] {0.8, Double.POSITIVE_INFINITY}) {
            double[] a = weights(random(8), N, 1.5);
            double[] b = weights(random(9), M, 0.7);
            double[] c = costs(10);
            EntropicTransport solver = solver(0.3, rows, 0.6);
            List<Tensor> inputs = List.of(Tensor.of(c, N, M), Tensor.of(a, N), Tensor.of(b, M), Tensor.scalar(0.3));
            Tensor value = EntropicTransportLoss.inGraph(
                            inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), solver)
                    .value();
            List<Tensor> gradients = Autodiff.gradient(value, inputs);
            double h = 1e-5;
            for (int side = 0; side < 4; side++) {
                double[] gradient = gradients.get(side).toDoubleArray();
                for (int k = 0; k < gradient.length; k++) {
                    double[] values = new double[2];
                    for (int sign = 0; sign < 2; sign++) {
                        double[][] moved = {c.clone(), a.clone(), b.clone(), {0.3}};
                        moved[side][k] += sign == 0 ? h : -h;
                        values[sign] = solver.withEpsilon(Epsilon.of(moved[3][0]))
                                .solve(new DenseGeometry(moved[0], N, M), moved[1], moved[2])
                                .dualValue();
                    }
                    assertThat(gradient[k]).isCloseTo((values[0] - values[1]) / (2 * h), within(1e-8));
                }
            }
        }
    }

    @Test
    void weightsOfZeroAreLeftOut() {
        double[] a = weights(random(11), N, 1.5);
        double[] b = weights(random(12), M, 0.7);
        a[2] = 0;
        double[] c = costs(13);
        EntropicTransport solver = solver(0.3, 0.8, 0.6);
        EntropicResult found = solver.solve(new DenseGeometry(c, N, M), a, b);
        assertThat(found.sums().rows()[2]).isZero();
        assertThat(found.objective()).isCloseTo(found.dualValue(), within(1e-13));
        assertThat(found.weightGradients().f()[2]).isEqualTo(Double.NEGATIVE_INFINITY);
        Tensor weights = Tensor.of(a, N);
        Tensor value = EntropicTransportLoss.inGraph(Tensor.of(c, N, M), weights, Tensor.of(b, M), solver)
                .value();
        assertThat(value.item()).isCloseTo(found.dualValue(), within(1e-13));
        assertThat(Autodiff.gradient(value, weights).get(2)).isZero();
    }

    @Test
    void aSymmetricProblemHasOnePotential() {
        double[] points = gaussian(random(14), N);
        double[] c = new double[N * N];
        Arrays.setAll(c, k -> Math.pow(points[k / N] - points[k % N], 2));
        double[] a = weights(random(15), N, 1.3);
        DenseGeometry geometry = new DenseGeometry(c, N, N);
        EntropicTransport solver = solver(0.3, 0.8, 0.8);
        EntropicResult symmetric = solver.solveSymmetric(geometry, a);
        assertThat(symmetric.plan())
                .containsExactly(solver.solve(geometry, a, a).plan(), within(1e-13));
        assertThatThrownBy(() -> solver(0.3, 1, 2).solveSymmetric(geometry, a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one for both sides");
    }

    @Test
    void whatItIsNotForIsRefused() {
        assertThatThrownBy(() -> Relaxation.negativeEntropy(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rowPenalty is 0.0");
        assertThatThrownBy(() -> new SinkhornDivergence(solver(0.1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected hard marginals or Kullback-Leibler penalties");
    }
}
