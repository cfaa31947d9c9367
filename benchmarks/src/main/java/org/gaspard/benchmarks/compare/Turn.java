package org.gaspard.benchmarks.compare;

import java.util.Arrays;
import org.gaspard.benchmarks.cases.Case;

/**
 * What one side does before it is the other's turn: iterations that are not counted, then the counted ones. The mean of
 * these counts, not their median, so that collections of garbage are in it.
 *
 * @param seconds of one iteration
 */
record Turn(double seconds) {

    /**
     * The iterations that wake up threads and caches. Many: in the first tenths of a second after a pause, a virtual
     * machine may have to share a core with another one until it is moved to a free one. In minutes that is nothing.
     */
    static int settling(Case chosen) {
        return switch (chosen.pace()) {
            case SECONDS -> Math.max(1, chosen.iterations() / 2);
            case MINUTES -> 0;
        };
    }

    static Turn of(Side side, Case chosen) throws Failure {
        int settling = settling(chosen);
        int iterations = chosen.iterations();
        double[] times = side.run(settling + iterations);
        return new Turn(Arrays.stream(times, settling, times.length).average().orElseThrow());
    }
}
