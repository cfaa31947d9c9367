package org.gaspard.tensor;

import java.util.List;

/** Checks shared by the shape rules; each names the operation and what it found. */
final class Check {

    private Check() {}

    static void arity(Op op, List<TensorType> inputs, int expected) {
        if (inputs.size() != expected) {
            throw new IllegalArgumentException(
                    op.label() + " takes " + expected + " inputs, found " + inputs.size() + ": " + inputs);
        }
    }

    static void equalTypes(Op op, List<TensorType> inputs) {
        for (TensorType type : inputs) {
            if (!type.equals(inputs.getFirst())) {
                throw new IllegalArgumentException(op.label() + " takes inputs of one type, found " + inputs);
            }
        }
    }

    static void equalDTypes(Op op, List<TensorType> inputs) {
        for (TensorType type : inputs) {
            if (type.dtype() != inputs.getFirst().dtype()) {
                throw new IllegalArgumentException(op.label() + " takes inputs of one element type, found " + inputs);
            }
        }
    }

    static void floating(Op op, List<TensorType> inputs) {
        for (TensorType type : inputs) {
            if (!type.dtype().isFloating()) {
                throw new IllegalArgumentException(op.label() + " takes floating-point inputs, found " + inputs);
            }
        }
    }

    static int axis(Op op, int axis, Shape shape) {
        if (axis < 0 || axis >= shape.rank()) {
            throw new IllegalArgumentException(op.label() + ": axis " + axis + " is outside shape " + shape);
        }
        return axis;
    }

    static void that(boolean condition, Op op, String expectation, List<TensorType> inputs) {
        if (!condition) {
            throw new IllegalArgumentException(op.label() + ": " + expectation + ", found " + inputs);
        }
    }
}
