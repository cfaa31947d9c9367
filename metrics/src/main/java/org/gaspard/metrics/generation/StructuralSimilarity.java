package org.gaspard.metrics.generation;

import java.util.Arrays;
import org.gaspard.metrics.check.Checks;
import org.gaspard.tensor.array.Parallel;

/**
 * Structural similarity (SSIM) of images: local means, variances and covariance in a Gaussian window w of weights that sum to 1,
 *
 * <pre>{@code
 * SSIM(x, y) = (2 μ_x μ_y + C₁)(2 σ_xy + C₂) / ( (μ_x² + μ_y² + C₁)(σ_x² + σ_y² + C₂) )
 * μ_x = Σ w x,  σ_x² = Σ w x² − μ_x²,  σ_xy = Σ w x y − μ_x μ_y,  C_i = (K_i · peak)²
 * }</pre>
 *
 * averaged over all places where the window lies inside the image, over channels, and over images. From −1 to 1; 1 for equal
 * images only.
 *
 * <p>Defaults as published: window 11 × 11, σ 1.5, K₁ = 0.01, K₂ = 0.03. The authors' program first shrinks images of more than 256
 * pixels on the shorter side by averaging; this is not done here, nor by the libraries. Libraries differ in the border (some pad
 * the image), in the divisor of the variance, and whether colours are turned to grey: here, as in the paper, no padding and weights
 * that sum to 1, with the channels on their own.
 *
 * <p>Known criticism: it is close to a function of the mean squared error of normalised patches; flat patches make it unstable, which
 * C₁ and C₂ hide; it is no distance. The variance is computed from centred values of the whole image, which loses no digits where
 * {@code Σ w x² − μ²} would. A NaN in the images gives NaN.
 *
 * <p>Time {@code O(B C H W · window)}: the window is a product of two lines. Source: [WBSS04], equations 13 to 17.
 *
 * @param window the side of the window in pixels, odd
 * @param sigma the standard deviation of the window in pixels, above 0
 * @param k1 K₁, above 0
 * @param k2 K₂, above 0
 */
public record StructuralSimilarity(int window, double sigma, double k1, double k2) {

    /** Checks the options. */
    public StructuralSimilarity {
        if (window < 1 || window % 2 == 0) {
            throw new IllegalArgumentException("window must be odd and at least 1, found " + window);
        }
        Checks.positive("sigma", sigma);
        Checks.positive("k1", k1);
        Checks.positive("k2", k2);
    }

    /** As published. */
    public static StructuralSimilarity standard() {
        return new StructuralSimilarity(11, 1.5, 0.01, 0.03);
    }

    /**
     * How the images of a batch lie in an array.
     *
     * @param count B
     * @param channels C
     * @param height H
     * @param width W
     * @param channelsLast whether the array is [B × H × W × C], else [B × C × H × W]
     */
    public record Layout(int count, int channels, int height, int width, boolean channelsLast) {

        /** Checks that nothing is empty, and that an array can hold the images. */
        public Layout {
            Checks.atLeast("count", count, 1);
            Checks.atLeast("channels", channels, 1);
            Checks.atLeast("height", height, 1);
            Checks.atLeast("width", width, 1);
            // The product of two ints is a long, that of two longs may not be.
            long images = (long) count * channels;
            long pixels = (long) height * width;
            if (Math.multiplyHigh(images, pixels) != 0 || images * pixels > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("count × channels × height × width must be at most "
                        + Integer.MAX_VALUE + ", found " + count + " × " + channels + " × " + height + " × " + width);
            }
        }

        /** [B × C × H × W]. */
        public static Layout channelsFirst(int count, int channels, int height, int width) {
            return new Layout(count, channels, height, width, false);
        }

        /** [B × H × W × C]. */
        public static Layout channelsLast(int count, int channels, int height, int width) {
            return new Layout(count, channels, height, width, true);
        }

        int elements() {
            return count * channels * height * width;
        }

