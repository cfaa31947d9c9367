package org.gaspard.ot;

import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.Tensor;

/** How a positive factor is made from a number without bounds, so that it can be learned. */
public enum PositiveScale {
    /** {@code α = e^raw}: steps multiply α. */
    EXP,
    /** {@code α = ln(1 + e^raw)}: for large α steps are added to it. */
    SOFTPLUS;

    /** α, differentiable in {@code raw}. */
    public Tensor of(Tensor raw) {
        return switch (this) {
            case EXP -> raw.exp();
            case SOFTPLUS -> raw.softplus();
        };
    }

    /**
     * The number whose scale is {@code alpha}: where learning starts.
     *
     * @throws IllegalArgumentException if {@code alpha} is not a finite number above 0
     */
    public double inverse(double alpha) {
        Checks.positive("alpha", alpha);
        return switch (this) {
            case EXP -> Math.log(alpha);
            // ln(e^α − 1), which must not overflow.
            case SOFTPLUS -> alpha + Math.log(-Math.expm1(-alpha));
        };
    }
}
