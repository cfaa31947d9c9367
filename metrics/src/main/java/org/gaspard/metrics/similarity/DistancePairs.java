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
     * How many pairs fall into each cell of a grid over the range of both, as numpy's {@code histogram2d}: cells of equal size, the
     * last one with its upper edge. A range of one value is widened by ½ to both sides.
     *
     * @param counts [rows of image distances][columns of latent distances], ascending
     * @param leastLatent the lower edge of the first column
     * @param mostLatent the upper edge of the last one
     * @param leastImage the lower edge of the first row
     * @param mostImage the upper edge of the last one
     */
    public record Histogram(
            double[][] counts, double leastLatent, double mostLatent, double leastImage, double mostImage) {}

    /**
     * The histogram of squared distances. {@code O(N)}.
     *
     * @param bins columns and rows, at least 1
     */
    public Histogram histogram(int bins) {
        Checks.atLeast("bins", bins, 1);
        double[] x = range(latents);
        double[] y = range(images);
        double[][] counts = new double[bins][bins];
        for (int n = 0; n < latents.length; n++) {
            counts[bin(images[n], y, bins)][bin(latents[n], x, bins)]++;
        }
        return new Histogram(counts, x[0], x[1], y[0], y[1]);
    }

    private static double[] range(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        return least == most ? new double[] {least - 0.5, most + 0.5} : new double[] {least, most};
    }

    private static int bin(double value, double[] range, int bins) {
        return (int) Math.min(bins - 1, Math.floor((value - range[0]) / (range[1] - range[0]) * bins));
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
                .withFigure("factor of least squares", products / Arrays.stream(latents).sum())
                .withSetting("pairs", z.length)
                .withSetting("scale", scale);
    }
}
