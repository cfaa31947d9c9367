package org.gaspard.metrics.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.PosteriorMetric;
import org.gaspard.metrics.Score;

/**
 * The mutual information gap of stochastic codes, as β-TCVAE's authors compute it: no bins, but entropies of aggregate
 * posteriors from samples.
 *
 * <p>With the posteriors {@code q(z_l | x_n)} of N points, the aggregate posterior {@code q(z_l) = 1/N Σ_n q(z_l | x_n)}
 * and {@code q(z_l | v_k = v)}, the mean over the points with that factor value,
 *
 * <pre>{@code I(z_l; v_k) = H(z_l) − Σ_v p(v) H(z_l | v_k = v),   H(z_l) ≈ −1/S Σ_s ln q(z_l = z_s)}</pre>
 *
 * <p>with the mixtures exact, all their points summed, and z_s draws from them: one draw from each of S random points of
 * the mixture, or from all if it has no more than S. From there on it is {@link MutualInformationGap}: the gap between
 * the two codes that know most, divided by H(v_k), mean over factors. Negative estimates of information count as 0, as in
 * the authors' program, which divides by the logarithm of the number of values: the same for factors that are spread
 * evenly.
 *
 * <p>Perfect and permuted codes get 1 if their posteriors are narrow against their distances, less with overlap;
 * duplicated and 45° rotated codes 0; dead dimensions (posterior = prior at all points) nothing, exactly if all points
 * are drawn from, else up to the noise of sampling; one factor in two codes the difference of the parts. Criticism:
 * deterministic codes (variance → 0) of continuous values get information without bound, so this cannot compare encoders
 * without noise.
 *
 * <p>Time {@code L (S N + Σ_k Σ_v min(S, N_v) N_v)} exponentials, on all threads, by the vector kernels; memory
 * {@code O(N)} a thread. The same for any number of threads. Constant factors are left out with a warning. Factors must be
 * discrete.
 *
 * <p>Source: Chen, Li, Grosse and Duvenaud, "Isolating Sources of Disentanglement in Variational Autoencoders", 2018.
 *
 * @param samples S, the largest number of draws for an entropy, at least 1
 * @param seed of the draws
 */
public record SampledMutualInformationGap(int samples, long seed) implements PosteriorMetric {

    /** Checks the number of draws. */
    public SampledMutualInformationGap {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, found " + samples);
        }
    }

    /** 10,000 draws. */
    public static SampledMutualInformationGap standard() {
        return new SampledMutualInformationGap(10_000, 0);
    }

    /** "MIG (sampled posteriors)", with the number of draws where it is not {@link #standard}. */
    @Override
    public String name() {
        return samples == standard().samples ? "MIG (sampled posteriors)" : "MIG (" + samples + " sampled posteriors)";
    }

    /**
     * The gap.
     *
     * <p>Tables: "mutual information (nats)" of codes and varying factors, "factor entropy (nats)", "gap" of each factor,
     * divided, "code entropy (nats)" of each code, which is differential.
     *
     * @throws IllegalArgumentException if there is one code only, no factor varies, one is continuous, or the numbers of points
     * differ
     */
    @Override
    public Score score(GaussianPosteriors posteriors, Factors factors) {
        return score(posteriors, posteriors.sample(seed), factors);
    }

    /** The same with a draw from each posterior that was made elsewhere, [N × L]. */
    public Score score(GaussianPosteriors posteriors, Codes draws, Factors factors) {
        QuantizedPosteriors.requireSamePoints(posteriors, factors);
        InformationMatrix.requireCodes(posteriors.means(), 2);
        if (draws.points() != posteriors.points() || draws.width() != posteriors.width()) {
            throw new IllegalArgumentException(
                    "draws must be of the codes of the posteriors, " + posteriors.means() + ", found " + draws);
        }
        Factors varying = InformationMatrix.varying(factors, 1);
        int[][] groups = groups(varying);
        int[][] drawn = Arrays.stream(groups).map(this::drawn).toArray(int[][]::new);
        double[] codeEntropies = new double[posteriors.width()];
        double[][] information = new double[posteriors.width()][varying.count()];
        for (int l = 0; l < information.length; l++) {
            double[] entropies = entropies(posteriors, draws, l, groups, drawn);
            codeEntropies[l] = entropies[0];
            int group = 1;
            for (int k = 0; k < varying.count(); k++) {
                double conditional = 0;
                for (int covered = 0; covered < posteriors.points(); covered += groups[group++].length) {
                    conditional += entropies[group] * groups[group].length / posteriors.points();
                }
                information[l][k] = Math.max(0, entropies[0] - conditional);
            }
        }
        double[] factorEntropies = IntStream.range(0, varying.count())
                .mapToDouble(k -> DiscreteInformation.entropy(varying.labels(k)))
                .toArray();
        InformationMatrix matrix = new InformationMatrix(
                information,
                codeEntropies,
                factorEntropies,
                varying.names(),
                InformationMatrix.constantFactors(factors));
        return Gaps.score(name(), Gaps.ofFactors(matrix.normalized(Normalizer.FACTOR_ENTROPY)), matrix)
                .withTable(Score.Table.ofCodes("code entropy (nats)", codeEntropies))
                .withSetting("samples", samples)
                .withSetting("seed", seed);
    }

    /** All points, then for each factor and each of its values the points that have it. */
    private static int[][] groups(Factors factors) {
        var groups = new ArrayList<int[]>();
        groups.add(IntStream.range(0, factors.points()).toArray());
        for (int k = 0; k < factors.count(); k++) {
            var labels = DiscreteInformation.Indexed.of(factors.labels(k));
            int[][] members =
                    Arrays.stream(labels.counts()).mapToObj(int[]::new).toArray(int[][]::new);
            int[] filled = new int[members.length];
            for (int n = 0; n < labels.index().length; n++) {
                int value = labels.index()[n];
                members[value][filled[value]++] = n;
            }
            groups.addAll(Arrays.asList(members));
        }
        return groups.toArray(int[][]::new);
    }

    /** At most S of the points of a group, at random without replacement, ascending. */
    private int[] drawn(int[] group) {
        if (group.length <= samples) {
            return group;
        }
        // Shuffles only as far as needed.
        int[] order = group.clone();
        var random = new SplittableRandom(seed ^ group.length);
        for (int i = 0; i < samples; i++) {
            int other = random.nextInt(i, order.length);
            int kept = order[other];
            order[other] = order[i];
            order[i] = kept;
        }
        int[] chosen = Arrays.copyOf(order, samples);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The entropy of one code in each group. */
    private static double[] entropies(
            GaussianPosteriors posteriors, Codes draws, int code, int[][] groups, int[][] drawn) {
        double[] means = posteriors.means().column(code);
        double[] logVariances = posteriors.logVariances().column(code);
        double[] values = draws.column(code);
        return IntStream.range(0, groups.length)
                .mapToDouble(g -> GaussianMixture.of(means, logVariances, groups[g])
                        .meanSurprise(Arrays.stream(drawn[g])
                                .mapToDouble(n -> values[n])
                                .toArray()))
                .toArray();
    }
}
