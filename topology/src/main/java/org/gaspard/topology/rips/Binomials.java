package org.gaspard.topology.rips;

/**
 * Binomial coefficients, and with them numbers for simplices: {@code v₀ < … < v_k} has the index {@code Σ C(v_j, j + 1)},
 * which counts the simplices of its dimension before it in colexicographic order.
 */
final class Binomials {

    /** {@code rows[k][v] = C(v, k)}, or {@link Long#MAX_VALUE} where that is larger. */
    private final long[][] rows;

    /** {@code C(v, k)} for v up to n and k up to {@code most}. */
    Binomials(int n, int most) {
        rows = new long[most + 1][n + 1];
        for (int v = 0; v <= n; v++) {
            rows[0][v] = 1;
            for (int k = 1; k <= Math.min(v, most); k++) {
                long sum = rows[k - 1][v - 1] + rows[k][v - 1];
                boolean large = sum < 0 || rows[k][v - 1] == Long.MAX_VALUE || rows[k - 1][v - 1] == Long.MAX_VALUE;
                rows[k][v] = large ? Long.MAX_VALUE : sum;
            }
        }
    }

    long of(int v, int k) {
        return rows[k][v];
    }

    /** {@code C(·, k)}. */
    long[] row(int k) {
        return rows[k];
    }

    /** Writes the {@code count} vertices of the simplex with an index, descending; all are below {@code n}. */
    void vertices(long index, int count, int n, int[] vertices) {
        int end = n;
        long rest = index;
        for (int i = 0; i < count; i++) {
            long[] row = rows[count - i];
            int low = count - i - 1;
            int high = end - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (row[middle] <= rest) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            vertices[i] = low;
            rest -= row[low];
            end = low;
        }
    }
}
