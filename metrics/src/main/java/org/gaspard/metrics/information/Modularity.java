package org.gaspard.metrics.information;

import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * Modularity: does each code know of one factor only?
 *
 * <p>With the best factor's information {@code m_l = max_k I(z_l; v_k)},
 *
 * <pre>{@code modularity = 1/L Σ_l ( 1 − ( Σ_k I(z_l; v_k)² − m_l² ) / ( m_l² (K − 1) ) )}</pre>
 *
 * <p>Between 0 and 1; 1 when each code knows of one factor only, however little.
 *
 * <p>Perfect, permuted and duplicated codes get 1; two factors rotated by 45° 0 (both known alike); one factor in two
 * codes 1: how many codes share a factor does not matter. A code with {@code m_l = 0} scores 0, and the mean is over all
 * codes, so a dead code beside L − 1 perfect ones gives {@code 1 − 1/L}; with {@code activeOnly} constant codes stay out.
 * Criticism: noise scores high or low by chance, since only ratios of its biases count; with many factors the divisor K −
 * 1 makes codes that mix two of them look modular. Constant factors are left out with a warning; disentanglement_lib
 * counts them in K.
 *
 * <p>The benchmark of Zaidi et al. divides by 0 for dead codes; leaving them out gives its numbers otherwise, with 10 bins.
 * Points used: those for training. Time is that of the estimator.
 *
 * <p>Source: Ridgeway and Mozer, "Learning Deep Disentangled Embeddings With the F-Statistic Loss", 2018;
 * defaults as in Locatello et al., "Challenging Common Assumptions in the Unsupervised Learning of Disentangled
 * Representations", 2019.
 *
 * @param estimator of information
 * @param activeOnly whether codes that are constant stay out of the mean; if all are, the score is NaN with a warning
 */
public record Modularity(MutualInformationEstimator estimator, boolean activeOnly) implements SupervisedMetric {

    /** The defaults of disentanglement_lib: 20 equal-width bins over each code's own range, mean over all codes. */
    public static Modularity standard() {
        return new Modularity(new PlugIn(Discretizer.ownRange(20)), false);
    }

    /** "modularity", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard()) ? "modularity" : "modularity (" + estimator + (activeOnly ? "; active codes)" : ")");
    }

    /**
     * The modularity.
     *
     * <p>Tables: "mutual information (nats)", "factor entropy (nats)", "modularity" of each code.
     *
     * @throws IllegalArgumentException if fewer than two factors vary
     */
    @Override
    public Score score(Sample sample) {
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 1, 2);
        return sample.describe(ActiveCodes.of(sample.training().codes(), activeOnly)
                .score(name(), ofRows(matrix.information()), "modularity", matrix)
                .withSetting("information", estimator));
    }

    /** The modularity of each code from a matrix [L][K] of information, K ≥ 2. */
    static double[] ofRows(double[][] information) {
        double[] modularity = new double[information.length];
        for (int l = 0; l < modularity.length; l++) {
            double[] row = information[l];
            int best = Gap.of(row).best();
            double others = 0;
            for (int k = 0; k < row.length; k++) {
                if (k != best) {
                    double part = row[k] / row[best];
                    others += part * part;
                }
            }
            modularity[l] = row[best] > 0 ? 1 - others / (row.length - 1) : 0;
        }
        return modularity;
    }
}
