package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.information.Discretizer;
import org.gaspard.tensor.array.Parallel;

/**
 * The interventional robustness score (IRS): how little does a code move when all factors but one change?
 *
 * <p>For code l and factor k, let G_v be the points with value v of k, and {@code m_v} the mean of the code over these. With
 * the q-quantile of deviations instead of their maximum,
 *
 * <pre>{@code IRS_lk = 1 − ( 1/V Σ_v Q_q{ |z_l(n) − m_v| : n ∈ G_v } ) / M_l ,   M_l = max_n |z_l(n) − mean z_l|
 * IRS = Σ_l M_l max_k IRS_lk / Σ_l M_l}</pre>
 *
 * so that a code scores 1 if some factor decides about it. The quantile interpolates linearly between order statistics, as
 * {@code numpy.quantile} does. Computed on the training points of a sample.
 *
 * <p>Range: at most 1; values below 0 are possible. For q = 1 a factor that does not matter leaves a symmetric code at 0.
 * Perfect codes get 1, also when permuted, scaled, duplicated or with one factor in two codes. Constant codes are left out
 * with a warning; if all are constant the score is 0, a convention of disentanglement_lib. Two factors on [−1, 1] rotated by
 * 45° get ½ with q = 1: holding one leaves half of the range. Uniform noise gets about {@code 1 − Q_q / M}, near 0; noise of
 * heavy tails gets more for q below 1. Codes weigh by their range, so their scale matters unless all are perfect.
 *
 * <p>Criticism: a value of a factor with a single point counts as perfectly robust, so there must be many points for each
 * value (bins make fewer values); nothing is said of factors that no code tells; quantiles and weights depend on outliers.
 *
 * <p>Libraries: disentanglement_lib takes q = 0.99 and puts every factor into 20 equal-width bins ({@link #standard}); the
 * paper takes q = 1 ({@link #paper}); Zaidi et al. take q = 1 and 10 bins for continuous factors ({@link #zaidi}). Constant
 * factors are left out with a warning; the libraries keep them, and with q below 1 they lift the score.
 *
 * <p>Time {@code K L N log N}.
 *
 * <p>Source: [SMS19].
 *
 * @param name the name of the metric
 * @param quantile q, in (0, 1]
 * @param bins the number of equal-width bins for factors
 * @param binDiscrete whether discrete factors are put into bins too, their labels numbered in order; continuous ones always
 * are
 */
