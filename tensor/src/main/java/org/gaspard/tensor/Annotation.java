package org.gaspard.tensor;

import java.util.List;

/** Operations that leave the value of their first input as it is and tell something to the programs that read graphs. */
public sealed interface Annotation extends Op
        permits Annotation.StopGradient, Annotation.CustomGradient, Annotation.After {

    /** A constant for differentiation. */
    record StopGradient() implements Annotation {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return "stop-gradient";
        }
    }

    /**
     * From {@code (y, x₁, x₂, …)} the value y, whose derivatives in the x are given by {@code rule} and not by how y was
     * computed. The rule is an object that the differentiating program knows; evaluation ignores it, and two annotations
     * count as one structure whatever their rules.
     */
    record CustomGradient(Object rule) implements Annotation {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.that(!inputs.isEmpty(), this, "a value and the inputs of its rule expected", inputs);
            return inputs.getFirst();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CustomGradient;
        }

        @Override
        public int hashCode() {
            return CustomGradient.class.hashCode();
        }

        @Override
        public String label() {
            return "custom-gradient";
        }
    }

    /**
     * From {@code (x, token)} the value x, computed no earlier than the token. What follows from it is never merged with
     * what follows from x, so that intermediate results can be computed again instead of being kept.
     */
    record After() implements Annotation {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return "after";
        }
    }
}
