package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.MarginalRounding;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.ValueConvention;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedGromovTensorsTest {

    private static final int N = 6;
    private static final int M = 7;
    private static final double ALPHA = 0.7;
    private static final double STEP = 1e-4;

    /** Central differences of the optimum, solved anew at shifted inputs from the plan that was found. */
    @ParameterizedTest
    @CsvSource({
        "SQUARE, ENTROPIC, 2.0",
        "SQUARE, DIVERGENCE, 2.0",
        "KL, ENTROPIC, 0.4",
        "KL, DIVERGENCE, 0.4",
        "SQUARE, TRANSPORT, 0",
        "KL, TRANSPORT, 0"
    })
    void gradientsAreThoseOfTheOptimum(GromovLoss loss, ValueConvention convention, double epsilon) {
        RandomGenerator random = GromovData.random(60);
        double shift = loss == GromovLoss.KL ? 0.5 : 0;
        List<double[]> inputs = new ArrayList<>();
        inputs.add(Cost.squaredEuclidean().matrix(GromovData.gaussian(random, N * 2), N, 2));
        inputs.add(Cost.squaredEuclidean().matrix(GromovData.gaussian(random, M * 3), M, 3));
        Arrays.setAll(inputs.get(0), k -> inputs.get(0)[k] + shift);
        Arrays.setAll(inputs.get(1), k -> inputs.get(1)[k] + shift);
        inputs.add(Arrays.stream(GromovData.gaussian(random, N * M))
                .map(v -> v * v)
                .toArray());
        inputs.add(GromovData.weights(random, N));
        inputs.add(GromovData.weights(random, M));
        FusedGromovWasserstein solver = epsilon == 0 ? new ExactFusedGromov() : precise(epsilon);
        Tensor[] leaves = leaves(inputs);
        FusedGromovTensors.Value value = FusedGromovTensors.value(
                leaves[0], leaves[1], leaves[2], leaves[3], leaves[4], ALPHA, loss, solver, convention);
        List<Tensor> gradients = Autodiff.gradient(value.value(), List.of(leaves));
        Tensor.evaluate(
                value.value(),
                value.plan(),
                value.converged(),
                gradients.get(0),
                gradients.get(1),
                gradients.get(2),
                gradients.get(3),
                gradients.get(4));
        assertThat(value.converged().item()).isEqualTo(1);
        double[] plan = value.plan().toDoubleArray();
        assertThat(value.value().item()).isCloseTo(solved(inputs, loss, solver, plan, convention), within(1e-9));
        for (int which = 0; which < 5; which++) {
            double[] gradient = gradients.get(which).toDoubleArray();
            double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            assertThat(scale).isPositive();
            for (int trial = 0; trial < 6; trial++) {
                double[] direction = direction(random, which, inputs.get(which).length);
                double numeric = (shifted(inputs, which, direction, STEP, loss, solver, plan, convention)
                                - shifted(inputs, which, direction, -STEP, loss, solver, plan, convention))
                        / (2 * STEP);
                double expected = 0;
                for (int k = 0; k < gradient.length; k++) {
                    expected += direction[k] * gradient[k];
                }
                assertThat(numeric).isCloseTo(expected, within(2e-6 * scale));
            }
        }
    }

    private static EntropicFusedGromov precise(double epsilon) {
        return new EntropicFusedGromov(new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-14, 100_000, 10, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13)
                .withWarmStart(true));
    }

    private static FusedGromovWasserstein from(FusedGromovWasserstein solver, double[] plan) {
        return switch (solver) {
            case EntropicFusedGromov(var options) ->
                new EntropicFusedGromov(options.withStart(InitialCoupling.given(plan)));
            case ExactFusedGromov exact -> exact.withStart(InitialCoupling.given(plan));
        };
    }

    /** Symmetric for the inner costs, without a sum for the weights. */
    private static double[] direction(RandomGenerator random, int which, int size) {
        double[] direction = new double[size];
        int n = which == 0 ? N : M;
        if (which < 2) {
            int i = random.nextInt(n);
            int j = random.nextInt(n);
            direction[i * n + j] = 1;
            direction[j * n + i] = 1;
        } else if (which == 2) {
            direction[random.nextInt(size)] = 1;
        } else {
            int i = random.nextInt(size);
            direction[i] = 1;
            direction[(i + 1) % size] = -1;
        }
        return direction;
    }

    private static double shifted(
            List<double[]> inputs,
            int which,
            double[] direction,
            double step,
            GromovLoss loss,
            FusedGromovWasserstein solver,
            double[] plan,
            ValueConvention convention) {
        List<double[]> moved = new ArrayList<>(inputs);
        double[] changed = inputs.get(which).clone();
        for (int k = 0; k < changed.length; k++) {
            changed[k] += step * direction[k];
        }
        moved.set(which, changed);
        return solved(moved, loss, solver, plan, convention);
    }

    private static double solved(
            List<double[]> inputs,
            GromovLoss loss,
            FusedGromovWasserstein solver,
            double[] plan,
            ValueConvention convention) {
        FusedGromovProblem problem = new FusedGromovProblem(
                new GromovProblem(inputs.get(0), inputs.get(1), inputs.get(3), inputs.get(4)),
                inputs.get(2),
                ALPHA,
                loss);
        double[] feasible = MarginalRounding.round(plan, inputs.get(3), inputs.get(4));
        return from(solver, feasible).solve(problem).cost(convention);
    }

    private static Tensor[] leaves(List<double[]> inputs) {
        return new Tensor[] {
            Tensor.of(inputs.get(0), N, N),
            Tensor.of(inputs.get(1), M, M),
            Tensor.of(inputs.get(2), N, M),
            Tensor.of(inputs.get(3), N),
            Tensor.of(inputs.get(4), M)
        };
    }

    @Test
    void anInputThatIsNotFiniteGivesNaN() {
        Tensor square = Tensor.of(new double[] {0, Double.NaN, Double.NaN, 0}, 2, 2);
        Tensor half = Tensor.of(new double[] {0.5, 0.5}, 2);
        FusedGromovTensors.Value value = FusedGromovTensors.value(
                square,
                square,
                square,
                half,
                half,
                1,
                GromovLoss.SQUARE,
                new ExactFusedGromov(),
                ValueConvention.TRANSPORT);
        assertThat(value.value().item()).isNaN();
    }

    @Test
    void shapesThatDoNotFitAreRejected() {
        Tensor half = Tensor.of(new double[] {0.5, 0.5}, 2);
        Tensor square = Tensor.of(new double[4], 2, 2);
        assertThatThrownBy(() -> FusedGromovTensors.value(
                        Tensor.of(new double[9], 3, 3),
                        square,
                        square,
                        half,
                        half,
                        1,
                        GromovLoss.SQUARE,
                        new ExactFusedGromov(),
                        ValueConvention.TRANSPORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cX");
        assertThatThrownBy(() -> FusedGromovTensors.value(
                        square,
                        square,
                        square,
                        square,
                        half,
                        1,
                        GromovLoss.SQUARE,
                        new ExactFusedGromov(),
                        ValueConvention.TRANSPORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a is");
    }
}