public record InterventionalRobustness(String name, double quantile, int bins, boolean binDiscrete)
        implements SupervisedMetric {

    /** Checks the options. */
    public InterventionalRobustness {
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile must be in (0, 1], found " + quantile);
        }
        Checks.atLeast("bins", bins, 1);
    }

    /** disentanglement_lib: the 0.99-quantile, every factor in 20 bins. */
    public static InterventionalRobustness standard() {
        return new InterventionalRobustness("IRS", 0.99, 20, true);
    }

    /** The paper: the maximum, discrete factors as they are, continuous ones in 20 bins. */
    public static InterventionalRobustness paper() {
        return new InterventionalRobustness("IRS maximum", 1, 20, false);
    }

    /** Zaidi et al.: the maximum, discrete factors as they are, continuous ones in 10 bins. */
    public static InterventionalRobustness zaidi() {
        return new InterventionalRobustness("IRS maximum 10 bins", 1, 10, false);
    }

    /**
     * Scores the training points of a sample; see {@link SupervisedMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies
     */
    @Override
    public Score score(Sample sample) {
        Points points = sample.training();
        VaryingFactors factors = VaryingFactors.of(points.factors());
        Codes codes = points.codes();
        int[] active = codes.varying();
        double[] largest = IntStream.range(0, codes.width())
                .mapToDouble(l -> largestDeviation(codes.column(l)))
                .toArray();
        double[][] robustness = new double[codes.width()][factors.count()];
        for (double[] row : robustness) {
            Arrays.fill(row, Double.NaN);
        }
        List<int[][]> groups = Arrays.stream(factors.numbers())
                .mapToObj(k -> groups(labels(points.factors(), k)))
                .toList();
        Parallel.run(active.length * factors.count(), task -> {
            int l = active[task / factors.count()];
            int k = task % factors.count();
            robustness[l][k] = 1 - meanQuantile(codes.column(l), groups.get(k)) / largest[l];
        });
        return sample.describe(describe(factors, active, largest, robustness));
    }

    private Score describe(VaryingFactors factors, int[] active, double[] largest, double[][] robustness) {
        double[] ofCodes = Arrays.stream(robustness)
                .mapToDouble(row -> Arrays.stream(row).max().orElseThrow())
                .toArray();
        double[] ofFactors = IntStream.range(0, factors.count())
                .mapToDouble(k -> Arrays.stream(active)
                        .mapToDouble(l -> robustness[l][k])
                        .max()
                        .orElse(Double.NaN))
                .toArray();
        double weighted = 0;
        double weights = 0;
        for (int l : active) {
            weighted += largest[l] * ofCodes[l];
            weights += largest[l];
        }
        Score score = Score.of(name, active.length == 0 ? 0 : weighted / weights)
                .withFigure("active codes", active.length)
                .withTable(Score.Table.ofCodesAndFactors("IRS", factors.names(), robustness))
                .withTable(Score.Table.ofCodes("IRS of codes", ofCodes))
                .withTable(Score.Table.ofFactors("IRS of factors", factors.names(), ofFactors))
                .withTable(Score.Table.ofCodes("maximal deviation", largest))
                .withSetting("quantile", quantile)
                .withSetting("bins", bins)
                .withSetting("bin discrete factors", binDiscrete);
        if (active.length == 0) {
            score = score.withWarning("all codes are constant; the score is 0 by convention");
        } else if (active.length < robustness.length) {
            score = score.withWarning("constant codes left out: "
                    + IntStream.range(0, robustness.length)
                            .filter(l -> Arrays.binarySearch(active, l) < 0)
                            .boxed()
                            .toList());
        }
        return factors.warn(score);
    }

    private int[] labels(Factors factors, int factor) {
        if (!factors.discrete(factor)) {
            return Discretizer.ownRange(bins).labels(factors.values(factor));
        }
        int[] labels = factors.labels(factor);
        return binDiscrete ? Discretizer.ownRange(bins).labels(numbers(labels)) : labels;
    }

    /** The labels numbered in their order, so that bins do not depend on the distances of labels. */
    private static double[] numbers(int[] labels) {
        int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
        return Arrays.stream(labels)
                .mapToDouble(label -> Arrays.binarySearch(distinct, label))
                .toArray();
    }

    /** The points of each label, in their order. */
    private static int[][] groups(int[] labels) {
        int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
        IntStream.Builder[] members =
                Arrays.stream(distinct).mapToObj(label -> IntStream.builder()).toArray(IntStream.Builder[]::new);
        for (int n = 0; n < labels.length; n++) {
            members[Arrays.binarySearch(distinct, labels[n])].add(n);
        }
        return Arrays.stream(members).map(group -> group.build().toArray()).toArray(int[][]::new);
    }

    private double meanQuantile(double[] code, int[][] groups) {
        double sum = 0;
        for (int[] group : groups) {
            sum += quantile(
                    deviations(Arrays.stream(group).mapToDouble(n -> code[n]).toArray()), quantile);
        }
        return sum / groups.length;
    }

    private static double largestDeviation(double[] values) {
        return Arrays.stream(deviations(values)).max().orElseThrow();
    }

    /** {@code |x − mean|}, exactly 0 for equal values. */
    private static double[] deviations(double[] values) {
        double mean = Arrays.stream(values).map(value -> value - values[0]).sum() / values.length;
        return Arrays.stream(values)
                .map(value -> Math.abs(value - values[0] - mean))
                .toArray();
    }

    /** The quantile at position {@code q (n − 1)} of the sorted values, linear in between; sorts them. */
    static double quantile(double[] values, double q) {
        Arrays.sort(values);
        double position = q * (values.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (position - below) * (values[above] - values[below]);
    }
}
