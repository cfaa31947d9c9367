package org.gaspard.ot.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.EntropicTransportLoss;
import org.gaspard.ot.entropic.Epsilon;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferentiableTransportTest {

    private static final int ITERATIONS = 80;
    private static final EntropicTransport SOLVER =
            new EntropicTransport(1).withTolerance(Tolerance.relative(1e-14)).withMaxIterations(10_000);

    /** A problem with weights that are not uniform; the numbers that a loss multiplies P, f and g with. */
    private record Problem(Tensor cost, Tensor a, Tensor b, Tensor epsilon, Tensor onPlan, Tensor onF, Tensor onG) {

        static Problem of(int n, int m) {
            RandomKey key = RandomKey.of(31 * n + m);
            return new Problem(
                    key.child(0).uniform(DType.FLOAT64, n, m),
                    weights(key.child(1), n),
                    weights(key.child(2), m),
                    Tensor.scalar(0.3),
                    key.child(3).normal(DType.FLOAT64, n, m),
                    key.child(4).normal(DType.FLOAT64, n),
                    key.child(5).normal(DType.FLOAT64, m));
        }

        private static Tensor weights(RandomKey key, int n) {
            Tensor raw = key.uniform(DType.FLOAT64, n).add(0.5);
            return Tensor.of(raw.divide(raw.sum()).toDoubleArray(), n);
        }

        List<Tensor> inputs() {
            return List.of(cost, a, b, epsilon);
        }

        DifferentiableTransport implicit() {
            return DifferentiableTransport.implicit(cost, a, b, epsilon, SOLVER);
        }

        DifferentiableTransport unrolled() {
            return DifferentiableTransport.unrolled(cost, a, b, epsilon, ITERATIONS);
        }

        /** A function of all that is solved for, in no way stationary. */
        Tensor loss(DifferentiableTransport solution) {
            return solution.plan()
                    .multiply(onPlan)
                    .sum()
                    .multiply(10)
                    .add(solution.f().multiply(onF).sum())
                    .add(solution.g().multiply(onG).square().sum());
        }

        /** The same by a solver on arrays alone. */
        double loss(double[] c, double[] p, double[] q, double epsilon) {
            EntropicResult result =
                    SOLVER.withEpsilon(Epsilon.of(epsilon)).solve(new DenseGeometry(c, p.length, q.length), p, q);
            Potentials found = result.potentials();
            double shift = (sum(found.f()) - sum(found.g())) / (p.length + q.length);
            double[] plan = result.plan();
            double loss = 0;
            for (int i = 0; i < plan.length; i++) {
                loss += 10 * plan[i] * onPlan.toDoubleArray()[i];
            }
            for (int i = 0; i < p.length; i++) {
                loss += (found.f()[i] - shift) * onF.toDoubleArray()[i];
            }
            for (int j = 0; j < q.length; j++) {
                loss += Math.pow((found.g()[j] + shift) * onG.toDoubleArray()[j], 2);
            }
            return loss;
        }
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @ParameterizedTest
    @CsvSource({"6, 4", "4, 6", "5, 5", "1, 3"})
    void gradientsOfPlansAreDifferencesOfSolves(int n, int m) {
        Problem problem = Problem.of(n, m);
        List<Tensor> implicit = Autodiff.gradient(problem.loss(problem.implicit()), problem.inputs());
        List<Tensor> unrolled = Autodiff.gradient(problem.loss(problem.unrolled()), problem.inputs());
        double[] c = problem.cost.toDoubleArray();
        double[] a = problem.a.toDoubleArray();
        double[] b = problem.b.toDoubleArray();
        double epsilon = problem.epsilon.item();
        for (List<Tensor> gradients : List.of(implicit, unrolled)) {
            for (int k = 0; k < c.length; k++) {
                int at = k;
                double slope = slope(h -> problem.loss(moved(c, at, h, at), a, b, epsilon));
                assertThat(gradients.get(0).toDoubleArray()[k]).isCloseTo(slope, within(1e-7));
            }
            double slope = slope(h -> problem.loss(c, a, b, epsilon + h));
            assertThat(gradients.get(3).item()).isCloseTo(slope, within(1e-6));
            // Mass from one weight to another.
            double[] byA = gradients.get(1).toDoubleArray();
            if (n > 1) {
                double along = slope(h -> problem.loss(c, moved(a, 0, h, 1), b, epsilon));
                assertThat(byA[0] - byA[1]).isCloseTo(along, within(1e-6));
            }
            double[] byB = gradients.get(2).toDoubleArray();
            double along = slope(h -> problem.loss(c, a, moved(b, 0, h, 1), epsilon));
            assertThat(byB[0] - byB[1]).isCloseTo(along, within(1e-6));
            // More mass on both sides.
            double more = slope(h -> problem.loss(c, moved(a, 0, h, 0), moved(b, 0, h, 0), epsilon));
            assertThat(byA[0] + byB[0]).isCloseTo(more, within(1e-6));
        }
    }

    /** The values with h more at one place, and as much less at another unless it is the same. */
    private static double[] moved(double[] values, int to, double h, int from) {
        double[] changed = values.clone();
        changed[to] += h;
        if (from != to) {
            changed[from] -= h;
        }
        return changed;
    }

    private static double slope(ToDoubleFunction<Double> f) {
        double h = 1e-5;
        return (f.applyAsDouble(h) - f.applyAsDouble(-h)) / (2 * h);
    }

    /** The objective ⟨P, C⟩ + ε KL(P ‖ abᵀ), differentiated through the plan and by the envelope theorem. */
    @Test
    void theEnvelopeTheoremHolds() {
        Problem problem = Problem.of(6, 4);
        Tensor envelope = EntropicTransportLoss.inGraph(problem.cost, problem.a, problem.b, problem.epsilon, SOLVER)
                .value();
        List<Tensor> expected = Autodiff.gradient(envelope, List.of(problem.cost, problem.epsilon));
        for (DifferentiableTransport solution : List.of(problem.implicit(), problem.unrolled())) {
            Tensor objective = objective(problem, solution);
            assertThat(objective.item()).isCloseTo(envelope.item(), within(1e-12));
            List<Tensor> found = Autodiff.gradient(objective, List.of(problem.cost, problem.epsilon));
            assertThat(found.get(0).toDoubleArray())
                    .containsExactly(expected.get(0).toDoubleArray(), within(1e-11));
            assertThat(found.get(1).item()).isCloseTo(expected.get(1).item(), within(1e-11));
        }
    }

    private static Tensor objective(Problem problem, DifferentiableTransport solution) {
        Tensor plan = solution.plan();
        Tensor product = problem.a.expand(1).multiply(problem.b.expand(0));
        Tensor divergence = plan.multiply(plan.divide(product).log()).sum();
        return plan.multiply(problem.cost).sum().add(divergence.multiply(problem.epsilon));
    }

    /** Also where the envelope theorem stops: the movement of the plan in second derivatives. */
    @Test
    void secondDerivativesAreRight() {
        Problem problem = Problem.of(4, 3);
        Tensor direction = RandomKey.of(9).normal(DType.FLOAT64, 4, 3);
        Tensor implicit = Autodiff.hvp(problem.loss(problem.implicit()), problem.cost, direction);
        Tensor unrolled = Autodiff.hvp(problem.loss(problem.unrolled()), problem.cost, direction);
        double h = 1e-5;
        double[][] gradients = new double[2][];
        for (int side = 0; side < 2; side++) {
            Tensor cost = Tensor.of(
                    problem.cost.add(direction.multiply(side == 0 ? h : -h)).toDoubleArray(), 4, 3);
            Tensor loss =
                    problem.loss(DifferentiableTransport.implicit(cost, problem.a, problem.b, problem.epsilon, SOLVER));
            gradients[side] = Autodiff.gradient(loss, cost).toDoubleArray();
        }
        double[] slopes = new double[12];
        Arrays.setAll(slopes, k -> (gradients[0][k] - gradients[1][k]) / (2 * h));
        assertThat(implicit.toDoubleArray()).containsExactly(slopes, within(1e-5));
        assertThat(unrolled.toDoubleArray()).containsExactly(implicit.toDoubleArray(), within(1e-8));
        assertThat(Arrays.stream(slopes).map(Math::abs).max().orElseThrow()).isGreaterThan(1);
    }

    @Test
    void bothFindTheSolution() {
        Problem problem = Problem.of(5, 7);
        DifferentiableTransport implicit = problem.implicit();
        DifferentiableTransport unrolled = problem.unrolled();
        assertThat(implicit.plan().sum(1).toDoubleArray()).containsExactly(problem.a.toDoubleArray(), within(1e-13));
        assertThat(implicit.plan().sum(0).toDoubleArray()).containsExactly(problem.b.toDoubleArray(), within(1e-13));
        assertThat(implicit.f().sum().item()).isCloseTo(implicit.g().sum().item(), within(1e-12));
        assertThat(unrolled.f().toDoubleArray()).containsExactly(implicit.f().toDoubleArray(), within(1e-12));
        assertThat(unrolled.g().toDoubleArray()).containsExactly(implicit.g().toDoubleArray(), within(1e-12));
        assertThat(unrolled.plan().toDoubleArray())
                .containsExactly(implicit.plan().toDoubleArray(), within(1e-12));
    }

    @Test
    void badInput() {
        Problem problem = Problem.of(3, 4);
        Tensor e = problem.epsilon;
        assertThatThrownBy(() -> DifferentiableTransport.implicit(problem.cost, problem.b, problem.a, e, SOLVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights of shapes [4] and [3], expected [3] and [4]");
        assertThatThrownBy(() -> DifferentiableTransport.unrolled(problem.cost, problem.a, problem.b, e, 0))
                .hasMessageContaining("iterations is 0");
        assertThatThrownBy(() -> DifferentiableTransport.unrolled(problem.cost, problem.a, problem.b, problem.a, 1))
                .hasMessageContaining("expected a scalar");
        assertThatThrownBy(() -> DifferentiableTransport.unrolled(problem.a, problem.a, problem.b, e, 1))
                .hasMessageContaining("expected floating-point [n, m]");
        Tensor zero = problem.a.multiply(0);
        assertThat(DifferentiableTransport.implicit(problem.cost, zero, problem.b, e, SOLVER)
                        .plan()
                        .toDoubleArray())
                .containsOnly(Double.NaN);
    }
}
