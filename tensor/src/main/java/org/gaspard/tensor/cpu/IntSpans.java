package org.gaspard.tensor.cpu;

import java.util.Arrays;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/** Spans of {@code int[]}. */
record IntSpans(SpanKernels kernels) implements Spans<int[]> {

    @Override
    public DType dtype() {
        return DType.INT32;
    }

    @Override
    public int[] allocate(int n) {
        return new int[n];
    }

    @Override
    public void unary(UnaryOp op, int[] x, int xo, int[] y, int yo, int n) {
        kernels.unary(op, x, xo, y, yo, n);
    }

    @Override
    public void binary(BinaryOp op, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        kernels.binary(op, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void binaryScalar(BinaryOp op, int[] a, int ao, double b, int[] y, int yo, int n) {
        kernels.binaryScalar(op, a, ao, (int) b, y, yo, n);
    }

    @Override
    public void scalarBinary(BinaryOp op, double a, int[] b, int bo, int[] y, int yo, int n) {
        kernels.scalarBinary(op, (int) a, b, bo, y, yo, n);
    }

    @Override
    public void select(int[] c, int co, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        kernels.select(c, co, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void fill(int[] y, int yo, int n, double value) {
        Arrays.fill(y, yo, yo + n, (int) value);
    }

    @Override
    public void copyStrided(int[] x, int xo, int stride, int[] y, int yo, int n) {
        kernels.copyStrided(x, xo, stride, y, yo, n);
    }

    @Override
    public void convert(Object x, int xo, int stride, int[] y, int yo, int n) {
        switch (x) {
            case float[] floats when stride == 1 -> kernels.cast(floats, xo, y, yo, n);
            case float[] floats -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = (int) floats[xo + i * stride];
                }
            }
            case double[] doubles when stride == 1 -> kernels.cast(doubles, xo, y, yo, n);
            case double[] doubles -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = (int) doubles[xo + i * stride];
                }
            }
            case int[] same -> kernels.copyStrided(same, xo, stride, y, yo, n);
            default -> throw new IllegalArgumentException("not an array of numbers: " + x.getClass());
        }
    }

    @Override
    public double reduce(Reduction.Kind kind, int[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> kernels.sum(x, xo, n);
            case MAX -> kernels.max(x, xo, n);
            case MIN -> kernels.min(x, xo, n);
        };
    }

    @Override
    public void accumulate(Reduction.Kind kind, int[] x, int xo, int rows, int[] acc, int ao, int n) {
        kernels.accumulate(kind, x, xo, rows, acc, ao, n);
    }

    @Override
    public double get(int[] x, int i) {
        return x[i];
    }

    @Override
    public void set(int[] x, int i, double value) {
        x[i] = (int) value;
    }

    @Override
    public void gather(int[] x, int xo, int extent, int[] index, int io, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + Spans.checked(index[io + i], extent)];
        }
    }

    @Override
    public void scatterAdd(int[] x, int xo, int extent, int[] index, int io, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + Spans.checked(index[io + i], extent)] += x[xo + i];
        }
    }
}
