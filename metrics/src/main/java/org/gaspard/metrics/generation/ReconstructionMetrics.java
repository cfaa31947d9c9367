package org.gaspard.metrics.generation;

/**
 * How far reconstructions are from pictures: mean squared error, binary cross-entropy, peak signal-to-noise ratio.
 *
 * <p>A batch of B pictures is one row-major array [B × D], D = height × width × channels; a pixel here is one of its
 * values. Sums run in double precision in array order. A NaN in the input gives NaN.
 */
public final class ReconstructionMetrics {

    /** Probabilities are kept this far from 0 and 1 before a logarithm is taken: {@value}. */
    public static final double PROBABILITY_MARGIN = 1e-7;

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
     * @throws IllegalArgumentException if the lengths differ, are 0 or are no multiple of B
     */
    public static double binaryCrossEntropy(int batch, float[] pictures, float[] probabilities) {
        requireSameLength(pictures, probabilities);
        requireBatch(batch, pictures.length);
        double sum = 0;
        for (int i = 0; i < pictures.length; i++) {
            double x = pictures[i];
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
     * @throws IllegalArgumentException if the lengths differ, are 0 or are no multiple of B, or peak is not positive
     */
    public static double peakSignalToNoiseRatio(int batch, float[] pictures, float[] reconstructions, double peak) {
        requireSameLength(pictures, reconstructions);
        requireBatch(batch, pictures.length);
        if (!(peak > 0)) {
            throw new IllegalArgumentException("peak must be positive, found " + peak);
        }
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
