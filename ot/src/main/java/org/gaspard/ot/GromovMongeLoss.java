package org.gaspard.ot;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * The Gromov-Monge gap as a differentiable tensor ([U24]).
 *
 * <p>At a fixed plan the gap is bilinear in the cost matrices, {@code ⟨C_X, P C_Y Pᵀ − C_Y/n²⟩}, and by the envelope
 * theorem the optimal plan counts as a constant: this expression, with P a leaf, has the value of the gap (the transport
 * convention) and its gradient in both matrices. Second derivatives of it ignore how the plan moves.
 */
public final class GromovMongeLoss {

    /**
     * A gap and the solve behind it.
     *
     * @param value the gap, a scalar tensor that can be differentiated in both cost matrices
     * @param result the numbers: distortion, conventions, warnings
     */
    public record Evaluated(Tensor value, GromovMongeGapResult result) {}

    private GromovMongeLoss() {}

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
        GromovMongeGapResult result =
                GromovMongeGap.evaluate(cX.toDoubleArray(), cY.toDoubleArray(), n, options);
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
        if (cX.dtype() == DType.INT32 || cX.dtype() != cY.dtype()) {
            throw new IllegalArgumentException("cost matrices are " + cX.dtype() + " and " + cY.dtype()
                    + ", expected one floating-point type");
        }
        return cX.extent(0);
    }
}
