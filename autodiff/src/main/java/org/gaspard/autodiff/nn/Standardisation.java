package org.gaspard.autodiff.nn;

import org.gaspard.tensor.Tensor;

/** The formula that the normalising layers share. */
final class Standardisation {

    private Standardisation() {}

    /**
     * {@code (x - μ) / √(σ² + ε)}, with one reciprocal for each statistic rather than one division for each element.
     */
    static Tensor apply(Tensor x, Tensor mean, Tensor variance, double epsilon) {
        return x.subtract(mean).multiply(variance.add(epsilon).sqrt().reciprocal());
    }

    /** The same with the mean and the variance (divisor n) over {@code axes}. */
    static Tensor over(Tensor x, double epsilon, int... axes) {
        Tensor mean = x.meanKeep(axes);
        return apply(x, mean, x.subtract(mean).square().meanKeep(axes), epsilon);
    }
}
