package org.gaspard.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.benchmarks.cases.Case;

/** Repeats a case until it gets no faster. */
final class WarmUp {

    private static final int COMPARED = 3;
    private static final double STILL_FASTER = 0.97;
    private static final double MOST_SECONDS = 60;

    private WarmUp() {}

    /** Runs turns of a case until they are {@linkplain #isSettled settled}; returns the time of the last. */
    static double run(Side side, Case chosen, double leastSeconds) throws Failure {
        List<Double> turns = new ArrayList<>();
        long start = System.nanoTime();
        double seconds;
        do {
            turns.add(Turn.of(side, chosen).seconds());
            seconds = (System.nanoTime() - start) * 1e-9;
        } while (seconds < leastSeconds || !isSettled(turns) && seconds < MOST_SECONDS);
        return turns.getLast();
    }

    /** Whether the median of the last three times is not below that of the three before by more than 3 %. */
    static boolean isSettled(List<Double> times) {
        int n = times.size();
        return n >= 2 * COMPARED
                && Pairs.median(times.subList(n - COMPARED, n))
                        > STILL_FASTER * Pairs.median(times.subList(n - 2 * COMPARED, n - COMPARED));
    }
}
