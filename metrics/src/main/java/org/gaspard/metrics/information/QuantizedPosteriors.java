package org.gaspard.metrics.information;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.PosteriorMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.information.DiscreteInformation.Indexed;
import org.gaspard.tensor.SpecialFunctions;
import org.gaspard.tensor.array.Parallel;

/**
 * Scores of stochastic codes by the masses that their posteriors put into bins: the robust mutual information gap (RMIG),
 * JEMMIG and the informativeness of codes.
 *
 * <p>With {@code p(b | x_n)} the mass of {@code q(z_l | x_n)} in bin b, the first and last bins reaching to infinity, the
 * joint distribution of a code and a factor is {@code p(b, v) = 1/N Σ_{n : v_nk = v} p(b | x_n)}, and entropies and
 * information are those of it. As variances go to 0 this is the plug-in estimate with {@link Discretizer.FixedRange}
 * bins.
 *
 * <pre>{@code RMIG = 1/K Σ_k ( I(z_(1); v_k) − I(z_(2); v_k) )
 *I(x; z_l) = H(z_l) − 1/N Σ_n H(z_l | x_n)}</pre>
 *
 * <p>RMIG in nats, and as a figure with each gap divided by H(v_k) as in {@link MutualInformationGap}; of {@link
 * JointEntropyMinusGap} see there. The informativeness I(x; z_l) of a code is what it says of the image; 0 for a dead one.
 *
 * <p>RMIG is at most the mean of H(v_k): perfect and permuted codes with narrow posteriors get that, duplicated and 45°
 * rotated ones 0; dead codes (one posterior for all points) and noise add nothing; one factor in two codes counts the
 * difference. Criticism: codes outside of the bins' range are not told apart, and without the divisor factors with many
 * values weigh more.
 *
 * <p>Time {@code L N B} for B bins, on all threads; memory {@code L (B + N + B Σ_k A_k)} for A_k values of factor k.
 * Constant factors are left out with a warning; factors must be discrete.
 *
 * <p>Source: Do and Tran, "Theory and Evaluation Metrics for Learning Disentangled Representations", 2020, where bins are
 * 100 over [−4, 4]; that the end bins are open, so that no mass is lost, is the choice made here.
 *
 * @param bins the bins
 */
public record QuantizedPosteriors(Discretizer.FixedRange bins) {

    private static final String RMIG = "RMIG";
    private static final String JEMMIG = "JEMMIG (posteriors)";
    private static final String INFORMATIVENESS = "informativeness";

    /** 100 bins over [−4, 4]. */
    public static QuantizedPosteriors standard() {
        return new QuantizedPosteriors(new Discretizer.FixedRange(100, -4, 4));
    }

    /** A score of this class as a metric. */
    private record Named(String name, BiFunction<GaussianPosteriors, Factors, Score> definition)
            implements PosteriorMetric {

        @Override
        public Score score(GaussianPosteriors posteriors, Factors factors) {
            return definition.apply(posteriors, factors);
        }
    }

    /** "RMIG", "JEMMIG (posteriors)" and "informativeness" for a {@link org.gaspard.metrics.Battery}. */
    public List<PosteriorMetric> metrics() {
        return List.of(
                new Named(name(RMIG), this::robustMutualInformationGap),
                new Named(name(JEMMIG), this::jointEntropyMinusGap),
                new Named(name(INFORMATIVENESS), (posteriors, _) -> informativeness(posteriors)));
    }

    /** The bins are named where they are not the {@link #standard} ones. */
    private String name(String score) {
        return equals(standard()) ? score : score + ", " + bins;
    }

    /**
     * RMIG.
     *
     * <p>Figure: "RMIG / factor entropy". Tables: "mutual information (nats)", "factor entropy (nats)", "gap" of each
     * factor in nats, "code entropy (nats)".
     *
     * @throws IllegalArgumentException if there is one code only, no factor varies, one is continuous, or the numbers of points
     * differ
     */
    public Score robustMutualInformationGap(GaussianPosteriors posteriors, Factors factors) {
        InformationMatrix matrix = matrix(posteriors, factors);
        return settings(Gaps.score(name(RMIG), Gaps.ofFactors(matrix.information()), matrix))
                .withFigure(
                        "RMIG / factor entropy",
                        Gaps.mean(Gaps.ofFactors(matrix.normalized(Normalizer.FACTOR_ENTROPY))))
                .withTable(Score.Table.ofCodes("code entropy (nats)", matrix.codeEntropies()));
    }

    /**
     * {@link JointEntropyMinusGap}, with the same figures and tables.
     *
     * @throws IllegalArgumentException as {@link #robustMutualInformationGap}
     */
    public Score jointEntropyMinusGap(GaussianPosteriors posteriors, Factors factors) {
        return settings(JointEntropyMinusGap.of(name(JEMMIG), matrix(posteriors, factors), l -> bins.bins()));
    }

