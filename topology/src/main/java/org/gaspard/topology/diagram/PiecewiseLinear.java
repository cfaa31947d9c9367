package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.check.Checks;

/**
 * A continuous piecewise linear function that vanishes outside an interval, given by its critical points. Integrals and
 * norms are exact up to rounding.
 */
public final class PiecewiseLinear {

    /** Zero everywhere. */
    static final PiecewiseLinear ZERO = new PiecewiseLinear(new double[0], new double[0]);

    private final double[] x;
    private final double[] y;

    /** Takes the arrays over. */
    private PiecewiseLinear(double[] x, double[] y) {
        // Adding 0 turns −0 into 0: equal critical points must be one when functions are merged.
        Arrays.setAll(x, i -> x[i] + 0.0);
        this.x = x;
        this.y = y;
    }

    /**
     * The function through the points {@code (x_i, y_i)}, zero before the first and after the last; the arrays are copied.
     *
     * @throws IllegalArgumentException if the lengths differ, a number is not finite, the x do not ascend strictly, or the
     *     first or the last y is not 0
     */
    public static PiecewiseLinear of(double[] x, double[] y) {
        Checks.length("y", y, x.length);
        Checks.finite("x", x);
        Checks.finite("y", y);
        for (int i = 0; i < x.length; i++) {
            if (i > 0 && x[i] <= x[i - 1]) {
                throw new IllegalArgumentException(
                        "x[" + i + "] is " + x[i] + ", expected more than the " + x[i - 1] + " before it");
            }
            if ((i == 0 || i == x.length - 1) && y[i] != 0) {
                throw new IllegalArgumentException("y[" + i + "] is " + y[i] + ", expected 0 at both ends");
            }
        }
        return new PiecewiseLinear(x.clone(), y.clone());
    }

    /** The number of critical points. */
    public int size() {
        return x.length;
    }

    /** Where the critical points are, strictly ascending; a copy. */
    public double[] x() {
        return x.clone();
    }

    /** The values at the critical points; a copy. */
    public double[] y() {
        return y.clone();
    }

    /** The value at t. Time {@code O(log n)}. */
    public double at(double t) {
        int found = Arrays.binarySearch(x, t);
        if (found >= 0) {
            return y[found];
        }
        int next = -found - 1;
        return next == 0 || next == x.length ? 0 : between(next, t);
    }

    /** The value at t on the segment that ends at point {@code next}. */
    private double between(int next, double t) {
        double share = (t - x[next - 1]) / (x[next] - x[next - 1]);
        return y[next - 1] + share * (y[next] - y[next - 1]);
    }

    /** The values at the samples of an axis. */
    public double[] sample(Axis axis) {
        double[] values = new double[axis.count()];
        Arrays.setAll(values, i -> at(axis.sample(i)));
        return values;
    }

    /** {@code α f + β g}. Time {@code O(n + m)}. */
    public PiecewiseLinear combination(double alpha, PiecewiseLinear other, double beta) {
        double[] knots = knots(other);
        double[] here = on(knots);
        double[] there = other.on(knots);
        Arrays.setAll(here, i -> alpha * here[i] + beta * there[i]);
        return new PiecewiseLinear(knots, here);
    }

    /** {@code ∫ f g}. Time {@code O(n + m)}. */
    public double innerProduct(PiecewiseLinear other) {
        double[] knots = knots(other);
        double[] f = on(knots);
        double[] g = other.on(knots);
        double sum = 0;
        for (int i = 1; i < knots.length; i++) {
            double mixed = f[i - 1] * g[i] + f[i] * g[i - 1];
            sum += (knots[i] - knots[i - 1]) / 6 * (2 * (f[i - 1] * g[i - 1] + f[i] * g[i]) + mixed);
        }
        return sum;
    }

    /** {@code ∫ f}. */
    public double integral() {
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += (x[i] - x[i - 1]) * (y[i - 1] + y[i]) / 2;
        }
        return sum;
    }

    /**
     * {@code (∫ |f|^p)^{1/p}}, or the greatest {@code |f|} if p is +∞.
     *
     * @throws IllegalArgumentException if p is below 1
     */
    public double norm(double p) {
        Checks.within("p", p, 1, Double.POSITIVE_INFINITY);
        double greatest = 0;
        for (double value : y) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        if (p == Double.POSITIVE_INFINITY || greatest == 0) {
            return greatest;
        }
        // In units of the greatest value, so that no power overflows.
        return greatest * Math.pow(powerIntegral(p, greatest), 1 / p);
    }

    /** {@code ∫ |f / unit|^p}. */
    double powerIntegral(double p, double unit) {
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += (x[i] - x[i - 1]) * mean(y[i - 1] / unit, y[i] / unit, p);
        }
        return sum;
    }

    /** The mean of {@code |y|^p} for y from a to b. */
    private static double mean(double a, double b, double p) {
        double small = Math.min(Math.abs(a), Math.abs(b));
        double great = Math.max(Math.abs(a), Math.abs(b));
        if (great == 0) {
            return 0;
        }
        double power = Math.pow(great, p);
        double ratio = small / great;
        if (a < 0 != b < 0) {
            return power * (1 + Math.pow(ratio, p + 1)) / ((p + 1) * (1 + ratio));
        }
        // (1 − ratio^{p+1}) / (1 − ratio), without cancellation where the ratio is close to 1.
        double gap = (great - small) / great;
        return gap == 0 ? power : power * -Math.expm1((p + 1) * Math.log1p(-gap)) / ((p + 1) * gap);
    }

    /** The critical points of both functions, each once. */
    private double[] knots(PiecewiseLinear other) {
        double[] knots = new double[x.length + other.x.length];
        System.arraycopy(x, 0, knots, 0, x.length);
        System.arraycopy(other.x, 0, knots, x.length, other.x.length);
        Arrays.sort(knots);
        return Arrays.stream(knots).distinct().toArray();
    }

    /** The values at ascending points. */
    private double[] on(double[] points) {
        double[] values = new double[points.length];
        int next = 0;
        for (int i = 0; i < points.length; i++) {
            while (next < x.length && x[next] < points[i]) {
                next++;
            }
            if (next < x.length && x[next] == points[i]) {
                values[i] = y[next];
            } else if (next > 0 && next < x.length) {
                values[i] = between(next, points[i]);
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PiecewiseLinear that && Arrays.equals(x, that.x) && Arrays.equals(y, that.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return "PiecewiseLinear " + Arrays.toString(x) + " -> " + Arrays.toString(y);
    }
}
