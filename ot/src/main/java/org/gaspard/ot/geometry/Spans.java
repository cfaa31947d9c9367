package org.gaspard.ot.geometry;

import org.gaspard.tensor.array.DoubleArrays;

/** Loops over whole arrays from their first element on: without offsets the compiler vectorises them. */
final class Spans {

    /** Sums of exponentials in this range lost nothing to underflow or overflow. */
    private static final double SMALL = 1e-200;

    private static final double LARGE = 1e200;

    private Spans() {}

    /** {@code t_j = (shift + g_j − t_j) · inverse}. */
    static void exponents(double shift, double[] g, double inverse, double[] t, int n) {
        for (int j = 0; j < n; j++) {
            t[j] = (shift + g[j] - t[j]) * inverse;
        }
    }

    /** {@code y = y + a x}. */
    static void addScaled(double a, double[] x, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] += a * x[j];
        }
    }

    /** {@code y = y + x}. */
    static void add(double[] x, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] += x[j];
        }
    }

    /** {@code y = a y}. */
    static void scale(double a, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] *= a;
        }
    }

    /** {@code y = max(y, x)}. */
    static void max(double[] x, double[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.max(y[j], x[j]);
        }
    }

    /** {@code t_j = (shift − t_j − subtracted_j) · inverse}. */
    static void exponentsBelow(double shift, double[] subtracted, double inverse, double[] t, int n) {
        for (int j = 0; j < n; j++) {
            t[j] = (shift - t[j] - subtracted[j]) * inverse;
        }
    }

    /** {@code t_j = shift − t_j}. */
    static void subtractFrom(double shift, double[] t, int n) {
        for (int j = 0; j < n; j++) {
            t[j] = shift - t[j];
        }
    }

    static boolean safe(double sum) {
        return sum > SMALL && sum < LARGE;
    }

    /** Replaces exponents by exponentials relative to the largest one, which is returned; −∞ if all are −∞. */
    static double expBelowMax(double[] t, int n) {
        double max = DoubleArrays.max(t, 0, n);
        if (max == Double.NEGATIVE_INFINITY) {
            for (int j = 0; j < n; j++) {
                t[j] = 0;
            }
            return max;
        }
        for (int j = 0; j < n; j++) {
            t[j] -= max;
        }
        DoubleArrays.exp(t, 0, t, 0, n);
        return max;
    }
}
