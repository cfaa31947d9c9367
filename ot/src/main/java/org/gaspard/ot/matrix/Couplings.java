package org.gaspard.ot.matrix;

import org.gaspard.tensor.array.DoubleArrays;

/** Sums, errors and entropies of coupling matrices. */
public final class Couplings {

    private static final int BLOCK = 1024;

    private Couplings() {}

    public static double[] product(double[] a, double[] b) {
        double[] plan = new double[a.length * b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                plan[i * b.length + j] = a[i] * b[j];
            }
        }
        return plan;
    }

    public static double[] rowSums(double[] plan, int n, int m) {
        double[] sums = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += plan[i * m + j];
            }
            sums[i] = sum;
        }
        return sums;
    }

    public static double[] columnSums(double[] plan, int n, int m) {
        double[] sums = new double[m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                sums[j] += plan[i * m + j];
            }
        }
        return sums;
    }

    /** {@code Σ |x − y|}. */
    public static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs(x[i] - y[i]);
        }
        return sum;
    }

    public static double dot(double[] x, double[] y) {
        return DoubleArrays.dot(x, 0, y, 0, x.length);
    }

    /** {@code −Σ p log p} with {@code 0 log 0 = 0}. */
    public static double entropy(double[] p) {
        double sum = 0;
        double[] logs = new double[Math.min(p.length, BLOCK)];
        for (int from = 0; from < p.length; from += BLOCK) {
            int size = Math.min(p.length - from, BLOCK);
            for (int k = 0; k < size; k++) {
                logs[k] = Math.max(p[from + k], Double.MIN_NORMAL);
            }
            DoubleArrays.log(logs, 0, logs, 0, size);
            sum -= DoubleArrays.dot(p, from, logs, 0, size);
        }
        return sum;
    }

    /** {@code Σ p log w} over the positive weights: the cross terms of the divergence from {@code abᵀ}. */
    public static double crossLog(double[] p, double[] w) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (w[i] > 0) {
                sum += p[i] * Math.log(w[i]);
            }
        }
        return sum;
    }

    /** {@code KL(P ‖ abᵀ) = Σ P log(P / ab)}, from the entropy of P and its sums. */
    public static double divergenceFromProduct(
            double entropy, double[] rowSums, double[] columnSums, double[] a, double[] b) {
        return -entropy - crossLog(rowSums, a) - crossLog(columnSums, b);
    }
}
