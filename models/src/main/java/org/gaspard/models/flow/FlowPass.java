package org.gaspard.models.flow;

import java.util.List;
import org.gaspard.tensor.Tensor;

/**
 * Latents z_0 … z_T that a flow has moved, and their densities.
 *
 * @param latents z_0 … z_T, each [N, n]
 * @param logPosterior ln q_t at z_t, of each latent number, [N, n], or of all, [N, 1]: see {@link DensityChange#byNumber}
 * @param logPrior ln p_t, each [N, n]
 * @param penalty the Hamilton-Jacobi penalty, a scalar
 */
public record FlowPass(List<Tensor> latents, List<Tensor> logPosterior, List<Tensor> logPrior, Tensor penalty) {

    /** Copies the lists. */
    public FlowPass {
        latents = List.copyOf(latents);
        logPosterior = List.copyOf(logPosterior);
        logPrior = List.copyOf(logPrior);
    }

    /** T. */
    public int steps() {
        return latents.size() - 1;
    }

    /** The sum of a divergence over the steps t = 1 … T, a scalar. */
    public Tensor transition(TransitionDivergence divergence) {
        Tensor sum = divergence.of(logPosterior.get(1), logPrior.get(1));
        for (int t = 2; t <= steps(); t++) {
            sum = sum.add(divergence.of(logPosterior.get(t), logPrior.get(t)));
        }
        return sum;
    }

    /** ln q_0 − ln q_T, the mean over the batch, a scalar: how far the flow spreads the latents. */
    Tensor spread() {
        return logPosterior
                .getFirst()
                .sum(-1)
                .subtract(logPosterior.getLast().sum(-1))
                .mean();
    }

    /** {@code E ‖z_T − z_0‖}, a scalar: how far the flow takes the latents. */
    public Tensor length() {
        return latents.getLast()
                .subtract(latents.getFirst())
                .square()
                .sum(-1)
                .sqrt()
                .mean();
    }
}
