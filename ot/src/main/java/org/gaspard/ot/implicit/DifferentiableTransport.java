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
 * The solution of entropic transport as tensors that know how they move with the costs, the weights and ε:
 * {@code P_ij = exp((f_i + g_j − C_ij)/ε)}. For losses on the plan or the potentials; the gradient of the optimal value
 * alone is cheaper by {@link org.gaspard.ot.entropic.EntropicTransportLoss}.
 *
 * <p>The balanced problem has {@code P1 = a}, {@code Pᵀ1 = b}, and {@code Σf = Σg} as the choice among the potentials
 * of one plan. With penalties ρ on the sums ([SFVTP19]) the plan is that of the fixed point
 * {@code f_i = ε log a_i − τ ε log Σ_j exp((g_j − C_ij)/ε)}, {@code τ = ρ/(ρ + ε)}, and likewise for g, which says
 * {@code (P1)_i = a_i exp(−(f_i − ε log a_i)/ρ)}; its potentials are unique.
 *
 * <p>Two ways lead to the derivatives, and agree as far as the solves have converged. {@link #implicit} differentiates
 * the two conditions on the sums ([LRPC18], [C22]): a small change obeys, with {@code r = P1}, {@code c = Pᵀ1},
 * {@code σ = 1 + ε/ρ = 1/τ} for each side (σ = 1 for hard marginals) and {@code L = (f ⊕ g − C) / ε},
 *
 * <pre>{@code
 * [ σ₁ diag(r)   P          ] [df]   [ σ₁ ε (r/a) da + (P∘dC) 1  + ((P∘L) 1  + (σ₁ − 1) r log a) dε ]
 * [ Pᵀ           σ₂ diag(c) ] [dg] = [ σ₂ ε (c/b) db + (P∘dC)ᵀ1  + ((P∘L)ᵀ1 + (σ₂ − 1) c log b) dε ]
 * }</pre>
 *
 * <p>(Under the negative entropy, {@code f_i = τ (ε log a_i − ε log Σ_j exp((g_j − C_ij)/ε))}, the σ before da and db
 * are 1 and the terms with logarithms of weights vanish.) The product of a vector with the Jacobian is one solve with
 * this symmetric matrix by the Schur complement of the larger side: {@code O(nm min(n, m))}, whatever the number of
 * iterations. It is positive definite where a side is penalised, and for hard marginals singular along (1, −1) only.
 * {@link #unrolled} differentiates a fixed number of iterations, in {@code O(nm)} time and memory for each. Both rules
 * are graphs of tensors, so derivatives of any order are right. Gradients of the balanced problem in a and b are meant
 * for changes with {@code Σda = Σdb}.
 *
 * @param f the potentials of the rows, float64 [n]
 * @param g the potentials of the columns, float64 [m]
 * @param plan P, float64 [n, m]
 */
public record DifferentiableTransport(Tensor f, Tensor g, Tensor plan) {

    /**
     * Solves each time the graph is computed, and differentiates the solution implicitly. Where a cost or a weight is
     * not finite, or a weight or ε not above 0, nothing is solved and all numbers are NaN.
     *
     * @param cost floating-point, [n, m]
     * @param a row weights, above 0, [n]
     * @param b column weights, above 0, with the sum of a if balanced, [m]
     * @param epsilon a scalar above 0, which replaces that of the solver
     * @param solver balanced or with penalties, whose ρ are constants; its tolerance is that of the derivatives
     * @throws IllegalArgumentException if a shape does not fit, or the problem is partial
     */
    public static DifferentiableTransport implicit(
            Tensor cost, Tensor a, Tensor b, Tensor epsilon, EntropicTransport solver) {
        Penalties penalties = Penalties.of(solver.relaxation());
        List<Tensor> inputs = inputs(cost, a, b, epsilon);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor solved = Tensor.apply(
                new HostCall(
                        new Solver(n, m, solver, penalties.hard()), new TensorType(Shape.of(n + m), DType.FLOAT64)),
                inputs.toArray(Tensor[]::new));
        Tensor potentials = Autodiff.custom(
                solved,
                inputs,
                penalties.hard()
                        ? DifferentiableTransport::balancedPullback
                        : (xs, y, g) -> penalisedPullback(penalties, xs, y, g));
        return of(potentials.slice(0, 0, n), potentials.slice(0, n, n + m), inputs);
    }

    /** Balanced {@link #unrolled(Tensor, Tensor, Tensor, Tensor, Relaxation, int)}. */
    public static DifferentiableTransport unrolled(Tensor cost, Tensor a, Tensor b, Tensor epsilon, int iterations) {
        return unrolled(cost, a, b, epsilon, Relaxation.balanced(), iterations);
    }

    /**
     * Iterations of Sinkhorn in the log domain from {@code f = 0}, g first, as operations of the graph. With penalties
     * the error shrinks by {@code τ_a τ_b} or more in each.
     *
     * @param cost floating-point, [n, m]
     * @param a row weights, above 0, [n]
     * @param b column weights, above 0, with the sum of a if balanced, [m]
     * @param epsilon a scalar above 0
     * @param relaxation balanced or with penalties
     * @param iterations at least 1
     * @throws IllegalArgumentException if a shape does not fit, or the problem is partial
     */
    public static DifferentiableTransport unrolled(
            Tensor cost, Tensor a, Tensor b, Tensor epsilon, Relaxation relaxation, int iterations) {
        Checks.atLeast("iterations", iterations, 1);
        Penalties penalties = Penalties.of(relaxation);
        List<Tensor> inputs = inputs(cost, a, b, epsilon);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor eps = inputs.get(3);
        Tensor scaled = inputs.get(0).divide(eps);
        Tensor logA = inputs.get(1).log();
        Tensor logB = inputs.get(2).log();
        Tensor tauRows = Penalties.stiffness(penalties.rows, eps).reciprocal();
        Tensor tauColumns = Penalties.stiffness(penalties.columns, eps).reciprocal();
        Tensor byA = penalties.weighted ? logA : logA.multiply(tauRows);
        Tensor byB = penalties.weighted ? logB : logB.multiply(tauColumns);
        // In units of ε.
        Tensor f = Tensor.full(logA.type(), 0);
        Tensor g = Tensor.full(logB.type(), 0);
        for (int t = 0; t < iterations; t++) {
            g = byB.subtract(tauColumns.multiply(logSumExp(f.expand(1).subtract(scaled), 0)));
            f = byA.subtract(tauRows.multiply(logSumExp(g.expand(0).subtract(scaled), 1)));
        }
        if (penalties.hard()) {
            Tensor shift = f.sum().subtract(g.sum()).multiply(1.0 / (n + m));
            f = f.subtract(shift);
            g = g.add(shift);
        }
        return of(f.multiply(eps), g.multiply(eps), inputs);
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

    /** ρ for each side, infinite for a hard marginal; {@code weighted} for the divergence from {@code abᵀ}. */
    private record Penalties(double rows, double columns, boolean weighted) {

        static Penalties of(Relaxation relaxation) {
            return switch (relaxation) {
                case Relaxation.Balanced() -> new Penalties(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, true);
                case Relaxation.KullbackLeibler(double rows, double columns) -> new Penalties(rows, columns, true);
                case Relaxation.NegativeEntropy(double rows, double columns) -> new Penalties(rows, columns, false);
                case Relaxation.Partial partial ->
                    throw new IllegalArgumentException(
                            "the relaxation is " + partial + ", expected hard or penalised marginals");
            };
        }

        boolean hard() {
            return Double.isInfinite(rows) && Double.isInfinite(columns);
        }

        /** {@code σ = 1 + ε/ρ}. */
        static Tensor stiffness(double rho, Tensor epsilon) {
            return epsilon.multiply(1 / rho).add(1);
        }
    }

    private static List<Tensor> balancedPullback(List<Tensor> inputs, Tensor potentials, Tensor cotangent) {
        Tensor cost = inputs.get(0);
        Tensor epsilon = inputs.get(3);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor log = logPlan(potentials.slice(0, 0, n), potentials.slice(0, n, n + m), cost, epsilon);
        Tensor plan = log.exp();
        // The complement has the kernel 1; the mean of the sums in its place leaves the solution with Σv = 0.
        Tensor inPlaceOfKernel = plan.sum().multiply(1.0 / Math.pow(Math.min(n, m), 2));
        Tensor solution = acrossKernel(
                solve(plan, plan.sum(1), plan.sum(0), acrossKernel(cotangent, n, m), inPlaceOfKernel), n, m);
        Tensor u = solution.slice(0, 0, n);
        Tensor v = solution.slice(0, n, n + m);
        Tensor byCost = plan.multiply(u.expand(1).add(v.expand(0)));
        return List.of(
                byCost,
                u.multiply(epsilon),
                v.multiply(epsilon),
                byCost.multiply(log).sum());
    }

    private static List<Tensor> penalisedPullback(
            Penalties penalties, List<Tensor> inputs, Tensor potentials, Tensor cotangent) {
        Tensor cost = inputs.get(0);
        Tensor a = inputs.get(1);
        Tensor b = inputs.get(2);
        Tensor epsilon = inputs.get(3);
        int n = cost.extent(0);
        int m = cost.extent(1);
        Tensor log = logPlan(potentials.slice(0, 0, n), potentials.slice(0, n, n + m), cost, epsilon);
        Tensor plan = log.exp();
        Tensor rows = plan.sum(1);
        Tensor columns = plan.sum(0);
        Tensor stiffRows = Penalties.stiffness(penalties.rows, epsilon);
        Tensor stiffColumns = Penalties.stiffness(penalties.columns, epsilon);
        Tensor solution =
                solve(plan, rows.multiply(stiffRows), columns.multiply(stiffColumns), cotangent, Tensor.scalar(0.0));
        Tensor u = solution.slice(0, 0, n);
        Tensor v = solution.slice(0, n, n + m);
        Tensor byCost = plan.multiply(u.expand(1).add(v.expand(0)));
        Tensor ur = u.multiply(rows);
        Tensor vc = v.multiply(columns);
        Tensor byA = ur.divide(a).multiply(epsilon);
        Tensor byB = vc.divide(b).multiply(epsilon);
        Tensor byEpsilon = byCost.multiply(log).sum();
        if (!penalties.weighted) {
            return List.of(byCost, byA, byB, byEpsilon);
        }
        Tensor byReference = ur.multiply(a.log())
                .sum()
                .multiply(stiffRows.subtract(1))
                .add(vc.multiply(b.log()).sum().multiply(stiffColumns.subtract(1)));
        return List.of(byCost, byA.multiply(stiffRows), byB.multiply(stiffColumns), byEpsilon.add(byReference));
    }

    /** The part that is orthogonal to (1, −1), the kernel of the matrix. */
    private static Tensor acrossKernel(Tensor x, int n, int m) {
        Tensor kernel = Tensor.concatenate(
                0,
                Tensor.full(new TensorType(Shape.of(n), DType.FLOAT64), 1),
                Tensor.full(new TensorType(Shape.of(m), DType.FLOAT64), -1));
        return x.subtract(kernel.multiply(x.multiply(kernel).sum()).multiply(1.0 / (n + m)));
    }

    /** (u, v) with {@code diag(rows) u + P v = c}, {@code Pᵀu + diag(columns) v = d} for a right side (c, d). */
    private static Tensor solve(Tensor plan, Tensor rows, Tensor columns, Tensor right, Tensor inPlaceOfKernel) {
        int n = plan.extent(0);
        int m = plan.extent(1);
        Tensor c = right.slice(0, 0, n);
        Tensor d = right.slice(0, n, n + m);
        if (n >= m) {
            List<Tensor> uv = schur(plan, rows, columns, c, d, inPlaceOfKernel);
            return Tensor.concatenate(0, uv.get(0), uv.get(1));
        }
        List<Tensor> vu = schur(plan.transposed(), columns, rows, d, c, inPlaceOfKernel);
        return Tensor.concatenate(0, vu.get(1), vu.get(0));
    }

    /** By the equation for v, whose matrix gets a number in each entry. */
    private static List<Tensor> schur(
            Tensor plan, Tensor rows, Tensor columns, Tensor c, Tensor d, Tensor inPlaceOfKernel) {
        int m = plan.extent(1);
        Tensor divided = plan.divide(rows.expand(1));
        Tensor complement = Tensor.identity(DType.FLOAT64, m)
                .multiply(columns)
                .subtract(plan.transposed().matmul(divided))
                .add(inPlaceOfKernel);
        Tensor right = d.subtract(divided.multiply(c.expand(1)).sum(0));
        Tensor v = LinearAlgebra.solve(complement, right.reshape(m, 1)).reshape(m);
        Tensor u = c.subtract(plan.multiply(v.expand(0)).sum(1)).divide(rows);
        return List.of(u, v);
    }

    private record Solver(int n, int m, EntropicTransport options, boolean hard) implements HostCall.HostFunction {

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
            double shift = hard
                    ? (Arrays.stream(found.f()).sum() - Arrays.stream(found.g()).sum()) / (n + m)
                    : 0;
            Arrays.setAll(out, i -> i < n ? found.f()[i] - shift : found.g()[i - n] + shift);
        }

        private static boolean positive(double value) {
            return value > 0 && !Double.isInfinite(value);
        }
    }
}
