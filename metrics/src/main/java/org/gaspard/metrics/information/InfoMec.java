package org.gaspard.metrics.information;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;

/**
 * The modularity and compactness of InfoMEC: does each active code know of one factor only (InfoM), and is each factor
 * known to one active code only (InfoC)?
 *
 * <p>With {@code J_lk = I(z_l; v_k) / H(v_k)}, the K factors that vary and the A active codes,
 *
 * <pre>{@code InfoM = ( 1/A Σ_l max_k J_lk / Σ_k J_lk − 1/K ) / (1 − 1/K)}
 *{@code InfoC = ( 1/K Σ_k max_l J_lk / Σ_l J_lk − 1/A ) / (1 − 1/A)}</pre>
 *
 * <p>over active l. Both between 0 and 1. A code is active if its range (largest less smallest value) exceeds a share of
 * the largest range of any code. The score is InfoM; InfoC is a figure.
 *
 * <p>Perfect and permuted codes get 1 and 1 (as far as the estimate of no information is 0; {@link #standard} also for
 * codes with few values, whose ties its noise breaks, with a warning); duplicated ones 1 and {@code
 * (A/2 − 1) / (A − 1)} for A codes with the copies; two factors rotated by 45° 0 and 0; dead codes are not active and
 * change nothing; noise codes are active and get anything between 0 and 1, since only ratios of chance estimates
 * count (1 in InfoM if the estimates for all factors but one are 0); one factor in two codes lowers InfoC. Criticism:
 * beside that, neither punishes a factor that no code tells: that is left to explicitness (InfoE),
 * which needs a classifier and is not part of this score.
 *
 * <p>A row or column without any information counts as evenly spread. Constant factors are left out with a warning. With
 * one active code InfoC is NaN, without any both are, with a warning. Points used: those for training. Time is that of
 * the estimator.
 *
 * <p>Source: Hsu, Dorrell, Whittington, Wu and Finn, "Disentanglement via Latent Quantization", 2023; program of the
 * authors for the share 1/20 and 10 neighbours.
 *
 * @param estimator of information
 * @param activeShare the share of the largest range that the range of an active code exceeds, in [0, 1)
 */
public record InfoMec(MutualInformationEstimator estimator, double activeShare) implements SupervisedMetric {

    /** Checks the share. */
    public InfoMec {
        if (!(activeShare >= 0 && activeShare < 1)) {
            throw new IllegalArgumentException("activeShare must be in [0, 1), found " + activeShare);
        }
    }

    /** For continuous codes: 10 nearest neighbours, ranges above 1/20 of the largest. */
    public static InfoMec standard() {
        return new InfoMec(NearestNeighbourEstimator.of(10), 1.0 / 20);
    }

    /** For quantised codes: each distinct value is a label, all codes that vary are active. */
    public static InfoMec quantized() {
        return new InfoMec(new PlugIn(Discretizer.distinctValues()), 0);
    }

    /** "InfoMEC", with the options where they are not {@link #standard}. */
    @Override
    public String name() {
        return equals(standard()) ? "InfoMEC" : "InfoMEC (" + estimator + "; active above " + activeShare + ")";
    }

    /**
     * InfoM, with the figures "InfoM" and "InfoC".
     *
     * <p>Tables: "mutual information (nats)", "factor entropy (nats)", "active" of each code, 1 or 0, and "share of the
     * best factor" of each code, "share of the best code" of each factor.
     *
     * @throws IllegalArgumentException if fewer than two factors vary, or a factor is continuous and its
     * nearest-neighbour information would be divided by its entropy
     */
    @Override
    public Score score(Sample sample) {
        InformationMatrix.requireBounded(name(), estimator, sample.training().factors());
        InformationMatrix matrix = InformationMatrix.of(sample.training(), estimator, 1, 2);
        int[] active = active(sample.training().codes());
        double[][] parts = matrix.normalized(Normalizer.FACTOR_ENTROPY);
        double[] ofCodes = Arrays.stream(parts).mapToDouble(InfoMec::bestShare).toArray();
        double[][] activeParts = Arrays.stream(active).mapToObj(l -> parts[l]).toArray(double[][]::new);
        double[] ofFactors = IntStream.range(0, matrix.factorCount())
                .mapToDouble(k -> bestShare(Gap.column(activeParts, k)))
                .toArray();
        double modularity = rescaled(
                Arrays.stream(active).mapToDouble(l -> ofCodes[l]).average().orElse(Double.NaN), matrix.factorCount());
        double compactness = active.length < 2 ? Double.NaN : rescaled(Gaps.mean(ofFactors), active.length);
        double[] flags = new double[matrix.codes()];
        for (int l : active) {
            flags[l] = 1;
        }
        Score score = sample.describe(matrix.described(Score.of(name(), modularity)))
                .withFigure("InfoM", modularity)
                .withFigure("InfoC", compactness)
                .withTable(Score.Table.ofCodes("active", flags))
                .withTable(Score.Table.ofCodes("share of the best factor", ofCodes))
                .withTable(Score.Table.ofFactors("share of the best code", matrix.factors(), ofFactors))
                .withSetting("information", estimator)
                .withSetting("active above", activeShare);
        return active.length >= 2
                ? score
                : score.withWarning(
                        active.length == 1
                                ? "one code is active: InfoC is not defined"
                                : "no code is active: InfoM and InfoC are not defined");
    }

    private int[] active(Codes codes) {
        double[] ranges = IntStream.range(0, codes.width())
                .mapToDouble(l -> {
                    double[] column = codes.column(l);
                    return Edges.max(column) - Edges.min(column);
                })
                .toArray();
        double least = activeShare * Edges.max(ranges);
        return IntStream.range(0, ranges.length).filter(l -> ranges[l] > least).toArray();
    }

    /** The largest of non-negative numbers as a part of their sum; an equal part if all are 0; NaN of none. */
    private static double bestShare(double[] parts) {
        double sum = Arrays.stream(parts).sum();
        if (parts.length == 0) {
            return Double.NaN;
        }
        return sum > 0 ? Edges.max(parts) / sum : 1.0 / parts.length;
    }

    private static double rescaled(double share, int count) {
        return (share - 1.0 / count) / (1 - 1.0 / count);
    }
}
