package org.gaspard.autodiff.optim;

import java.util.List;
import org.gaspard.tensor.Tensor;

/** Bounds on gradients, as functions between an optimiser and the derivative. */
public final class GradientClipping {

    private static final double EPSILON = 1e-6;

    private GradientClipping() {}

    /**
     * Clipped gradients with the norm that they had.
     *
     * @param gradients in the order given
     * @param norm a scalar, the norm of all before clipping
     */
    public record Clipped(List<Tensor> gradients, Tensor norm) {}

    /**
     * All gradients times {@code min(1, maxNorm / (|g| + 1e-6))}, |g| being the Euclidean norm of all of them together.
     * The same as {@code torch.nn.utils.clip_grad_norm_}.
     *
     * @param gradients at least one, all of one element type
     */
    public static Clipped byGlobalNorm(List<Tensor> gradients, double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("the largest norm must be positive, found " + maxNorm);
        }
        Tensor norm = globalNorm(gradients);
        Tensor factor = norm.add(EPSILON).reciprocal().multiply(maxNorm).minimum(1);
        return new Clipped(gradients.stream().map(g -> g.multiply(factor)).toList(), norm);
    }

    /** The Euclidean norm of all elements of all gradients. */
    public static Tensor globalNorm(List<Tensor> gradients) {
        return gradients.stream()
                .map(g -> g.square().sum())
                .reduce(Tensor::add)
                .orElseThrow(() -> new IllegalArgumentException("the norm of no gradient"))
                .sqrt();
    }

    /** Each element moved into {@code [-limit, limit]}. */
    public static List<Tensor> byValue(List<Tensor> gradients, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("the limit must be positive, found " + limit);
        }
        return gradients.stream().map(g -> g.clamp(-limit, limit)).toList();
    }
}
