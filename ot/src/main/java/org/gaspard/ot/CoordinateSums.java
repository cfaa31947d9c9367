package org.gaspard.ot;

import org.gaspard.tensor.array.DoubleArrays;
import org.gaspard.tensor.array.Parallel;

/**
 * Matrices whose entries are a sum, or a maximum, over the coordinates of two points. One set of points is transposed, so
 * that the inner loop runs over points, at equal places of two arrays and without a sum to carry: loops of this form become
 * vector instructions. The coordinates are added up in one order for every entry, hence exactly symmetric terms give symmetric matrices.
 */
final class CoordinateSums {

    /** Points and coordinates used at a time: what stays in a core's own cache. */
    private static final int TILE_POINTS = 256;

    private static final int TILE_COORDINATES = 64;

    /** How many terms a thread takes at a time. */
    private static final int PIECE = 1 << 20;

    /** What is added for one coordinate, or rather how it joins what is there. */
    @FunctionalInterface
    interface Term {

        /** Joins the terms of the number v with the numbers y to the sums: two arrays of one length, at equal places. */
        void join(double v, double[] y, double[] sums);

        /** {@code Σ (x_k − y_k)²}. */
        Term SQUARE = (v, y, sums) -> {
            for (int j = 0; j < y.length; j++) {
                double difference = v - y[j];
                sums[j] += difference * difference;
            }
        };

        /** {@code Σ x_k y_k}. */
        Term PRODUCT = (v, y, sums) -> {
            for (int j = 0; j < y.length; j++) {
                sums[j] += v * y[j];
            }
        };

        /** {@code Σ |x_k − y_k|}. */
        Term ABSOLUTE = (v, y, sums) -> {
            for (int j = 0; j < y.length; j++) {
                sums[j] += Math.abs(v - y[j]);
            }
        };

        /** {@code max |x_k − y_k|}. */
        Term LARGEST = (v, y, sums) -> {
            for (int j = 0; j < y.length; j++) {
                sums[j] = Math.max(sums[j], Math.abs(v - y[j]));
            }
        };

        /** {@code Σ |x_k − y_k|^p}, or the maximum for p = ∞. */
        static Term power(double p) {
            if (Double.isInfinite(p)) {
                return LARGEST;
            }
            if (p == 1) {
                return ABSOLUTE;
            }
            if (p == 2) {
                return SQUARE;
            }
            return (v, y, sums) -> {
                for (int j = 0; j < y.length; j++) {
                    sums[j] += Math.pow(Math.abs(v - y[j]), p);
                }
            };
        }
    }

    private CoordinateSums() {}

    /** The matrix of the n rows of x, [n × d], and the m rows of y, [m × d]. */
    static double[] of(Term term, double[] x, int n, double[] y, int m, int d) {
        double[] c = new double[Math.multiplyExact(n, m)];
        double[][] columns = columns(y, m, d);
        int rows = Math.clamp(PIECE / ((long) m * d), 1, n);
        Parallel.pieces(n, rows, (from, end) -> {
            for (int j = 0; j < m; j += TILE_POINTS) {
                double[] sums = new double[Math.min(TILE_POINTS, m - j)];
                for (int k = 0; k < d; k += TILE_COORDINATES) {
                    int lastK = Math.min(d, k + TILE_COORDINATES);
                    for (int i = from; i < end; i++) {
                        System.arraycopy(c, i * m + j, sums, 0, sums.length);
                        for (int l = k; l < lastK; l++) {
                            term.join(x[i * d + l], columns[j / TILE_POINTS * d + l], sums);
                        }
                        System.arraycopy(sums, 0, c, i * m + j, sums.length);
                    }
                }
            }
        });
        return c;
    }

    /**
     * {@code Σ (x_ik − x_jk)²} of the n rows of x, [n × d]: half the work of {@link #of}, row against row, for which rows should be
     * long. Exactly symmetric.
     */
    static double[] squaresAmong(double[] x, int n, int d) {
        double[] c = new double[Math.multiplyExact(n, n)];
        // Row i and row n − 1 − i together have n + 1 pairs, so that all pieces are alike.
        int half = (n + 1) / 2;
        Parallel.pieces(half, Math.clamp(PIECE / ((long) n * d), 1, half), (from, end) -> {
            for (int i = from; i < end; i++) {
                squaresOfRow(x, i, n, d, c);
                if (n - 1 - i != i) {
                    squaresOfRow(x, n - 1 - i, n, d, c);
                }
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                c[i * n + j] = c[j * n + i];
            }
        }
        return c;
    }

    private static void squaresOfRow(double[] x, int i, int n, int d, double[] c) {
        for (int j = i + 1; j < n; j++) {
            c[i * n + j] = DoubleArrays.squaredDistance(x, i * d, x, j * d, d);
        }
    }

    /** Each coordinate of each tile of points, in an array of its own. */
    private static double[][] columns(double[] y, int m, int d) {
        int tiles = (m + TILE_POINTS - 1) / TILE_POINTS;
        double[][] columns = new double[tiles * d][];
        for (int tile = 0; tile < tiles; tile++) {
            int first = tile * TILE_POINTS;
            int count = Math.min(TILE_POINTS, m - first);
            for (int k = 0; k < d; k++) {
                double[] column = new double[count];
                for (int j = 0; j < count; j++) {
                    column[j] = y[(first + j) * d + k];
                }
                columns[tile * d + k] = column;
            }
        }
        return columns;
    }
}
