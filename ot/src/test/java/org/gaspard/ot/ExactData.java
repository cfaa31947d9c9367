package org.gaspard.ot;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Frozen reference values (made by {@code src/test/oracles/make_exact.py}) and random problems for the exact solvers. */
public final class ExactData {

    private ExactData() {}

    public static double[] read(String name) {
        return Oracles.read(ExactData.class, "exact.txt", name);
    }

    public static RandomGenerator random(long seed) {
        return Oracles.random(seed);
    }

    public static double[] gaussian(RandomGenerator random, int size) {
        return Oracles.gaussian(random, size);
    }

    /** Weights with sum 1: all different, or equal to a few small ones and 0. */
    public static double[] weights(RandomGenerator random, int size, boolean ties) {
        double[] w = new double[size];
        Arrays.setAll(w, i -> ties ? random.nextInt(4) : random.nextDouble());
        w[random.nextInt(size)] += 1;
        double sum = Arrays.stream(w).sum();
        Arrays.setAll(w, i -> w[i] / sum);
        return w;
    }

    /** Costs: of all kinds of numbers, or of few different ones. */
    public static double[] costs(RandomGenerator random, int size, boolean ties) {
        double[] c = new double[size];
        Arrays.setAll(c, k -> ties ? random.nextInt(5) : random.nextGaussian());
        return c;
    }
}
