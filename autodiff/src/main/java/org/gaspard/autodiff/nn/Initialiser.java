package org.gaspard.autodiff.nn;

import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * How a parameter starts. The numbers follow from the key alone.
 *
 * <p>Sources: He et al., Delving Deep into Rectifiers, 2015 (Kaiming); Glorot and Bengio, Understanding the difficulty
 * of training deep feedforward neural networks, 2010 (Xavier).
 */
@FunctionalInterface
public interface Initialiser {

    /** The gain of ReLU, √2: half of the variance is lost below 0. */
    double RELU_GAIN = Math.sqrt(2);

    /** The numbers for a parameter of the given type. */
    Tensor draw(RandomKey key, TensorType type, Fans fans);

    /** The gain of a leaky ReLU, {@code √(2 / (1 + slope²))}. */
    static double leakyReluGain(double slope) {
        return Math.sqrt(2 / (1 + slope * slope));
    }

    /** All equal to {@code value}. */
    static Initialiser constant(double value) {
        return (key, type, fans) -> Tensor.full(type, value);
    }

    /** Uniform in (low, high). */
    static Initialiser uniform(double low, double high) {
        return (key, type, fans) -> uniform(key, type, low, high);
    }

    /** Normal with the given mean and standard deviation. */
    static Initialiser normal(double mean, double deviation) {
        return (key, type, fans) -> normal(key, type, mean, deviation);
    }

    /** Uniform with standard deviation {@code gain / √in}, that is within {@code ±gain √(3 / in)}. */
    static Initialiser kaimingUniform(double gain) {
        return (key, type, fans) -> symmetric(key, type, gain * Math.sqrt(3.0 / fans.in()));
    }

    /** Normal with standard deviation {@code gain / √in}. */
    static Initialiser kaimingNormal(double gain) {
        return (key, type, fans) -> normal(key, type, 0, gain / Math.sqrt(fans.in()));
    }

    /** Uniform with standard deviation {@code gain √(2 / (in + out))}. */
    static Initialiser xavierUniform(double gain) {
        return (key, type, fans) -> symmetric(key, type, gain * Math.sqrt(6.0 / ((double) fans.in() + fans.out())));
    }

    /** Normal with standard deviation {@code gain √(2 / (in + out))}. */
    static Initialiser xavierNormal(double gain) {
        return (key, type, fans) -> normal(key, type, 0, gain * Math.sqrt(2.0 / ((double) fans.in() + fans.out())));
    }

    /**
     * Uniform within {@code ±1/√in}: PyTorch's default for the weights of linear and convolution layers, which it
     * writes as Kaiming uniform for leaky ReLU of slope √5, and for their biases.
     */
    static Initialiser fanInUniform() {
        return (key, type, fans) -> symmetric(key, type, 1 / Math.sqrt(fans.in()));
    }

    private static Tensor symmetric(RandomKey key, TensorType type, double bound) {
        return uniform(key, type, -bound, bound);
    }

    private static Tensor uniform(RandomKey key, TensorType type, double low, double high) {
        return key.uniform(type.dtype(), type.shape().toArray())
                .multiply(high - low)
                .add(low);
    }

    private static Tensor normal(RandomKey key, TensorType type, double mean, double deviation) {
        return key.normal(type.dtype(), type.shape().toArray())
                .multiply(deviation)
                .add(mean);
    }
}
