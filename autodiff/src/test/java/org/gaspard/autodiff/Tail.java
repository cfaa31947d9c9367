package org.gaspard.autodiff;

import org.gaspard.tensor.Tensor;

/** What is computed from the result of an operation within the same plan. */
enum Tail {
    /** Nothing. */
    NONE,
    /** An elementwise chain that uses the result twice. */
    ELEMENTWISE,
    /** A sum over the last axis, scaled. */
    SUMMED,
    /** Moved, then elementwise. */
    MOVED;

    Tensor of(Tensor y) {
        return switch (this) {
            case NONE -> y;
            case ELEMENTWISE ->
                y.multiply(View.leaf(2, y.dtype())).add(View.leaf(1, y.dtype())).maximum(y);
            case SUMMED -> (y.rank() == 0 ? y : y.sum(-1)).multiply(View.leaf(2, y.dtype()));
            case MOVED ->
                (y.rank() == 0 ? y : y.transpose(View.reversed(y.rank())).flip(0)).subtract(View.leaf(1, y.dtype()));
        };
    }
}
