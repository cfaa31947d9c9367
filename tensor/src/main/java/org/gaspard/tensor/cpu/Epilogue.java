package org.gaspard.tensor.cpu;

import java.util.Optional;

/**
 * What happens to a matrix product or a convolution while its result is still in the cache: {@code f(c + bias)}, with
 * one bias for each column (channel) and an activation f.
 *
 * @param bias the array that holds the biases, if there are any
 * @param biasOffset where they start in it
 * @param activation the function f
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public record Epilogue<T>(Optional<T> bias, int biasOffset, Activation activation) {

    /** The functions that can be applied. */
    public enum Activation {
        /** f(x) = x. */
        NONE,
        /** f(x) = max(x, 0); NaN stays NaN. */
        RELU
    }

    /** Nothing happens. */
    public static <T> Epilogue<T> none() {
        return new Epilogue<>(Optional.empty(), 0, Activation.NONE);
    }

    /** A bias is added to each column. */
    public static <T> Epilogue<T> bias(T bias, int offset) {
        return new Epilogue<>(Optional.of(bias), offset, Activation.NONE);
    }

    /** The same bias, then max(x, 0). */
    public Epilogue<T> relu() {
        return new Epilogue<>(bias, biasOffset, Activation.RELU);
    }

    /** Whether nothing happens. */
    public boolean isNone() {
        return bias.isEmpty() && activation == Activation.NONE;
    }
}
