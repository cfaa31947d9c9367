package org.gaspard.tensor;

import java.util.List;

/** Operations that summarise whole axes; the reduced axes stay, with extent 1. */
public sealed interface Reduction extends Op permits Reduction.Reduce, Reduction.ArgReduce {

    /** How elements are joined. */
    enum Kind {
        /** The sum; 0 over no elements. */
        SUM,
        /** The largest; NaN if one is NaN; -∞ (or the smallest int) over no elements. */
        MAX,
        /** The smallest; NaN if one is NaN; +∞ (or the largest int) over no elements. */
        MIN
    }

    /**
     * The sum, maximum or minimum over {@code axes}, each kept with extent 1.
     *
     * @param axes distinct, ascending, non-negative
     */
    record Reduce(Kind kind, Ints axes) implements Reduction {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape shape = inputs.getFirst().shape();
            for (int i = 0; i < axes.size(); i++) {
                shape = shape.with(Check.axis(this, axes.get(i), shape), 1);
            }
            return inputs.getFirst().withShape(shape);
        }

        @Override
        public String label() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + axes;
        }
    }

    /**
     * The int32 position of the first largest or smallest element along {@code axis}, which is kept with extent 1. NaN
     * counts as the largest and as the smallest.
     *
     * @param kind {@link Kind#MAX} or {@link Kind#MIN}
     */
    record ArgReduce(Kind kind, int axis) implements Reduction {
        /** Refuses a sum. */
        public ArgReduce {
            if (kind == Kind.SUM) {
                throw new IllegalArgumentException("the position of a sum does not exist");
            }
        }

        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape shape = inputs.getFirst().shape();
            int along = Check.axis(this, axis, shape);
            if (shape.extent(along) == 0) {
                throw new IllegalArgumentException(label() + " over an empty axis of " + shape);
            }
            return new TensorType(shape.with(along, 1), DType.INT32);
        }

        @Override
        public String label() {
            return "arg" + kind.name().toLowerCase(java.util.Locale.ROOT) + "[" + axis + "]";
        }
    }
}
