package org.gaspard.autodiff.nn;

import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Tensor;

/** A non-linear function of each element, as a value that a configuration can name. */
public sealed interface Activation extends Layer {

    /** {@code max(x, 0)}. */
    record Relu() implements Activation {}

    /** {@code x if x > 0, else slope · x}. */
    record LeakyRelu(double slope) implements Activation {}

    /** {@code x · sigmoid(x)}. */
    record Silu() implements Activation {}

    /**
     * {@code (1 - slope) · x · sigmoid(x) + slope · x}: SiLU with the given slope far on the left, smooth everywhere. Source:
     * Nakagawa et al., Gromov-Wasserstein autoencoders, ICLR 2023, whose program has the slope 0.2.
     */
    record LeakySilu(double slope) implements Activation {}

    /** {@code x · Φ(x)}, the exact form. */
    record Gelu() implements Activation {}

    /** {@code x if x > 0, else α (eˣ - 1)}. */
    record Elu(double alpha) implements Activation {}

    /** {@code ln(1 + eˣ)}. */
    record Softplus() implements Activation {}

    /** The hyperbolic tangent. */
    record Tanh() implements Activation {}

    /** {@code 1 / (1 + e⁻ˣ)}. */
    record Sigmoid() implements Activation {}

    /** The function of {@code x}. */
    default Tensor apply(Tensor x) {
        return switch (this) {
            case Relu() -> x.relu();
            case LeakyRelu(double slope) -> Activations.leakyRelu(x, slope);
            case Silu() -> Activations.silu(x);
            case LeakySilu(double slope) ->
                Activations.silu(x).multiply(1 - slope).add(x.multiply(slope));
            case Gelu() -> Activations.gelu(x);
            case Elu(double alpha) -> Activations.elu(x, alpha);
            case Softplus() -> x.softplus();
            case Tanh() -> x.tanh();
            case Sigmoid() -> x.sigmoid();
        };
    }

    @Override
    default Tensor apply(Tensor x, ForwardPass pass) {
        return apply(x);
    }
}
