package org.gaspard.models.gwae;

import org.gaspard.tensor.Tensor;

/** Powers of numbers from 0 on whose derivatives at 0 are 0, where those of the power are not finite. */
final class Powers {

    private Powers() {}

    static Tensor of(Tensor x, double exponent) {
        if (exponent == 1) {
            return x;
        }
        Tensor positive = x.greater(0);
        return Tensor.where(positive, x, Tensor.full(x.type(), 1))
                .power(exponent)
                .multiply(positive);
    }

    /** {@code √x}. */
    static Tensor root(Tensor x) {
        return of(x, 0.5);
    }
}
