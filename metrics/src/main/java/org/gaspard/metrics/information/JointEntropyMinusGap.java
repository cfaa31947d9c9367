package org.gaspard.metrics.information;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * JEMMIG, the joint entropy minus the mutual information gap: is each factor carried by one code, and does that code carry
 * nothing else?
 *
 * <p>With z* the code that knows most about factor k, and z° the second,
 *
 * <pre>{@code JEMMIG_k = H(z*, v_k) − I(z*; v_k) + I(z°; v_k)}</pre>
 *
 * <p>in nats: 0 for a perfect factor, more for a worse one, at most {@code H(v_k) + ln B} for B bins. The score is the
 * mean over factors of {@code 1 − JEMMIG_k / (H(v_k) + ln B)}, between 0 and 1; the figure "JEMMIG (nats)" is the mean of
 * JEMMIG_k. With {@link Discretizer.DistinctValues}, B is the number of values of z*.
 *
 * <p>Perfect and permuted codes get 1 where each factor value has its own bin; duplicated codes lose {@code H / (H + ln
 * B)}; two factors in one code lose the other factor's entropy; dead codes and noise change nothing but by their bias
 * beside a code that knows the factor; one factor in two codes loses the entropy of what z* does not tell. Criticism: a
 * code with more entropy than its factor, for example finer bins than values, counts as carrying something else; and
 * collapse is rewarded: if no code varies, JEMMIG_k is H(v_k) only and the score {@code ln B / (H(v_k) + ln B)}, 0.77 for
 * a binary factor and 10 bins, more than noisy codes that know the factor get. Factors that no code knows are named in a
 * warning; read the score beside MIG. Constant factors are left out with a warning.
 *
 * <p>Zaidi et al. take 10 bins over codes scaled to [0, 1] ({@link #standard}), Do and Tran 100 bins over [−4, 4] of the
 * posteriors: {@link QuantizedPosteriors}. Points used: those for training. Time is that of the plug-in estimate.
 *
 * <p>Source: Do and Tran, "Theory and Evaluation Metrics for Learning Disentangled Representations", 2020;
 * normalisation as in Zaidi et al., "Measuring Disentanglement: A Review of Metrics", 2020.
 *
 * @param estimator how codes and continuous factors become labels
 */
public record JointEntropyMinusGap(PlugIn estimator) implements SupervisedMetric {

    /** Information in nats that is rounding only. */
    private static final double NOTHING = 1e-9;

    /** 10 bins over codes and continuous factors scaled to [0, 1]. */
    public static JointEntropyMinusGap standard() {
        return new JointEntropyMinusGap(new PlugIn(Discretizer.unitRange(10)));
    }

    /** "JEMMIG", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard()) ? "JEMMIG" : "JEMMIG (" + estimator + ")";
    }

    /**
     * The normalised score.
     *
     * <p>Figure: "JEMMIG (nats)". Tables: "mutual information (nats)", "factor entropy (nats)", "JEMMIG (nats)" and
     * "normalised JEMMIG" of each factor.
     *
     * @throws IllegalArgumentException if there is one code only, or no factor varies
     */
    @Override
    public Score score(Sample sample) {
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 2, 1);
        Codes codes = sample.training().codes();
        return sample.describe(
                of(name(), matrix, l -> estimator.codes().size(codes.column(l))).withSetting("information", estimator));
    }

    /** The number of labels that a code can have. */
    interface Sizes {
        int of(int code);
    }

    static Score of(String name, InformationMatrix matrix, Sizes sizes) {
        double[] raw = new double[matrix.factorCount()];
        double[] normalized = new double[matrix.factorCount()];
        for (int k = 0; k < raw.length; k++) {
            Gap gap = Gap.ofColumn(matrix.information(), k);
            double code = matrix.codeEntropies()[gap.best()];
            double factor = matrix.factorEntropies()[k];
            raw[k] = code + factor - 2 * gap.first() + gap.second();
            normalized[k] = 1 - raw[k] / (factor + Math.log(sizes.of(gap.best())));
        }
        Score score = matrix.described(Score.of(name, Gaps.mean(normalized)))
                .withFigure("JEMMIG (nats)", Gaps.mean(raw))
                .withTable(Score.Table.ofFactors("JEMMIG (nats)", matrix.factors(), raw))
                .withTable(Score.Table.ofFactors("normalised JEMMIG", matrix.factors(), normalized));
        List<String> unknown = IntStream.range(0, raw.length)
                .filter(k -> Gap.ofColumn(matrix.information(), k).first() <= NOTHING)
                .mapToObj(matrix.factors()::get)
                .toList();
        return unknown.isEmpty()
                ? score
                : score.withWarning("no code knows anything of factors " + unknown
                        + ": what they get is not for information, but for codes without entropy");
    }
}
