package org.gaspard.tensor;

import java.util.List;

/**
 * A program on arrays as an operation: a solver whose answer the rest of the graph uses. The answer is a constant for
 * differentiation; losses make their gradients from it by the envelope theorem, by gathering at critical places, or by a
 * custom rule. Two calls are equal if their functions are the same object.
 *
 * @param function what is computed; it must always give the same answer for the same arrays
 * @param type the type of the answer
 */
public record HostCall(HostFunction function, TensorType type) implements Op {

    /** The program. */
    @FunctionalInterface
    public interface HostFunction {

        /**
         * Computes.
         *
         * @param inputs the numbers of the inputs, row-major, not to be modified
         * @param output where the answer goes, all of it to be written
         */
        void compute(List<Storage> inputs, Storage output);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return type;
    }

    @Override
    public String label() {
        return "host call";
    }
}
