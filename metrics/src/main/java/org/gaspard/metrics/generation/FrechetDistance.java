package org.gaspard.metrics.generation;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.gaussian.BuresWasserstein;
import org.gaspard.ot.gaussian.Gaussian;

/**
 * The Fréchet distance of two sets of images: Gaussians are fitted to the features that some network has of them, and
 *
 * <pre>{@code d² = ‖m₁ − m₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁^½ Σ₂ Σ₁^½)^½}</pre>
 *
 * with covariances of the divisor N − 1. From 0 on; 0 if means and covariances are equal. With the 2048 features of the published
 * Inception network this is the Fréchet inception distance (FID); features of another network, layer or preprocessing give other
 * numbers, which must not be compared with it.
 *
 * <p>A permutation, rotation or shift of the features of both sets changes nothing; dead features add nothing, features that are
 * all duplicated double the value; scaling features by s
 * scales the value by s². Known criticism: two different distributions with equal means and covariances have distance 0; fitted to
 * few images it is too large, by an amount that depends on the model, so only equal N can be compared. There is a warning if a
 * set has not more points than features (its covariance is singular), or fewer than 10 per feature.
 *
 * <p>The published program takes the square root of the matrix {@code Σ₁ Σ₂}, which is not symmetric, and adds 10⁻⁶ to the diagonals
 * where that fails; here it is computed from symmetric roots in a form without cancellation
 * ({@link BuresWasserstein#squaredDistance}), which needs neither. Time {@code O(N L² + L³)}. Source: [DLB82]; [H17], equation 6.
 */
public record FrechetDistance() {

    /** The one way. */
    public static FrechetDistance standard() {
        return new FrechetDistance();
    }

    /**
     * The Gaussian with the mean and the covariance (divisor N − 1) of features.
     *
     * @throws IllegalArgumentException if there are fewer than 2 points
     */
    public static Gaussian fit(Codes features) {
        Checks.points("features", features, 2);
        Rows rows = Rows.of(features);
        return new Gaussian(rows.mean(), rows.covariance());
    }

    /**
     * The squared distance of the Gaussians fitted to two sets of features.
     *
     * @param first features of images, for example real ones, [N × L]
     * @param second features of others, for example generated ones, [M × L]
     * @throws IllegalArgumentException if the numbers of features differ, or a set has fewer than 2 points
     */
    public Score between(Codes first, Codes second) {
        if (first.width() != second.width()) {
            throw new IllegalArgumentException(
                    "first and second must have as many features, found " + first.width() + " and " + second.width());
        }
        Gaussian p = fit(first);
        Gaussian q = fit(second);
        double ofMeans = 0;
        for (int l = 0; l < p.dimension(); l++) {
            ofMeans += (p.mean()[l] - q.mean()[l]) * (p.mean()[l] - q.mean()[l]);
        }
        double distance = BuresWasserstein.squaredDistance(p, q);
        Score score = Score.of("Fréchet distance", distance)
                .withFigure("of means", ofMeans)
                .withFigure("of covariances", distance - ofMeans)
                .withSetting("first", first.points())
                .withSetting("second", second.points())
                .withSetting("features", first.width());
        return warned(warned(score, "first", first), "second", second);
    }

    private static Score warned(Score score, String name, Codes features) {
        if (features.points() <= features.width()) {
            return score.withWarning(name + " has " + features.points() + " points for " + features.width()
                    + " features: its covariance is singular, and the distance too large");
        }
        if (features.points() < 10L * features.width()) {
            return score.withWarning(name + " has fewer than 10 points per feature: the distance is too large");
        }
        return score;
    }
}
