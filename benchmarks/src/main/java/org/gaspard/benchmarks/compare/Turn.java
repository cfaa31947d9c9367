package org.gaspard.benchmarks.compare;

import java.util.Arrays;

/**
 * What one side does before it is the other's turn: an iteration that wakes up threads and caches and is not counted,
 * then the counted ones. The mean of these counts, not their median, so that collections of garbage are in it.
 *
 * @param seconds of one iteration
 */
record Turn(double seconds) {

    static Turn of(Side side, int iterations) throws Failure {
        double[] times = side.run(iterations + 1);
        return new Turn(Arrays.stream(times, 1, times.length).average().orElseThrow());
    }
}
