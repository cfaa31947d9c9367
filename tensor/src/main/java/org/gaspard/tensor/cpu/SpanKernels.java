package org.gaspard.tensor.cpu;

import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/**
 * Kernels over spans: {@code n} consecutive elements of an array from an offset on. The interpreter of fused groups
 * calls them on tiles that fit the first-level cache.
 *
 * <p>Laws, which the tests hold every implementation to:
 *
 * <ul>
 *   <li>an element of an elementwise result depends on the operands at its place and on nothing else: neither on its
 *       position in the span, nor on the offsets, nor on {@code n}; so tilings never change a bit;
 *   <li>the output may be the same span as an input (in place); other overlaps are not allowed;
 *   <li>reductions join in an order that depends on {@code n} alone.
 * </ul>
 *
 * <p>Offsets and lengths are trusted up to Java's own bounds checks: a span outside its array throws
 * {@link IndexOutOfBoundsException}, possibly after part of the output was written. {@code n = 0} does nothing.
 */
public interface SpanKernels {

    /** The kernels on the Vector API where it can be used, otherwise the scalar ones. */
    static SpanKernels fastest() {
        return KernelProvider.load(
                "org.gaspard.tensor.cpu.VectorSpanKernels", ScalarSpanKernels::new, SpanKernels.class);
    }

    /** {@code y = op(x)}. */
    void unary(UnaryOp op, float[] x, int xo, float[] y, int yo, int n);

    /** {@code y = op(x)}. */
    void unary(UnaryOp op, double[] x, int xo, double[] y, int yo, int n);

    /** {@code y = op(x)}; IllegalArgumentException for an operation without a meaning on int32. */
    void unary(UnaryOp op, int[] x, int xo, int[] y, int yo, int n);

    /** {@code y = op(a, b)}. */
    void binary(BinaryOp op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

    /** {@code y = op(a, b)}. */
    void binary(BinaryOp op, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n);

    /** {@code y = op(a, b)}; IllegalArgumentException for an operation without a meaning on int32. */
    void binary(BinaryOp op, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n);

    /** {@code y = op(a, b)} with one right operand for the whole span. */
    void binaryScalar(BinaryOp op, float[] a, int ao, float b, float[] y, int yo, int n);

    /** {@code y = op(a, b)} with one right operand for the whole span. */
    void binaryScalar(BinaryOp op, double[] a, int ao, double b, double[] y, int yo, int n);

    /** {@code y = op(a, b)} with one right operand for the whole span. */
    void binaryScalar(BinaryOp op, int[] a, int ao, int b, int[] y, int yo, int n);

    /** {@code y = op(a, b)} with one left operand for the whole span. */
    void scalarBinary(BinaryOp op, float a, float[] b, int bo, float[] y, int yo, int n);

    /** {@code y = op(a, b)} with one left operand for the whole span. */
    void scalarBinary(BinaryOp op, double a, double[] b, int bo, double[] y, int yo, int n);

    /** {@code y = op(a, b)} with one left operand for the whole span. */
    void scalarBinary(BinaryOp op, int a, int[] b, int bo, int[] y, int yo, int n);

    /** {@code y = c ≠ 0 ? a : b}; NaN counts as different from 0. */
    void select(float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

    /** {@code y = c ≠ 0 ? a : b}; NaN counts as different from 0. */
    void select(double[] c, int co, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n);

    /** {@code y = c ≠ 0 ? a : b}. */
    void select(int[] c, int co, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n);

    /** Exact. */
    void cast(float[] x, int xo, double[] y, int yo, int n);

    /** Towards zero, saturating; NaN to 0. */
    void cast(float[] x, int xo, int[] y, int yo, int n);

    /** Rounded to nearest. */
    void cast(double[] x, int xo, float[] y, int yo, int n);

    /** Towards zero, saturating; NaN to 0. */
    void cast(double[] x, int xo, int[] y, int yo, int n);

    /** Rounded to nearest. */
    void cast(int[] x, int xo, float[] y, int yo, int n);

    /** Exact. */
    void cast(int[] x, int xo, double[] y, int yo, int n);

    /** The sum, in double precision so that the partial sums of several spans may be joined without loss. */
    double sum(float[] x, int xo, int n);

    /** The sum. */
    double sum(double[] x, int xo, int n);

    /** {@code y_i = y_i + a x_i}. */
    void addScaled(double a, double[] x, int xo, double[] y, int yo, int n);

    /** The sum of the products {@code a_i b_i}. */
    double dot(double[] a, int ao, double[] b, int bo, int n);

    /** The sum of the squares {@code (a_i − b_i)²}. */
    double squaredDistance(double[] a, int ao, double[] b, int bo, int n);

    /** {@code y_i = Σ_j a_ij x_j} for {@code rows} rows of n elements. */
    void timesRows(double[] a, int ao, int rows, double[] x, int xo, double[] y, int yo, int n);

    /** {@code y_j = y_j + Σ_i u_i a_ij} for {@code rows} rows of n elements, added one after the other. */
    void addScaledRows(double[] u, int uo, double[] a, int ao, int rows, double[] y, int yo, int n);

    /** What the product of a row becomes; see {@link #sweepRows}. */
    @FunctionalInterface
    interface RowRule {
        double of(int row, double product);
    }

    /**
     * {@code u_i = rule(i, Σ_j a_ij v_j)} and {@code y_j = y_j + Σ_i u_i a_ij}, for {@code rows} rows of n elements that are
     * read once: {@link #timesRows} and {@link #addScaledRows} in one, with the same bits.
     */
    void sweepRows(
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
            int n);

    /** The sum, wrapping around. */
    int sum(int[] x, int xo, int n);

    /** The largest element; NaN if one is NaN; -∞ over no elements. */
    float max(float[] x, int xo, int n);

    /** The largest element; NaN if one is NaN; -∞ over no elements. */
    double max(double[] x, int xo, int n);

    /** The largest element; the smallest int over no elements. */
    int max(int[] x, int xo, int n);

    /** The smallest element; NaN if one is NaN; +∞ over no elements. */
    float min(float[] x, int xo, int n);

    /** The smallest element; NaN if one is NaN; +∞ over no elements. */
    double min(double[] x, int xo, int n);

    /** The smallest element; the largest int over no elements. */
    int min(int[] x, int xo, int n);

    /** Joins rows of length {@code n} that follow each other into a row of accumulators, the first one first. */
    void accumulate(Reduction.Kind kind, float[] x, int xo, int rows, float[] acc, int ao, int n);

    /** Joins rows of length {@code n} that follow each other into a row of accumulators, the first one first. */
    void accumulate(Reduction.Kind kind, double[] x, int xo, int rows, double[] acc, int ao, int n);

    /** Joins rows of length {@code n} that follow each other into a row of accumulators, the first one first. */
    void accumulate(Reduction.Kind kind, int[] x, int xo, int rows, int[] acc, int ao, int n);

    /** {@code y[yo + i] = x[xo + i · stride]}; the stride may be zero or negative. */
    void copyStrided(float[] x, int xo, int stride, float[] y, int yo, int n);

    /** {@code y[yo + i] = x[xo + i · stride]}; the stride may be zero or negative. */
    void copyStrided(double[] x, int xo, int stride, double[] y, int yo, int n);

    /** {@code y[yo + i] = x[xo + i · stride]}; the stride may be zero or negative. */
    void copyStrided(int[] x, int xo, int stride, int[] y, int yo, int n);
}
