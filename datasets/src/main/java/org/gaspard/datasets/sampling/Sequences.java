package org.gaspard.datasets.sampling;

import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;

/** Sequences of combinations in which chosen factors change and all others stay; never carrying into a neighbour. */
public final class Sequences {

    private Sequences() {}

    /** All positions of a factor from the first to the last, the other factors as in {@code base}. */
    public static int[] sweep(FactorGrid grid, int base, int factor) {
        return sweep(grid, base, factor, 0, grid.factors().get(factor).size());
    }

    /**
     * {@code length} consecutive positions of a factor from {@code from} on, the other factors as in {@code base}.
     *
     * @throws IndexOutOfBoundsException if the positions are not all positions of the factor
     */
    public static int[] sweep(FactorGrid grid, int base, int factor, int from, int length) {
        Objects.checkFromIndexSize(from, length, grid.factors().get(factor).size());
        return IntStream.range(0, length)
                .map(t -> grid.with(base, factor, from + t))
                .toArray();
    }

    /**
     * A sweep of {@code length} positions with a uniform start, the other factors uniform.
     *
     * @throws IllegalArgumentException if the length is not in [1, positions of the factor]
     */
    public static int[] randomSweep(FactorGrid grid, int factor, int length, RandomGenerator random) {
        int size = grid.factors().get(factor).size();
        if (length < 1 || length > size) {
            throw new IllegalArgumentException(
                    "length " + length + " of a sweep of " + grid.factors().get(factor) + ", expected 1 to " + size);
        }
        return sweep(grid, random.nextInt(grid.size()), factor, random.nextInt(size - length + 1), length);
    }

    /**
     * A walk from a uniform start in which each step changes exactly {@code k} of the given factors, chosen anew.
     *
     * @throws IllegalArgumentException if the length is not positive, or as {@link PairSampler#changing}
     */
    public static int[] walk(FactorGrid grid, int[] factors, int k, int length, RandomGenerator random) {
        if (length < 1) {
            throw new IllegalArgumentException("length of a walk is " + length + ", expected at least 1");
        }
        PairSampler steps = PairSampler.changing(grid, factors, k);
        int[] walk = new int[length];
        walk[0] = random.nextInt(grid.size());
        for (int t = 1; t < length; t++) {
            walk[t] = steps.step(walk[t - 1], random);
        }
        return walk;
    }
}
