package org.gaspard.ot.reading;

import org.gaspard.ot.Potentials;

/**
 * Sinkhorn's algorithm in the log domain ([PC19], section 4.4): {@link PlainSinkhorn} for {@code f = ε log u},
 * {@code g = ε log v}, which neither underflow nor overflow. The logarithm of a sum of exponentials is taken relative
 * to the largest of them.
 */
public final class PlainLogSinkhorn {

    private PlainLogSinkhorn() {}

    /** f and g with {@code P[i][j] = exp((f_i + g_j − C[i][j])/ε)} after a number of iterations from 0. */
    public static Potentials potentials(double[][] cost, double[] a, double[] b, double epsilon, int iterations) {
        int n = a.length;
        int m = b.length;
        double[] f = new double[n];
        double[] g = new double[m];
        for (int t = 0; t < iterations; t++) {
            for (int i = 0; i < n; i++) {
                double[] exponents = new double[m];
                for (int j = 0; j < m; j++) {
                    exponents[j] = (g[j] - cost[i][j]) / epsilon;
                }
                f[i] = epsilon * (Math.log(a[i]) - logSumExp(exponents));
            }
            for (int j = 0; j < m; j++) {
                double[] exponents = new double[n];
                for (int i = 0; i < n; i++) {
                    exponents[i] = (f[i] - cost[i][j]) / epsilon;
                }
                g[j] = epsilon * (Math.log(b[j]) - logSumExp(exponents));
            }
        }
        return new Potentials(f, g);
    }

    /** The plan of the potentials. */
    public static double[][] plan(double[][] cost, double[] a, double[] b, double epsilon, int iterations) {
        Potentials found = potentials(cost, a, b, epsilon, iterations);
        double[][] plan = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                plan[i][j] = Math.exp((found.f()[i] + found.g()[j] - cost[i][j]) / epsilon);
            }
        }
        return plan;
    }

    private static double logSumExp(double[] exponents) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double exponent : exponents) {
            largest = Math.max(largest, exponent);
        }
        double sum = 0;
        for (double exponent : exponents) {
            sum += Math.exp(exponent - largest);
        }
        return largest + Math.log(sum);
    }
}
