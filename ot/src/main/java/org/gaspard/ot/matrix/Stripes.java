package org.gaspard.ot.matrix;

import org.gaspard.tensor.array.Parallel;

/**
 * The rows of a matrix cut into at most 32 stripes, which depend on its size alone; the stripes run on all threads, and
 * partial sums over the columns are joined in their order.
 */
public record Stripes(int rows, int columns, int count, int size) {

    /** Fewer exponentials than this are not worth a thread. */
    private static final int LEAST_ENTRIES = 1 << 15;

    private static final int MOST = 32;

    /** Stripes begin at multiples of this, so that kernels on several rows at once find them together. */
    private static final int GROUP = 8;

    /** What to do with the rows {@code from … end − 1} of a stripe. */
    @FunctionalInterface
    public interface Work {
        void run(int stripe, int from, int end);
    }

    public static Stripes of(int rows, int columns) {
        return of(rows, columns, LEAST_ENTRIES);
    }

    /** Stripes of at least so many entries. */
    public static Stripes of(int rows, int columns, int leastEntries) {
        long wanted = Math.clamp((long) rows * columns / leastEntries, 1, MOST);
        int size = Math.ceilDiv(rows, (int) wanted);
        size = Math.ceilDiv(size, GROUP) * GROUP;
        return new Stripes(rows, columns, Math.ceilDiv(rows, size), size);
    }

    public void run(Work work) {
        if (count == 1) {
            work.run(0, 0, rows);
        } else {
            Parallel.run(count, s -> work.run(s, s * size, Math.min(rows, (s + 1) * size)));
        }
    }

    /** One array for the columns for each stripe. */
    public double[][] partials() {
        return new double[count][columns];
    }

    /** {@code out = Σ partials}. */
    public void join(double[][] partials, double[] out) {
        System.arraycopy(partials[0], 0, out, 0, columns);
        for (int s = 1; s < count; s++) {
            double[] partial = partials[s];
            for (int j = 0; j < columns; j++) {
                out[j] += partial[j];
            }
        }
    }
}
