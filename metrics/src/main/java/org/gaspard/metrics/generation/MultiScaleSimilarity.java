package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.check.Checks;
import org.gaspard.tensor.array.Parallel;

/**
 * Multi-scale structural similarity (MS-SSIM): with {@code c_j} the mean over places of the contrast-structure factor
 * {@code (2 σ_xy + C₂) / (σ_x² + σ_y² + C₂)} of {@link StructuralSimilarity} after j halvings of the images, and s the whole
 * similarity after the last one,
 *
 * <pre>{@code MS-SSIM = c_0^w_0 · … · c_(M−2)^w_(M−2) · s^w_(M−1)}</pre>
 *
 * for each channel, averaged over channels. From 0 to 1; 1 for equal images only. A negative factor counts as 0, as in the common
 * programs. An image is halved by the means of blocks of 2 × 2 pixels; a last odd row or column is left out. Libraries pad there or
 * keep it: for sides that are multiples of {@code 2^(M−1)} all agree.
 *
 * <p>Known criticism: as for {@link StructuralSimilarity}; differences of brightness count at the last scale alone. Time as that of
 * one scale, times 4/3 at most. Source: [WSB03], equation 7 and section 3.2 for the weights.
 *
 * @param scale what is computed at each scale
 * @param weights w, each above 0, from the finest scale to the coarsest
 */
public record MultiScaleSimilarity(StructuralSimilarity scale, List<Double> weights) {

    /** Checks and copies the weights. */
    public MultiScaleSimilarity {
        weights = List.copyOf(weights);
        Checks.atLeast("the number of weights", weights.size(), 1);
        weights.forEach(weight -> Checks.positive("weights", weight));
    }

    /** As published: five scales. Images must have at least 176 pixels on either side. */
    public static MultiScaleSimilarity standard() {
        return new MultiScaleSimilarity(
                StructuralSimilarity.standard(), List.of(0.0448, 0.2856, 0.3001, 0.2363, 0.1333));
    }

    /** The mean over images; see {@link #each}. */
    public double mean(StructuralSimilarity.Layout layout, float[] images, float[] others, double peak) {
        return Arrays.stream(each(layout, images, others, peak)).average().orElseThrow();
    }

    /**
     * The similarity of each image with its counterpart.
     *
     * @param peak the largest possible pixel value minus the smallest: 1 for images in [0, 1]
     * @return [B]
     * @throws IllegalArgumentException if lengths do not fit the layout, an image is smaller than the window at the coarsest scale, or
     * peak is not from 1e-45 to 1e45
     */
    public double[] each(StructuralSimilarity.Layout layout, float[] images, float[] others, double peak) {
        Checks.length("images", images.length, layout.elements());
        Checks.length("others", others.length, layout.elements());
        Checks.within("peak", peak, ReconstructionMetrics.LEAST_PEAK, ReconstructionMetrics.LARGEST_PEAK);
        int halvings = weights.size() - 1;
        if (Math.min(layout.height(), layout.width()) >> halvings < scale.window()) {
            throw new IllegalArgumentException("images must be at least as large as the window of " + scale.window()
                    + " pixels after " + halvings + " halvings, found " + layout.height() + " × " + layout.width());
        }
        double[] similarities = new double[layout.count() * layout.channels()];
        Parallel.run(similarities.length, task -> {
            int image = task / layout.channels();
            int channel = task % layout.channels();
            similarities[task] =
                    ofPlanes(layout.plane(images, image, channel), layout.plane(others, image, channel), peak);
        });
        double[] means = new double[layout.count()];
        for (int task = 0; task < similarities.length; task++) {
            means[task / layout.channels()] += similarities[task] / layout.channels();
        }
        return means;
    }

    private double ofPlanes(Plane x, Plane y, double peak) {
        Plane first = x;
        Plane second = y;
        double product = 1;
        for (int j = 0; j < weights.size(); j++) {
            boolean last = j == weights.size() - 1;
            StructuralSimilarity.Parts parts = scale.parts(first, second, peak);
            product *= Math.pow(Math.max(0, last ? parts.similarity() : parts.contrast()), weights.get(j));
            if (!last) {
                first = first.halved();
                second = second.halved();
            }
        }
        return product;
    }
}
