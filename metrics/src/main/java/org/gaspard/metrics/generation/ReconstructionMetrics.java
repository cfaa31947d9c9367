package org.gaspard.metrics.generation;

import org.gaspard.metrics.check.Checks;

/**
 * How far reconstructions are from pictures: mean squared error, binary cross-entropy, peak signal-to-noise ratio.
 *
 * <p>A batch of B pictures is one row-major array [B × D], D = height × width × channels; a pixel here is one of its
 * values. Sums run in double precision in array order. A NaN in the input gives NaN. {@code O(B D)} each.
 *
 * <p>Ranges: the squared error is at least 0, the cross-entropy at least 0 and at most 16.1 D, the ratio any number, and larger the
 * better. Only equal pictures get 0 (cross-entropy: nearly, if all pixels are 0 or 1) and an infinite ratio. They look at pictures,
 * not at codes, so what a decoder makes of permuted, rotated or duplicated codes, if it was trained with them, scores as
 * before; codes that are dead or noise leave the best constant picture, the mean for the squared error, whose value is the mean
 * variance of the pixels.
 *
 * <p>Known criticism: errors by pixel prefer blurred pictures to sharp ones that are moved by a pixel, and large flat backgrounds
 * to small objects that matter [WBSS04]; the mean over pictures of the ratio in decibels is decided by the best of them.
 *
 * <p>Source: the reconstruction terms of Gaussian and Bernoulli decoders, [KW14], section 3 and appendix C; [WBSS04], section I,
 * for the ratio and its criticism.
 */
public final class ReconstructionMetrics {

    /** Probabilities are kept this far from 0 and 1 before a logarithm is taken: {@value}. */
    public static final double PROBABILITY_MARGIN = 1e-7;

    /** The range of peaks whose fourth powers are doubles; it holds those of all floats. */
    static final double LEAST_PEAK = 1e-45;

    static final double LARGEST_PEAK = 1e45;

    private ReconstructionMetrics() {}

    /**
     * The mean squared error {@code 1/(B D) Σ (x − y)²} over all pixels of all pictures.
     *
     * @throws IllegalArgumentException if the lengths differ or are 0
     */
    public static double meanSquaredError(float[] pictures, float[] reconstructions) {
        requireSameLength(pictures, reconstructions);
        return meanSquaredError(pictures, reconstructions, 0, pictures.length);
    }

    /**
     * The binary cross-entropy {@code 1/B Σ_b Σ_d −( x ln p + (1 − x) ln(1 − p) )} in nats: summed over the pixels of a
     * picture, averaged over pictures, as in the reconstruction term of a Bernoulli variational autoencoder.
     *
     * <p>p is first clamped into [ε, 1 − ε], ε = {@value #PROBABILITY_MARGIN}, so one pixel costs at most 16.1.
     * Pitfall: for grey pictures ({@code 0 < x < 1}) the smallest possible value is the entropy of the pixels, not 0.
     *
     * @param batch the number of pictures B
     * @param pictures the targets x in [0, 1], [B × D]
     * @param probabilities the reconstructions p in [0, 1] (not logits), [B × D]
     * @throws IllegalArgumentException if the lengths differ, are 0 or are no multiple of B, or a number is outside [0, 1]
     */
    public static double binaryCrossEntropy(int batch, float[] pictures, float[] probabilities) {
        requireSameLength(pictures, probabilities);
        requireBatch(batch, pictures.length);
        double sum = 0;
        for (int i = 0; i < pictures.length; i++) {
            double x = pictures[i];
            requireUnit("pictures", pictures[i], i);
            requireUnit("probabilities", probabilities[i], i);
            double p = Math.clamp(probabilities[i], PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN);
            sum -= x * Math.log(p) + (1 - x) * Math.log1p(-p);
        }
        return sum / batch;
    }

    /**
     * The peak signal-to-noise ratio in decibels, {@code 1/B Σ_b 10 log₁₀( peak² / MSE_b )}, the mean over pictures.
     * Pitfall: a picture that is reproduced exactly makes it infinite.
     *
     * @param batch the number of pictures B
     * @param pictures [B × D]
     * @param reconstructions [B × D]
     * @param peak the largest possible pixel value, 1 for pictures in [0, 1]
     * @throws IllegalArgumentException if the lengths differ, are 0 or are no multiple of B, or peak is not from 1e-45 to 1e45
     */
    public static double peakSignalToNoiseRatio(int batch, float[] pictures, float[] reconstructions, double peak) {
        requireSameLength(pictures, reconstructions);
        requireBatch(batch, pictures.length);
        Checks.within("peak", peak, LEAST_PEAK, LARGEST_PEAK);
        int size = pictures.length / batch;
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            double error = meanSquaredError(pictures, reconstructions, b * size, (b + 1) * size);
            sum += 10 * Math.log10(peak * peak / error);
        }
        return sum / batch;
    }

    private static double meanSquaredError(float[] x, float[] y, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double difference = (double) x[i] - y[i];
            sum += difference * difference;
        }
        return sum / (to - from);
    }

    private static void requireUnit(String name, float value, int at) {
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException(name + " must be in [0, 1], found " + value + " at position " + at);
        }
    }

    private static void requireSameLength(float[] pictures, float[] others) {
        if (pictures.length == 0 || pictures.length != others.length) {
            throw new IllegalArgumentException("pictures and reconstructions must have the same length, not 0, found "
                    + pictures.length + " and " + others.length);
        }
    }

    private static void requireBatch(int batch, int length) {
        if (batch < 1 || length % batch != 0) {
            throw new IllegalArgumentException(
                    "batch must be at least 1 and divide the length " + length + ", found " + batch);
        }
    }
}
