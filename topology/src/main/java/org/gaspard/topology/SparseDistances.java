package org.gaspard.topology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;

/**
 * The distances of some pairs of n points; the other pairs have no edge. A distance of 0 is an edge like any other.
 *
 * <p>Vertices enter at their <em>births</em>, by default at 0.
 */
public final class SparseDistances {

    private final int n;
    private final int[] high;
    private final int[] low;
    private final double[] lengths;
    private final double[] births;

    private SparseDistances(int n, int[] high, int[] low, double[] lengths, double[] births) {
        this.n = n;
        this.high = high;
        this.low = low;
        this.lengths = lengths;
        this.births = births;
    }

    /**
     * The distances {@code values[k]} of the points {@code rows[k]} and {@code columns[k]}. A pair may be given once, above or
     * below the diagonal, or in both places; where these differ, the number above the diagonal counts. On the diagonal stand
     * births.
     *
     * @throws IllegalArgumentException if the lengths differ, a number is outside {@code 0 … n − 1}, a place is given twice, a
     *     value is NaN or −∞, a distance is negative and no births are given, or a birth is infinite
     */
    public static SparseDistances of(int n, int[] rows, int[] columns, double[] values) {
        Checks.atLeast("n", n, 0);
        if (rows.length != columns.length) {
            throw new IllegalArgumentException(
                    "columns has " + columns.length + " elements, expected " + rows.length + " as rows");
        }
        Checks.length("values", values, rows.length);
        double[] births = new double[n];
        boolean[] given = new boolean[n];
        boolean weighted = false;
        for (int k = 0; k < rows.length; k++) {
            checkVertex("rows", k, rows[k], n);
            checkVertex("columns", k, columns[k], n);
            if (rows[k] == columns[k]) {
                if (given[rows[k]]) {
                    throw new IllegalArgumentException(
                            "entry [" + rows[k] + ", " + rows[k] + "] is given twice, expected once");
                }
                births[rows[k]] = values[k];
                given[rows[k]] = true;
                weighted = true;
            }
        }
        Checks.finite("births", births);
        for (int k = 0; k < rows.length; k++) {
            if (Double.isNaN(values[k]) || values[k] < 0 && !weighted || values[k] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("values[" + k + "] is " + values[k] + ", expected a number"
                        + (weighted ? "" : " of at least 0") + " or +∞");
            }
        }
        return new Entries(n, rows, columns, values).join(births);
    }

    private static void checkVertex(String name, int k, int vertex, int n) {
        if (vertex < 0 || vertex >= n) {
            throw new IllegalArgumentException(
                    name + "[" + k + "] is " + vertex + ", expected a number from 0 to " + (n - 1));
        }
    }

    /**
     * The pairs of a matrix with distances up to a threshold, which may be {@code +∞}.
     *
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static SparseDistances upTo(double threshold, DistanceMatrix distances) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN, expected a number");
        }
        int n = distances.size();
        int count = 0;
        int[] high = new int[16];
        int[] low = new int[16];
        double[] lengths = new double[16];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double length = distances.get(i, j);
                if (length <= threshold && length != Double.POSITIVE_INFINITY) {
                    if (count == high.length) {
                        high = Arrays.copyOf(high, 2 * count);
                        low = Arrays.copyOf(low, 2 * count);
                        lengths = Arrays.copyOf(lengths, 2 * count);
                    }
                    high[count] = i;
                    low[count] = j;
                    lengths[count++] = length;
                }
            }
        }
        return new SparseDistances(
                n,
                Arrays.copyOf(high, count),
                Arrays.copyOf(low, count),
                Arrays.copyOf(lengths, count),
                IntStream.range(0, n).mapToDouble(distances::birth).toArray());
    }

    /** Entries anywhere in the matrix. */
    private record Entries(int n, int[] rows, int[] columns, double[] values) {

        /** One distance for each pair, in the order of pairs; edges enter not before their vertices. */
        SparseDistances join(double[] births) {
            int[] order = IntStream.range(0, rows.length)
                    .filter(k -> rows[k] != columns[k])
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer k) -> Math.max(rows[k], columns[k]))
                            .thenComparingInt(k -> Math.min(rows[k], columns[k]))
                            .thenComparingInt(k -> rows[k]))
                    .mapToInt(k -> k)
                    .toArray();
            int[] high = new int[order.length];
            int[] low = new int[order.length];
            double[] lengths = new double[order.length];
            int count = 0;
            for (int i = 0; i < order.length; i++) {
                int k = order[i];
                int a = Math.max(rows[k], columns[k]);
                int b = Math.min(rows[k], columns[k]);
                if (i > 0 && rows[order[i - 1]] == rows[k] && columns[order[i - 1]] == columns[k]) {
                    throw new IllegalArgumentException(
                            "entry [" + rows[k] + ", " + columns[k] + "] is given twice, expected once");
                }
                boolean belowOfTheSame = count > 0 && high[count - 1] == a && low[count - 1] == b;
                if (!belowOfTheSame && values[k] != Double.POSITIVE_INFINITY) {
                    high[count] = a;
                    low[count] = b;
                    lengths[count++] = Math.max(values[k], Math.max(births[a], births[b]));
                }
            }
            return new SparseDistances(
                    n, Arrays.copyOf(high, count), Arrays.copyOf(low, count), Arrays.copyOf(lengths, count), births);
        }
    }

    /** The number of points. */
    public int size() {
        return n;
    }

    /** The number of edges. */
    public int edges() {
        return lengths.length;
    }

    /** The larger vertex of an edge. */
    public int high(int edge) {
        return high[edge];
    }

    /** The smaller vertex of an edge. */
    public int low(int edge) {
        return low[edge];
    }

    /** The distance of the two vertices of an edge. */
    public double length(int edge) {
        return lengths[edge];
    }

    /** The value at which a vertex enters. */
    public double birth(int vertex) {
        return births[vertex];
    }
}
