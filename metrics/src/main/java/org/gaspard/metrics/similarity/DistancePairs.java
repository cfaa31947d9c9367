package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Correlation;

/**
 * Distances of pairs of latents beside those of their images: how far does a decoder keep the geometry of its latents, which is
 * what a Gromov-Wasserstein objective asks of it? The picture of it is the {@link #histogram}.
 *
 * @param latents {@code d_Z² = ‖z − z'‖²} of each pair, [N]
 * @param images {@code d_X² = ‖x − x'‖²} of the same pairs
 */
public record DistancePairs(double[] latents, double[] images) {

    /** Copies, and checks that there are pairs, as many of both, and that squares are finite and not negative. */
    public DistancePairs {
        if (latents.length != images.length || latents.length == 0) {
            throw new IllegalArgumentException("latents and images must be of the same pairs, at least one, found "
                    + latents.length + " and " + images.length);
        }
        for (int n = 0; n < latents.length; n++) {
            Checks.nonNegative("latents[" + n + "]", latents[n]);
            Checks.nonNegative("images[" + n + "]", images[n]);
        }
        latents = latents.clone();
        images = images.clone();
    }

    /**
     * The histogram of squared distances, of latents along x and of images along y. {@code O(N)}.
     *
     * @param bins columns and rows, at least 1
     */
    public PlaneHistogram histogram(int bins) {
        return PlaneHistogram.of(latents, images, bins);
    }

    /**
     * The mean of {@code |C d_Z − d_X|} over the pairs, of the distances themselves: the value of the objective of a Gromov-Wasserstein
     * autoencoder with ρ = 1 for independent draws, 0 for a decoder that is an isometry up to C. From 0 on, in the units of image
     * distances. Figures: the correlations of the distances, of their squares and of their ranks (NaN if either is constant), the means
     * of both distances, and the factor {@code Σ d_Z d_X / Σ d_Z²} of least squares, which is the best C for squared differences (NaN
     * if all latents of pairs are equal).
     *
     * @param scale C, positive
     */
    public Score score(double scale) {
        Checks.positive("scale", scale);
        double[] z = Arrays.stream(latents).map(Math::sqrt).toArray();
        double[] x = Arrays.stream(images).map(Math::sqrt).toArray();
        double sum = 0;
        double products = 0;
        for (int n = 0; n < z.length; n++) {
            sum += Math.abs(scale * z[n] - x[n]);
            products += z[n] * x[n];
        }
        return Score.of("difference of distances", sum / z.length)
                .withFigure("correlation", Correlation.pearson(z, x))
                .withFigure("correlation of squares", Correlation.pearson(latents, images))
                .withFigure("correlation of ranks", Correlation.spearman(z, x))
                .withFigure("mean latent distance", Arrays.stream(z).sum() / z.length)
                .withFigure("mean image distance", Arrays.stream(x).sum() / x.length)
                .withFigure(
                        "factor of least squares",
                        products / Arrays.stream(latents).sum())
                .withSetting("pairs", z.length)
                .withSetting("scale", scale);
    }
}
