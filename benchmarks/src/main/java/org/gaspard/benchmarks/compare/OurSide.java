package org.gaspard.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gaspard.benchmarks.cases.Case;

/** What there is to measure of our side alone. */
final class OurSide {

    private static final int SMOOTHED = 10;
    private static final double NEAR = 1.1;
    private static final double TRACED_SECONDS = 40;
    private static final int LEAST_TRACED = 600;
    private static final List<Integer> THREADS = List.of(1, 2, 3, 8);

    private final Case chosen;
    private final Options options;
    private final PrintStream out;

    OurSide(Case chosen, Options options, PrintStream out) {
        this.chosen = chosen;
        this.options = options;
        this.out = out;
    }

    /** How long a fresh JVM takes to come near its final speed. */
    void warmUp() throws Failure {
        long start = System.nanoTime();
        try (Side ours = Sides.ours(chosen, Sides.threads(chosen, options.threads()), options.jvm())) {
            double ready = (System.nanoTime() - start) * 1e-9;
            List<Double> seconds = new ArrayList<>();
            double sum = 0;
            while (sum < TRACED_SECONDS || seconds.size() < LEAST_TRACED) {
                for (double time : ours.run(SMOOTHED)) {
                    seconds.add(time);
                    sum += time;
                }
            }
            double last = finalTime(seconds);
            int steps = stepsUntilNear(seconds);
            double until = seconds.subList(0, steps).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            Pairs.Unit unit = Pairs.Unit.of(last);
            out.printf(
                    Locale.ROOT,
                    "%s warm-up: ready after %.1f s, first step %s, final %s, within 10 %% after %d steps or %.1f s%n",
                    chosen.name(),
                    ready,
                    unit.format(seconds.getFirst()),
                    unit.format(last),
                    steps,
                    until);
        }
    }

    /** The median of the last quarter. */
    static double finalTime(List<Double> seconds) {
        return Pairs.median(seconds.subList(seconds.size() * 3 / 4, seconds.size()));
    }

    /** The steps until the median of the last ten is within 10 % of the final time. */
    static int stepsUntilNear(List<Double> seconds) {
        double near = NEAR * finalTime(seconds);
        int end = SMOOTHED;
        while (end < seconds.size() && Pairs.median(seconds.subList(end - SMOOTHED, end)) > near) {
            end++;
        }
        return end;
    }

    /** The time on several numbers of threads, which take turns. */
    void scaling() throws Failure {
        List<Side> sides = new ArrayList<>();
        try {
            for (int threads : THREADS) {
                sides.add(Sides.ours(chosen, threads, options.jvm()));
                WarmUp.run(sides.getLast(), chosen, options.warmUpSeconds());
            }
            int turns = options.pairs(chosen);
            double[][] times = new double[sides.size()][turns];
            for (int turn = 0; turn < turns; turn++) {
                for (int s = 0; s < times.length; s++) {
                    times[s][turn] = Turn.of(sides.get(s), chosen).seconds();
                }
            }
            List<Double> medians = Arrays.stream(times)
                    .map(all -> Pairs.median(Arrays.stream(all).boxed().toList()))
                    .toList();
            Pairs.Unit unit = Pairs.Unit.of(medians.getFirst());
            for (int s = 0; s < times.length; s++) {
                out.printf(
                        Locale.ROOT,
                        "%s: %d thread%s %s, speed-up %.2f%n",
                        chosen.name(),
                        THREADS.get(s),
                        THREADS.get(s) == 1 ? "" : "s",
                        unit.format(medians.get(s)),
                        medians.getFirst() / medians.get(s));
            }
        } finally {
            sides.forEach(Side::close);
        }
    }
}
