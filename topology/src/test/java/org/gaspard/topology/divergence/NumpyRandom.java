package org.gaspard.topology.divergence;

import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;

/** NumPy's legacy generator ({@code numpy.random.seed}), which published examples draw from. */
final class NumpyRandom {

    private final MersenneTwister twister;

    NumpyRandom(int seed) {
        twister = new MersenneTwister(seed);
    }

    /** {@code numpy.random.rand}: 53 bits for each number in [0, 1). */
    double[] uniform(int count) {
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            int high = twister.nextInt() >>> 5;
            int low = twister.nextInt() >>> 6;
            x[i] = (high * 67108864.0 + low) / 9007199254740992.0;
        }
        return x;
    }

    /** {@code numpy.random.choice(n, size, replace=False)}: the beginning of a shuffle from the end. */
    int[] choice(int n, int size) {
        int[] numbers = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = below(i);
            int other = numbers[j];
            numbers[j] = numbers[i];
            numbers[i] = other;
        }
        return IntStream.of(numbers).limit(size).toArray();
    }

    /** A number from 0 to {@code highest}: bits of the right length until they are small enough. */
    private int below(int highest) {
        int mask = 2 * Integer.highestOneBit(highest) - 1;
        int drawn = twister.nextInt() & mask;
        while (drawn > highest) {
            drawn = twister.nextInt() & mask;
        }
        return drawn;
    }
}
