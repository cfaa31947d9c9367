package org.gaspard.metrics.tables;

import java.util.SplittableRandom;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;

/**
 * Codes of two factors a and b with four values each, every combination equally often, so that scores can be worked out by
 * hand. Training and test points are the same, but for noise.
 */
enum Coding {
    PERFECT("perfect") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {a, b};
        }
    },
    PERMUTED("permuted, rescaled") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {100 - 4 * b, 0.25 * a};
        }
    },
    ROTATED("rotated by 45°") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {Math.sqrt(0.5) * (a + b), Math.sqrt(0.5) * (a - b)};
        }
    },
    DUPLICATED("duplicated") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {a, b, a, b};
        }
    },
    DEAD("with a dead code") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {a, b, 7};
        }
    },
    NOISE("noise alone") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {random.nextDouble(), random.nextDouble()};
        }
    },
    SPLIT("one factor in two codes") {
        @Override
        double[] of(int a, int b, SplittableRandom random) {
            return new double[] {a < 2 ? 0 : 1, a % 2, b};
        }
    };

    static final int VALUES = 4;
    private static final int TIMES = 100;

    private final String title;

    Coding(String title) {
        this.title = title;
    }

    abstract double[] of(int a, int b, SplittableRandom random);

    Sample sample() {
        return new Sample(points(1), points(2));
    }

    private Points points(long seed) {
        var random = new SplittableRandom(seed);
        int[][] factors = new int[VALUES * VALUES * TIMES][];
        double[][] codes = new double[factors.length][];
        for (int n = 0; n < factors.length; n++) {
            int a = n / VALUES % VALUES;
            int b = n % VALUES;
            factors[n] = new int[] {a, b};
            codes[n] = of(a, b, random);
        }
        return Points.of(codes, factors);
    }

    /** The heading of its column. */
    @Override
    public String toString() {
        return title;
    }
}
