package org.gaspard.ot;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The Gromov-Monge gap as a differentiable tensor ([U24]).
 *
 * <p>At a fixed plan the gap is bilinear in the cost matrices, {@code ⟨C_X, P C_Y Pᵀ − C_Y/n²⟩}, and by the envelope
 * theorem the optimal plan counts as a constant: this expression, with P a leaf, has the value of the gap (the transport
 * convention) and its gradient in both matrices. Second derivatives of it ignore how the plan moves.
 */
public final class GromovMongeLoss {

    private static final int DIAGNOSTICS = 9;

    /**
     * A gap and the solve behind it.
     *
     * @param value the gap, a scalar tensor that can be differentiated in both cost matrices
     * @param result the numbers: distortion, conventions, warnings
     */
    public record Evaluated(Tensor value, GromovMongeGapResult result) {}

    /**
     * A gap inside a graph. The numbers besides the value are constants for differentiation, each a float64 scalar.
     *
     * @param value the gap under the convention of the options, a scalar tensor that can be differentiated in both cost
     *     matrices
     * @param distortion {@code DST = ‖C_X − C_Y‖² / (2n²)}, differentiable
     * @param plan the coupling P, [n, n]
     * @param epsilon the ε in force, 0 for an exact solver
     * @param entropyRatio {@code H(P) / log n}: 1 for a permutation, 2 for the independent coupling
     * @param marginalError the larger one of ‖P1 − 1/n‖₁ and ‖Pᵀ1 − 1/n‖₁
     * @param outerIterations linearisations
     * @param innerIterations Sinkhorn iterations or assignments
     * @param outerConverged 1 if the outer iteration ended by its stopping rule
     * @param innerConverged 1 if the last inner solve did
     * @param warnings bit k is set if the k-th {@link SolverWarning} was noticed
     */
    public record InGraph(
            Tensor value,
            Tensor distortion,
            Tensor plan,
            Tensor epsilon,
            Tensor entropyRatio,
            Tensor marginalError,
            Tensor outerIterations,
            Tensor innerIterations,
            Tensor outerConverged,
            Tensor innerConverged,
            Tensor warnings) {}

    private GromovMongeLoss() {}

    /**
     * The gap as a part of a graph: the solver runs each time the graph is computed, between the matrices and what follows
     * from them, so a whole training step stays one plan. Where a cost is not finite, nothing is solved and the plan and all
     * numbers are NaN.
     *
     * @param cX symmetric costs among the points, [n, n]
     * @param cY symmetric costs among their images, [n, n]
     */
    public static InGraph inGraph(Tensor cX, Tensor cY, GromovMongeGapOptions options) {
        int n = size(cX, cY);
        TensorType packed = new TensorType(Shape.of(n * n + DIAGNOSTICS), DType.FLOAT64);
        Tensor answer = Tensor.apply(
                new HostCall(new Solver(n, options), packed), cX.cast(DType.FLOAT64), cY.cast(DType.FLOAT64));
        Tensor plan = answer.slice(0, 0, n * n).reshape(n, n);
        Tensor offset = answer.index(0, n * n);
        return new InGraph(
                gap(cX, cY, plan.cast(cX.dtype())).add(offset.cast(cX.dtype())),
                distortion(cX, cY),
                plan,
                answer.index(0, n * n + 1),
                answer.index(0, n * n + 2),
                answer.index(0, n * n + 3),
                answer.index(0, n * n + 4),
                answer.index(0, n * n + 5),
                answer.index(0, n * n + 6),
                answer.index(0, n * n + 7),
                answer.index(0, n * n + 8));
    }

    /** Solves for the plan on arrays, and packs it with what is to be known of the solve. */
    private record Solver(int n, GromovMongeGapOptions options) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] cX = ((Storage.Doubles) inputs.get(0)).data();
            double[] cY = ((Storage.Doubles) inputs.get(1)).data();
            double[] out = ((Storage.Doubles) output).data();
            if (!Arrays.stream(cX).allMatch(Double::isFinite)
                    || !Arrays.stream(cY).allMatch(Double::isFinite)) {
                Arrays.fill(out, Double.NaN);
                return;
            }
            GromovMongeGapResult result = GromovMongeGap.evaluate(cX, cY, n, options);
            GromovResult solution = result.solution();
            System.arraycopy(solution.plan(), 0, out, 0, n * n);
            double bits = 0;
            for (SolverWarning warning : result.warnings()) {
                bits += 1 << warning.ordinal();
            }
            double[] diagnostics = {
                result.gap() - result.transportGap(),
                result.epsilon(),
                solution.entropyRatio(),
                solution.marginalError(),
                solution.outerIterations(),
                solution.innerIterations(),
                solution.outerConverged() ? 1 : 0,
                solution.innerConverged() ? 1 : 0,
                bits
            };
            System.arraycopy(diagnostics, 0, out, n * n, DIAGNOSTICS);
        }
    }

    /**
     * Computes the two matrices now, solves for the plan in double precision, and returns the gap at that plan.
     *
     * @param cX symmetric costs among the points, [n, n]
     * @param cY symmetric costs among their images, [n, n]
     * @throws IllegalArgumentException if the shapes are not equal and square
     */
    public static Evaluated evaluate(Tensor cX, Tensor cY, GromovMongeGapOptions options) {
        int n = size(cX, cY);
        Tensor.evaluate(cX, cY);
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX.toDoubleArray(), cY.toDoubleArray(), n, options);
        Tensor plan = Tensor.of(result.solution().plan(), n, n).cast(cX.dtype());
        return new Evaluated(gap(cX, cY, plan), result);
    }

    /**
     * {@code ⟨C_X, P C_Y Pᵀ − C_Y/n²⟩} for a plan from elsewhere, [n, n]: the graph alone, for a step that is captured
     * once and receives its plan as an input.
     */
    public static Tensor gap(Tensor cX, Tensor cY, Tensor plan) {
        int n = size(cX, cY);
        Tensor constant = plan.stopGradient();
        Tensor moved = constant.matmul(cY).matmul(constant.transposed());
        return cX.multiply(moved.subtract(cY.multiply(1.0 / ((double) n * n)))).sum();
    }

    /** The distortion {@code ‖C_X − C_Y‖² / (2n²)}: what the gap is compared with. */
    public static Tensor distortion(Tensor cX, Tensor cY) {
        int n = size(cX, cY);
        return cX.subtract(cY).square().sum().multiply(0.5 / ((double) n * n));
    }

    private static int size(Tensor cX, Tensor cY) {
        if (cX.rank() != 2 || cX.extent(0) != cX.extent(1) || !cX.shape().equals(cY.shape())) {
            throw new IllegalArgumentException("cost matrices have shapes " + cX.shape() + " and " + cY.shape()
                    + ", expected two equal square shapes");
        }
        if (!cX.dtype().isFloating() || cX.dtype() != cY.dtype()) {
            throw new IllegalArgumentException(
                    "cost matrices are " + cX.dtype() + " and " + cY.dtype() + ", expected one floating-point type");
        }
        return cX.extent(0);
    }
}
