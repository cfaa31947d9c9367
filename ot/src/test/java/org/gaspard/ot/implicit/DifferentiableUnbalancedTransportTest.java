package org.gaspard.ot.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.EntropicTransportLoss;
import org.gaspard.ot.entropic.Epsilon;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Penalised sums: gradients against differences of solves and against unrolled iterations. */
class DifferentiableUnbalancedTransportTest {

    private static final double EPSILON = 0.3;
    private static final EntropicTransport SOLVER =
            new EntropicTransport(1).withTolerance(Tolerance.relative(1e-15)).withMaxIterations(100_000);

    /** A problem whose sums differ, and the numbers that a loss multiplies P, f and g with. */
    private record Problem(Tensor cost, Tensor a, Tensor b, Tensor onPlan, Tensor onF, Tensor onG) {

        static Problem of(int n, int m) {
            RandomKey key = RandomKey.of(57 * n + m);
            return new Problem(
                    key.child(0).uniform(DType.FLOAT64, n, m).computedNow(),
                    key.child(1).uniform(DType.FLOAT64, n).add(0.2).computedNow(),
                    key.child(2).uniform(DType.FLOAT64, m).add(0.5).computedNow(),
                    key.child(3).normal(DType.FLOAT64, n, m).computedNow(),
                    key.child(4).normal(DType.FLOAT64, n).computedNow(),
                    key.child(5).normal(DType.FLOAT64, m).computedNow());
        }

        Tensor loss(DifferentiableTransport solution) {
            return solution.plan()
                    .multiply(onPlan)
                    .sum()
                    .add(solution.f().multiply(onF).sum())
                    .add(solution.g().multiply(onG).square().sum());
        }
    }

    private static Relaxation relaxation(double rows, double columns) {
        return new Relaxation.KullbackLeibler(rows, columns);
    }

