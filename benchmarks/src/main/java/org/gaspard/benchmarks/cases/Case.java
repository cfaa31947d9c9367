package org.gaspard.benchmarks.cases;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Something to be timed on both sides.
 *
 * @param name by which it is asked for
 * @param description in half a line
 * @param layouts whether the memory layout of images matters to the peer
 * @param iterations how often it is done in one turn
 * @param flops floating-point operations of its products for one iteration, where these are what it is about
 * @param threads if it asks for a number of them; else as many as there are processors
 * @param workload makes it
 */
public record Case(
        String name,
        String description,
        boolean layouts,
        int iterations,
        OptionalDouble flops,
        OptionalInt threads,
        Function<Scale, Workload> workload) {

    /** How large the arrays of a case are. */
    public enum Scale {
        /** As they are timed. */
        FULL,
        /** As small as the case allows, for tests. */
        TINY;

        int of(int full, int tiny) {
            return this == FULL ? full : tiny;
        }
    }

    Case(String name, String description, int iterations, Function<Scale, Workload> workload) {
        this(name, description, false, iterations, OptionalDouble.empty(), OptionalInt.empty(), workload);
    }

    Case withLayouts() {
        return new Case(name, description, true, iterations, flops, threads, workload);
    }

    Case withFlops(double count) {
        return new Case(name, description, layouts, iterations, OptionalDouble.of(count), threads, workload);
    }

    /** The same on {@code count} threads, under a name that says so. */
    Case onThreads(int count) {
        String said = description + ", " + (count == 1 ? "1 thread" : count + " threads");
        return new Case(name + "-" + count + "t", said, layouts, iterations, flops, OptionalInt.of(count), workload);
    }
}
