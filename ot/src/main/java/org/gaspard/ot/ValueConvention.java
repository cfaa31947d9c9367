package org.gaspard.ot;

/** Which number is called the value of an entropic problem with solution P. All three agree at ε = 0. */
public enum ValueConvention {
    /** The cost of P alone. An upper bound of the exact cost, so a gap that subtracts it may be negative. */
    TRANSPORT,
    /** Minus {@code ε H(P)}: the objective. A gap that subtracts its global minimum is at least {@code ε log n}. */
    ENTROPIC,
    /** Plus {@code ε KL(P ‖ abᵀ)}: the objective up to a constant. A gap that subtracts it may be negative. */
    DIVERGENCE
}
