package org.gaspard.ot;

/** Why an iterative solver stopped. */
public enum StopReason {
    /** The stopping rule was met. */
    CONVERGED,
    /** The number of iterations reached its limit first. */
    MAX_ITERATIONS,
    /** A number overflowed or became undefined: the values of the result are not to be used. */
    NON_FINITE
}
