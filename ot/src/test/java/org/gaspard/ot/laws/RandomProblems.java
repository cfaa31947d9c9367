package org.gaspard.ot.laws;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.matrix.Couplings;

/** Small random inputs of all kinds: single points, points that coincide, weights of 0, costs with ties. */
final class RandomProblems {

    /** How many problems each law is tried on. */
    static final int COUNT = 1000;

    static final int LARGEST = 12;

    private RandomProblems() {}

    static RandomGenerator random(long seed) {
        return Oracles.random(seed);
    }

    static int size(RandomGenerator random) {
        return random.nextInt(1, LARGEST + 1);
    }

    /** Points in general position, or on a grid of few places. */
    static double[] points(RandomGenerator random, int n, int d) {
        double[] x = Oracles.gaussian(random, n * d);
        if (random.nextInt(3) == 0) {
            Arrays.setAll(x, k -> Math.rint(x[k]));
        }
        return x;
    }

    /** Weights with sum 1: equal ones, different ones, or a few small whole ones with 0 among them. */
    static double[] weights(RandomGenerator random, int n) {
        int kind = random.nextInt(3);
        double[] w = new double[n];
        Arrays.setAll(w, i -> switch (kind) {
            case 0 -> 1;
            case 1 -> random.nextDouble(0.1, 1);
            default -> random.nextInt(3);
        });
        w[random.nextInt(n)] += kind == 2 ? 1 : 0;
        double sum = Arrays.stream(w).sum();
        Arrays.setAll(w, i -> w[i] / sum);
        return w;
    }

    /** Weights as before, moved away from 0. */
    static double[] positiveWeights(RandomGenerator random, int n) {
        double[] w = Arrays.stream(weights(random, n)).map(v -> v + 0.02).toArray();
        double sum = Arrays.stream(w).sum();
        Arrays.setAll(w, i -> w[i] / sum);
        return w;
    }

    /** Costs of either sign, of all kinds of numbers or of few whole ones. */
    static double[] costs(RandomGenerator random, int size) {
        boolean ties = random.nextBoolean();
        double[] c = new double[size];
        Arrays.setAll(c, k -> ties ? random.nextInt(-2, 3) : random.nextGaussian());
        return c;
    }

    /** A coupling: {@code abᵀ} with random exchanges of mass between two rows and two columns. */
    static double[] coupling(RandomGenerator random, double[] a, double[] b) {
        int m = b.length;
        double[] plan = Couplings.product(a, b);
        for (int step = 0; step < 20; step++) {
            int i = random.nextInt(a.length);
            int k = random.nextInt(a.length);
            int j = random.nextInt(m);
            int l = random.nextInt(m);
            double moved = random.nextDouble() * Math.min(plan[i * m + j], plan[k * m + l]);
            plan[i * m + j] -= moved;
            plan[k * m + l] -= moved;
            plan[i * m + l] += moved;
            plan[k * m + j] += moved;
        }
        return plan;
    }

    static int[] order(RandomGenerator random, int n) {
        int[] order = new int[n];
        Arrays.setAll(order, k -> k);
        for (int k = n - 1; k > 0; k--) {
            int l = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[l];
            order[l] = kept;
        }
        return order;
    }

    static double[] reordered(double[] w, int[] order) {
        double[] moved = new double[w.length];
        Arrays.setAll(moved, i -> w[order[i]]);
        return moved;
    }

    /** The rows and the columns of a matrix in the given orders. */
    static double[] reordered(double[] matrix, int[] rows, int[] columns) {
        int m = columns.length;
        double[] moved = new double[matrix.length];
        Arrays.setAll(moved, k -> matrix[rows[k / m] * m + columns[k % m]]);
        return moved;
    }

    static double[] transposed(double[] matrix, int n, int m) {
        double[] turned = new double[matrix.length];
        Arrays.setAll(turned, k -> matrix[k % n * m + k / n]);
        return turned;
    }

    /** A random reflection and translation of points, an isometry. */
    static double[] moved(RandomGenerator random, double[] x, int d) {
        double[] v = Oracles.gaussian(random, d);
        double[] shift = Oracles.gaussian(random, d);
        double norm = Couplings.dot(v, v);
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length / d; i++) {
            double along = 0;
            for (int k = 0; k < d; k++) {
                along += x[i * d + k] * v[k];
            }
            for (int k = 0; k < d; k++) {
                moved[i * d + k] = x[i * d + k] - 2 * along * v[k] / norm + shift[k];
            }
        }
        return moved;
    }

    static double least(double[] plan) {
        return Arrays.stream(plan).min().orElseThrow();
    }

    static double sum(double[] x) {
        return Arrays.stream(x).sum();
    }

    static double largestDifference(double[] x, double[] y) {
        double largest = 0;
        for (int k = 0; k < x.length; k++) {
            largest = Math.max(largest, Math.abs(x[k] - y[k]));
        }
        return largest;
    }

    /** {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁}. */
    static double marginalError(double[] plan, double[] a, double[] b) {
        return Couplings.distance(Couplings.rowSums(plan, a.length, b.length), a)
                + Couplings.distance(Couplings.columnSums(plan, a.length, b.length), b);
    }
}
