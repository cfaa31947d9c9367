package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a matrix and a vector, for matrices whose rows are still in the cache: eight rows at a time, so that each
 * number of the vector is loaded once for all of them, and their sums do not wait for each other. A row gets the same bits
 * whether it has seven others beside it or not.
 */
final class DoubleRows {

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;

    private static final int LANES = SPECIES.length();

    private static final int ROWS = 8;

    /** Processors with vectors of 256 bits have 16 registers; those with shorter and longer ones have 32. */
    private static final boolean MANY_REGISTERS = SPECIES.vectorBitSize() != 256;

    private DoubleRows() {}

    /** {@code y_i = Σ_j a_ij x_j}. */
    static void times(double[] a, int ao, int rows, double[] x, int xo, double[] y, int yo, int n) {
        double[] lanes = new double[ROWS * LANES];
        int i = 0;
        for (; i <= rows - ROWS; i += ROWS) {
            eightTimes(a, ao + i * n, x, xo, lanes, n);
            for (int r = 0; r < ROWS; r++) {
                y[yo + i + r] = sum(lanes, r * LANES, a, ao + (i + r) * n, x, xo, n);
            }
        }
        for (; i < rows; i++) {
            oneTimes(a, ao + i * n, x, xo, lanes, n);
            y[yo + i] = sum(lanes, 0, a, ao + i * n, x, xo, n);
        }
    }

