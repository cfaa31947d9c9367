package org.gaspard.ot.solver;

import java.util.Arrays;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * A kernel K in memory, {@code 8nm} bytes, in stripes of rows that the threads share. An iteration of Sinkhorn reads it
 * once: as soon as the products of some rows with v give their scalings, the scaled rows are added to the sums of the
 * columns, while they are still in the cache.
 */
public final class KernelMatrix {

    /** Fewer entries than this are not worth a thread. */
    private static final int LEAST_ENTRIES = 1 << 16;

    /** How many rows are written before they are added to the sums of the columns. */
    private static final int ROWS = 8;

    /** Writes the rows {@code from … end − 1}, at most eight, one after the other from {@code offset} on. */
    @FunctionalInterface
    public interface RowsWriter {
        void write(int from, int end, double[] kernel, int offset);
    }

    private final int m;
    private final Stripes stripes;
    private final double[][] entries;
    private final double[][] partials;

    /** Memory for n × m numbers. */
    public KernelMatrix(int n, int m) {
        this.m = m;
        stripes = Stripes.of(n, m, LEAST_ENTRIES);
        entries = new double[stripes.count()][];
        Arrays.setAll(entries, s -> new double[Math.multiplyExact(rowsOf(s), m)]);
        partials = stripes.partials();
    }

    private int rowsOf(int stripe) {
        return Math.min(stripes.size(), stripes.rows() - stripe * stripes.size());
    }

    /** Replaces the kernel. */
    public void fill(RowsWriter writer) {
        stripes.run((s, from, end) -> {
            for (int first = from; first < end; first += ROWS) {
                writer.write(first, Math.min(end, first + ROWS), entries[s], (first - from) * m);
            }
        });
    }

    /** Replaces the kernel, and writes the sums of its columns. */
    public void fill(RowsWriter writer, double[] columns) {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        stripes.run((s, from, end) -> {
            Arrays.fill(partials[s], 0);
            for (int first = from; first < end; first += ROWS) {
                int last = Math.min(end, first + ROWS);
                int offset = (first - from) * m;
                writer.write(first, last, entries[s], offset);
                DoubleArrays.addScaledRows(ones, 0, entries[s], offset, last - first, partials[s], 0, m);
            }
        });
        stripes.join(partials, columns);
    }

    /**
     * {@code u_i = rule(i, (Kv)_i)} and {@code columns_j = Σ_i K_ij u_i} with the new u. The rule may be asked from several
     * threads, once for each row.
     */
    public void update(double[] v, DoubleArrays.RowRule rule, double[] u, double[] columns) {
        stripes.run((s, from, end) -> {
            Arrays.fill(partials[s], 0);
            DoubleArrays.sweepRows(
                    entries[s], 0, end - from, v, 0, (i, sum) -> rule.of(from + i, sum), u, from, partials[s], 0, m);
        });
        stripes.join(partials, columns);
    }

    /** Replaces the kernel by {@code diag(u) K diag(v)}, and writes it also to an array, [n × m]. */
    public void scale(double[] u, double[] v, double[] out) {
        stripes.run((s, from, end) -> {
            double[] kernel = entries[s];
            for (int i = from; i < end; i++) {
                double scale = u[i];
                int offset = (i - from) * m;
                for (int j = 0; j < m; j++) {
                    kernel[offset + j] = scale * kernel[offset + j] * v[j];
                }
            }
            System.arraycopy(kernel, 0, out, from * m, kernel.length);
        });
    }
}
