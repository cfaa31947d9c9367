package org.gaspard.metrics.information;

import java.util.SplittableRandom;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;

/**
 * What an encoder says of N images in full: independent normal distributions {@code q(z_l | x_n) = N(μ_nl, exp(s_nl))}.
 *
 * @param means μ, [N × L]
 * @param logVariances s, the natural logarithms of the variances, [N × L]
 */
public record GaussianPosteriors(Codes means, Codes logVariances) {

    /** Beyond this a variance or its inverse is no double. */
    private static final double LARGEST = 700;

    /** Checks the shapes, and that variances are positive doubles. */
    public GaussianPosteriors {
        if (means.points() != logVariances.points() || means.width() != logVariances.width()) {
            throw new IllegalArgumentException("means and logVariances must be of the same points and codes, found "
                    + means + " and " + logVariances);
        }
        for (int n = 0; n < means.points(); n++) {
            for (int l = 0; l < means.width(); l++) {
                if (Math.abs(logVariances.value(n, l)) > LARGEST) {
                    throw new IllegalArgumentException("logVariances must be between −700 and 700, found "
                            + logVariances.value(n, l) + " in column " + l + " of row " + n);
                }
            }
        }
    }

    /** The number of points N. */
    public int points() {
        return means.points();
    }

    /** The number of codes L. */
    public int width() {
        return means.width();
    }

    /** A draw from each posterior, [N × L]: {@code μ + exp(s / 2) ε} with ε standard normal, row by row from the seed. */
    public Codes sample(long seed) {
        var random = new SplittableRandom(seed);
        double[][] columns = new double[width()][points()];
        for (int n = 0; n < points(); n++) {
            for (int l = 0; l < width(); l++) {
                columns[l][n] = means.value(n, l) + Math.exp(0.5 * logVariances.value(n, l)) * random.nextGaussian();
            }
        }
        return Codes.ofColumns(columns);
    }

    void requirePoints(Factors factors) {
        if (factors.points() != points()) {
            throw new IllegalArgumentException("posteriors and factors must be of the same points, found " + points()
                    + " and " + factors.points());
        }
    }
}
