package org.gaspard.benchmarks.cases;

/** Work that is done again and again while it is timed. */
public interface Workload {

    /**
     * Numbers by which two implementations know that they compute the same from the same inputs; for training, they
     * belong to the state before the first step. Called before the first {@link #step}.
     */
    Fingerprint check();

    /** Does the work once. */
    void step();
}
