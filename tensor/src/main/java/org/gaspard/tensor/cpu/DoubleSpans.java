package org.gaspard.tensor.cpu;

import java.util.Arrays;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/** Spans of {@code double[]}. */
record DoubleSpans(SpanKernels kernels) implements Spans<double[]> {

    @Override
    public DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public double[] allocate(int n) {
        return new double[n];
    }

    @Override
    public void unary(UnaryOp op, double[] x, int xo, double[] y, int yo, int n) {
        kernels.unary(op, x, xo, y, yo, n);
    }

    @Override
    public void binary(BinaryOp op, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        kernels.binary(op, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void binaryScalar(BinaryOp op, double[] a, int ao, double b, double[] y, int yo, int n) {
        kernels.binaryScalar(op, a, ao, b, y, yo, n);
    }

    @Override
    public void scalarBinary(BinaryOp op, double a, double[] b, int bo, double[] y, int yo, int n) {
        kernels.scalarBinary(op, a, b, bo, y, yo, n);
    }

    @Override
    public void select(double[] c, int co, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        kernels.select(c, co, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void fill(double[] y, int yo, int n, double value) {
        Arrays.fill(y, yo, yo + n, value);
    }

    @Override
    public void copyStrided(double[] x, int xo, int stride, double[] y, int yo, int n) {
        kernels.copyStrided(x, xo, stride, y, yo, n);
    }

    @Override
    public void convert(Object x, int xo, int stride, double[] y, int yo, int n) {
        switch (x) {
            case float[] floats when stride == 1 -> kernels.cast(floats, xo, y, yo, n);
            case float[] floats -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = floats[xo + i * stride];
                }
            }
            case int[] ints when stride == 1 -> kernels.cast(ints, xo, y, yo, n);
            case int[] ints -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = ints[xo + i * stride];
                }
            }
            case double[] same -> kernels.copyStrided(same, xo, stride, y, yo, n);
            default -> throw new IllegalArgumentException("not an array of numbers: " + x.getClass());
        }
    }

    @Override
    public double reduce(Reduction.Kind kind, double[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> kernels.sum(x, xo, n);
            case MAX -> kernels.max(x, xo, n);
            case MIN -> kernels.min(x, xo, n);
        };
    }

    @Override
    public void accumulate(Reduction.Kind kind, double[] x, int xo, int rows, double[] acc, int ao, int n) {
        kernels.accumulate(kind, x, xo, rows, acc, ao, n);
    }

    @Override
    public double get(double[] x, int i) {
        return x[i];
    }

    @Override
    public void set(double[] x, int i, double value) {
        x[i] = value;
    }

    @Override
    public void gather(double[] x, int xo, int extent, int[] index, int io, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + Spans.checked(index[io + i], extent)];
        }
    }

    @Override
    public void scatterAdd(double[] x, int xo, int extent, int[] index, int io, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + Spans.checked(index[io + i], extent)] += x[xo + i];
        }
    }
}
