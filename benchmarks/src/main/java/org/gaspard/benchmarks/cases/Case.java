package org.gaspard.benchmarks.cases;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Something to be timed, most of the time on both sides.
 *
 * @param name by which it is asked for
 * @param description in half a line
 * @param peer what it is timed beside
 * @param iterations how often it is done in one turn
 * @param flops floating-point operations of its products for one iteration, where these are what it is about
 * @param threads if it asks for a number of them; else as many as there are processors
 * @param workload makes it
 */
public record Case(
        String name,
        String description,
        Peer peer,
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

    /** Beside PyTorch, on as many threads as there are processors. */
    Case(String name, String description, int iterations, Function<Scale, Workload> workload) {
        this(
                name,
                description,
                new Peer.PyTorch(false),
                iterations,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                workload);
    }

    /** Barcodes, beside Ripser. */
    static Case ofBars(String name, String description, int iterations, Function<Scale, Barcodes> bars) {
        return new Case(name, description, iterations, bars::apply).beside(new Peer.Ripser(bars));
    }

    Case beside(Peer other) {
        return new Case(name, description, other, iterations, flops, threads, workload);
    }

    Case withLayouts() {
        return beside(new Peer.PyTorch(true));
    }

    Case withFlops(double count) {
        return new Case(name, description, peer, iterations, OptionalDouble.of(count), threads, workload);
    }

    /** The same on {@code count} threads. */
    Case withThreads(int count) {
        String said = description + ", " + (count == 1 ? "1 thread" : count + " threads");
        return new Case(name, said, peer, iterations, flops, OptionalInt.of(count), workload);
    }

    /** The same on {@code count} threads, under a name that says so. */
    Case onThreads(int count) {
        Case same = withThreads(count);
        return new Case(name + "-" + count + "t", same.description, peer, iterations, flops, same.threads, workload);
    }
}
