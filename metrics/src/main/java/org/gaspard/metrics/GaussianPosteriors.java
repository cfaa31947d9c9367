package org.gaspard.metrics;

import java.util.SplittableRandom;

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

    /**
     * From variances.
     *
     * @throws IllegalArgumentException if shapes differ or a variance is not above 0
     */
    public static GaussianPosteriors ofVariances(Codes means, Codes variances) {
        double[][] columns = new double[variances.width()][variances.points()];
        for (int l = 0; l < variances.width(); l++) {
            for (int n = 0; n < variances.points(); n++) {
                double variance = variances.value(n, l);
                if (!(variance > 0)) {
                    throw new IllegalArgumentException(
                            "variances must be above 0, found " + variance + " in column " + l + " of row " + n);
                }
                columns[l][n] = Math.log(variance);
            }
        }
        return new GaussianPosteriors(means, Codes.ofColumns(columns));
    }

    /**
     * The divergence of each code's posterior from the prior N(0, 1), averaged over points, in nats:
     * {@code 1/N Σ_n ½ (μ² + σ² − 1 − ln σ²)}. At least 0, without an upper limit; 0 if the posterior is the prior at all points (dead codes). A permutation of the codes
     * permutes it, a copy has its divergence again, noise codes whose means vary cost as much as useful ones. {@code O(N L)}. Source: D.
     * Kingma and M. Welling, Auto-encoding variational Bayes, 2014, appendix B.
     *
     * @return [L]
     */
    public double[] divergences() {
        double[] divergences = new double[width()];
        for (int l = 0; l < divergences.length; l++) {
            for (int n = 0; n < points(); n++) {
                divergences[l] += divergence(n, l) / points();
            }
        }
        return divergences;
    }

    /** The divergence of each point's posterior from the prior N(0, I), summed over codes, in nats; [N]. */
    public double[] divergencesOfPoints() {
        double[] divergences = new double[points()];
        for (int n = 0; n < divergences.length; n++) {
            for (int l = 0; l < width(); l++) {
                divergences[n] += divergence(n, l);
            }
        }
        return divergences;
    }

    /** Near σ² = 1 the logarithm cancels {@code σ² − 1}; expm1 keeps their difference. */
    private double divergence(int point, int code) {
        double mean = means.value(point, code);
        double logVariance = logVariances.value(point, code);
        return 0.5 * (mean * mean + Math.expm1(logVariance) - logVariance);
    }
}
