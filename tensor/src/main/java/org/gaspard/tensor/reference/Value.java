package org.gaspard.tensor.reference;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;

/** The numbers of one node, in double precision whatever its type. */
record Value(TensorType type, double[] numbers) {

    /** Zeros of the given type. */
    Value(TensorType type) {
        this(type, new double[type.shape().size()]);
    }

    Shape shape() {
        return type.shape();
    }

    int extent(int axis) {
        return type.shape().extent(axis);
    }

    boolean isInteger() {
        return type.dtype() == DType.INT32;
    }

    double at(int... index) {
        return numbers[flat(index)];
    }

    void set(double number, int... index) {
        numbers[flat(index)] = number;
    }

    void add(double number, int... index) {
        numbers[flat(index)] += number;
    }

    /** The row-major position of an index. */
    int flat(int... index) {
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            flat = flat * extent(axis) + index[axis];
        }
        return flat;
    }

    /** The index at a row-major position. */
    int[] index(int flat) {
        int[] index = new int[shape().rank()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % extent(axis);
            rest /= extent(axis);
        }
        return index;
    }

    /** A number as the type can hold it. */
    static double rounded(double number, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> (float) number;
            case FLOAT64 -> number;
            case INT32 -> (int) number;
        };
    }
}
