package org.gaspard.tensor;

import java.util.List;

/** Operations along one ordered axis. */
public sealed interface Ordering extends Op permits Ordering.CumulativeSum, Ordering.ArgSort {

    /** The sums of all elements up to and including each one along {@code axis}; from the end if {@code reverse}. */
    record CumulativeSum(int axis, boolean reverse) implements Ordering {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Check.axis(this, axis, inputs.getFirst().shape());
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return (reverse ? "reverse-" : "") + "cumulative-sum[" + axis + "]";
        }
    }

    /** The int32 positions that sort {@code axis} ascending; the sort is stable and puts NaN last. */
    record ArgSort(int axis) implements Ordering {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Check.axis(this, axis, inputs.getFirst().shape());
            return inputs.getFirst().withDType(DType.INT32);
        }

        @Override
        public String label() {
            return "argsort[" + axis + "]";
        }
    }
}
