package org.gaspard.metrics.information;

import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * The mutual information gap (MIG): is each factor of variation carried by one code, or spread over several?
 *
 * <p>With codes z_1 … z_L and factors v_1 … v_K,
 *
 * <pre>{@code MIG = 1/K Σ_k ( I(z_(1); v_k) − I(z_(2); v_k) ) / H(v_k)}</pre>
 *
 * where (1) and (2) are the codes that know most and second most about factor k. Between 0 and 1; 1 when each factor is
 * determined by one code and no other code knows anything of it. Other {@link Normalizer}s replace the divisor: with the
 * entropy of the code, each I(z_l; v_k) is divided by H(z_l) before the codes are ordered; without any, the score is in
 * nats.
 *
 * <p>Perfect and permuted codes get 1, duplicated ones 0 (the copy is second), two square factors rotated by 45° 0; dead
 * codes and noise add nothing but bias. One factor told in part by two codes: the difference of the parts. Criticism: a
 * code that carries two factors is not punished ({@link MutualInformationGapSup}, {@link JointEntropyMinusGap}); a factor
 * spread over two codes is, however well they fit. Plug-in bias lifts all information alike and cancels only in part, so
 * compare at equal N and bins.
 *
 * <p>Constant factors have entropy 0 and are left out with a warning; disentanglement_lib returns NaN. A constant code
 * knows nothing. Points used: those for training.
 *
 * <p>Libraries: disentanglement_lib bins each code over its own range, 20 bins ({@link #standard}); the benchmark of
 * Zaidi et al. scales to [0, 1], takes 10 bins and divides by the entropy of the code ({@link #normalizedByCodes}); Roth
 * et al., "Disentanglement of Correlated Factors via Hausdorff Factorized Support", 2023, bin codes and factors alike,
 * which here is done for continuous factors. β-TCVAE's own uses posteriors: {@link SampledMutualInformationGap}.
 *
 * <p>Time is that of the estimator. Invariant under permutation of codes, of factors and of points, and with bins over
 * the own range under {@code z ↦ a z + b} with {@code a > 0} (up to rounding at the edges of bins) and under renaming of
 * factor values; not under rotation of the code space.
 *
 * <p>Source: Chen, Li, Grosse and Duvenaud, "Isolating Sources of Disentanglement in Variational Autoencoders", 2018,
 * equation 6; estimator as in Locatello et al., "Challenging Common Assumptions in the Unsupervised Learning of
 * Disentangled Representations", 2019.
 *
 * @param estimator of information
 * @param normalizer the divisor
 */
public record MutualInformationGap(MutualInformationEstimator estimator, Normalizer normalizer)
        implements SupervisedMetric {

    /** Checks that the estimator knows the divisor. */
    public MutualInformationGap {
        if (normalizer == Normalizer.CODE_ENTROPY) {
            InformationMatrix.requireLabels("division by code entropy", estimator);
        }
    }

    /** The defaults of disentanglement_lib: 20 equal-width bins over each code's own range, divided by the factor's entropy. */
    public static MutualInformationGap standard() {
        return new MutualInformationGap(new PlugIn(Discretizer.ownRange(20)), Normalizer.FACTOR_ENTROPY);
    }

    /** As Zaidi et al. compute it: 10 bins over codes and factors scaled to [0, 1], divided by the code's entropy. */
    public static MutualInformationGap normalizedByCodes() {
        return new MutualInformationGap(new PlugIn(Discretizer.unitRange(10)), Normalizer.CODE_ENTROPY);
    }

    /** "MIG", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard()) ? "MIG" : "MIG (" + estimator + "; divisor: " + normalizer + ")";
    }

    /**
     * The gap.
     *
     * <p>Tables: "mutual information (nats)" of codes and varying factors, "factor entropy (nats)", "gap" of each factor,
     * divided.
     *
     * @throws IllegalArgumentException if there is one code only, no factor varies, or a factor is continuous and its
     * nearest-neighbour information would be divided by its entropy
     */
    @Override
    public Score score(Sample sample) {
        if (normalizer == Normalizer.FACTOR_ENTROPY) {
            InformationMatrix.requireBounded(
                    name(), estimator, sample.training().factors());
        }
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 2, 1);
        double[][] parts = matrix.normalized(normalizer);
        return sample.describe(Gaps.score(name(), Gaps.ofFactors(parts), matrix)
                .withSetting("information", estimator)
                .withSetting("divisor", normalizer));
    }
}
