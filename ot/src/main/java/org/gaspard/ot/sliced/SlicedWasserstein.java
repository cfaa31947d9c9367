package org.gaspard.ot.sliced;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.tensor.array.Parallel;

/**
 * The sliced Wasserstein distance, {@code SW_p^p(μ, ν) = E_θ W_p^p(θᵀμ, θᵀν)} with θ uniform on the sphere ([BRPP15]),
 * estimated by a mean over directions. It is a metric, at most {@code W_p}. The directions are worked on by all threads; the
 * result does not depend on how many there are.
 *
 * @param p at least 1, finite
 */
public record SlicedWasserstein(double p) {

    /** Checks p. */
    public SlicedWasserstein {
        Checks.within("p", p, 1, Double.MAX_VALUE);
    }

    /**
     * A Monte Carlo estimate.
     *
     * @param p the power
     * @param values {@code W_p^p} along each direction
     */
    public record Estimate(double p, double[] values) {

        /** The estimate of {@code SW_p^p}: the mean over the directions. */
        public double value() {
            return Arrays.stream(values).average().orElseThrow();
        }

        /**
         * The standard error of {@link #value} for directions drawn independently: the standard deviation over the
         * directions, with the divisor L − 1, by √L. NaN for one direction.
         */
        public double standardError() {
            double mean = value();
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return Math.sqrt(squares / (values.length - 1.0) / values.length);
        }

        /** {@code SW_p}, the p-th root of {@link #value}: biased downwards, by the concavity of the root. */
        public double distance() {
            return Math.pow(value(), 1 / p);
        }

        /** The standard error of {@link #distance} to first order; 0 where {@link #standardError} is 0. */
        public double distanceStandardError() {
            return standardError() == 0 ? 0 : standardError() * distance() / (p * value());
        }
    }

    /**
     * Estimates the distance between the uniform distributions on n and m points.
     *
     * @param x [n × d], d the dimension of the directions
     * @param y [m × d]
     */
    public Estimate estimate(Directions directions, double[] x, int n, double[] y, int m) {
        LineTransport line = LineTransport.power(p);
        double[] left = project("x", directions, x, n);
        double[] right = project("y", directions, y, m);
        double[] values = new double[directions.count()];
        Parallel.run(values.length, l -> values[l] = line.value(row(left, l, n), row(right, l, m)));
        return new Estimate(p, values);
    }

    /**
     * Estimates the distance between two weighted sets of points.
     *
     * @param x n points, [n × d]
     * @param a n weights, at least 0
     * @param y m points, [m × d]
     * @param b m weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
     */
    public Estimate estimate(Directions directions, double[] x, double[] a, double[] y, double[] b) {
        int n = a.length;
        int m = b.length;
        LineTransport line = LineTransport.power(p);
        double[] left = project("x", directions, x, n);
        double[] right = project("y", directions, y, m);
        double[] values = new double[directions.count()];
        Parallel.run(values.length, l -> values[l] = line.value(row(left, l, n), a, row(right, l, m), b));
        return new Estimate(p, values);
    }

    static double[] project(String name, Directions directions, double[] points, int n) {
        Checks.atLeast("the number of points of " + name, n, 1);
        Checks.length(name, points, (long) n * directions.dimension());
        Checks.finite(name, points);
        return directions.project(points, n);
    }

    static double[] row(double[] projected, int l, int n) {
        return Arrays.copyOfRange(projected, l * n, (l + 1) * n);
    }
}