    private static DifferentiableTransport implicit(List<Tensor> xs, Relaxation relaxation) {
        return DifferentiableTransport.implicit(
                xs.get(0), xs.get(1), xs.get(2), xs.get(3), SOLVER.withRelaxation(relaxation));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 4, 1, 1",
        "4, 5, 0.2, 3",
        "3, 3, 40, 0.05",
        "4, 3, 0.7, Infinity",
        "3, 4, Infinity, 0.7",
        "1, 3, 2, 2",
        "3, 1, 0.5, 1"
    })
    void gradientsToSecondOrderAreDifferencesOfSolves(int n, int m, double rows, double columns) {
        Problem problem = Problem.of(n, m);
        for (Relaxation relaxation :
                List.of(relaxation(rows, columns), new Relaxation.NegativeEntropy(rows, columns))) {
            new GradientCheck(1e-5, 3e-6)
                    .firstAndSecond(
                            xs -> problem.loss(implicit(xs, relaxation)),
                            problem.cost,
                            problem.a,
                            problem.b,
                            Tensor.scalar(EPSILON));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 1, 1", "4, 6, 0.2, 3", "4, 3, 0.7, Infinity"})
    void unrolledIterationsHaveTheSameSolutionAndDerivatives(int n, int m, double rows, double columns) {
        for (Relaxation relaxation :
                List.of(relaxation(rows, columns), new Relaxation.NegativeEntropy(rows, columns))) {
            compareWithUnrolled(Problem.of(n, m), relaxation);
        }
    }

    private static void compareWithUnrolled(Problem problem, Relaxation relaxation) {
        List<Tensor> inputs = List.of(problem.cost, problem.a, problem.b, Tensor.scalar(EPSILON));
        DifferentiableTransport implicit = implicit(inputs, relaxation);
        DifferentiableTransport unrolled =
                DifferentiableTransport.unrolled(problem.cost, problem.a, problem.b, inputs.get(3), relaxation, 120);
        assertThat(unrolled.f().toDoubleArray()).containsExactly(implicit.f().toDoubleArray(), within(1e-12));
        assertThat(unrolled.g().toDoubleArray()).containsExactly(implicit.g().toDoubleArray(), within(1e-12));
        List<Tensor> expected = Autodiff.gradient(problem.loss(unrolled), inputs);
        List<Tensor> found = Autodiff.gradient(problem.loss(implicit), inputs);
        for (int k = 0; k < 4; k++) {
            assertThat(found.get(k).toDoubleArray())
                    .containsExactly(expected.get(k).toDoubleArray(), within(1e-9));
        }
        Tensor direction =
                RandomKey.of(3).normal(DType.FLOAT64, problem.cost.shape().toArray());
        assertThat(Autodiff.hvp(problem.loss(implicit), problem.cost, direction).toDoubleArray())
                .containsExactly(
                        Autodiff.hvp(problem.loss(unrolled), problem.cost, direction)
                                .toDoubleArray(),
                        within(1e-8));
    }

    /** The solution is that of the array solver, and fulfils the equations of the fixed point. */
    @Test
    void theSolutionIsTheFixedPoint() {
        Problem problem = Problem.of(5, 4);
        double rho = 0.8;
        List<Tensor> inputs = List.of(problem.cost, problem.a, problem.b, Tensor.scalar(EPSILON));
        DifferentiableTransport found = implicit(inputs, Relaxation.kullbackLeibler(rho));
        double[] a = problem.a.toDoubleArray();
        double[] c = problem.cost.toDoubleArray();
        double[] f = found.f().toDoubleArray();
        double[] g = found.g().toDoubleArray();
        double tau = rho / (rho + EPSILON);
        for (int i = 0; i < 5; i++) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                sum += Math.exp((g[j] - c[i * 4 + j]) / EPSILON);
            }
            assertThat(f[i]).isCloseTo(EPSILON * Math.log(a[i]) - tau * EPSILON * Math.log(sum), within(1e-13));
        }
        EntropicResult solved = SOLVER.withRelaxation(Relaxation.kullbackLeibler(rho))
                .withEpsilon(Epsilon.of(EPSILON))
                .solve(new DenseGeometry(c, 5, 4), a, problem.b.toDoubleArray());
        assertThat(found.plan().toDoubleArray()).containsExactly(solved.plan(), within(1e-14));
    }

    /** The objective differentiated through the plan is what the envelope theorem gives. */
    @Test
    void theEnvelopeTheoremHolds() {
        Problem problem = Problem.of(5, 4);
        double rho = 0.8;
        Tensor epsilon = Tensor.scalar(EPSILON);
        List<Tensor> inputs = List.of(problem.cost, problem.a, problem.b, epsilon);
        EntropicTransport solver = SOLVER.withRelaxation(Relaxation.kullbackLeibler(rho));
        Tensor envelope = EntropicTransportLoss.inGraph(problem.cost, problem.a, problem.b, epsilon, solver)
                .value();
        Tensor plan = implicit(inputs, Relaxation.kullbackLeibler(rho)).plan();
        Tensor product = problem.a.expand(1).multiply(problem.b.expand(0));
        Tensor objective = plan.multiply(problem.cost)
                .sum()
                .add(divergence(plan, product).multiply(epsilon))
                .add(divergence(plan.sum(1), problem.a).multiply(rho))
                .add(divergence(plan.sum(0), problem.b).multiply(rho));
        assertThat(objective.item()).isCloseTo(envelope.item(), within(1e-12));
        List<Tensor> expected = Autodiff.gradient(envelope, inputs);
        List<Tensor> found = Autodiff.gradient(objective, inputs);
        for (int k = 0; k < 4; k++) {
            assertThat(found.get(k).toDoubleArray())
                    .containsExactly(expected.get(k).toDoubleArray(), within(1e-11));
        }
    }

    private static Tensor divergence(Tensor p, Tensor q) {
        return p.multiply(p.divide(q).log()).subtract(p).add(q).sum();
    }

    /** As ρ grows the plan and its derivatives in the costs become those of the balanced problem. */
    @Test
    void largePenaltiesAreHardMarginals() {
        Problem problem = Problem.of(4, 5);
        Tensor a = problem.a.divide(problem.a.sum()).computedNow();
        Tensor b = problem.b.divide(problem.b.sum()).computedNow();
        List<Tensor> inputs = List.of(problem.cost, a, b, Tensor.scalar(EPSILON));
        Tensor hard = implicit(inputs, Relaxation.balanced()).plan();
        Tensor infinite = implicit(inputs, Relaxation.kullbackLeibler(Double.POSITIVE_INFINITY))
                .plan();
        Tensor soft = implicit(inputs, Relaxation.kullbackLeibler(1e7)).plan();
        assertThat(infinite.toDoubleArray()).containsExactly(hard.toDoubleArray(), within(1e-14));
        assertThat(soft.toDoubleArray()).containsExactly(hard.toDoubleArray(), within(1e-7));
        double[] expected =
                Autodiff.gradient(hard.dot(problem.onPlan), problem.cost).toDoubleArray();
        double[] found =
                Autodiff.gradient(soft.dot(problem.onPlan), problem.cost).toDoubleArray();
        assertThat(found).containsExactly(expected, within(1e-6));
        assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-2);
    }

    @Test
    void partialProblemsAreRefused() {
        Problem problem = Problem.of(3, 4);
        Tensor epsilon = Tensor.scalar(EPSILON);
        assertThatThrownBy(
                        () -> implicit(List.of(problem.cost, problem.a, problem.b, epsilon), Relaxation.partial(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected hard or penalised marginals");
        assertThatThrownBy(() -> DifferentiableTransport.unrolled(
                        problem.cost, problem.a, problem.b, epsilon, Relaxation.partial(0.5), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected hard or penalised marginals");
    }
}