        /** One channel of one image. */
        Plane plane(float[] images, int image, int channel) {
            double[] values = new double[height * width];
            int size = height * width;
            Arrays.setAll(
                    values,
                    pixel -> images[
                            channelsLast
                                    ? (image * size + pixel) * channels + channel
                                    : (image * channels + channel) * size + pixel]);
            return new Plane(values, height, width);
        }
    }

    /**
     * The mean over images; see {@link #each}.
     *
     * @return in [−1, 1]
     */
    public double mean(Layout layout, float[] images, float[] others, double peak) {
        return Arrays.stream(each(layout, images, others, peak)).average().orElseThrow();
    }

    /**
     * The similarity of each image with its counterpart, averaged over channels and places.
     *
     * @param peak the largest possible pixel value minus the smallest: 1 for images in [0, 1]
     * @return [B]
     * @throws IllegalArgumentException if lengths do not fit the layout, an image is smaller than the window, or peak is not
     * from 1e-45 to 1e45
     */
    public double[] each(Layout layout, float[] images, float[] others, double peak) {
        Checks.length("images", images.length, layout.elements());
        Checks.length("others", others.length, layout.elements());
        Checks.within("peak", peak, ReconstructionMetrics.LEAST_PEAK, ReconstructionMetrics.LARGEST_PEAK);
        if (layout.height() < window || layout.width() < window) {
            throw new IllegalArgumentException("images must be at least as large as the window of " + window
                    + " pixels, found " + layout.height() + " × " + layout.width());
        }
        double[] similarities = new double[layout.count() * layout.channels()];
        Parallel.run(similarities.length, task -> {
            int image = task / layout.channels();
            int channel = task % layout.channels();
            similarities[task] = parts(layout.plane(images, image, channel), layout.plane(others, image, channel), peak)
                    .similarity();
        });
        double[] means = new double[layout.count()];
        for (int task = 0; task < similarities.length; task++) {
            means[task / layout.channels()] += similarities[task] / layout.channels();
        }
        return means;
    }

    /**
     * Means over all places.
     *
     * @param similarity SSIM
     * @param contrast its second factor {@code (2 σ_xy + C₂) / (σ_x² + σ_y² + C₂)}
     */
    record Parts(double similarity, double contrast) {}

    /** The parts for two planes that are at least as large as the window. */
    Parts parts(Plane x, Plane y, double peak) {
        double[] weights = weights();
        double c1 = k1 * peak * k1 * peak;
        double c2 = k2 * peak * k2 * peak;
        // Moments about a common offset: with it the square of a local mean is small beside the local variance.
        double offset = 0.5 * (x.mean() + y.mean());
        Plane a = x.minus(offset);
        Plane b = y.minus(offset);
        double[] meansA = a.filtered(weights).values();
        double[] meansB = b.filtered(weights).values();
        double[] squaresA = a.times(a).filtered(weights).values();
        double[] squaresB = b.times(b).filtered(weights).values();
        double[] products = a.times(b).filtered(weights).values();
        double similarity = 0;
        double contrast = 0;
        for (int i = 0; i < meansA.length; i++) {
            double varianceA = squaresA[i] - meansA[i] * meansA[i];
            double varianceB = squaresB[i] - meansB[i] * meansB[i];
            double covariance = products[i] - meansA[i] * meansB[i];
            double muA = meansA[i] + offset;
            double muB = meansB[i] + offset;
            double structure = (2 * covariance + c2) / (varianceA + varianceB + c2);
            contrast += structure;
            similarity += structure * (2 * muA * muB + c1) / (muA * muA + muB * muB + c1);
        }
        return new Parts(similarity / meansA.length, contrast / meansA.length);
    }

    /** The weights along a line of the window; they sum to 1. */
    private double[] weights() {
        double[] weights = new double[window];
        Arrays.setAll(weights, i -> {
            double distance = (i - window / 2) / sigma;
            return Math.exp(-0.5 * distance * distance);
        });
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }
}
