package org.gaspard.tensor;

import java.util.List;

/** Operations that place elements elsewhere without computing on them, and the adjoint of gathering. */
public sealed interface Movement extends Op
        permits Movement.Reshape,
                Movement.Transpose,
                Movement.Broadcast,
                Movement.Slice,
                Movement.Pad,
                Movement.Concatenate,
                Movement.Flip,
                Movement.Gather,
                Movement.ScatterAdd {

    /** The same elements in row-major order under another shape of equal size. */
    record Reshape(Shape to) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Check.that(inputs.getFirst().shape().size() == to.size(), this, "the number of elements must stay", inputs);
            return inputs.getFirst().withShape(to);
        }

        @Override
        public String label() {
            return "reshape " + to;
        }
    }

    /** Axis {@code i} of the result is axis {@code permutation[i]} of the input. */
    record Transpose(Ints permutation) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape from = inputs.getFirst().shape();
            int[] extents = new int[permutation.size()];
            boolean[] seen = new boolean[from.rank()];
            Check.that(permutation.size() == from.rank(), this, "one entry for each axis expected", inputs);
            for (int i = 0; i < extents.length; i++) {
                int axis = Check.axis(this, permutation.get(i), from);
                Check.that(!seen[axis], this, "a permutation names each axis once", inputs);
                seen[axis] = true;
                extents[i] = from.extent(axis);
            }
            return inputs.getFirst().withShape(Shape.of(extents));
        }

        /** The permutation that undoes this one. */
        public Transpose inverse() {
            int[] inverse = new int[permutation.size()];
            for (int i = 0; i < inverse.length; i++) {
                inverse[permutation.get(i)] = i;
            }
            return new Transpose(Ints.of(inverse));
        }

        @Override
        public String label() {
            return "transpose " + permutation;
        }
    }

    /** Repeats axes of extent 1 to the extents of {@code to}, which has the rank of the input. */
    record Broadcast(Shape to) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape from = inputs.getFirst().shape();
            Check.that(from.rank() == to.rank(), this, "the rank must stay", inputs);
            for (int axis = 0; axis < to.rank(); axis++) {
                Check.that(
                        from.extent(axis) == to.extent(axis) || from.extent(axis) == 1,
                        this,
                        "only axes of extent 1 are repeated",
                        inputs);
            }
            return inputs.getFirst().withShape(to);
        }

        @Override
        public String label() {
            return "broadcast " + to;
        }
    }

    /** The elements {@code start, start + step, …} below {@code stop} along each axis. Steps are at least 1. */
    record Slice(Ints start, Ints stop, Ints step) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape from = inputs.getFirst().shape();
            Check.that(
                    start.size() == from.rank() && stop.size() == from.rank() && step.size() == from.rank(),
                    this,
                    "one start, stop and step for each axis expected",
                    inputs);
            int[] extents = new int[from.rank()];
            for (int axis = 0; axis < extents.length; axis++) {
                Check.that(
                        0 <= start.get(axis)
                                && start.get(axis) <= stop.get(axis)
                                && stop.get(axis) <= from.extent(axis)
                                && step.get(axis) >= 1,
                        this,
                        "0 <= start <= stop <= extent and step >= 1 expected on axis " + axis,
                        inputs);
                extents[axis] = Math.ceilDiv(stop.get(axis) - start.get(axis), step.get(axis));
            }
            return inputs.getFirst().withShape(Shape.of(extents));
        }

        @Override
        public String label() {
            return "slice " + start + ":" + stop + ":" + step;
        }
    }

    /**
     * Zeros around the elements and, with {@code interior[i] = k}, k zeros between neighbours along axis i: the adjoint
     * of {@link Slice}.
     */
    record Pad(Ints before, Ints after, Ints interior) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Shape from = inputs.getFirst().shape();
            Check.that(
                    before.size() == from.rank() && after.size() == from.rank() && interior.size() == from.rank(),
                    this,
                    "one amount before, after and between for each axis expected",
                    inputs);
            int[] extents = new int[from.rank()];
            for (int axis = 0; axis < extents.length; axis++) {
                Check.that(
                        before.get(axis) >= 0 && after.get(axis) >= 0 && interior.get(axis) >= 0,
                        this,
                        "padding must not be negative on axis " + axis,
                        inputs);
                int n = from.extent(axis);
                long extent = (long) before.get(axis) + after.get(axis) + n;
                extent += Math.max(n - 1L, 0) * interior.get(axis);
                Check.that(extent <= Integer.MAX_VALUE, this, "an extent that fits an int expected", inputs);
                extents[axis] = (int) extent;
            }
            return inputs.getFirst().withShape(Shape.of(extents));
        }

        @Override
        public String label() {
            return "pad " + before + "," + after + "," + interior;
        }
    }

    /** The inputs one after the other along {@code axis}; the other extents are equal. */
    record Concatenate(int axis) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("concatenate takes at least one input");
            }
            Check.equalDTypes(this, inputs);
            Shape first = inputs.getFirst().shape();
            Check.axis(this, axis, first);
            long total = 0;
            for (TensorType type : inputs) {
                Check.that(
                        type.shape().rank() == first.rank()
                                && type.shape().with(axis, 0).equals(first.with(axis, 0)),
                        this,
                        "extents must be equal outside axis " + axis,
                        inputs);
                total += type.shape().extent(axis);
            }
            return inputs.getFirst().withShape(first.with(axis, Math.toIntExact(total)));
        }

        @Override
        public String label() {
            return "concatenate[" + axis + "]";
        }
    }

    /** The elements in reverse order along each of {@code axes}. */
    record Flip(Ints axes) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            for (int i = 0; i < axes.size(); i++) {
                Check.axis(this, axes.get(i), inputs.getFirst().shape());
            }
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return "flip" + axes;
        }
    }

    /**
     * From {@code (x, indices)} the elements of x at the int32 indices along {@code axis}: the extent of that axis is
     * replaced by the whole shape of the indices. Evaluation refuses an index outside {@code [0, extent)}.
     */
    record Gather(int axis) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            Shape from = inputs.getFirst().shape();
            Check.axis(this, axis, from);
            Check.that(inputs.get(1).dtype() == DType.INT32, this, "int32 indices expected", inputs);
            Shape at = inputs.get(1).shape();
            int[] extents = new int[from.rank() - 1 + at.rank()];
            for (int i = 0; i < extents.length; i++) {
                extents[i] = i < axis
                        ? from.extent(i)
                        : i < axis + at.rank() ? at.extent(i - axis) : from.extent(i - at.rank() + 1);
            }
            return inputs.getFirst().withShape(Shape.of(extents));
        }

        @Override
        public String label() {
            return "gather[" + axis + "]";
        }
    }

    /**
     * From {@code (y, indices)}, y shaped as the result of {@link Gather}, the tensor of zeros with {@code extent} along
     * {@code axis} to which each element of y is added at its index: the adjoint of gathering. Repeated indices add in
     * row-major order.
     */
    record ScatterAdd(int axis, int extent) implements Movement {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 2);
            Shape from = inputs.getFirst().shape();
            Shape at = inputs.get(1).shape();
            Check.that(inputs.get(1).dtype() == DType.INT32, this, "int32 indices expected", inputs);
            Check.that(axis >= 0 && axis + at.rank() <= from.rank(), this, "the indices' axes expected inside", inputs);
            int[] extents = new int[from.rank() - at.rank() + 1];
            for (int i = 0; i < at.rank(); i++) {
                Check.that(from.extent(axis + i) == at.extent(i), this, "the indices' extents expected", inputs);
            }
            for (int i = 0; i < extents.length; i++) {
                extents[i] = i < axis ? from.extent(i) : i == axis ? extent : from.extent(i - 1 + at.rank());
            }
            return inputs.getFirst().withShape(Shape.of(extents));
        }

        @Override
        public String label() {
            return "scatter-add[" + axis + "]";
        }
    }
}
