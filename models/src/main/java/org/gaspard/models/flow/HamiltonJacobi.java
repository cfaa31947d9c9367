package org.gaspard.models.flow;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.Tensor;

/**
 * The penalty that makes a flow along ∇u one of optimal transport with a driving force ([S23]; [B00] for f = 0): the
 * potential shall satisfy the generalised Hamilton-Jacobi equation
 *
 * <pre>{@code
 * ∂u/∂t + ½‖∇u‖² = f(z, t),   f = −F(z, t)² ≤ 0,   ∇u(z, 0) = 0
 * }</pre>
 *
 * <p>with F a second {@link Potential}, so that −1 ≤ f ≤ 0. Step t = 1 … T looks at z_{t−1} and the time t. With E the mean over
 * the batch, the paper's form and that of its published program are
 *
 * <pre>{@code
 * PAPER           L = 1/T Σ_t E (∂u/∂t + ½‖∇u‖² − f)²                      + E ‖∇u(z_0, 0)‖²
 * REFERENCE_CODE  L =     Σ_t E (Σ_b ∂u_b/∂t + ½ E ‖∇u‖²/n − f)²           + E ‖∇u(z_0, 0)‖²/n − E f(z_0, 0)
 * }</pre>
 *
 * <p>In the second one the time derivative is summed over the batch, so that it weighs more in larger ones; the squared gradient is
 * a mean over the batch and the n latents, so that only f is of each sample; and F² = −f is drawn to 0 at the start.
 *
 * @param residual what of the equation is of a sample and what of the batch
 * @param averaged whether steps are averaged, and not summed
 * @param initialForce whether −f(z_0, 0) is added at the start
 */
public record HamiltonJacobi(Residual residual, boolean averaged, boolean initialForce) {

    /** What of the equation is of a sample and what of the batch. */
    public enum Residual {
        /** All: the equation. */
        PER_SAMPLE,
        /** Only f: the time derivative is summed over the batch, the squared gradient averaged over batch and latents. */
        BATCH
    }

    /** The equations of the paper. */
    public static final HamiltonJacobi PAPER = new HamiltonJacobi(Residual.PER_SAMPLE, true, false);

    /** What the published program computes. */
    public static final HamiltonJacobi REFERENCE_CODE = new HamiltonJacobi(Residual.BATCH, false, true);

    /**
     * f = −F², [N].
     *
     * @param network F
     * @param z [N, n]
     * @param t [] or [N]
     */
    public static Tensor force(Potential network, Tensor z, Tensor t, ForwardPass pass) {
        return network.value(z, t, pass).square().negate();
    }

    /**
     * What the equation is off by, [N].
     *
     * @param u at z_{t−1} and the time t
     * @param force f at the same, [N]
     */
    public Tensor residuals(FlowDerivatives u, Tensor force) {
        Tensor rate = u.timeDerivative();
        Tensor squares = u.gradient().square();
        return switch (residual) {
            case PER_SAMPLE -> rate.add(squares.sum(-1).multiply(0.5)).subtract(force);
            case BATCH -> rate.sum().add(squares.mean().multiply(0.5)).subtract(force);
        };
    }

    /** The mean of the squared {@linkplain #residuals residuals}, a scalar. */
    public Tensor step(FlowDerivatives u, Tensor force) {
        return residuals(u, force).square().mean();
    }

    /**
     * What the start is off by, a scalar.
     *
     * @param u at z_0 and the time 0
     * @param force f at the same, [N]; read only if {@link #initialForce}
     */
    public Tensor initial(FlowDerivatives u, Tensor force) {
        Tensor squares = u.gradient().square();
        Tensor moved = switch (residual) {
            case PER_SAMPLE -> squares.sum(-1).mean();
            case BATCH -> squares.mean();
        };
        return initialForce ? moved.subtract(force.mean()) : moved;
    }

    /**
     * L, a scalar.
     *
     * @param steps what {@link #step} gave for t = 1 … T
     * @param initial what {@link #initial} gave
     * @throws IllegalArgumentException if there is no step
     */
    public Tensor loss(List<Tensor> steps, Tensor initial) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("steps must have at least one step, found none");
        }
        Tensor all = Tensor.stack(0, steps);
        return (averaged ? all.mean() : all.sum()).add(initial);
    }
}
