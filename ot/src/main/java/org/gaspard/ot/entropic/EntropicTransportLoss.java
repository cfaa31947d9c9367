package org.gaspard.ot.entropic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The least {@link EntropicResult#objective()} as a tensor, differentiable in the costs, the weights and ε.
 *
 * <p>By the envelope theorem the derivatives at the optimum are those of the objective with the plan and the potentials
 * held fixed: P in the costs, {@link EntropicResult#weightGradients()} in the weights and
 * {@link EntropicResult#epsilonGradient()} in ε. The loss is an expression that is linear in them, with these numbers as
 * constants, shifted to the right value. So first derivatives are right as far as the solve has converged, and second
 * derivatives in the points lack the movement of the plan.
 *
 * <p>Infinite derivatives in weights of 0, which the negative entropy has, count as 0. The solver runs each time the
 * graph is computed. Where an input is not finite, nothing is solved and all numbers are NaN. Memory {@code O(nm)}.
 */
public final class EntropicTransportLoss {

    private static final int DIAGNOSTICS = 6;

    /**
     * A value inside a graph. The numbers besides the value are constants for differentiation, float64.
     *
     * @param value the objective, a scalar of the type of the costs, or of the points
     * @param plan P, [n, m]
     * @param epsilon the ε in force
     * @param marginalError ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁; not an error where the marginals are relaxed
     * @param iterations of the solver
     * @param stop the ordinal of the {@link StopReason}
     */
    public record InGraph(
            Tensor value, Tensor plan, Tensor epsilon, Tensor marginalError, Tensor iterations, Tensor stop) {}

    private EntropicTransportLoss() {}

    /**
     * The transport between two weighted sets with the given costs.
     *
     * @param cost costs, [n, m]
     * @param a row weights, [n]
     * @param b column weights, [m]
     * @param epsilon a scalar above 0, which replaces that of the solver
     * @param solver how to solve; not partial
     */
    public static InGraph inGraph(Tensor cost, Tensor a, Tensor b, Tensor epsilon, EntropicTransport solver) {
        return of(cost, a, b, List.of(scalar(epsilon)), solver, false);
    }

    /** {@link #inGraph(Tensor, Tensor, Tensor, Tensor, EntropicTransport)} with the ε of the solver, a constant. */
    public static InGraph inGraph(Tensor cost, Tensor a, Tensor b, EntropicTransport solver) {
        return of(cost, a, b, List.of(), solver, false);
    }

    /**
     * The transport between two weighted sets of points with the ε of the solver, a constant.
     *
     * @param x [n, d]
     * @param y [m, d]
     * @param a row weights, [n]
     * @param b column weights, [m]
     */
    public static InGraph ofPoints(Cost cost, Tensor x, Tensor y, Tensor a, Tensor b, EntropicTransport solver) {
        checkPoints(x, y);
        InGraph loss = inGraph(CostTensors.matrix(cost, x, y), a, b, solver);
        return new InGraph(
                loss.value.cast(x.dtype()), loss.plan, loss.epsilon, loss.marginalError, loss.iterations, loss.stop);
    }

    /** {@link #ofPoints(Cost, Tensor, Tensor, Tensor, Tensor, EntropicTransport)} with the weights 1/n and 1/m. */
    public static InGraph ofPoints(Cost cost, Tensor x, Tensor y, EntropicTransport solver) {
        return ofPoints(cost, x, y, uniform(x.extent(0)), uniform(y.extent(0)), solver);
    }

    static Tensor joined(Tensor x, Tensor y) {
        checkPoints(x, y);
        return Tensor.concatenate(0, x, y);
    }

    private static void checkPoints(Tensor x, Tensor y) {
        if (x.rank() != 2 || y.rank() != 2 || x.extent(1) != y.extent(1) || x.dtype() != y.dtype()) {
            throw new IllegalArgumentException("points of types " + x.type() + " and " + y.type()
                    + ", expected [n, d] and [m, d] of one floating-point type");
        }
    }

    static Tensor uniform(int n) {
        return Tensor.full(new TensorType(Shape.of(n), DType.FLOAT64), 1.0 / n);
    }

    private static Tensor scalar(Tensor epsilon) {
        if (epsilon.rank() != 0) {
            throw new IllegalArgumentException("epsilon has shape " + epsilon.shape() + ", expected a scalar");
        }
        return epsilon.cast(DType.FLOAT64);
    }

    /**
     * @param epsilon empty, or one scalar
     * @param symmetric whether the costs are symmetric and a is b
     */
    static InGraph of(
            Tensor cost, Tensor a, Tensor b, List<Tensor> epsilon, EntropicTransport solver, boolean symmetric) {
        if (cost.rank() != 2 || !cost.dtype().isFloating()) {
            throw new IllegalArgumentException("costs of type " + cost.type() + ", expected floating-point [n, m]");
        }
        int n = Checks.atLeast("the number of rows", cost.extent(0), 1);
        int m = Checks.atLeast("the number of columns", cost.extent(1), 1);
        if (!a.shape().equals(Shape.of(n)) || !b.shape().equals(Shape.of(m))) {
            throw new IllegalArgumentException(
                    "weights of shapes " + a.shape() + " and " + b.shape() + ", expected [" + n + "] and [" + m + "]");
        }
        if (solver.relaxation() instanceof Relaxation.Partial) {
            throw new IllegalArgumentException("the problem is partial, expected hard or penalised marginals");
        }
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(cost.cast(DType.FLOAT64));
        inputs.add(a.cast(DType.FLOAT64));
        inputs.add(b.cast(DType.FLOAT64));
        inputs.addAll(epsilon);
        int plan = n * m;
        TensorType packed = new TensorType(Shape.of(plan + n + m + DIAGNOSTICS), DType.FLOAT64);
        Tensor answer =
                Tensor.apply(new HostCall(new Solver(n, m, solver, symmetric), packed), inputs.toArray(Tensor[]::new));
        int rest = plan + n + m;
        Tensor matrix = answer.slice(0, 0, plan).reshape(n, m);
        Tensor linear = matrix.multiply(inputs.get(0))
                .sum()
                .add(answer.slice(0, plan, plan + n).multiply(inputs.get(1)).sum())
                .add(answer.slice(0, plan + n, rest).multiply(inputs.get(2)).sum());
        if (!epsilon.isEmpty()) {
            linear = linear.add(answer.index(0, rest + 5).multiply(epsilon.get(0)));
        }
        Tensor value = linear.add(answer.index(0, rest).subtract(linear).stopGradient());
        return new InGraph(
                value.cast(cost.dtype()),
                matrix,
                answer.index(0, rest + 1),
                answer.index(0, rest + 2),
                answer.index(0, rest + 3),
                answer.index(0, rest + 4));
    }

    /** Solves on arrays, and packs the plan, the gradients in the weights, and {@value #DIAGNOSTICS} numbers. */
    private record Solver(int n, int m, EntropicTransport options, boolean symmetric) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] out = ((Storage.Doubles) output).data();
            for (Storage input : inputs) {
                if (!Arrays.stream(((Storage.Doubles) input).data()).allMatch(Double::isFinite)) {
                    Arrays.fill(out, Double.NaN);
                    return;
                }
            }
            double[] cost = ((Storage.Doubles) inputs.get(0)).data().clone();
            double[] a = ((Storage.Doubles) inputs.get(1)).data().clone();
            double[] b = ((Storage.Doubles) inputs.get(2)).data().clone();
            EntropicTransport solver = inputs.size() > 3
                    ? options.withEpsilon(Epsilon.of(((Storage.Doubles) inputs.get(3)).data()[0]))
                    : options;
            DenseGeometry geometry = new DenseGeometry(cost, n, m);
            EntropicResult result = symmetric ? solver.solveSymmetric(geometry, a) : solver.solve(geometry, a, b);
            Potentials weights = result.weightGradients();
            System.arraycopy(result.plan(), 0, out, 0, n * m);
            // Where a weight is 0 the derivative may be −∞, which must not reach the value.
            Arrays.setAll(weights.f(), i -> Double.isInfinite(weights.f()[i]) ? 0 : weights.f()[i]);
            Arrays.setAll(weights.g(), j -> Double.isInfinite(weights.g()[j]) ? 0 : weights.g()[j]);
            System.arraycopy(weights.f(), 0, out, n * m, n);
            System.arraycopy(weights.g(), 0, out, n * m + n, m);
            double[] diagnostics = {
                result.dualValue(),
                result.epsilon(),
                result.rowError() + result.columnError(),
                result.iterations(),
                result.stop().ordinal(),
                result.epsilonGradient()
            };
            System.arraycopy(diagnostics, 0, out, n * m + n + m, DIAGNOSTICS);
        }
    }
}
