package org.gaspard.models.flow;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A {@link Potential} and its derivatives at latents z, [N, n], and times t. All are graphs of which only what is asked for is
 * computed, and all can be differentiated again: gradients flow into the parameters, z, t and vectors.
 *
 * <p>Both methods give the same numbers. Costs below are multiplications for each latent, of the width h, beyond those of the
 * value.
 *
 * <p>What [S23] writes as ∇²u, and takes as the change of a density, has four readings, which differ even in their sign:
 * {@link #rowSums}, which the published program computes (the gradient of the summed gradient), the Laplacian {@link #trace} of
 * the continuity equation, its {@link #estimatedTrace estimate}, and {@link #logDeterminant}, the exact change of a density under
 * one step {@code z + ∇u}, of which the trace is the first order.
 */
public sealed interface FlowDerivatives permits AutodiffDerivatives, ClosedFormDerivatives, MixedDerivatives {

    /** How derivatives are found. */
    enum Method {
        /** By differentiation of the graph; a loss of {@link #rowSums} is then differentiated three times in all. */
        AUTODIFF,
        /** Written out for this network: a loss is differentiated once, and the exact trace needs no walk for each latent. */
        CLOSED_FORM
    }

    /**
     * The derivatives at a place and a time.
     *
     * @param z [N, n]
     * @param t [], or [N] for a time of each latent
     */
    static FlowDerivatives of(Method method, Potential potential, Tensor z, Tensor t, ForwardPass pass) {
        return switch (method) {
            case AUTODIFF -> AutodiffDerivatives.of(potential, z, t, pass);
            case CLOSED_FORM -> ClosedFormDerivatives.of(potential, z, t, pass);
        };
    }

    /**
     * The derivatives of a weighted sum of potentials, all at the same place and time: a superposition of flows, or with weights of
     * one-hot rows another flow for each latent. All are linear in the potential but {@link #logDeterminant}, which is that of the sum.
     *
     * @param parts of each potential
     * @param weights of each potential, each [] or [N]
     * @throws IllegalArgumentException if there are none, or not as many weights as potentials
     */
    static FlowDerivatives sum(List<FlowDerivatives> parts, List<Tensor> weights) {
        return new MixedDerivatives(parts, weights);
    }

    /** u, [N]. */
    Tensor value();

    /** ∇u, [N, n]: the velocity of the flow; {@code nh + h²}. */
    Tensor gradient();

    /** ∂u/∂t of each latent, [N]; {@code h²}. */
    Tensor timeDerivative();

    /** ∂²u/∂t² of each latent, [N], for equations of waves; {@code h²}. */
    Tensor secondTimeDerivative();

    /**
     * Hv with the Hessian H = ∇²u of each latent, [N, n]; about {@code 2nh + 2h²}.
     *
     * @param v [N, n]
     */
    Tensor hessianVector(Tensor v);

    /** H, [N, n, n]; {@code nh² + n²h} and memory for nh numbers, or by differentiation n products with vectors. */
    Tensor hessian();

    /** tr H, [N]; {@code nh²} and memory for nh numbers, or by differentiation n products with vectors. */
    Tensor trace();

    /** {@code H·1}, the sums of the rows of H, [N, n]: "∇²u" of the published program. One product with a vector. */
    default Tensor rowSums() {
        return hessianVector(Tensor.full(gradient().type(), 1));
    }

    /**
     * {@code vᵀHv} with independent signs v, [N]: an unbiased estimate of the trace with the variance {@code 2 Σ_{i≠j} H_ij²}
     * ([H89]). One product with a vector.
     */
    default Tensor estimatedTrace(RandomKey key) {
        Tensor chance = Tensor.full(gradient().type(), 0.5);
        Tensor signs = key.bernoulli(chance).cast(chance.dtype()).multiply(2).subtract(1);
        return signs.multiply(hessianVector(signs)).sum(-1);
    }

    /**
     * {@code ln|det(I + H)|}, [N]: by how much the density of what flows falls in one step; the Hessian and {@code O(n³)}. Its
     * gradient does not exist where I + H is singular, where the step folds.
     */
    default Tensor logDeterminant() {
        Tensor hessian = hessian();
        int n = hessian.extent(-1);
        Tensor identity = Tensor.identity(hessian.dtype(), n).reshape(Shape.of(1, n, n));
        return LinearAlgebra.logDeterminant(hessian.add(identity));
    }
}
