package org.gaspard.ot.entropic;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Oracles;

/** Reference values made by {@code src/test/oracles/make_entropic.py}, random data, and a solver to be read. */
final class EntropicOracles {

    private EntropicOracles() {}

    static double[] read(String name) {
        return Oracles.read(EntropicOracles.class, "entropic.txt", name);
    }

    static RandomGenerator random(long seed) {
        return Oracles.random(seed);
    }

    static double[] gaussian(RandomGenerator random, int size) {
        return Oracles.gaussian(random, size);
    }

    static double[] weights(RandomGenerator random, int size, double mass) {
        double[] w = new double[size];
        Arrays.setAll(w, i -> random.nextDouble(0.5, 1.5));
        double sum = Arrays.stream(w).sum();
        Arrays.setAll(w, i -> mass * w[i] / sum);
        return w;
    }

    static double largestDifference(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " and " + y.length + " elements");
        }
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = Math.abs(x[i] - y[i]);
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }

    /**
     * Sinkhorn's algorithm in the log domain, word by word: the plan after a number of iterations with penalties ρ (∞ for
     * constraints).
     */
    static double[] sinkhorn(double[] c, double[] a, double[] b, double eps, double rho, int iterations) {
        double tau = Double.isInfinite(rho) ? 1 : rho / (rho + eps);
        double[] f = new double[a.length];
        double[] g = new double[b.length];
        for (int t = 0; t < iterations; t++) {
            for (int j = 0; j < b.length; j++) {
                double sum = 0;
                for (int i = 0; i < a.length; i++) {
                    sum += a[i] * Math.exp((f[i] - c[i * b.length + j]) / eps);
                }
                g[j] = -tau * eps * Math.log(sum);
            }
            for (int i = 0; i < a.length; i++) {
                double sum = 0;
                for (int j = 0; j < b.length; j++) {
                    sum += b[j] * Math.exp((g[j] - c[i * b.length + j]) / eps);
                }
                f[i] = -tau * eps * Math.log(sum);
            }
        }
        double[] plan = new double[c.length];
        Arrays.setAll(plan, k -> {
            int i = k / b.length;
            int j = k % b.length;
            return a[i] * b[j] * Math.exp((f[i] + g[j] - c[k]) / eps);
        });
        return plan;
    }
}
