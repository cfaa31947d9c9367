package org.gaspard.tensor.cpu;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Shape;

/**
 * A node that needs no memory of its own: element {@code i} is element {@code offset + Σ i[axis] · strides[axis]} of the
 * array of another node, in that node's element type or cast to another.
 *
 * @param base the node whose array is read
 * @param stored the element type of that array
 * @param offset the position of element 0
 * @param shape the shape that is seen
 * @param strides the distance between neighbours along each axis; 0 repeats, negative runs backwards
 */
record View(int base, DType stored, int offset, Shape shape, int[] strides) {

    /** A whole array. */
    static View whole(int base, DType stored, Shape shape) {
        return new View(base, stored, 0, shape, shape.strides());
    }

    /** Whether the elements follow each other in the array, in row-major order. */
    boolean isContiguous() {
        int expected = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            if (shape.extent(axis) != 1) {
                if (strides[axis] != expected) {
                    return false;
                }
                expected *= shape.extent(axis);
            }
        }
        return true;
    }

    /** This view under another shape; only of a contiguous one. */
    View reshaped(Shape to) {
        return new View(base, stored, offset, to, to.strides());
    }

    View transposed(Movement.Transpose op, Shape to) {
        int[] moved = new int[strides.length];
        for (int axis = 0; axis < moved.length; axis++) {
            moved[axis] = strides[op.permutation().get(axis)];
        }
        return new View(base, stored, offset, to, moved);
    }

    View broadcast(Shape to) {
        int[] repeated = strides.clone();
        for (int axis = 0; axis < repeated.length; axis++) {
            if (shape.extent(axis) != to.extent(axis)) {
                repeated[axis] = 0;
            }
        }
        return new View(base, stored, offset, to, repeated);
    }

    View sliced(Movement.Slice op, Shape to) {
        int[] stepped = strides.clone();
        int start = offset;
        for (int axis = 0; axis < stepped.length; axis++) {
            start += op.start().get(axis) * stepped[axis];
            stepped[axis] *= op.step().get(axis);
        }
        return new View(base, stored, start, to, stepped);
    }

    View flipped(Movement.Flip op) {
        int[] turned = strides.clone();
        int start = offset;
        for (int axis : op.axes().toArray()) {
            start += (shape.extent(axis) - 1) * turned[axis];
            turned[axis] = -turned[axis];
        }
        return new View(base, stored, shape.size() == 0 ? offset : start, shape, turned);
    }
}
