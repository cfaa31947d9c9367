package org.gaspard.tensor.array;

import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.UnaryOp;
import org.gaspard.tensor.cpu.Epilogue;
import org.gaspard.tensor.cpu.Kernels;
import org.gaspard.tensor.cpu.MatrixKernels;
import org.gaspard.tensor.cpu.SpanKernels;
import org.gaspard.tensor.cpu.WorkerPool;

/**
 * Kernels on spans of arrays, {@code n} elements from an offset on, and products of row-major matrices. On the Vector API
 * where it can be used, otherwise plain loops with the same meaning and other roundings.
 *
 * <p>An element of an elementwise result depends on the operands at its place alone, and may be written over one of them;
 * other overlaps are not allowed. Sums are joined in an order that depends on {@code n} alone. Errors of the functions are
 * within 1 unit in the last place. All but {@link #matmul} run in the calling thread.
 *
 * <p>A span that reaches outside of its array throws {@link IndexOutOfBoundsException}, possibly after part of the result was
 * written.
 */
public final class DoubleArrays {

    private static final SpanKernels SPANS = SpanKernels.fastest();
    private static final MatrixKernels<double[]> MATRICES =
            Kernels.doubles(WorkerPool.shared()).matrices();

    private DoubleArrays() {}

    /** {@code y = eˣ}. */
    public static void exp(double[] x, int xo, double[] y, int yo, int n) {
        SPANS.unary(UnaryOp.EXP, x, xo, y, yo, n);
    }

    /** {@code y = ln x}. */
    public static void log(double[] x, int xo, double[] y, int yo, int n) {
        SPANS.unary(UnaryOp.LOG, x, xo, y, yo, n);
    }

    /** {@code Σ x_i}; 0 over no elements. */
    public static double sum(double[] x, int xo, int n) {
        return SPANS.sum(x, xo, n);
    }

    /** {@code Σ a_i b_i}; 0 over no elements. */
    public static double dot(double[] a, int ao, double[] b, int bo, int n) {
        return SPANS.dot(a, ao, b, bo, n);
    }

    /** {@code Σ (a_i − b_i)²}; 0 over no elements. */
    public static double squaredDistance(double[] a, int ao, double[] b, int bo, int n) {
        return SPANS.squaredDistance(a, ao, b, bo, n);
    }

    /** The largest element; NaN if one is NaN; −∞ over no elements. */
    public static double max(double[] x, int xo, int n) {
        return SPANS.max(x, xo, n);
    }

    /** The smallest element; NaN if one is NaN; +∞ over no elements. */
    public static double min(double[] x, int xo, int n) {
        return SPANS.min(x, xo, n);
    }

    /** {@code y = y + a x}. */
    public static void addScaled(double a, double[] x, int xo, double[] y, int yo, int n) {
        SPANS.addScaled(a, x, xo, y, yo, n);
    }

    /**
     * {@code y = A x} for a matrix in the cache: {@code rows} rows of n elements from {@code ao} on, x of n elements, y of
     * {@code rows}. The bits of an element of y depend on its row, on x and on n alone. {@code O(rows · n)}.
     */
    public static void timesRows(double[] a, int ao, int rows, double[] x, int xo, double[] y, int yo, int n) {
        SPANS.timesRows(a, ao, rows, x, xo, y, yo, n);
    }

    /**
     * {@code y = y + Aᵀ u} for a matrix in the cache: {@code rows} rows of n elements from {@code ao} on, added one after the
     * other, u of {@code rows} elements, y of n. {@code O(rows · n)}.
     */
    public static void addScaledRows(double[] u, int uo, double[] a, int ao, int rows, double[] y, int yo, int n) {
        SPANS.addScaledRows(u, uo, a, ao, rows, y, yo, n);
    }

    /** What the product of a row becomes; see {@link #sweepRows}. */
    @FunctionalInterface
    public interface RowRule {
        double of(int row, double product);
    }

    /**
     * {@code u_i = rule(i, a_i · v)} and {@code y = y + Aᵀ u} for {@code rows} rows a_i of n elements from {@code ao} on, which
     * are read from memory once: {@link #timesRows} and {@link #addScaledRows} in one, with the same bits. The rule is asked
     * for the rows in their order. {@code O(rows · n)}.
     */
    public static void sweepRows(
            double[] a,
            int ao,
            int rows,
            double[] v,
            int vo,
            RowRule rule,
            double[] u,
            int uo,
            double[] y,
            int yo,
            int n) {
        SPANS.sweepRows(a, ao, rows, v, vo, rule::of, u, uo, y, yo, n);
    }

    /** {@code y = a b}, element by element. */
    public static void multiply(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        SPANS.binary(BinaryOp.MULTIPLY, a, ao, b, bo, y, yo, n);
    }

    /**
     * {@code C = op(A) op(B)} on all threads, with op the identity or the transpose; the same bits for any number of threads.
     * {@code O(m n k)}.
     *
     * @param a the elements of A: [m × k], or [k × m] if transposed; not modified
     * @param b the elements of B: [k × n], or [n × k] if transposed; not modified
     * @param c the elements of C, [m × n]; overwritten; another array than a and b
     * @throws IllegalArgumentException if an array is shorter than its matrix, or c is a or b
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the same array is the question
    public static void matmul(
            double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int m, int k, int n) {
        length("a", a, m, k);
        length("b", b, k, n);
        length("c", c, m, n);
        if (c == a || c == b) {
            throw new IllegalArgumentException("c is one of the factors, expected an array of its own");
        }
        MATRICES.multiply(MatrixKernels.Sizes.of(m, n, k, transposeA, transposeB), a, 0, b, 0, c, 0, Epilogue.none());
    }

    private static void length(String name, double[] array, int rows, int columns) {
        if (array.length < (long) rows * columns) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " elements, expected " + rows + " × " + columns);
        }
    }
}
