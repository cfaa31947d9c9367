package org.gaspard.metrics.learners;

/**
 * The scale that gives each feature of the training points mean 0 and standard deviation 1: {@code (x − mean) / scale}.
 *
 * <p>Standard deviations divide by N. A feature that does not vary, up to the rounding error of its variance, has scale 1.
 * As scikit-learn's {@code StandardScaler}, whose bound for "does not vary" is used:
 * {@code variance ≤ N ε variance + (N mean ε)²}, ε = 2⁻⁵².
 *
 * @param mean the mean of each feature, [L]
 * @param scale what each is divided by, [L]
 */
public record Standardization(double[] mean, double[] scale) {

    /**
     * The scale of N training points. {@code O(N L)}.
     *
     * @param features a row for each point, [N][L], finite
     * @throws IllegalArgumentException if there are no points, rows are ragged or a feature is not finite
     */
    public static Standardization of(double[][] features) {
        FeatureMatrix x = FeatureMatrix.of(features);
        double[] mean = x.means();
        double[] scale = new double[mean.length];
        double bound = x.points() * Math.ulp(1.0);
        for (int l = 0; l < mean.length; l++) {
            double variance = variance(x.column(l), mean[l]);
            double rounding = bound * mean[l];
            scale[l] = variance <= bound * variance + rounding * rounding ? 1 : Math.sqrt(variance);
        }
        return new Standardization(mean, scale);
    }

    /**
     * Points on this scale, in new rows.
     *
     * @throws IllegalArgumentException if a row has another number of columns than the training points, or a feature is not
     * finite
     */
    public double[][] apply(double[][] features) {
        FeatureMatrix x = FeatureMatrix.of(features, mean.length);
        double[][] scaled = new double[x.points()][mean.length];
        for (int n = 0; n < scaled.length; n++) {
            for (int l = 0; l < mean.length; l++) {
                scaled[n][l] = (x.at(n, l) - mean[l]) / scale[l];
            }
        }
        return scaled;
    }

    /** The mean squared distance from the mean, corrected for the rounding of the mean. */
    static double variance(double[] values, double mean) {
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            double difference = value - mean;
            squares += difference * difference;
            rest += difference;
        }
        return Math.max(0, (squares - rest * rest / values.length) / values.length);
    }
}
