package org.gaspard.tensor;

import java.util.List;

/** Operations that compute each element from the elements at the same place. Inputs have equal shapes. */
public sealed interface Elementwise extends Op permits UnaryOp, BinaryOp, Elementwise.Select, Elementwise.Cast {

    /**
     * {@code out = condition != 0 ? a : b}, from the inputs {@code (condition, a, b)}. All three have one type; use
     * {@link Cast} to bring a condition there.
     */
    record Select() implements Elementwise {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 3);
            Check.equalTypes(this, inputs);
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return "select";
        }
    }

    /**
     * The same number in another element type. Floating to int32 rounds towards zero and saturates, with NaN to 0, as
     * Java's casts do.
     */
    record Cast(DType to) implements Elementwise {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            return inputs.getFirst().withDType(to);
        }

        @Override
        public String label() {
            return "cast " + to.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
