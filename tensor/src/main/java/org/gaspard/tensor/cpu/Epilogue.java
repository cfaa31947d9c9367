package org.gaspard.tensor.cpu;

import java.util.Optional;

/**
 * What happens to a matrix product or a convolution while its result is still in the cache:
 * {@code f(c + bias) · [gate > 0]}, with one bias for each column (channel), an activation f, and a gate for each element.
 * A gate is how the gradient passes through a ReLU: multiplied by 1 where its result was positive, else by 0.
 *
 * @param bias the array that holds the biases, if there are any
 * @param biasOffset where they start in it
 * @param activation the function f
 * @param gate the array that holds the gates, if there are any
 * @param gateShift the gate of the element at index i of the result's array lies at {@code i + gateShift}
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public record Epilogue<T>(Optional<T> bias, int biasOffset, Activation activation, Optional<T> gate, int gateShift) {

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
        RELU
    }

    /** Nothing happens. */
    public static <T> Epilogue<T> none() {
        return new Epilogue<>(Optional.empty(), 0, Activation.NONE, Optional.empty(), 0);
    }

    /** A bias is added to each column. */
    public static <T> Epilogue<T> bias(T bias, int offset) {
        return Epilogue.<T>none().plus(bias, offset);
    }

    /** The same with a bias. */
    public Epilogue<T> plus(T biases, int offset) {
        return new Epilogue<>(Optional.of(biases), offset, activation, gate, gateShift);
    }

    /** The same, with max(x, 0) after the bias. */
    public Epilogue<T> relu() {
        return new Epilogue<>(bias, biasOffset, Activation.RELU, gate, gateShift);
    }

    /** The same, at last multiplied by 1 where the gate is positive and by 0 elsewhere. */
    public Epilogue<T> gated(T gates, int shift) {
        return new Epilogue<>(bias, biasOffset, activation, Optional.of(gates), shift);
    }

    /** Whether nothing happens. */
    public boolean isNone() {
        return bias.isEmpty() && activation == Activation.NONE && gate.isEmpty();
    }
}
