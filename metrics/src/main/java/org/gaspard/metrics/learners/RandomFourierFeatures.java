package org.gaspard.metrics.learners;

import java.util.SplittableRandom;
import org.gaspard.metrics.check.Checks;

/**
 * Features whose inner products approximate a Gaussian kernel, {@code z(x) · z(y) ≈ exp(−‖x − y‖² / 2σ²)}:
 *
 * <pre>{@code z_j(x) = √(2/m) cos(ω_j · x / σ + b_j),  ω_j ~ N(0, I),  b_j ~ U[0, 2π),  j = 1 … m.}</pre>
 *
 * <p>Random numbers are those of a {@link SplittableRandom} with the seed: for each feature in turn its L frequencies, each
 * {@code √(−2 ln(1 − u)) cos 2πv} for two uniform numbers u, v, then its phase. So the first features of a larger number are,
 * but for their factor, those of a smaller. Deterministic; {@code O(N L m)}.
 *
 * <p>Source: Rahimi and Recht, "Random features for large-scale kernel machines", NeurIPS 2007, algorithm 1 in its cosine form.
 *
 * @param count the number of features m, at least 1
 * @param bandwidth σ, finite and above 0
 * @param seed of the frequencies and phases
 */
public record RandomFourierFeatures(int count, double bandwidth, long seed) {

    /** Checks the options. */
    public RandomFourierFeatures {
        Checks.atLeast("count", count, 1);
        Checks.positive("bandwidth", bandwidth);
    }

    /**
     * The features of N points, [N][m].
     *
     * @param points [N][L], finite
     * @throws IllegalArgumentException if there are no points, rows are ragged or a value is not finite
     */
    public double[][] apply(double[][] points) {
        FeatureMatrix.of(points);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] features = new double[points.length][count];
        double[] frequency = new double[points[0].length];
        for (int j = 0; j < count; j++) {
            for (int l = 0; l < frequency.length; l++) {
                double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
                frequency[l] = radius * Math.cos(2 * Math.PI * random.nextDouble()) / bandwidth;
            }
            double phase = 2 * Math.PI * random.nextDouble();
            for (int n = 0; n < points.length; n++) {
                double angle = phase;
                for (int l = 0; l < frequency.length; l++) {
                    angle += frequency[l] * points[n][l];
                }
                features[n][j] = Math.sqrt(2.0 / count) * Math.cos(angle);
            }
        }
        return features;
    }
}
