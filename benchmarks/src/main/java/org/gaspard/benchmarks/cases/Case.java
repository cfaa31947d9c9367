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
 * @param pace how long one iteration takes
 * @param workload makes it
 */
public record Case(
        String name,
        String description,
        Peer peer,
        int iterations,
        OptionalDouble flops,
        OptionalInt threads,
        Pace pace,
        Function<Scale, Workload> workload) {

    /** How long an iteration takes, and so how much of it is bearable. */
    public enum Pace {
        /** Up to seconds: both sides are warmed up, and take turns at least seven times. */
        SECONDS(7),
        /** Minutes on the side of the peer, which starts without a warm-up; three turns, or as few as are asked for. */
        MINUTES(3);

        private final int pairs;

        Pace(int pairs) {
            this.pairs = pairs;
        }

        /** How often the sides take turns if nobody says it. */
        public int pairs() {
            return pairs;
        }
    }

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
                Pace.SECONDS,
                workload);
    }

    /** Barcodes, beside Ripser. */
    static Case ofBars(String name, String description, int iterations, Function<Scale, Barcodes> bars) {
        return new Case(name, description, iterations, bars::apply).beside(new Peer.Ripser(bars));
    }

    Case beside(Peer other) {
        return new Case(name, description, other, iterations, flops, threads, pace, workload);
    }

    Case withLayouts() {
        return beside(new Peer.PyTorch(true));
    }

    Case ofMinutes() {
        return new Case(name, description, peer, iterations, flops, threads, Pace.MINUTES, workload);
    }

    Case withFlops(double count) {
        return new Case(name, description, peer, iterations, OptionalDouble.of(count), threads, pace, workload);
    }

    /** The same on {@code count} threads. */
    Case withThreads(int count) {
        String said = description + ", " + (count == 1 ? "1 thread" : count + " threads");
        return new Case(name, said, peer, iterations, flops, OptionalInt.of(count), pace, workload);
    }

    /** The same on {@code count} threads, under a name that says so. */
    Case onThreads(int count) {
        Case same = withThreads(count);
        return new Case(
                name + "-" + count + "t", same.description, peer, iterations, flops, same.threads, pace, workload);
    }
}
