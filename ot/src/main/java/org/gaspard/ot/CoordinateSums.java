package org.gaspard.ot;

import org.gaspard.tensor.array.Parallel;

/**
 * Matrices whose entries are a sum, or a maximum, over the coordinates of two points. One set of points is transposed, so
 * that the inner loop runs over points, in order and without a sum to carry: loops of this form become vector instructions.
 * The coordinates are added up in one order for every entry, hence exactly symmetric terms give symmetric matrices.
 */
final class CoordinateSums {

    /** How many numbers of the transposed points are used at a time: what stays in a core's own cache. */
    private static final int TILE_NUMBERS = 1 << 14;

    private static final int PIECE = 1 << 18;

    /** What is added for one coordinate, or rather how it joins what is there. */
    @FunctionalInterface
    interface Term {

        /** Joins the terms of the number v with {@code y[yo …]} to {@code c[co …]}. */
        void join(double v, double[] y, int yo, double[] c, int co, int count);

        /** {@code Σ (x_k − y_k)²}. */
        Term SQUARE = (v, y, yo, c, co, count) -> {
            for (int j = 0; j < count; j++) {
                double difference = v - y[yo + j];
                c[co + j] += difference * difference;
            }
        };

        /** {@code Σ x_k y_k}. */
        Term PRODUCT = (v, y, yo, c, co, count) -> {
            for (int j = 0; j < count; j++) {
                c[co + j] += v * y[yo + j];
            }
        };

        /** {@code Σ |x_k − y_k|}. */
        Term ABSOLUTE = (v, y, yo, c, co, count) -> {
            for (int j = 0; j < count; j++) {
                c[co + j] += Math.abs(v - y[yo + j]);
            }
        };

        /** {@code max |x_k − y_k|}. */
        Term LARGEST = (v, y, yo, c, co, count) -> {
            for (int j = 0; j < count; j++) {
                c[co + j] = Math.max(c[co + j], Math.abs(v - y[yo + j]));
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
            return (v, y, yo, c, co, count) -> {
                for (int j = 0; j < count; j++) {
                    c[co + j] += Math.pow(Math.abs(v - y[yo + j]), p);
                }
            };
        }
    }

    private CoordinateSums() {}

    /** The matrix of the n rows of x, [n × d], and the m rows of y, [m × d]. */
    static double[] of(Term term, double[] x, int n, double[] y, int m, int d) {
        double[] c = new double[Math.multiplyExact(n, m)];
        double[] columns = transposed(y, m, d);
        int tile = Math.max(32, TILE_NUMBERS / d);
        int rows = Math.clamp(PIECE / ((long) m * d), 1, n);
        Parallel.pieces(n, rows, (from, end) -> {
            for (int start = 0; start < m; start += tile) {
                int count = Math.min(tile, m - start);
                for (int i = from; i < end; i++) {
                    for (int k = 0; k < d; k++) {
                        term.join(x[i * d + k], columns, k * m + start, c, i * m + start, count);
                    }
                }
            }
        });
        return c;
    }

    private static double[] transposed(double[] y, int m, int d) {
        double[] columns = new double[y.length];
        for (int j = 0; j < m; j++) {
            for (int k = 0; k < d; k++) {
                columns[k * m + j] = y[j * d + k];
            }
        }
        return columns;
    }
}
