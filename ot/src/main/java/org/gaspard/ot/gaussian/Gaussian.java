package org.gaspard.ot.gaussian;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * A Gaussian distribution {@code N(m, S)} on {@code ℝ^d}. Its covariance may be singular: eigenvalues below 10⁻¹⁴ of the
 * largest one count as 0. The arrays are copied.
 *
 * @param mean m, [d]
 * @param covariance S, symmetric and positive semi-definite, both up to rounding, [d × d]
 */
public record Gaussian(double[] mean, double[] covariance) {

    private static final double ROUNDING = 1e-10;

    /** Checks the shapes, the symmetry and the sign of the covariance. */
    public Gaussian {
        int d = Checks.atLeast("the dimension of mean", mean.length, 1);
        Checks.length("covariance", covariance, (long) d * d);
        Checks.finite("mean", mean);
        Checks.finite("covariance", covariance);
        mean = mean.clone();
        covariance = symmetric(covariance, d);
        double[] eigenvalues = Eigen.of(covariance, d).values();
        double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElseThrow();
        double smallest = Arrays.stream(eigenvalues).min().orElseThrow();
        if (smallest < -ROUNDING * largest) {
            throw new IllegalArgumentException(
                    "covariance has the eigenvalue " + smallest + ", expected a positive semi-definite matrix");
        }
    }

    private static double[] symmetric(double[] covariance, int d) {
        double largest = Arrays.stream(covariance).map(Math::abs).max().orElseThrow();
        double[] symmetric = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double here = covariance[i * d + j];
                double there = covariance[j * d + i];
                if (Math.abs(here - there) > ROUNDING * largest) {
                    throw new IllegalArgumentException("covariance is not symmetric: [" + i + "," + j + "] is " + here
                            + " and [" + j + "," + i + "] is " + there);
                }
                symmetric[i * d + j] = 0.5 * here + 0.5 * there;
            }
        }
        return symmetric;
    }

    /** d. */
    public int dimension() {
        return mean.length;
    }

    /**
     * The Gaussian with the mean and the covariance (divisor n) of n points.
     *
     * @param points [n × d]
     */
    public static Gaussian fit(double[] points, int n, int d) {
        double[] weights = new double[Checks.atLeast("n", n, 1)];
        Arrays.fill(weights, 1.0 / n);
        return fit(points, weights, d);
    }

    /**
     * The Gaussian with the mean and the covariance of a weighted set of points.
     *
     * @param points [n × d]
     * @param weights n weights, at least 0; divided by their sum
     */
    public static Gaussian fit(double[] points, double[] weights, int d) {
        int n = Checks.atLeast("the number of weights", weights.length, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("points", points, (long) n * d);
        Checks.finite("points", points);
        double sum = Checks.weights("weights", weights);
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                mean[k] += weights[i] / sum * points[i * d + k];
            }
        }
        double[] covariance = new double[d * d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                double scaled = weights[i] / sum * (points[i * d + k] - mean[k]);
                for (int l = 0; l < d; l++) {
                    covariance[k * d + l] += scaled * (points[i * d + l] - mean[l]);
                }
            }
        }
        return new Gaussian(mean, covariance);
    }
}
