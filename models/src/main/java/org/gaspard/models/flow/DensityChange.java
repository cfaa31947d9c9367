package org.gaspard.models.flow;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.Tensor;

/**
 * By how much the logarithm of a density falls when latents take the step {@code z + ∇u}: what "ln|1 + ∇²u|" of [S23] is taken for. Only
 * {@link #LOG_DETERMINANT} is exact; see {@link FlowDerivatives}.
 */
public enum DensityChange {

    /** {@code ln|1 + (H·1)_d|} of each latent number d, as the published program. */
    ROW_SUMS {
        @Override
        public Tensor of(FlowDerivatives u, ForwardPass pass) {
            return logDistance(u.rowSums());
        }
    },

    /** {@code ln|1 + tr H|}, the formula with the Laplacian. */
    TRACE {
        @Override
        public Tensor of(FlowDerivatives u, ForwardPass pass) {
            return logDistance(u.trace().expand(1));
        }
    },

    /** {@code ln|1 + vᵀHv|} with random signs v: the trace at the cost of a product. The logarithm of the estimate is biased. */
    ESTIMATED_TRACE {
        @Override
        public Tensor of(FlowDerivatives u, ForwardPass pass) {
            return logDistance(u.estimatedTrace(pass.nextKey()).expand(1));
        }
    },

    /** {@code ln|det(I + H)|}. */
    LOG_DETERMINANT {
        @Override
        public Tensor of(FlowDerivatives u, ForwardPass pass) {
            return u.logDeterminant().expand(1);
        }
    };

    /**
     * The fall, [N, n] if it is one of each latent number, else [N, 1].
     *
     * @param pass gives a key where signs are drawn
     */
    public abstract Tensor of(FlowDerivatives u, ForwardPass pass);

    /** Whether each latent number has a density of its own, so that the fall is [N, n]. */
    public boolean byNumber() {
        return this == ROW_SUMS;
    }

    private static Tensor logDistance(Tensor curvature) {
        return curvature.add(1).abs().log();
    }
}
