package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Fused Gromov-Wasserstein as a differentiable tensor. The solver runs inside the graph; by the envelope theorem its plan P
 * counts as a constant, so that the value
 *
 * <pre>{@code
 * (1 − α) ⟨M, P⟩ + α ½ (pᵀ f₁(C_X) p + qᵀ f₂(C_Y) q − κ ⟨C_X P h₂(C_Y), P⟩),     p = P1, q = Pᵀ1
 * }</pre>
 *
 * <p>has the right gradients in C_X, C_Y and M: those of the optimum of the regularised objective, whatever convention the
 * value follows. The gradients in the weights a and b are the prices of the last linear problem, for changes that keep their
 * sum: the mean of each gradient is 0. They are those of the objective with {@code −ε H(P)}, and of that with
 * {@code + ε KL(P ‖ abᵀ)} under {@link ValueConvention#DIVERGENCE}. Where a weight is 0, its gradient is 0.
 *
 * <p>All gradients presume a plan that is stationary and has the right sums: a solver that stops early biases them. Second
 * derivatives ignore how the plan moves.
 */
public final class FusedGromovTensors {

    private static final int DIAGNOSTICS = 4;

    /**
     * A value inside a graph. All but the value are constants for differentiation, in float64.
     *
     * @param value a scalar
     * @param plan the coupling P, [n, m]
     * @param marginalError {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁}
     * @param converged 1 if both loops of the solver ended by their stopping rules
     * @param warnings bit k is set if the k-th {@link SolverWarning} was noticed
     */
    public record Value(Tensor value, Tensor plan, Tensor marginalError, Tensor converged, Tensor warnings) {}

    private FusedGromovTensors() {}

    /**
     * The value as a part of a graph. Where an input is not finite, nothing is solved and all numbers are NaN.
     *
     * @param cX symmetric costs of the first space, [n, n]
     * @param cY symmetric costs of the second space, [m, m]
     * @param features costs M between features, [n, m]
     * @param a n weights with sum 1
     * @param b m weights with sum 1
     * @param alpha α, in [0, 1]
     * @param convention which number the value is
     * @throws IllegalArgumentException if shapes do not fit or types are not one floating-point type
     */
    public static Value value(
            Tensor cX,
            Tensor cY,
            Tensor features,
            Tensor a,
            Tensor b,
            double alpha,
            GromovLoss loss,
            FusedGromovWasserstein solver,
            ValueConvention convention) {
        Checks.within("alpha", alpha, 0, 1);
        int n = size("a", a);
        int m = size("b", b);
        check("cX", cX, a.dtype(), n, n);
        check("cY", cY, a.dtype(), m, m);
        check("features", features, a.dtype(), n, m);
        check("b", b, a.dtype(), m);
        TensorType packed = new TensorType(Shape.of(n * m + n + m + DIAGNOSTICS), DType.FLOAT64);
        Tensor x = cX.cast(DType.FLOAT64);
        Tensor y = cY.cast(DType.FLOAT64);
        Tensor f = features.cast(DType.FLOAT64);
        Tensor p = a.cast(DType.FLOAT64);
        Tensor q = b.cast(DType.FLOAT64);
        Tensor answer =
                Tensor.apply(new HostCall(new Solve(n, m, alpha, loss, solver, convention), packed), x, y, f, p, q);
        Tensor plan = answer.slice(0, 0, n * m).reshape(n, m);
        Tensor byA = answer.slice(0, n * m, n * m + n);
        Tensor byB = answer.slice(0, n * m + n, n * m + n + m);
        int rest = n * m + n + m;
        Tensor value = cost(x, y, f, plan, alpha, loss)
                .add(p.subtract(p.stopGradient()).multiply(byA).sum())
                .add(q.subtract(q.stopGradient()).multiply(byB).sum())
                .add(answer.index(0, rest));
        return new Value(
                value.cast(a.dtype()),
                plan,
                answer.index(0, rest + 1),
                answer.index(0, rest + 2),
                answer.index(0, rest + 3));
    }

    /** The cost at a plan from elsewhere, [n, m]: a scalar that can be differentiated in the three cost matrices. */
    public static Tensor cost(Tensor cX, Tensor cY, Tensor features, Tensor plan, double alpha, GromovLoss loss) {
        Tensor constant = plan.stopGradient();
        Tensor rows = constant.sum(1);
        Tensor columns = constant.sum(0);
        Tensor f1;
        Tensor f2;
        Tensor h2;
        if (loss == GromovLoss.SQUARE) {
            f1 = cX.square();
            f2 = cY.square();
            h2 = cY;
        } else {
            Tensor positive = cX.greater(0);
            Tensor logs = Tensor.where(positive, cX, Tensor.full(cX.type(), 1)).log();
            f1 = cX.multiply(logs).subtract(cX);
            f2 = cY;
            h2 = cY.log();
        }
        Tensor pairs = f1.multiply(outer(rows, rows))
                .sum()
                .add(f2.multiply(outer(columns, columns)).sum());
        Tensor cross =
                cX.multiply(constant.matmul(h2).matmul(constant.transposed())).sum();
        return features.multiply(constant)
                .sum()
                .multiply(1 - alpha)
                .add(pairs.subtract(cross.multiply(loss.factor())).multiply(0.5 * alpha));
    }

    private static Tensor outer(Tensor x, Tensor y) {
        return x.reshape(x.extent(0), 1).multiply(y.reshape(1, y.extent(0)));
    }

    /** Solves on arrays, and packs the plan with the prices and what is to be known of the solve. */
    private record Solve(
            int n, int m, double alpha, GromovLoss loss, FusedGromovWasserstein solver, ValueConvention convention)
            implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] out = doubles(output);
            for (Storage input : inputs) {
                if (!Arrays.stream(doubles(input)).allMatch(Double::isFinite)) {
                    Arrays.fill(out, Double.NaN);
                    return;
                }
            }
            double[] a = doubles(inputs.get(3));
            double[] b = doubles(inputs.get(4));
            GromovProblem spaces = new GromovProblem(doubles(inputs.get(0)), doubles(inputs.get(1)), a, b);
            FusedGromovResult result =
                    solver.solve(new FusedGromovProblem(spaces, doubles(inputs.get(2)), alpha, loss));
            System.arraycopy(result.plan(), 0, out, 0, n * m);
            prices(result.potentials().f(), a, result.epsilon(), out, n * m);
            prices(result.potentials().g(), b, result.epsilon(), out, n * m + n);
            int rest = n * m + n + m;
            out[rest] = result.cost(convention) - result.cost();
            out[rest + 1] = result.marginalError();
            out[rest + 2] = result.converged() ? 1 : 0;
            double bits = 0;
            for (SolverWarning warning : result.warnings()) {
                bits += 1 << warning.ordinal();
            }
            out[rest + 3] = bits;
        }

        /** The prices without their mean over the positive weights. */
        private void prices(double[] potential, double[] weights, double epsilon, double[] out, int from) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    double price = potential[i];
                    if (convention == ValueConvention.DIVERGENCE) {
                        price -= epsilon * Math.log(weights[i]);
                    }
                    out[from + i] = price;
                    sum += price;
                    count++;
                } else {
                    out[from + i] = 0;
                }
            }
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    out[from + i] -= sum / count;
                }
            }
        }

        private static double[] doubles(Storage storage) {
            return ((Storage.Doubles) storage).data();
        }
    }

    private static int size(String name, Tensor weights) {
        if (weights.rank() != 1 || !weights.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    name + " is " + weights.type() + ", expected floating-point numbers of rank 1");
        }
        return Checks.atLeast("the length of " + name, weights.extent(0), 1);
    }

    private static void check(String name, Tensor tensor, DType type, int... extents) {
        if (!tensor.shape().equals(Shape.of(extents)) || tensor.dtype() != type) {
            throw new IllegalArgumentException(
                    name + " is " + tensor.type() + ", expected " + type + " " + Shape.of(extents));
        }
    }
}