    private static void eightTimes(double[] a, int ao, double[] x, int xo, double[] lanes, int n) {
        int a1 = ao + n;
        int a2 = a1 + n;
        int a3 = a2 + n;
        int a4 = a3 + n;
        int a5 = a4 + n;
        int a6 = a5 + n;
        int a7 = a6 + n;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        for (int j = 0; j <= n - LANES; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + j);
            s0 = DoubleVector.fromArray(SPECIES, a, ao + j).fma(v, s0);
            s1 = DoubleVector.fromArray(SPECIES, a, a1 + j).fma(v, s1);
            s2 = DoubleVector.fromArray(SPECIES, a, a2 + j).fma(v, s2);
            s3 = DoubleVector.fromArray(SPECIES, a, a3 + j).fma(v, s3);
            s4 = DoubleVector.fromArray(SPECIES, a, a4 + j).fma(v, s4);
            s5 = DoubleVector.fromArray(SPECIES, a, a5 + j).fma(v, s5);
            s6 = DoubleVector.fromArray(SPECIES, a, a6 + j).fma(v, s6);
            s7 = DoubleVector.fromArray(SPECIES, a, a7 + j).fma(v, s7);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, LANES);
        s2.intoArray(lanes, 2 * LANES);
        s3.intoArray(lanes, 3 * LANES);
        s4.intoArray(lanes, 4 * LANES);
        s5.intoArray(lanes, 5 * LANES);
        s6.intoArray(lanes, 6 * LANES);
        s7.intoArray(lanes, 7 * LANES);
    }

    private static void oneTimes(double[] a, int ao, double[] x, int xo, double[] lanes, int n) {
        DoubleVector s = DoubleVector.zero(SPECIES);
        for (int j = 0; j <= n - LANES; j += LANES) {
            s = DoubleVector.fromArray(SPECIES, a, ao + j).fma(DoubleVector.fromArray(SPECIES, x, xo + j), s);
        }
        s.intoArray(lanes, 0);
    }

    /** Joins the lanes, an even number of them, in one order, and the products of what is left of a row. */
    private static double sum(double[] lanes, int first, double[] a, int ao, double[] x, int xo, int n) {
        double sum = 0;
        for (int l = first; l < first + LANES; l += 2) {
            sum += lanes[l] + lanes[l + 1];
        }
        for (int j = n - n % LANES; j < n; j++) {
            sum = Math.fma(a[ao + j], x[xo + j], sum);
        }
        return sum;
    }

    /** {@code y_j = y_j + Σ_i u_i a_ij}, row after row. */
    static void addScaled(double[] u, int uo, double[] a, int ao, int rows, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= rows - ROWS; i += ROWS) {
            addEight(u, uo + i, a, ao + i * n, y, yo, n);
        }
        for (; i < rows; i++) {
            addOne(u[uo + i], a, ao + i * n, y, yo, n);
        }
    }

    /**
     * {@code u_i = rule(i, Σ_j a_ij v_j)}, then {@code y_j = y_j + Σ_i u_i a_ij}: while eight rows are added, from the
     * cache, the products of the next eight are formed, from memory, so that this is never idle.
     */
    static void sweep(
            double[] a,
            int ao,
            int rows,
            double[] v,
            int vo,
            SpanKernels.RowRule rule,
            double[] u,
            int uo,
            double[] y,
            int yo,
            int n) {
        double[] lanes = new double[ROWS * LANES];
        int i = 0;
        if (rows >= ROWS) {
            eightTimes(a, ao, v, vo, lanes, n);
        }
        for (; i <= rows - ROWS; i += ROWS) {
            int at = ao + i * n;
            for (int r = 0; r < ROWS; r++) {
                u[uo + i + r] = rule.of(i + r, sum(lanes, r * LANES, a, at + r * n, v, vo, n));
            }
            boolean more = i + 2 * ROWS <= rows;
            if (more && MANY_REGISTERS) {
                addEightTimesEight(u, uo + i, a, at, y, yo, v, vo, lanes, n);
            } else {
                addEight(u, uo + i, a, at, y, yo, n);
                if (more) {
                    eightTimes(a, at + ROWS * n, v, vo, lanes, n);
                }
            }
        }
        for (; i < rows; i++) {
            oneTimes(a, ao + i * n, v, vo, lanes, n);
            u[uo + i] = rule.of(i, sum(lanes, 0, a, ao + i * n, v, vo, n));
            addOne(u[uo + i], a, ao + i * n, y, yo, n);
        }
    }

    /** {@link #addEight} of eight rows and {@link #eightTimes} of the eight after them. */
    private static void addEightTimesEight(
            double[] u, int uo, double[] a, int ao, double[] y, int yo, double[] x, int xo, double[] lanes, int n) {
        DoubleVector u0 = DoubleVector.broadcast(SPECIES, u[uo]);
        DoubleVector u1 = DoubleVector.broadcast(SPECIES, u[uo + 1]);
        DoubleVector u2 = DoubleVector.broadcast(SPECIES, u[uo + 2]);
        DoubleVector u3 = DoubleVector.broadcast(SPECIES, u[uo + 3]);
        DoubleVector u4 = DoubleVector.broadcast(SPECIES, u[uo + 4]);
        DoubleVector u5 = DoubleVector.broadcast(SPECIES, u[uo + 5]);
        DoubleVector u6 = DoubleVector.broadcast(SPECIES, u[uo + 6]);
        DoubleVector u7 = DoubleVector.broadcast(SPECIES, u[uo + 7]);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            int k = ao + j;
            int l = k + ROWS * n;
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xo + j);
            DoubleVector s = DoubleVector.fromArray(SPECIES, y, yo + j);
            s = DoubleVector.fromArray(SPECIES, a, k).fma(u0, s);
            s0 = DoubleVector.fromArray(SPECIES, a, l).fma(v, s0);
            s = DoubleVector.fromArray(SPECIES, a, k + n).fma(u1, s);
            s1 = DoubleVector.fromArray(SPECIES, a, l + n).fma(v, s1);
            s = DoubleVector.fromArray(SPECIES, a, k + 2 * n).fma(u2, s);
            s2 = DoubleVector.fromArray(SPECIES, a, l + 2 * n).fma(v, s2);
            s = DoubleVector.fromArray(SPECIES, a, k + 3 * n).fma(u3, s);
            s3 = DoubleVector.fromArray(SPECIES, a, l + 3 * n).fma(v, s3);
            s = DoubleVector.fromArray(SPECIES, a, k + 4 * n).fma(u4, s);
            s4 = DoubleVector.fromArray(SPECIES, a, l + 4 * n).fma(v, s4);
            s = DoubleVector.fromArray(SPECIES, a, k + 5 * n).fma(u5, s);
            s5 = DoubleVector.fromArray(SPECIES, a, l + 5 * n).fma(v, s5);
            s = DoubleVector.fromArray(SPECIES, a, k + 6 * n).fma(u6, s);
            s6 = DoubleVector.fromArray(SPECIES, a, l + 6 * n).fma(v, s6);
            s = DoubleVector.fromArray(SPECIES, a, k + 7 * n).fma(u7, s);
            s7 = DoubleVector.fromArray(SPECIES, a, l + 7 * n).fma(v, s7);
            s.intoArray(y, yo + j);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, LANES);
        s2.intoArray(lanes, 2 * LANES);
        s3.intoArray(lanes, 3 * LANES);
        s4.intoArray(lanes, 4 * LANES);
        s5.intoArray(lanes, 5 * LANES);
        s6.intoArray(lanes, 6 * LANES);
        s7.intoArray(lanes, 7 * LANES);
        addRest(u, uo, a, ao, y, yo, j, n);
    }

    /** The last elements of eight rows. */
    private static void addRest(double[] u, int uo, double[] a, int ao, double[] y, int yo, int from, int n) {
        for (int j = from; j < n; j++) {
            double s = y[yo + j];
            for (int r = 0; r < ROWS; r++) {
                s = Math.fma(u[uo + r], a[ao + r * n + j], s);
            }
            y[yo + j] = s;
        }
    }

    private static void addEight(double[] u, int uo, double[] a, int ao, double[] y, int yo, int n) {
        int a1 = ao + n;
        int a2 = a1 + n;
        int a3 = a2 + n;
        int a4 = a3 + n;
        int a5 = a4 + n;
        int a6 = a5 + n;
        int a7 = a6 + n;
        DoubleVector u0 = DoubleVector.broadcast(SPECIES, u[uo]);
        DoubleVector u1 = DoubleVector.broadcast(SPECIES, u[uo + 1]);
        DoubleVector u2 = DoubleVector.broadcast(SPECIES, u[uo + 2]);
        DoubleVector u3 = DoubleVector.broadcast(SPECIES, u[uo + 3]);
        DoubleVector u4 = DoubleVector.broadcast(SPECIES, u[uo + 4]);
        DoubleVector u5 = DoubleVector.broadcast(SPECIES, u[uo + 5]);
        DoubleVector u6 = DoubleVector.broadcast(SPECIES, u[uo + 6]);
        DoubleVector u7 = DoubleVector.broadcast(SPECIES, u[uo + 7]);
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            DoubleVector s = DoubleVector.fromArray(SPECIES, y, yo + j);
            s = DoubleVector.fromArray(SPECIES, a, ao + j).fma(u0, s);
            s = DoubleVector.fromArray(SPECIES, a, a1 + j).fma(u1, s);
            s = DoubleVector.fromArray(SPECIES, a, a2 + j).fma(u2, s);
            s = DoubleVector.fromArray(SPECIES, a, a3 + j).fma(u3, s);
            s = DoubleVector.fromArray(SPECIES, a, a4 + j).fma(u4, s);
            s = DoubleVector.fromArray(SPECIES, a, a5 + j).fma(u5, s);
            s = DoubleVector.fromArray(SPECIES, a, a6 + j).fma(u6, s);
            s = DoubleVector.fromArray(SPECIES, a, a7 + j).fma(u7, s);
            s.intoArray(y, yo + j);
        }
        addRest(u, uo, a, ao, y, yo, j, n);
    }

    private static void addOne(double scale, double[] a, int ao, double[] y, int yo, int n) {
        DoubleVector u = DoubleVector.broadcast(SPECIES, scale);
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, a, ao + j)
                    .fma(u, DoubleVector.fromArray(SPECIES, y, yo + j))
                    .intoArray(y, yo + j);
        }
        for (; j < n; j++) {
            y[yo + j] = Math.fma(scale, a[ao + j], y[yo + j]);
        }
    }
}
