package org.gaspard.topology.rips;

import org.gaspard.topology.DistanceMatrix;

/**
 * Distance matrices that {@code src/test/oracles/ripser.py} makes too, from a seed: all distances are multiples of 2⁻²⁰, so that
 * floats hold them exactly.
 */
final class Inputs {

    private static final double GRID = 0x1p20;

    private long state;

    private Inputs(long seed) {
        this.state = seed;
    }

    /** SplitMix64. */
    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** A multiple of 2⁻²⁰ in [0, 1). */
    private double uniform() {
        return (next() >>> 44) / GRID;
    }

    /**
     * An input of a kind: {@code uniform}, {@code integer}, {@code plane}, {@code sphere}, {@code grid}, {@code rotation}.
     */
    static DistanceMatrix matrix(String kind, int n, long seed) {
        Inputs random = new Inputs(seed);
        return DistanceMatrix.of(random.square(kind, n), n);
    }

    private double[] square(String kind, int n) {
        return switch (kind) {
            case "uniform" -> entries(n, 1, false);
            case "integer" -> entries(n, 12, true);
            case "plane" -> points(n, 2, 0);
            case "sphere" -> points(n, 3, 1);
            case "grid" -> points(n, 3, 2);
            case "rotation" -> points(n, 4, 3);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private double[] entries(int n, int range, boolean whole) {
        double[] d = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double value = whole ? 1 + Math.floor(range * uniform()) : range * uniform();
                d[i * n + j] = value;
                d[j * n + i] = value;
            }
        }
        return d;
    }

    /** Points of a cube, on a sphere, of a small grid, or rotations of space as matrices. */
    private double[] points(int n, int dimension, int kind) {
        double[][] x = new double[n][dimension];
        for (int i = 0; i < n; i++) {
            double[] point = x[i];
            double norm = 0;
            for (int k = 0; k < dimension; k++) {
                point[k] = kind == 2 ? Math.floor(4 * uniform()) : 2 * uniform() - 1;
                norm += point[k] * point[k];
            }
            for (int k = 0; k < dimension && kind % 2 == 1; k++) {
                point[k] /= Math.sqrt(norm);
            }
            if (kind == 3) {
                x[i] = rotation(point[0], point[1], point[2], point[3]);
            }
        }
        double[] d = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < x[i].length; k++) {
                    sum += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
                }
                d[i * n + j] = Math.floor(Math.sqrt(sum) * GRID) / GRID;
            }
        }
        return d;
    }

    /** The matrix of a unit quaternion, row by row. */
    private static double[] rotation(double a, double b, double c, double d) {
        return new double[] {
            1 - 2 * (c * c + d * d),
            2 * (b * c - a * d),
            2 * (b * d + a * c),
            2 * (b * c + a * d),
            1 - 2 * (b * b + d * d),
            2 * (c * d - a * b),
            2 * (b * d - a * c),
            2 * (c * d + a * b),
            1 - 2 * (b * b + c * c)
        };
    }
}
