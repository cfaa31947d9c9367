package org.gaspard.benchmarks.cases;

import java.util.Optional;

/** Work that is done again and again while it is timed. */
public interface Workload {

    /**
     * Numbers by which two implementations know that they compute the same from the same inputs; for training, they
     * belong to the state before the first step. Called before the first {@link #step}.
     */
    Fingerprint check();

    /** Does the work once. */
    void step();

    /** The same captured once, for work that builds its graph each time. */
    default Optional<Workload> captured() {
        return Optional.empty();
    }
}
