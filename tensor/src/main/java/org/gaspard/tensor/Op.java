package org.gaspard.tensor;

import java.util.List;

/**
 * An operation: how the value of a graph node follows from the values of its inputs.
 *
 * <p>The interface is sealed. A family of operations is a sealed interface of its own, and each meaning of the
 * operations (the reference kernels, the CPU kernels, the gradient rules) is an exhaustive {@code switch} over them, so
 * an operation that lacks a meaning does not compile.
 */
public sealed interface Op
        permits Op.Leaf,
                Elementwise,
                Reduction,
                Movement,
                Product,
                Generator,
                Ordering,
                Decomposition,
                Annotation,
                HostCall {

    /**
     * The type of the result for inputs of the given types: the shape rule.
     *
     * @throws IllegalArgumentException if the operation does not accept inputs of these types; the message shows the
     *     operation and the types
     */
    TensorType infer(List<TensorType> inputs);

    /** The name in messages and plans. */
    default String label() {
        return toString();
    }

    /** A node that holds numbers. */
    record Leaf(TensorType type) implements Op {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 0);
            return type;
        }
    }
}
