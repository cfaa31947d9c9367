package org.gaspard.models.directions;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/** Tensors of which each row is a point. */
final class Rows {

    private Rows() {}

    /** Checks that there are points of at least one number. */
    static void check(String name, Tensor points, int least) {
        if (points.rank() < 2
                || points.extent(0) < least
                || points.size() == 0
                || !points.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " must be floating-point numbers [N, ...] with N at least "
                    + least + ", found " + points.type());
        }
    }

    /** In float64, [N, d]: what follows the first axis is flattened. */
    static Tensor flat(Tensor points) {
        return points.reshape(points.extent(0), -1).cast(DType.FLOAT64);
    }
}
