package org.gaspard.ot.geometry;

import org.gaspard.tensor.array.Parallel;

/**
 * The costs along one axis of a grid, by rows and by columns.
 *
 * @param costs [n_k][m_k]
 * @param transposed [m_k][n_k]
 */
record GridAxis(double[][] costs, double[][] transposed) {

    /** Fewer entries than this are not worth a thread. */
    private static final int LEAST_ENTRIES = 1 << 15;

    /** What to do with a line of p numbers along an axis, whose result has q numbers. */
    @FunctionalInterface
    interface Line {
        void apply(double[] in, double[] scratch, double[] out);
    }

    static GridAxis of(double[] cost, int n, int m) {
        double[][] costs = new double[n][m];
        double[][] transposed = new double[m][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                costs[i][j] = cost[i * m + j];
                transposed[j][i] = cost[i * m + j];
            }
        }
        return new GridAxis(costs, transposed);
    }

    int rows() {
        return costs.length;
    }

    int columns() {
        return transposed.length;
    }

    GridAxis scaled(double factor) {
        double[] scaled = new double[rows() * columns()];
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                scaled[i * columns() + j] = factor * costs[i][j];
            }
        }
        return of(scaled, rows(), columns());
    }

    /** Applies a function to each line along the middle axis of {@code in}, [outer, p, inner], giving [outer, q, inner]. */
    static void forEachLine(double[] in, double[] out, int outer, int p, int q, int inner, Line line) {
        int piece = Math.max(1, LEAST_ENTRIES / (p * q));
        Parallel.pieces(outer * inner, piece, (from, end) -> {
            double[] source = new double[p];
            double[] scratch = new double[p];
            double[] result = new double[q];
            for (int number = from; number < end; number++) {
                int first = number / inner * p * inner + number % inner;
                for (int j = 0; j < p; j++) {
                    source[j] = in[first + j * inner];
                }
                line.apply(source, scratch, result);
                int target = number / inner * q * inner + number % inner;
                for (int i = 0; i < q; i++) {
                    out[target + i * inner] = result[i];
                }
            }
        });
    }
}
