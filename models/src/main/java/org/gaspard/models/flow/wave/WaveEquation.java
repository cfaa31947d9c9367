package org.gaspard.models.flow.wave;

import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.tensor.Tensor;

/**
 * What a potential is off the wave equation {@code ∂²u/∂t² = c² ∇²u} from rest, {@code ∇u(z, 0) = 0}, in two readings. With H the
 * Hessian, E the mean over the batch and n latents,
 *
 * <pre>{@code
 * LAPLACIAN   E (∂²u/∂t² − c² tr H)²                       E ‖∇u(z, 0)‖²
 * ROW_SUMS    E ‖Σ_b ∂²u_b/∂t² − c² H·1‖² / n              E ‖∇u(z, 0)‖² / n
 * }</pre>
 *
 * <p>The first one is the equation of each latent vector. The second one is what the published program computes: it takes the gradient of the
 * summed gradient for ∇²u, and sums the second time derivative over the batch, so that it weighs more in larger ones.
 */
public enum WaveEquation {
    /** The equation of each latent vector. */
    LAPLACIAN,
    /** What the published program computes. */
    ROW_SUMS;

    /**
     * The mean of the squared residuals, a scalar.
     *
     * @param u at a place and a time
     * @param speed c, []
     */
    public Tensor step(FlowDerivatives u, Tensor speed) {
        Tensor acceleration = u.secondTimeDerivative();
        Tensor squaredSpeed = speed.square();
        Tensor residuals = switch (this) {
            case LAPLACIAN -> acceleration.subtract(u.trace().multiply(squaredSpeed));
            case ROW_SUMS -> u.rowSums().multiply(squaredSpeed).negate().add(acceleration.sum());
        };
        return residuals.square().mean();
    }

    /**
     * What the start is off by, a scalar.
     *
     * @param u at the time 0
     */
    public Tensor initial(FlowDerivatives u) {
        Tensor squares = u.gradient().square();
        return switch (this) {
            case LAPLACIAN -> squares.sum(-1).mean();
            case ROW_SUMS -> squares.mean();
        };
    }
}
