package org.gaspard.benchmarks.compare;

import java.util.OptionalLong;
import org.gaspard.benchmarks.cases.Fingerprint;

/** One of those that are timed: it does a case as often as it is asked to, until it is closed. */
sealed interface Side extends AutoCloseable permits WorkerSide, RipserSide {

    /** The name in the results. */
    String name();

    /** What runs, in words. */
    String version();

    /** Does the work once and tells what came out. */
    Fingerprint check() throws Failure;

    /** How far its fingerprint may be from that of our side. */
    double tolerance();

    /** Does the work {@code iterations} times; the seconds of each. */
    double[] run(int iterations) throws Failure;

    /** The largest memory that it has had in use, in bytes, where the system says so (Linux does). */
    OptionalLong peakBytes() throws Failure;

    @Override
    void close();
}
