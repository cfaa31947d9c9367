package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/**
 * What Gaussian posteriors {@code N(μ_nl, σ²_nl)} of N points and L independent codes say about a variational autoencoder with the
 * prior N(0, I): the divergence from the prior, which is the rate of the code, and which codes are active.
 *
 * @param means μ, [N × L]
 * @param variances σ², [N × L], above 0
 */
public record GaussianPosteriors(Codes means, Codes variances) {

    /** The variance of means above which a code is active ([BGS16]): {@value}. */
    public static final double ACTIVE_VARIANCE = 0.01;

    /** Checks the shapes and signs. */
    public GaussianPosteriors {
        if (means.points() != variances.points() || means.width() != variances.width()) {
            throw new IllegalArgumentException(
                    "variances must have the shape of means, found " + variances + " and " + means);
        }
        for (int n = 0; n < variances.points(); n++) {
            for (int l = 0; l < variances.width(); l++) {
                if (!(variances.value(n, l) > 0)) {
                    throw new IllegalArgumentException("variances must be above 0, found " + variances.value(n, l)
                            + " in column " + l + " of row " + n);
                }
            }
        }
    }

    /**
     * From the logarithms of the variances, as encoders give them.
     *
     * @throws IllegalArgumentException if shapes differ or a variance is not a positive number in double precision
     */
    public static GaussianPosteriors ofLogVariances(Codes means, Codes logVariances) {
        double[][] columns = IntStream.range(0, logVariances.width())
                .mapToObj(l ->
                        Arrays.stream(logVariances.column(l)).map(Math::exp).toArray())
                .toArray(double[][]::new);
        return new GaussianPosteriors(means, Codes.ofColumns(columns));
    }

    /**
     * The divergence of each code's posterior from the prior, averaged over points, in nats:
     * {@code 1/N Σ_n ½ (μ² + σ² − 1 − ln σ²)}. At least 0; 0 if the posterior is the prior at all points. {@code O(N L)}. Source: [KW14],
     * appendix B.
     *
     * @return [L]
     */
    public double[] divergences() {
        double[] divergences = new double[means.width()];
        for (int l = 0; l < divergences.length; l++) {
            for (int n = 0; n < means.points(); n++) {
                divergences[l] += divergence(means.value(n, l), variances.value(n, l)) / means.points();
            }
        }
        return divergences;
    }

    /** The divergence of each point's posterior from the prior, summed over codes, in nats; [N]. */
    public double[] divergencesOfPoints() {
        double[] divergences = new double[means.points()];
        for (int n = 0; n < divergences.length; n++) {
            for (int l = 0; l < means.width(); l++) {
                divergences[n] += divergence(means.value(n, l), variances.value(n, l));
            }
        }
        return divergences;
    }

    /** Near σ² = 1 the last two terms cancel the first; log1p keeps their difference. */
    private static double divergence(double mean, double variance) {
        double excess = variance - 1;
        return 0.5 * (mean * mean + excess - Math.log1p(excess));
    }

    /**
     * The variance over points of the mean of each code, divisor N: what the code tells of the point. [L]
     *
     * @see #activeUnits()
     */
    public double[] variancesOfMeans() {
        return IntStream.range(0, means.width())
                .mapToDouble(l -> variance(means.column(l)))
                .toArray();
    }

    private static double variance(double[] column) {
        double mean = Arrays.stream(column).sum() / column.length;
        return Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum() / column.length;
    }

    /** The codes whose mean has a variance above {@value #ACTIVE_VARIANCE}, ascending. Source: [BGS16]. */
    public int[] activeUnits() {
        double[] spread = variancesOfMeans();
        return IntStream.range(0, spread.length)
                .filter(l -> spread[l] > ACTIVE_VARIANCE)
                .toArray();
    }

    /**
     * The rate: the mean divergence of a posterior from the prior in nats, at least 0. Figures: the number of active units, and of
     * codes with a divergence above 0.01; tables by code.
     */
    public Score rate() {
        double[] divergences = divergences();
        return Score.of("rate", Arrays.stream(divergences).sum())
                .withFigure("active units", activeUnits().length)
                .withFigure(
                        "codes above 0.01 nats",
                        Arrays.stream(divergences).filter(d -> d > 0.01).count())
                .withTable(Score.Table.ofCodes("divergence in nats", divergences))
                .withTable(Score.Table.ofCodes("variance of the mean", variancesOfMeans()))
                .withSetting("active above", ACTIVE_VARIANCE);
    }
}
