package org.gaspard.tensor.cpu;

import java.util.Optional;

/**
 * What happens to a matrix product or a convolution while its result is still in the cache:
 * {@code f(c + bias) · (gate > 0 ? 1 : shut)}, with one bias for each column (channel), an activation f, and a gate for
 * each element. A gate is how the gradient passes through a ReLU, or a leaky one: multiplied by 1 where its result was
 * positive, else by 0, or the slope.
 *
 * @param bias the array that holds the biases, if there are any
 * @param biasOffset where they start in it
 * @param activation the function f
 * @param slope its slope for negative arguments
 * @param gate the array that holds the gates, if there are any
 * @param gateShift the gate of the element at index i of the result's array lies at {@code i + gateShift}
 * @param shut the factor where the gate is not positive
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public record Epilogue<T>(
        Optional<T> bias,
        int biasOffset,
        Activation activation,
        double slope,
        Optional<T> gate,
        int gateShift,
        double shut) {

    /** An activation comes with a bias. */
    public Epilogue {
        if (activation != Activation.NONE && bias.isEmpty()) {
            throw new IllegalArgumentException("an epilogue with the activation " + activation + " has no bias");
        }
    }

    /** The functions that can be applied. */
    public enum Activation {
        /** f(x) = x. */
        NONE,
        /** f(x) = max(x, 0); NaN stays NaN. */
        RELU,
        /** f(x) = x · (x > 0 ? 1 : slope). */
        LEAKY_RELU
    }

    /** Nothing happens. */
    public static <T> Epilogue<T> none() {
        return new Epilogue<>(Optional.empty(), 0, Activation.NONE, 0, Optional.empty(), 0, 0);
    }

    /** A bias is added to each column. */
    public static <T> Epilogue<T> bias(T bias, int offset) {
        return Epilogue.<T>none().plus(bias, offset);
    }

    /** The same with a bias. */
    public Epilogue<T> plus(T biases, int offset) {
        return new Epilogue<>(Optional.of(biases), offset, activation, slope, gate, gateShift, shut);
    }

    /** The same, with max(x, 0) after the bias. */
    public Epilogue<T> relu() {
        return new Epilogue<>(bias, biasOffset, Activation.RELU, 0, gate, gateShift, shut);
    }

    /** The same, with negative sums multiplied by a slope. */
    public Epilogue<T> leakyRelu(double negative) {
        return new Epilogue<>(bias, biasOffset, Activation.LEAKY_RELU, negative, gate, gateShift, shut);
    }

    /** The same, at last multiplied by 1 where the gate is positive and by {@code factor} elsewhere. */
    public Epilogue<T> gated(T gates, int shift, double factor) {
        return new Epilogue<>(bias, biasOffset, activation, slope, Optional.of(gates), shift, factor);
    }

    /** Whether nothing happens. */
    public boolean isNone() {
        return bias.isEmpty() && activation == Activation.NONE && gate.isEmpty();
    }
}
