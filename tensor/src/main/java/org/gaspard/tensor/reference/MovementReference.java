package org.gaspard.tensor.reference;

import java.util.List;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Shape;

/** Movement: for each element, where it comes from or where it goes. */
final class MovementReference {

    private MovementReference() {}

    static void compute(Movement op, List<Value> in, Value out) {
        Value x = in.getFirst();
        switch (op) {
            case Movement.Reshape reshape -> System.arraycopy(x.numbers(), 0, out.numbers(), 0, out.numbers().length);
            case Movement.Transpose transpose ->
                pull(x, out, (o, i) -> {
                    for (int axis = 0; axis < o.length; axis++) {
                        i[transpose.permutation().get(axis)] = o[axis];
                    }
                });
            case Movement.Broadcast broadcast ->
                pull(x, out, (o, i) -> {
                    for (int axis = 0; axis < o.length; axis++) {
                        i[axis] = x.extent(axis) == 1 ? 0 : o[axis];
                    }
                });
            case Movement.Slice slice ->
                pull(x, out, (o, i) -> {
                    for (int axis = 0; axis < o.length; axis++) {
                        i[axis] =
                                slice.start().get(axis) + o[axis] * slice.step().get(axis);
                    }
                });
            case Movement.Flip flip ->
                pull(x, out, (o, i) -> {
                    for (int axis = 0; axis < o.length; axis++) {
                        i[axis] = flip.axes().contains(axis) ? x.extent(axis) - 1 - o[axis] : o[axis];
                    }
                });
            case Movement.Pad pad -> {
                for (int k = 0; k < x.numbers().length; k++) {
                    int[] at = x.index(k);
                    for (int axis = 0; axis < at.length; axis++) {
                        at[axis] = pad.before().get(axis)
                                + at[axis] * (1 + pad.interior().get(axis));
                    }
                    out.set(x.numbers()[k], at);
                }
            }
            case Movement.Concatenate concatenate -> {
                int offset = 0;
                for (Value part : in) {
                    for (int k = 0; k < part.numbers().length; k++) {
                        int[] at = part.index(k);
                        at[concatenate.axis()] += offset;
                        out.set(part.numbers()[k], at);
                    }
                    offset += part.extent(concatenate.axis());
                }
            }
            case Movement.Gather gather -> {
                Value indices = in.get(1);
                for (int o = 0; o < out.numbers().length; o++) {
                    int[] at = fromGathered(out.index(o), gather.axis(), indices, x.extent(gather.axis()), x.shape());
                    out.numbers()[o] = x.at(at);
                }
            }
            case Movement.ScatterAdd scatter -> {
                Value indices = in.get(1);
                for (int k = 0; k < x.numbers().length; k++) {
                    int[] at = fromGathered(x.index(k), scatter.axis(), indices, scatter.extent(), out.shape());
                    out.add(x.numbers()[k], at);
                }
            }
        }
    }

    /** Writes to {@code input} the index that an output index takes its element from. */
    private interface Source {
        void find(int[] output, int[] input);
    }

    private static void pull(Value x, Value out, Source source) {
        int[] input = new int[x.shape().rank()];
        for (int o = 0; o < out.numbers().length; o++) {
            source.find(out.index(o), input);
            out.numbers()[o] = x.at(input);
        }
    }

    /** The index in the gathered tensor, of shape {@code shape}, of a place in the result of gathering. */
    private static int[] fromGathered(int[] place, int axis, Value indices, int extent, Shape shape) {
        int rank = indices.shape().rank();
        int[] which = new int[rank];
        System.arraycopy(place, axis, which, 0, rank);
        int chosen = (int) indices.at(which);
        if (chosen < 0 || chosen >= extent) {
            throw new IndexOutOfBoundsException(
                    "gather: index " + chosen + " along axis " + axis + " of shape " + shape);
        }
        int[] at = new int[place.length - rank + 1];
        System.arraycopy(place, 0, at, 0, axis);
        at[axis] = chosen;
        System.arraycopy(place, axis + rank, at, axis + 1, place.length - axis - rank);
        return at;
    }
}
