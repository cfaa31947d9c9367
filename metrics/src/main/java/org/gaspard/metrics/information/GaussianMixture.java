package org.gaspard.metrics.information;

import java.util.stream.IntStream;
import org.gaspard.tensor.array.DoubleArrays;
import org.gaspard.tensor.array.Parallel;

/** The mixture of some posteriors of one code with equal weights: an aggregate posterior. */
final class GaussianMixture {

    /** Draws whose densities one task computes. */
    private static final int DRAWS = 32;

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final double[] means;
    /** {@code 1 / (2 σ²)}. */
    private final double[] rates;
    /** {@code −ln σ}. */
    private final double[] heights;

    private GaussianMixture(double[] means, double[] rates, double[] heights) {
        this.means = means;
        this.rates = rates;
        this.heights = heights;
    }

    /** The mixture of the posteriors of some points. */
    static GaussianMixture of(double[] means, double[] logVariances, int[] points) {
        return new GaussianMixture(
                IntStream.of(points).mapToDouble(n -> means[n]).toArray(),
                IntStream.of(points)
                        .mapToDouble(n -> 0.5 * Math.exp(-logVariances[n]))
                        .toArray(),
                IntStream.of(points).mapToDouble(n -> -0.5 * logVariances[n]).toArray());
    }

    /** The mean of {@code −ln q(z)} over some draws z. */
    double meanSurprise(double[] draws) {
        double[] surprises = new double[draws.length];
        Parallel.pieces(draws.length, DRAWS, (from, end) -> {
            double[] exponents = new double[means.length];
            for (int s = from; s < end; s++) {
                surprises[s] = -logDensity(draws[s], exponents);
            }
        });
        return DoubleArrays.sum(surprises, 0, surprises.length) / draws.length;
    }

    private double logDensity(double z, double[] exponents) {
        int n = means.length;
        exponents(z, means, rates, heights, exponents);
        double largest = DoubleArrays.max(exponents, 0, n);
        for (int i = 0; i < n; i++) {
            exponents[i] -= largest;
        }
        DoubleArrays.exp(exponents, 0, exponents, 0, n);
        return largest + Math.log(DoubleArrays.sum(exponents, 0, n) / n) - HALF_LOG_TWO_PI;
    }

    private static void exponents(double z, double[] means, double[] rates, double[] heights, double[] exponents) {
        for (int i = 0; i < exponents.length; i++) {
            double distance = z - means[i];
            exponents[i] = heights[i] - rates[i] * (distance * distance);
        }
    }
}
