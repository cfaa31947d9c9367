package org.gaspard.ot.solver;

/** Why an iteration ended, by the names of {@code StopReason}. */
public enum Ending {
    CONVERGED,
    MAX_ITERATIONS,
    NON_FINITE
}
