package org.gaspard.ot.implicit;

import java.util.Arrays;
import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Epsilon;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The solution of balanced entropic transport as tensors that know how they move with the costs, the weights and ε:
 * {@code P_ij = exp((f_i + g_j − C_ij)/ε)} with {@code P1 = a}, {@code Pᵀ1 = b}, and {@code Σf = Σg} as the choice among the
 * potentials of one plan. For losses on the plan or the potentials; the gradient of the optimal value alone is cheaper by
 * {@link org.gaspard.ot.entropic.EntropicTransportLoss}.
 *
 * <p>Two ways lead to the derivatives, and agree as far as the solves have converged. {@link #implicit} differentiates the
 * two conditions on the sums ([LRPC18], [C22]): a small change obeys
 *
 * <pre>{@code
 * [ diag(P1)   P        ] [df]   [ ε da + (P∘dC) 1  + (P∘L) 1  dε ]
 * [ Pᵀ         diag(Pᵀ1)] [dg] = [ ε db + (P∘dC)ᵀ1  + (P∘L)ᵀ1 dε ]     L = (f ⊕ g − C) / ε
 * }</pre>
 *
 * <p>and the product of a vector with the Jacobian is one solve with this symmetric matrix, which is singular along (1, −1)
 * only, by the Schur complement of the larger side: {@code O(nm min(n, m))}, whatever the number of iterations. {@link
 * #unrolled} differentiates a fixed number of iterations, in {@code O(nm)} time and memory for each. Both rules are graphs of
 * tensors, so derivatives of any order are right. Gradients in a and b are meant for changes with {@code Σda = Σdb}.
 *
 * @param f the potentials of the rows, float64 [n]
 * @param g the potentials of the columns, float64 [m]
 * @param plan P, float64 [n, m]
 */
public record DifferentiableTransport(Tensor f, Tensor g, Tensor plan) {

    /**
     * Solves each time the graph is computed, and differentiates the solution implicitly. Where a cost or a weight is not
     * finite, or a weight or ε not above 0, nothing is solved and all numbers are NaN.
     *
     * @param cost floating-point, [n, m]
     * @param a row weights, above 0, [n]
     * @param b column weights, above 0 with the sum of a, [m]
     * @param epsilon a scalar above 0, which replaces that of the solver
     * @param solver balanced; its tolerance is that of the derivatives
     * @throws IllegalArgumentException if a shape does not fit, or the solver is not balanced
     */
    public static DifferentiableTransport implicit(
            Tensor cost, Tensor a, Tensor b, Tensor epsilon, EntropicTransport solver) {
        if (!(solver.relaxation() instanceof Relaxation.Balanced)) {
            throw new IllegalArgumentException("the relaxation is " + solver.relaxation() + ", expected balanced");
        }
        List<Tensor> inputs = inputs(cost, a, b, epsilon);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor solved = Tensor.apply(
                new HostCall(new Solver(n, m, solver), new TensorType(Shape.of(n + m), DType.FLOAT64)),
                inputs.toArray(Tensor[]::new));
        Tensor potentials = Autodiff.custom(solved, inputs, DifferentiableTransport::pullback);
        return of(potentials.slice(0, 0, n), potentials.slice(0, n, n + m), inputs);
    }

    /**
     * Iterations of Sinkhorn in the log domain from {@code f = 0}, g first, as operations of the graph.
     *
     * @param cost floating-point, [n, m]
     * @param a row weights, above 0, [n]
     * @param b column weights, above 0 with the sum of a, [m]
     * @param epsilon a scalar above 0
     * @param iterations at least 1
     * @throws IllegalArgumentException if a shape does not fit
     */
    public static DifferentiableTransport unrolled(Tensor cost, Tensor a, Tensor b, Tensor epsilon, int iterations) {
        Checks.atLeast("iterations", iterations, 1);
        List<Tensor> inputs = inputs(cost, a, b, epsilon);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor eps = inputs.get(3);
        Tensor scaled = inputs.get(0).divide(eps);
        Tensor logA = inputs.get(1).log();
        Tensor logB = inputs.get(2).log();
        // In units of ε.
        Tensor f = Tensor.full(logA.type(), 0);
        Tensor g = Tensor.full(logB.type(), 0);
        for (int t = 0; t < iterations; t++) {
            g = logB.subtract(logSumExp(f.expand(1).subtract(scaled), 0));
            f = logA.subtract(logSumExp(g.expand(0).subtract(scaled), 1));
        }
        Tensor shift = f.sum().subtract(g.sum()).multiply(1.0 / (n + m));
        return of(f.subtract(shift).multiply(eps), g.add(shift).multiply(eps), inputs);
    }

    private static DifferentiableTransport of(Tensor f, Tensor g, List<Tensor> inputs) {
        return new DifferentiableTransport(
                f, g, logPlan(f, g, inputs.get(0), inputs.get(3)).exp());
    }

    private static List<Tensor> inputs(Tensor cost, Tensor a, Tensor b, Tensor epsilon) {
        if (cost.rank() != 2 || !cost.dtype().isFloating()) {
            throw new IllegalArgumentException("costs of type " + cost.type() + ", expected floating-point [n, m]");
        }
        Shape rows = Shape.of(Checks.atLeast("the number of rows", cost.extent(0), 1));
        Shape columns = Shape.of(Checks.atLeast("the number of columns", cost.extent(1), 1));
        if (!a.shape().equals(rows) || !b.shape().equals(columns)) {
            throw new IllegalArgumentException(
                    "weights of shapes " + a.shape() + " and " + b.shape() + ", expected " + rows + " and " + columns);
        }
        if (epsilon.rank() != 0) {
            throw new IllegalArgumentException("epsilon has shape " + epsilon.shape() + ", expected a scalar");
        }
        return List.of(
                cost.cast(DType.FLOAT64), a.cast(DType.FLOAT64), b.cast(DType.FLOAT64), epsilon.cast(DType.FLOAT64));
    }

    /** {@code (f_i + g_j − C_ij) / ε}. */
    private static Tensor logPlan(Tensor f, Tensor g, Tensor cost, Tensor epsilon) {
        return f.expand(1).add(g.expand(0)).subtract(cost).divide(epsilon);
    }

    private static Tensor logSumExp(Tensor x, int axis) {
        Tensor largest = x.max(axis).stopGradient();
        return x.subtract(largest.expand(axis)).exp().sum(axis).log().add(largest);
    }

    // ---- the implicit rule

    private static List<Tensor> pullback(List<Tensor> inputs, Tensor potentials, Tensor cotangent) {
        Tensor cost = inputs.get(0);
        Tensor epsilon = inputs.get(3);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor log = logPlan(potentials.slice(0, 0, n), potentials.slice(0, n, n + m), cost, epsilon);
        Tensor plan = log.exp();
        Tensor balanced = acrossKernel(cotangent, n, m);
        Tensor first = balanced.slice(0, 0, n);
        Tensor second = balanced.slice(0, n, n + m);
        Tensor solution;
        if (n >= m) {
            List<Tensor> uv = schur(plan, first, second);
            solution = Tensor.concatenate(0, uv.get(0), uv.get(1));
        } else {
            List<Tensor> vu = schur(plan.transposed(), second, first);
            solution = Tensor.concatenate(0, vu.get(1), vu.get(0));
        }
        solution = acrossKernel(solution, n, m);
        Tensor u = solution.slice(0, 0, n);
        Tensor v = solution.slice(0, n, n + m);
        Tensor byCost = plan.multiply(u.expand(1).add(v.expand(0)));
        return List.of(
                byCost,
                u.multiply(epsilon),
                v.multiply(epsilon),
                byCost.multiply(log).sum());
    }

    /** The part that is orthogonal to (1, −1), the kernel of the matrix. */
    private static Tensor acrossKernel(Tensor x, int n, int m) {
        Tensor kernel = Tensor.concatenate(
                0,
                Tensor.full(new TensorType(Shape.of(n), DType.FLOAT64), 1),
                Tensor.full(new TensorType(Shape.of(m), DType.FLOAT64), -1));
        return x.subtract(kernel.multiply(x.multiply(kernel).sum()).multiply(1.0 / (n + m)));
    }

    /** u and v with {@code diag(P1) u + P v = c}, {@code Pᵀ u + diag(Pᵀ1) v = d} for {@code Σc = Σd}, by the equation for v. */
    private static List<Tensor> schur(Tensor plan, Tensor c, Tensor d) {
        int m = plan.extent(1);
        Tensor rows = plan.sum(1);
        Tensor columns = plan.sum(0);
        Tensor divided = plan.divide(rows.expand(1));
        // The complement has the kernel 1; the mean of the sums in its place leaves the solution with Σv = 0.
        Tensor complement = Tensor.identity(DType.FLOAT64, m)
                .multiply(columns)
                .subtract(plan.transposed().matmul(divided))
                .add(columns.mean().multiply(1.0 / m));
        Tensor right = d.subtract(divided.multiply(c.expand(1)).sum(0));
        Tensor v = LinearAlgebra.solve(complement, right.reshape(m, 1)).reshape(m);
        Tensor u = c.subtract(plan.multiply(v.expand(0)).sum(1)).divide(rows);
        return List.of(u, v);
    }

    private record Solver(int n, int m, EntropicTransport options) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] out = ((Storage.Doubles) output).data();
            double[] cost = ((Storage.Doubles) inputs.get(0)).data().clone();
            double[] a = ((Storage.Doubles) inputs.get(1)).data().clone();
            double[] b = ((Storage.Doubles) inputs.get(2)).data().clone();
            double epsilon = ((Storage.Doubles) inputs.get(3)).data()[0];
            boolean solvable = Arrays.stream(cost).allMatch(Double::isFinite)
                    && Arrays.stream(a).allMatch(Solver::positive)
                    && Arrays.stream(b).allMatch(Solver::positive)
                    && positive(epsilon);
            if (!solvable) {
                Arrays.fill(out, Double.NaN);
                return;
            }
            Potentials found = options.withEpsilon(Epsilon.of(epsilon))
                    .solve(new DenseGeometry(cost, n, m), a, b)
                    .potentials();
            double shift =
                    (Arrays.stream(found.f()).sum() - Arrays.stream(found.g()).sum()) / (n + m);
            Arrays.setAll(out, i -> i < n ? found.f()[i] - shift : found.g()[i - n] + shift);
        }

        private static boolean positive(double value) {
            return value > 0 && !Double.isInfinite(value);
        }
    }
}
