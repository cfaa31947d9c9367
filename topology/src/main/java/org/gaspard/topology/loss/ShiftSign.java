package org.gaspard.topology.loss;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** The direction s of a {@link LatentShift}. */
public enum ShiftSign {
    /** One sign for the whole batch, +1 or −1 with equal probability, as published. */
    RANDOM_PER_BATCH,
    /** A sign for each sample, independent, +1 or −1 with equal probability. */
    RANDOM_PER_SAMPLE,
    /** +1. */
    POSITIVE,
    /** −1. */
    NEGATIVE;

    /** The signs of n samples, float64: [] if all are one, else [n]. */
    Tensor draw(int n, RandomKey key) {
        return switch (this) {
            case RANDOM_PER_BATCH -> signs(key.uniform(DType.FLOAT64));
            case RANDOM_PER_SAMPLE -> signs(key.uniform(DType.FLOAT64, n));
            case POSITIVE -> Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT64), 1);
            case NEGATIVE -> Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT64), -1);
        };
    }

    private static Tensor signs(Tensor uniform) {
        return uniform.less(0.5).multiply(2).subtract(1);
    }
}
