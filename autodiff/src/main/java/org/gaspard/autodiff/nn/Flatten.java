package org.gaspard.autodiff.nn;

import org.gaspard.tensor.Tensor;

/** All axes but the first as one: from [N, ...] to [N, size]. Images go row by row, channels last. */
public record Flatten() implements Layer {

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("flatten takes [N, ...], found " + x.type());
        }
        return x.reshape(x.extent(0), x.shape().with(0, 1).size());
    }
}
