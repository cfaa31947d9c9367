package org.gaspard.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Case;
import org.gaspard.benchmarks.cases.Fingerprint;
import org.gaspard.benchmarks.cases.Peer;

/** One case on both sides, or on ours alone: check that they do the same, warm both up, let them take turns. */
final class Comparison {

    /** How much longer a turn takes than another one where nothing else runs. */
    private static final double QUIET = 1.25;

    private static final int WARM_UP_TURNS = 5;
    private static final double PEER_WARM_UP_SECONDS = 3;

    /** Longer than the threads of either side spin before they sleep. */
    private static final long PAUSE_MILLIS = 250;

    private final Case chosen;
    private final Options options;
    private final int threads;
    private final PrintStream out;

    /** A side with the times of its turns so far. */
    private record Timed(Side side, List<Double> seconds) {

        Timed(Side side) {
            this(side, new ArrayList<>());
        }

        double turn(Case chosen) throws Failure {
            seconds.add(Turn.of(side, chosen).seconds());
            return seconds.getLast();
        }
    }

    Comparison(Case chosen, Options options, PrintStream out) {
        this.chosen = chosen;
        this.options = options;
        this.threads = Sides.threads(chosen, options.threads());
        this.out = out;
    }

    /** Runs it, and prints the result as the last line. */
    Row run() throws Failure {
        options.pairs(chosen); // refuses too few before anything is run
        out.println(chosen.name() + ": " + chosen.description());
        check();
        List<Side> peers = Sides.peers(chosen, threads, options.jvm());
        try (WorkerSide ours = Sides.ours(chosen, threads, options.jvm())) {
            out.printf(
                    "%s%s, %d thread%s%s%n",
                    ours.version(),
                    peers.isEmpty() ? "" : " against " + peers.getFirst().version(),
                    threads,
                    threads == 1 ? "" : "s",
                    jvm());
            return takeTurns(ours, peers);
        } finally {
            peers.forEach(Side::close);
        }
    }

    /** Checks that both sides compute the same, in processes of their own: it takes memory that the work does not. */
    void check() throws Failure {
        // The other case computes something else.
        List<Side> peers = besideItself() ? List.of() : Sides.peers(chosen, threads, options.jvm());
        try (WorkerSide ours = Sides.ours(chosen, threads, options.jvm())) {
            check(ours, peers);
        } finally {
            peers.forEach(Side::close);
        }
    }

    private Row takeTurns(WorkerSide ours, List<Side> peers) throws Failure {
        Pairs.Unit unit = Pairs.Unit.of(WarmUp.run(ours, chosen, options.warmUpSeconds()));
        if (chosen.pace() == Case.Pace.SECONDS) {
            for (Side peer : peers) {
                pause();
                WarmUp.run(peer, chosen, besideItself() ? options.warmUpSeconds() : PEER_WARM_UP_SECONDS);
            }
        }
        Timed us = new Timed(ours);
        List<Timed> others = peers.stream().map(Timed::new).toList();
        WorkerSide.Usage before = ours.usage();
        int turns = options.pairs(chosen);
        for (int pair = 1; pair <= turns; pair++) {
            List<String> said = new ArrayList<>();
            for (Timed timed : Stream.concat(Stream.of(us), others.stream()).toList()) {
                pause();
                said.add(timed.side.name() + " " + unit.format(timed.turn(chosen)));
            }
            out.println((peers.isEmpty() ? "turn " : "pair ") + pair + ": " + String.join(", ", said));
        }
        WorkerSide.Usage after = ours.usage();
        long iterations = (long) turns * (Turn.settling(chosen) + chosen.iterations());
        Row alone = Row.of(chosen, threads, options.jvm(), ours, us.seconds)
                .withUsage((after.bytes() - before.bytes()) / iterations, after.collections() - before.collections());
        Result result = chosen.peer() instanceof Peer.Target target
                ? Result.against(target, alone, us.seconds)
                : Result.beside(chosen, alone, us.seconds, others);
        result.row.facts().forEach(out::println);
        sayCaptured(ours, unit);
        if (result.spread > QUIET) {
            out.printf(
                    Locale.ROOT,
                    "the machine was not quiet: the slowest turn took %.1f times as long as the fastest of its side%n",
                    result.spread);
        }
        out.println(result.line);
        return result.row;
    }

    /**
     * What came out.
     *
     * @param spread the slowest turn of a side over its fastest one
     * @param line the last one that is printed
     */
    private record Result(Row row, double spread, String line) {

        static Result beside(Case chosen, Row alone, List<Double> ours, List<Timed> others) throws Failure {
            Timed fastest = others.stream()
                    .min(Comparator.comparing(other -> Pairs.median(other.seconds)))
                    .orElseThrow();
            Pairs pairs = new Pairs(ours, fastest.seconds);
            return new Result(
                    alone.beside(chosen, fastest.side, pairs),
                    pairs.spread(),
                    chosen.peer() instanceof Peer.Own own
                            ? pairs.surplus(chosen.name(), own.name())
                            : pairs.line(chosen.name(), fastest.side.name()));
        }

        static Result against(Peer.Target target, Row alone, List<Double> ours) {
            double median = Pairs.median(ours);
            Pairs.Unit unit = Pairs.Unit.of(Math.min(median, target.seconds()));
            String line = "%s: gaspard %s, target %s"
                    .formatted(alone.text("case"), unit.format(median), unit.format(target.seconds()));
            return new Result(alone.against(target), Pairs.spread(ours), line);
        }
    }

    /** Whether the other side is ours too. */
    private boolean besideItself() {
        return chosen.peer() instanceof Peer.Own;
    }

    private String jvm() {
        return options.jvm().isEmpty() ? "" : ", JVM options " + String.join(" ", options.jvm());
    }

    /** What the user gains who captures instead of building each time. */
    private void sayCaptured(WorkerSide ours, Pairs.Unit unit) throws Failure {
        double[] seconds = ours.captured(WARM_UP_TURNS * chosen.iterations());
        if (seconds.length > 0) {
            double[] last = Arrays.copyOfRange(seconds, seconds.length - chosen.iterations(), seconds.length);
            double mean = Arrays.stream(last).average().orElseThrow();
            out.println("gaspard, captured once and not built each time: " + unit.format(mean));
        }
    }

    private void check(Side ours, List<Side> peers) throws Failure {
        Fingerprint expected = ours.check();
        if (peers.isEmpty()) {
            out.println(chosen.name() + ": no other side to check it against");
        }
        for (Side peer : peers) {
            Fingerprint found = peer.check();
            double distance = expected.distance(found);
            if (!(distance <= peer.tolerance())) {
                throw new Failure(
                        Failure.DIFFERENT,
                        String.format(
                                Locale.ROOT,
                                "%s: the results of %s and %s are %.1e apart, expected at most %.1e:%n%s%n%s",
                                chosen.name(),
                                ours.name(),
                                peer.name(),
                                distance,
                                peer.tolerance(),
                                expected,
                                found));
            }
            out.printf(
                    Locale.ROOT,
                    "%s: same results as %s, %d numbers agree to %.1e%n",
                    chosen.name(),
                    peer.name(),
                    expected.entries().size(),
                    distance);
        }
    }

    private static void pause() throws Failure {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.BROKEN, "interrupted", e);
        }
    }
}
