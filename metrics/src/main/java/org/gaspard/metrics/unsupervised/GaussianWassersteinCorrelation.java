package org.gaspard.metrics.unsupervised;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.gaussian.BuresWasserstein;
import org.gaspard.ot.gaussian.Gaussian;

/**
 * How far the codes are from independent ones, as Gaussians in the transport distance: with the covariance Σ of the codes and its
 * diagonal D,
 *
 * <pre>{@code W₂²( N(0, Σ), N(0, D) ) = 2 tr Σ − 2 tr( D^½ Σ D^½ )^½}</pre>
 *
 * or, normalised, this divided by {@code tr Σ}. From 0 (no correlations) to {@code 2 tr Σ}, normalised to 2; unlike the total
 * correlation it is finite where codes are linear functions of each other. The value as such grows with the square of the scale
 * of the codes; the normalised one does not. Both are figures ("distance", "normalised"), {@link #normalised} says which is the
 * value.
 *
 * <p>Small is good. Uncorrelated codes get about 0; a permutation of codes or a change of sign changes nothing; independent codes
 * of equal variance stay at 0 under a rotation by 45°; two equal codes of variance v get {@code (4 − 2√2) v}, normalised
 * {@code 2 − √2}; a dead code adds nothing (if all are dead, the normalised value is NaN with a warning); a noise code adds
 * nothing but its variance in the normaliser; a factor in two codes of variance 1 and correlation r gives
 * {@code 4 − 2(√(1 + r) + √(1 − r))}. Known criticism: as for {@link GaussianTotalCorrelation}; and codes of large variance
 * decide.
 *
 * <p>disentanglement_lib takes the means of 10,000 points and the covariance with divisor N − 1, as here. Time
 * {@code O(N L² + L³)}. Source: [L19].
 *
 * @param normalised whether the value is divided by the total variance
 */
public record GaussianWassersteinCorrelation(boolean normalised) implements UnsupervisedMetric {

    /** Not normalised. */
    public static GaussianWassersteinCorrelation standard() {
        return new GaussianWassersteinCorrelation(false);
    }

    /** Divided by the total variance. */
    public static GaussianWassersteinCorrelation normalisedByVariance() {
        return new GaussianWassersteinCorrelation(true);
    }

    @Override
    public String name() {
        return normalised ? "Gaussian Wasserstein correlation, normalised" : "Gaussian Wasserstein correlation";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are fewer than 2 points
     */
    @Override
    public Score score(Codes codes) {
        Checks.points("codes", codes, 2);
        int width = codes.width();
        double[] covariance = Rows.of(codes).covariance();
        double[] diagonal = new double[width * width];
        double trace = 0;
        for (int l = 0; l < width; l++) {
            diagonal[l * width + l] = covariance[l * width + l];
            trace += covariance[l * width + l];
        }
        double[] mean = new double[width];
        double distance = trace == 0
                ? 0
                : BuresWasserstein.squaredDistance(new Gaussian(mean, covariance), new Gaussian(mean, diagonal));
        double share = distance / trace;
        Score score = DeadCodes.warned(Score.of(name(), normalised ? share : distance), codes)
                .withFigure("distance", distance)
                .withFigure("normalised", share)
                .withFigure("total variance", trace);
        return trace == 0 ? score.withWarning("no code varies: the normalised value is not defined") : score;
    }
}
