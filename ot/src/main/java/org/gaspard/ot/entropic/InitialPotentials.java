package org.gaspard.ot.entropic;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Sorting;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Tensor;

/** Potentials to start a solve from, better than zero. */
public final class InitialPotentials {

    /** Directions with less than this share of the largest variance count as flat. */
    private static final double FLAT = 1e-12;

    /** Changes below this share of the largest cost count as rounding. */
    private static final double SETTLED = 1e-13;

    private InitialPotentials() {}

    /**
     * Those of the normal distributions with the means and covariances of two sets of points, for the squared Euclidean
     * cost ([TC22]): with the optimal map {@code T(x) = m_y + A(x − m_x)},
     * {@code A = S_x^{−½} (S_x^{½} S_y S_x^{½})^{½} S_x^{−½}}, the potential is
     * {@code f(x) = ‖x‖² − (x − m_x)ᵀ A (x − m_x) − 2 m_yᵀ x} up to a constant, and {@code ε log a} is added to it.
     * Exact without entropy where y is such an image of x. g is 0: it is updated first.
     *
     * @param x n points, [n × d]
     * @param a the n row weights
     * @param y m points, [m × d]
     * @param b the m column weights
     */
    public static Potentials gaussian(double[] x, double[] a, double[] y, double[] b, int d, double epsilon) {
        Checks.atLeast("d", d, 1);
        Checks.positive("epsilon", epsilon);
        Checks.length("x", x, (long) a.length * d);
        Checks.length("y", y, (long) b.length * d);
        Checks.finite("x", x);
        Checks.finite("y", y);
        double[] meanX = mean("a", x, a, d);
        double[] meanY = mean("b", y, b, d);
        Tensor root = power(covariance(x, a, meanX, d), 0.5);
        Tensor inverse = power(covariance(x, a, meanX, d), -0.5);
        Tensor middle = power(root.matmul(covariance(y, b, meanY, d)).matmul(root), 0.5);
        double[] map = inverse.matmul(middle).matmul(inverse).toDoubleArray();
        double[] f = new double[a.length];
        for (int i = 0; i < f.length; i++) {
            double value = 0;
            for (int k = 0; k < d; k++) {
                double coordinate = x[i * d + k];
                double image = 0;
                for (int l = 0; l < d; l++) {
                    image += map[k * d + l] * (x[i * d + l] - meanX[l]);
                }
                value += coordinate * coordinate - (coordinate - meanX[k]) * image - 2 * meanY[k] * coordinate;
            }
            f[i] = a[i] == 0 ? Double.NEGATIVE_INFINITY : value + epsilon * Math.log(a[i]);
        }
        return new Potentials(f, new double[b.length]);
    }

    /** {@link #sorting(Cost, double[], double[], int, int, double, int)} with at most 100 passes. */
    public static Potentials sorting(Cost cost, double[] x, double[] y, int n, int d, double epsilon) {
        return sorting(cost, x, y, n, d, epsilon, 100);
    }

    /**
     * Those that belong to the matching of n points with n others in the order of their first coordinates, for the
     * weights 1/n ([TC22], the sorting initialiser): f is made as small as {@code f_i ≤ f_j + C[i,σ(j)] − C[j,σ(j)]}
     * asks for the matching σ, from 0, by passes over all pairs forwards and backwards, and {@code ε log(1/n)} is added
     * to it. On the line and for convex costs of the difference σ is optimal and f solves the problem without entropy.
     * In space it is a guess: it saves iterations where the first coordinate decides, and may cost some where it does
     * not. Time {@code O(n²)} a pass beside the costs. g is 0: it is updated first.
     *
     * @param x n points, [n × d]
     * @param y n points, [n × d]
     * @param maxPasses the limit on passes, at least 1: where σ is not optimal they would not end
     */
    public static Potentials sorting(Cost cost, double[] x, double[] y, int n, int d, double epsilon, int maxPasses) {
        Checks.positive("epsilon", epsilon);
        Checks.atLeast("maxPasses", maxPasses, 1);
        double[] c = cost.matrix(x, n, y, n, d);
        Checks.finite("the costs", c);
        int[] rows = Sorting.order(first(x, n, d));
        int[] columns = Sorting.order(first(y, n, d));
        double[] matched = new double[n];
        double scale = 0;
        for (int k = 0; k < n; k++) {
            matched[k] = c[rows[k] * n + columns[k]];
        }
        for (double value : c) {
            scale = Math.max(scale, Math.abs(value));
        }
        // In the order of the first coordinates.
        double[] sorted = new double[n];
        boolean moving = true;
        for (int pass = 0; pass < maxPasses && moving; pass++) {
            moving = false;
            for (int step = 0; step < n; step++) {
                int k = pass % 2 == 0 ? step : n - 1 - step;
                double least = sorted[k];
                for (int l = 0; l < n; l++) {
                    least = Math.min(least, sorted[l] + c[rows[k] * n + columns[l]] - matched[l]);
                }
                moving |= sorted[k] - least > SETTLED * scale;
                sorted[k] = least;
            }
        }
        double[] f = new double[n];
        for (int k = 0; k < n; k++) {
            f[rows[k]] = sorted[k] - epsilon * Math.log(n);
        }
        return new Potentials(f, new double[n]);
    }

    private static double[] first(double[] points, int n, int d) {
        double[] coordinates = new double[n];
        Arrays.setAll(coordinates, i -> points[i * d]);
        return coordinates;
    }

    private static double[] mean(String name, double[] x, double[] weights, int d) {
        double total = Checks.weights(name, weights);
        double[] mean = new double[d];
        for (int k = 0; k < x.length; k++) {
            mean[k % d] += weights[k / d] / total * x[k];
        }
        return mean;
    }

    private static Tensor covariance(double[] x, double[] weights, double[] mean, int d) {
        double total = Arrays.stream(weights).sum();
        double[] covariance = new double[d * d];
        for (int i = 0; i < weights.length; i++) {
            for (int k = 0; k < d; k++) {
                double left = weights[i] / total * (x[i * d + k] - mean[k]);
                for (int l = 0; l < d; l++) {
                    covariance[k * d + l] += left * (x[i * d + l] - mean[l]);
                }
            }
        }
        return Tensor.of(covariance, d, d);
    }

    /** A power of a symmetric positive semi-definite matrix; 0 on its kernel. */
    private static Tensor power(Tensor matrix, double exponent) {
        LinearAlgebra.Eigen eigen =
                LinearAlgebra.symmetricEigen(matrix.add(matrix.transposed()).multiply(0.5));
        double[] values = eigen.values().toDoubleArray();
        double largest = Arrays.stream(values).max().orElseThrow();
        Arrays.setAll(values, k -> values[k] > FLAT * largest && largest > 0 ? Math.pow(values[k], exponent) : 0);
        Tensor vectors = eigen.vectors();
        return vectors.multiply(Tensor.of(values, 1, values.length)).matmul(vectors.transposed());
    }
}
