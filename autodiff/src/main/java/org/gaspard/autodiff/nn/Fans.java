package org.gaspard.autodiff.nn;

import org.gaspard.tensor.Shape;

/**
 * The number of inputs that one output of a layer sums over, and of outputs that one input reaches: what keeps the
 * variance of signals (in) and of gradients (out) constant through a network.
 *
 * @param in fan in
 * @param out fan out
 */
public record Fans(int in, int out) {

    /** Checks the ranges. */
    public Fans {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("fans must be at least 1, found in = " + in + ", out = " + out);
        }
    }

    /**
     * The fans of a weight [..., a, b]: in = a · window and out = b · window, the window being the product of the
     * leading extents.
     *
     * <p>A transposed convolution's weight is [kh, kw, out, in], so its "fan in" is out · kh · kw. PyTorch counts the
     * same, and its default initialisation depends on it, although the sum behind one output of stride s has
     * in · kh · kw / s² terms.
     */
    public static Fans of(Shape weight) {
        if (weight.rank() < 2 || weight.size() == 0) {
            throw new IllegalArgumentException("fans of a weight of shape " + weight + ", expected at least two axes");
        }
        return new Fans(weight.size() / weight.extent(-1), weight.size() / weight.extent(-2));
    }
}