    /** The mean of the informativeness of the codes in nats, with a table "informativeness (nats)" of each. */
    public Score informativeness(GaussianPosteriors posteriors) {
        double[] information = new double[posteriors.width()];
        Parallel.run(information.length, l -> information[l] = informativeness(posteriors, l));
        return settings(Score.of(name(INFORMATIVENESS), Gaps.mean(information)))
                .withTable(Score.Table.ofCodes("informativeness (nats)", information));
    }

    private Score settings(Score score) {
        return score.withSetting("information", "posteriors in " + bins);
    }

    private double informativeness(GaussianPosteriors posteriors, int code) {
        double[] total = new double[bins.bins()];
        double[] masses = new double[bins.bins()];
        double[] edges = edges();
        double conditional = 0;
        for (int n = 0; n < posteriors.points(); n++) {
            masses(posteriors, n, code, edges, masses);
            conditional += entropy(masses, 1);
            for (int b = 0; b < masses.length; b++) {
                total[b] += masses[b];
            }
        }
        return Math.max(0, entropy(total, posteriors.points()) - conditional / posteriors.points());
    }

    static void requireSamePoints(GaussianPosteriors posteriors, Factors factors) {
        if (factors.points() != posteriors.points()) {
            throw new IllegalArgumentException("posteriors and factors must be of the same points, found "
                    + posteriors.points() + " and " + factors.points());
        }
    }

    private InformationMatrix matrix(GaussianPosteriors posteriors, Factors factors) {
        requireSamePoints(posteriors, factors);
        Codes means = posteriors.means();
        InformationMatrix.requireCodes(means, 2);
        Factors varying = InformationMatrix.varying(factors, 1);
        Indexed[] labels = IntStream.range(0, varying.count())
                .mapToObj(k -> Indexed.of(varying.labels(k)))
                .toArray(Indexed[]::new);
        double[] factorEntropies =
                Arrays.stream(labels).mapToDouble(DiscreteInformation::entropy).toArray();
        double[][] information = new double[means.width()][labels.length];
        double[] codeEntropies = new double[means.width()];
        Parallel.run(means.width(), l -> {
            double[][] joint = joint(posteriors, l, labels);
            codeEntropies[l] = entropy(margin(joint[0]), means.points());
            for (int k = 0; k < labels.length; k++) {
                double both = entropy(joint[k], means.points());
                information[l][k] = Math.max(0, codeEntropies[l] + factorEntropies[k] - both);
            }
        });
        return new InformationMatrix(
                information,
                codeEntropies,
                factorEntropies,
                varying.names(),
                InformationMatrix.constantFactors(factors));
    }

    /** For each factor the masses, times N, of its values and bins, [values × B]. */
    private double[][] joint(GaussianPosteriors posteriors, int code, Indexed[] labels) {
        int width = bins.bins();
        double[][] joint = Arrays.stream(labels)
                .map(y -> new double[y.counts().length * width])
                .toArray(double[][]::new);
        double[] masses = new double[width];
        double[] edges = edges();
        for (int n = 0; n < posteriors.points(); n++) {
            masses(posteriors, n, code, edges, masses);
            for (int k = 0; k < labels.length; k++) {
                int row = labels[k].index()[n] * width;
                for (int b = 0; b < width; b++) {
                    joint[k][row + b] += masses[b];
                }
            }
        }
        return joint;
    }

    private double[] margin(double[] joint) {
        double[] margin = new double[bins.bins()];
        for (int i = 0; i < joint.length; i++) {
            margin[i % margin.length] += joint[i];
        }
        return margin;
    }

    private static double entropy(double[] masses, double total) {
        double entropy = 0;
        for (double mass : masses) {
            double p = mass / total;
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return entropy;
    }

    /** The mass of a posterior in each bin. */
    private static void masses(GaussianPosteriors posteriors, int point, int code, double[] edges, double[] masses) {
        double mean = posteriors.means().value(point, code);
        double deviation = Math.exp(0.5 * posteriors.logVariances().value(point, code));
        double below = 0;
        for (int b = 0; b < masses.length; b++) {
            double next = b + 1 < masses.length ? normalCumulative((edges[b + 1] - mean) / deviation) : 1;
            masses[b] = next - below;
            below = next;
        }
    }

    private double[] edges() {
        return Edges.even(bins.bins(), bins.low(), bins.high());
    }

    private static double normalCumulative(double x) {
        return 0.5 * SpecialFunctions.erfComplement(-x / Math.sqrt(2));
    }
}
