package org.gaspard.tensor.cpu;

import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/**
 * {@link SpanKernels} seen by one type of array, so that the kernels above are written once for all element types.
 *
 * @param <T> {@code float[]}, {@code double[]} or {@code int[]}
 */
interface Spans<T> {

    /** The element type. */
    DType dtype();

    /** An array of zeros. */
    T allocate(int n);

    void unary(UnaryOp op, T x, int xo, T y, int yo, int n);

    void binary(BinaryOp op, T a, int ao, T b, int bo, T y, int yo, int n);

    /** {@code y = op(a, b)} with one right operand, an element of the type, for the whole span. */
    void binaryScalar(BinaryOp op, T a, int ao, double b, T y, int yo, int n);

    /** {@code y = op(a, b)} with one left operand, an element of the type, for the whole span. */
    void scalarBinary(BinaryOp op, double a, T b, int bo, T y, int yo, int n);

    void select(T c, int co, T a, int ao, T b, int bo, T y, int yo, int n);

    /** {@code y[i] = value}, rounded to the type. */
    void fill(T y, int yo, int n, double value);

    /** {@code y[i] = x[xo + i · stride]}. */
    void copyStrided(T x, int xo, int stride, T y, int yo, int n);

    /** {@code y[i]} = x[xo + i · stride] in this element type, x being an array of any of the three types. */
    void convert(Object x, int xo, int stride, T y, int yo, int n);

    /** The sum, maximum or minimum of a span; sums of floats are joined in double precision. */
    double reduce(Reduction.Kind kind, T x, int xo, int n);

    /** {@code acc[i] = join(acc[i], x[r · n + i])} for each row r, upwards. */
    void accumulate(Reduction.Kind kind, T x, int xo, int rows, T acc, int ao, int n);

    /** {@code acc[i] = join(acc[i], x[i])}, in double precision. */
    default void accumulate(Reduction.Kind kind, T x, int xo, double[] acc, int ao, int n) {
        for (int i = 0; i < n; i++) {
            acc[ao + i] = join(kind, acc[ao + i], get(x, xo + i));
        }
    }

    double get(T x, int i);

    void set(T x, int i, double value);

    /** {@code y[i] = x[xo + index[io + i]]}, the index being checked against {@code extent}. */
    void gather(T x, int xo, int extent, int[] index, int io, T y, int yo, int n);

    /** {@code y[yo + index[io + i]] += x[i]}, in order, the index being checked against {@code extent}. */
    void scatterAdd(T x, int xo, int extent, int[] index, int io, T y, int yo, int n);

    /** The element that joins to nothing. */
    default double neutral(Reduction.Kind kind) {
        boolean integer = dtype() == DType.INT32;
        return switch (kind) {
            case SUM -> 0;
            case MAX -> integer ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
            case MIN -> integer ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY;
        };
    }

    /** Two partial results joined. */
    default double join(Reduction.Kind kind, double a, double b) {
        return switch (kind) {
            case SUM -> dtype() == DType.INT32 ? (int) a + (int) b : a + b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /** An index that a gather may use. */
    static int checked(int index, int extent) {
        if (index < 0 || index >= extent) {
            throw new IndexOutOfBoundsException("gather: index " + index + " along an axis of extent " + extent);
        }
        return index;
    }
}
