package org.gaspard.metrics.information;

import java.util.Arrays;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * DCIMIG (3CharM): which part of the factors do codes carry that know of one factor only?
 *
 * <p>Code l is for the factor it knows most about, and counts by how much more it knows of that than of the second,
 * {@code d_l = I(z_l; v_(1)) − I(z_l; v_(2))}. Each factor takes the best code that is for it, and
 *
 * <pre>{@code DCIMIG = Σ_k max { d_l : code l is for factor k } / Σ_k H(v_k)}</pre>
 *
 * <p>with 0 for a factor without a code. Between 0 and 1.
 *
 * <p>Perfect, permuted and duplicated codes get 1; two factors rotated by 45° 0; dead codes and noise change nothing,
 * unless noise is all there is for a factor (then its bias counts); one factor in two codes gets the better part. Of
 * several equally good factors of a code the first counts, with {@code d_l = 0}. Constant factors are left out with a
 * warning; a constant code has {@code d_l = 0}.
 *
 * <p>Criticism: a factor that is the second best of every code gets 0, however well it is known; codes beyond the best of a
 * factor may hold anything; despite its name nothing is learned, and information in several codes together is not seen; bins
 * bias it upwards for few points.
 *
 * <p>Zaidi et al. take 10 bins over codes and factors scaled to [0, 1] ({@link #standard}). Points used: those for
 * training. Time is that of the estimator.
 *
 * <p>Source: Sepliarskaia, Kiseleva and de Rijke, "How to Not Measure Disentanglement", 2019; computed as in Zaidi et
 * al., "Measuring Disentanglement: A Review of Metrics", 2020.
 *
 * @param estimator of information
 */
public record DciMutualInformationGap(MutualInformationEstimator estimator) implements SupervisedMetric {

    /** 10 bins over codes and continuous factors scaled to [0, 1]. */
    public static DciMutualInformationGap standard() {
        return new DciMutualInformationGap(new PlugIn(Discretizer.unitRange(10)));
    }

    /** "DCIMIG", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard()) ? "DCIMIG" : "DCIMIG (" + estimator + ")";
    }

    /**
     * The score.
     *
     * <p>Tables: "mutual information (nats)", "factor entropy (nats)", "credit (nats)" of each factor.
     *
     * @throws IllegalArgumentException if fewer than two factors vary, or a factor is continuous and its
     * nearest-neighbour information would be divided by its entropy
     */
    @Override
    public Score score(Sample sample) {
        InformationMatrix.requireBounded(name(), estimator, sample.training().factors());
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 1, 2);
        double[] credits = new double[matrix.factorCount()];
        for (double[] row : matrix.information()) {
            Gap gap = Gap.of(row);
            credits[gap.best()] = Math.max(credits[gap.best()], gap.size());
        }
        double value = Arrays.stream(credits).sum()
                / Arrays.stream(matrix.factorEntropies()).sum();
        return sample.describe(matrix.described(Score.of(name(), value))
                .withTable(Score.Table.ofFactors("credit (nats)", matrix.factors(), credits))
                .withSetting("information", estimator));
    }
}
