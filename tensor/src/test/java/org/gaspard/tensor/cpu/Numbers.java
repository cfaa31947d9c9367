package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Random arrays and comparisons of the kernel tests. */
final class Numbers {

    private Numbers() {}

    /** Numbers between −1 and 1 that a float holds exactly. */
    static double[] random(long seed, int length) {
        Random random = new Random(seed);
        double[] result = new double[length];
        for (int i = 0; i < length; i++) {
            result[i] = random.nextInt(-1 << 12, 1 << 12) / (double) (1 << 12);
        }
        return result;
    }

    static double[] filled(int length, double value) {
        double[] result = new double[length];
        java.util.Arrays.fill(result, value);
        return result;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Compares with a tolerance for sums of {@code terms} products. */
    static void expectClose(String what, double[] found, double[] expected, double tolerance, int terms) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double limit = tolerance * (1 + Math.sqrt(terms));
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= limit)) {
                throw new AssertionError(
                        what + ": element " + i + " is " + found[i] + ", expected " + expected[i] + " ± " + limit);
            }
        }
    }
}
