package org.gaspard.tensor.cpu;

import java.util.Arrays;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/** Spans of {@code float[]}. */
record FloatSpans(SpanKernels kernels) implements Spans<float[]> {

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public float[] allocate(int n) {
        return new float[n];
    }

    @Override
    public void unary(UnaryOp op, float[] x, int xo, float[] y, int yo, int n) {
        kernels.unary(op, x, xo, y, yo, n);
    }

    @Override
    public void binary(BinaryOp op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        kernels.binary(op, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void binaryScalar(BinaryOp op, float[] a, int ao, double b, float[] y, int yo, int n) {
        kernels.binaryScalar(op, a, ao, (float) b, y, yo, n);
    }

    @Override
    public void scalarBinary(BinaryOp op, double a, float[] b, int bo, float[] y, int yo, int n) {
        kernels.scalarBinary(op, (float) a, b, bo, y, yo, n);
    }

    @Override
    public void select(float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        kernels.select(c, co, a, ao, b, bo, y, yo, n);
    }

    @Override
    public void fill(float[] y, int yo, int n, double value) {
        Arrays.fill(y, yo, yo + n, (float) value);
    }

    @Override
    public void copyStrided(float[] x, int xo, int stride, float[] y, int yo, int n) {
        kernels.copyStrided(x, xo, stride, y, yo, n);
    }

    @Override
    public void convert(Object x, int xo, int stride, float[] y, int yo, int n) {
        switch (x) {
            case double[] doubles when stride == 1 -> kernels.cast(doubles, xo, y, yo, n);
            case double[] doubles -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = (float) doubles[xo + i * stride];
                }
            }
            case int[] ints when stride == 1 -> kernels.cast(ints, xo, y, yo, n);
            case int[] ints -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = ints[xo + i * stride];
                }
            }
            case float[] same -> kernels.copyStrided(same, xo, stride, y, yo, n);
            default -> throw new IllegalArgumentException("not an array of numbers: " + x.getClass());
        }
    }

    @Override
    public double reduce(Reduction.Kind kind, float[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> kernels.sum(x, xo, n);
            case MAX -> kernels.max(x, xo, n);
            case MIN -> kernels.min(x, xo, n);
        };
    }

    @Override
    public void accumulate(Reduction.Kind kind, float[] x, int xo, int rows, float[] acc, int ao, int n) {
        kernels.accumulate(kind, x, xo, rows, acc, ao, n);
    }

    @Override
    public void accumulate(Reduction.Kind kind, float[] x, int xo, double[] acc, int ao, int n) {
        if (kind == Reduction.Kind.SUM) {
            for (int i = 0; i < n; i++) {
                acc[ao + i] += x[xo + i];
            }
        } else {
            Spans.super.accumulate(kind, x, xo, acc, ao, n);
        }
    }

    @Override
    public double get(float[] x, int i) {
        return x[i];
    }

    @Override
    public void set(float[] x, int i, double value) {
        x[i] = (float) value;
    }

    @Override
    public void gather(float[] x, int xo, int extent, int[] index, int io, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + Spans.checked(index[io + i], extent)];
        }
    }

    @Override
    public void scatterAdd(float[] x, int xo, int extent, int[] index, int io, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + Spans.checked(index[io + i], extent)] += x[xo + i];
        }
    }
}
