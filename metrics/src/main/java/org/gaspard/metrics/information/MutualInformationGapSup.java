package org.gaspard.metrics.information;

import java.util.Arrays;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * MIG-sup, the supplement of the {@linkplain MutualInformationGap mutual information gap}: does each code carry one factor
 * only?
 *
 * <pre>{@code MIG-sup = 1/L Σ_l ( Î(z_l; v_(1)) − Î(z_l; v_(2)) ),   Î(z; v) = I(z; v) / H(z)}</pre>
 *
 * where (1) and (2) are the factors that code l knows most and second most about. Between 0 and 1; 1 when each code is
 * determined by one factor. With {@link Normalizer#FACTOR_ENTROPY} the parts are of the factors, and a code needs to tell
 * its factor fully, but may have noise besides.
 *
 * <p>Perfect, permuted and duplicated codes get 1; two factors rotated by 45° 0 (equal parts of both); dead codes count
 * as 0 and so lower the mean, unless {@code activeOnly}; noise gets the difference of two biases, nearly 0; one factor in
 * two codes is not punished, that is what MIG does. Constant factors are left out with a warning.
 *
 * <p>Criticism: it does not ask that a factor is in one code only, so it belongs beside MIG; division by the code's entropy charges
 * noise in a code, division by the factor's does not; dead codes lower the mean, which then measures the number of codes
 * too; and bins bias it upwards for few points.
 *
 * <p>Zaidi et al. bin codes scaled to [0, 1] ({@link #standard}). Points used: those for training. Time is that of the
 * estimator.
 *
 * <p>Source: Li, Murkute, Gyawali and Wang, "Progressive Learning and Disentanglement of Hierarchical Representations",
 * 2020; code entropy as divisor as in Zaidi et al., "Measuring Disentanglement: A Review of Metrics", 2020.
 *
 * @param estimator of information
 * @param normalizer the divisor
 * @param activeOnly whether codes that are constant stay out of the mean; if all are, the score is NaN with a warning
 */
public record MutualInformationGapSup(MutualInformationEstimator estimator, Normalizer normalizer, boolean activeOnly)
        implements SupervisedMetric {

    /** Checks that the estimator knows the divisor. */
    public MutualInformationGapSup {
        if (normalizer == Normalizer.CODE_ENTROPY) {
            InformationMatrix.requireLabels("division by code entropy", estimator);
        }
    }

    /** 10 bins over codes scaled to [0, 1], divided by the code's entropy, mean over all codes. */
    public static MutualInformationGapSup standard() {
        return new MutualInformationGapSup(new PlugIn(Discretizer.unitRange(10)), Normalizer.CODE_ENTROPY, false);
    }

    /** "MIG-sup", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard())
                ? "MIG-sup"
                : "MIG-sup (" + estimator + "; divisor: " + normalizer + (activeOnly ? "; active codes)" : ")");
    }

    /**
     * The gap.
     *
     * <p>Tables: "mutual information (nats)", "factor entropy (nats)", "gap" of each code.
     *
     * @throws IllegalArgumentException if fewer than two factors vary, or a factor is continuous and its
     * nearest-neighbour information would be divided by its entropy
     */
    @Override
    public Score score(Sample sample) {
        if (normalizer == Normalizer.FACTOR_ENTROPY) {
            InformationMatrix.requireBounded(
                    name(), estimator, sample.training().factors());
        }
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 1, 2);
        double[] gaps = Arrays.stream(matrix.normalized(normalizer))
                .mapToDouble(row -> Gap.of(row).size())
                .toArray();
        return sample.describe(ActiveCodes.of(sample.training().codes(), activeOnly)
                .score(name(), gaps, "gap", matrix)
                .withSetting("information", estimator)
                .withSetting("divisor", normalizer));
    }
}
