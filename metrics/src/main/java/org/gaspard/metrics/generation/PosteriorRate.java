package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.Score;

/**
 * What Gaussian posteriors of N points and L codes say about a variational autoencoder with the prior N(0, I): the divergence from
 * the prior, which is the rate of the code, and which codes are active. {@code O(N L)}.
 *
 * <p>Range: at least 0, without an upper limit; 0 if all posteriors are the prior. A permutation of the codes changes nothing. A rotation
 * keeps the rate if the posteriors, which then are independent along other axes, have equal variances; a copy of a code adds its
 * divergence again, and one factor in two codes is paid for in both. Dead codes (posterior = prior) add 0 and are not active. Noise
 * codes that depend on the point at random are active and cost as much as useful ones. Perfect codes have no value of their own here:
 * precise posteriors of K spread factors have a high rate.
 *
 * <p>Known criticism: the rate alone ranks nothing, it belongs beside the distortion; it bounds the information of codes about points
 * from above, and is far above it where the mean posterior is not the prior; the threshold of activity is a convention, and a
 * rescaled code (with a decoder that undoes it) changes sides. Source: [KW14], appendix B; [BGS16], section 5.
 */
public final class PosteriorRate {

    /** The variance of means above which a code is active ([BGS16]): {@value}. */
    public static final double ACTIVE_VARIANCE = 0.01;

    private PosteriorRate() {}

    /**
     * The variance over points of the mean of each code, divisor N: what the code tells of the point. [L]
     *
     * @see #activeUnits
     */
    public static double[] variancesOfMeans(GaussianPosteriors posteriors) {
        return IntStream.range(0, posteriors.width())
                .mapToDouble(l -> variance(posteriors.means().column(l)))
                .toArray();
    }

    private static double variance(double[] column) {
        double mean = Arrays.stream(column).sum() / column.length;
        return Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum() / column.length;
    }

    /** The codes whose mean has a variance above {@value #ACTIVE_VARIANCE}, ascending. Source: [BGS16]. */
    public static int[] activeUnits(GaussianPosteriors posteriors) {
        double[] spread = variancesOfMeans(posteriors);
        return IntStream.range(0, spread.length)
                .filter(l -> spread[l] > ACTIVE_VARIANCE)
                .toArray();
    }

    /**
     * The rate: the mean divergence of a posterior from the prior in nats, at least 0. Figures: the number of active units, and of
     * codes with a divergence above 0.01; tables by code.
     */
    public static Score score(GaussianPosteriors posteriors) {
        double[] divergences = posteriors.divergences();
        return Score.of("rate", Arrays.stream(divergences).sum())
                .withFigure("active units", activeUnits(posteriors).length)
                .withFigure(
                        "codes above 0.01 nats",
                        Arrays.stream(divergences).filter(d -> d > 0.01).count())
                .withTable(Score.Table.ofCodes("divergence in nats", divergences))
                .withTable(Score.Table.ofCodes("variance of the mean", variancesOfMeans(posteriors)))
                .withSetting("active above", ACTIVE_VARIANCE);
    }
}
