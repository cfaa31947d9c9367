package org.gaspard.tensor.cpu;

import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;

/**
 * The kernels as plain loops over {@link UnaryOp#apply} and {@link BinaryOp#apply}: the specification, and what runs
 * where the Vector API is absent. Float32 elements are computed in double precision and rounded once.
 */
public final class ScalarSpanKernels implements SpanKernels {

    @Override
    public void unary(UnaryOp op, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) op.apply(x[xo + i]);
        }
    }

    @Override
    public void unary(UnaryOp op, double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(x[xo + i]);
        }
    }

    @Override
    public void unary(UnaryOp op, int[] x, int xo, int[] y, int yo, int n) {
        switch (op) {
            case NEGATE -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = -x[xo + i];
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = Math.abs(x[xo + i]);
                }
            }
            case SIGN -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = Integer.signum(x[xo + i]);
                }
            }
            default -> throw new IllegalArgumentException(op.label() + " is not defined on int32");
        }
    }

    @Override
    public void binary(BinaryOp op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) op.apply(a[ao + i], b[bo + i]);
        }
    }

    @Override
    public void binaryScalar(BinaryOp op, float[] a, int ao, float b, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) op.apply(a[ao + i], b);
        }
    }

    @Override
    public void scalarBinary(BinaryOp op, float a, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) op.apply(a, b[bo + i]);
        }
    }

    @Override
    public void binary(BinaryOp op, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a[ao + i], b[bo + i]);
        }
    }

    @Override
    public void binaryScalar(BinaryOp op, double[] a, int ao, double b, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a[ao + i], b);
        }
    }

    @Override
    public void scalarBinary(BinaryOp op, double a, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a, b[bo + i]);
        }
    }

    @Override
    public void binary(BinaryOp op, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a[ao + i], b[bo + i]);
        }
    }

    @Override
    public void binaryScalar(BinaryOp op, int[] a, int ao, int b, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a[ao + i], b);
        }
    }

    @Override
    public void scalarBinary(BinaryOp op, int a, int[] b, int bo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = op.apply(a, b[bo + i]);
        }
    }

    @Override
    public void select(float[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] != 0 ? a[ao + i] : b[bo + i];
        }
    }

    @Override
    public void select(double[] c, int co, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] != 0 ? a[ao + i] : b[bo + i];
        }
    }

    @Override
    public void select(int[] c, int co, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] != 0 ? a[ao + i] : b[bo + i];
        }
    }

    @Override
    public void cast(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i];
        }
    }

    @Override
    public void cast(float[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (int) x[xo + i];
        }
    }

    @Override
    public void cast(double[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) x[xo + i];
        }
    }

    @Override
    public void cast(double[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (int) x[xo + i];
        }
    }

    @Override
    public void cast(int[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) x[xo + i];
        }
    }

    @Override
    public void cast(int[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i];
        }
    }

    @Override
    public double sum(float[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public double sum(double[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public void addScaled(double a, double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    @Override
    public double dot(double[] a, int ao, double[] b, int bo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[ao + i] * b[bo + i];
        }
        return sum;
    }

    @Override
    public double squaredDistance(double[] a, int ao, double[] b, int bo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double difference = a[ao + i] - b[bo + i];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public void timesRows(double[] a, int ao, int rows, double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < rows; i++) {
            y[yo + i] = dot(a, ao + i * n, x, xo, n);
        }
    }

    @Override
    public void addScaledRows(double[] u, int uo, double[] a, int ao, int rows, double[] y, int yo, int n) {
        for (int i = 0; i < rows; i++) {
            addScaled(u[uo + i], a, ao + i * n, y, yo, n);
        }
    }

    @Override
    public void sweepRows(
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
        for (int i = 0; i < rows; i++) {
            u[uo + i] = rule.of(i, dot(a, ao + i * n, v, vo, n));
            addScaled(u[uo + i], a, ao + i * n, y, yo, n);
        }
    }

    @Override
    public int sum(int[] x, int xo, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public float max(float[] x, int xo, int n) {
        float best = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            best = Math.max(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public double max(double[] x, int xo, int n) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            best = Math.max(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public int max(int[] x, int xo, int n) {
        int best = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            best = Math.max(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public float min(float[] x, int xo, int n) {
        float best = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            best = Math.min(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public double min(double[] x, int xo, int n) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            best = Math.min(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public int min(int[] x, int xo, int n) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            best = Math.min(best, x[xo + i]);
        }
        return best;
    }

    @Override
    public void accumulate(Reduction.Kind kind, float[] x, int xo, int rows, float[] acc, int ao, int n) {
        for (int r = 0; r < rows; r++) {
            binary(join(kind), acc, ao, x, xo + r * n, acc, ao, n);
        }
    }

    @Override
    public void accumulate(Reduction.Kind kind, double[] x, int xo, int rows, double[] acc, int ao, int n) {
        for (int r = 0; r < rows; r++) {
            binary(join(kind), acc, ao, x, xo + r * n, acc, ao, n);
        }
    }

    @Override
    public void accumulate(Reduction.Kind kind, int[] x, int xo, int rows, int[] acc, int ao, int n) {
        for (int r = 0; r < rows; r++) {
            binary(join(kind), acc, ao, x, xo + r * n, acc, ao, n);
        }
    }

    @Override
    public void copyStrided(float[] x, int xo, int stride, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i * stride];
        }
    }

    @Override
    public void copyStrided(double[] x, int xo, int stride, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i * stride];
        }
    }

    @Override
    public void copyStrided(int[] x, int xo, int stride, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i * stride];
        }
    }

    /** The function of two variables that joins two partial reductions. */
    static BinaryOp join(Reduction.Kind kind) {
        return switch (kind) {
            case SUM -> BinaryOp.ADD;
            case MAX -> BinaryOp.MAXIMUM;
            case MIN -> BinaryOp.MINIMUM;
        };
    }
}
