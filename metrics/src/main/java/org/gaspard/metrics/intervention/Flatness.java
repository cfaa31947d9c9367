package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.intervention.Groups.Group;

/**
 * Flatness: are the codes along a factor a straight line, in order, and along an axis?
 *
 * <p>A sweep of factor k with n values, of a table with a random point for each, has codes z_1 … z_n, the width
 * {@code w_p = max_ij ‖z_i − z_j‖_p}, and the length {@code l_p}, the sum of the n cyclic steps {@code ‖z_{i+1} −
 * z_i‖_p} (from the last to the first too) without the largest one. With means over random sweeps,
 *
 * <pre>{@code flatness = 1/K Σ_k E[w_2] / E[l_1]}</pre>
 *
 * over the factors that vary; 0/0 is 0, with a warning. The largest step is left out so that factors that come round, like an
 * angle, can close their circle. Figures: the pure ratios {@code w_1/l_1} and {@code w_2/l_2}, which do not look at axes,
 * mean widths and lengths.
 *
 * <p>Range: [0, 1]. Codes that are monotone in their own factor get 1, also when permuted, scaled or beside dead dimensions.
 * By the ratio of norms, a factor along a diagonal of m axes gets {@code 1/√m}: 0.7071 for codes rotated by 45°, duplicated,
 * or with one factor in two linear codes. Noise gets about the width over n mean steps, so less the more values there are.
 *
 * <p>Criticism: two factors in the same code get 1; with few values there is little to see, and a factor with two values
 * always gets at least {@code 1/√L}, whatever the codes. Values are taken to be ordered.
 *
 * <p>Libraries: disent takes 1024 repeats ({@link #standard}), or 128 ({@link #fast}), which its documentation says to be
 * accurate to ±0.001 and ±0.003. Factors with a single value are left out, as there.
 *
 * <p>Time {@code K R n² L} for R repeats.
 *
 * <p>Source: disent, see [MKJ22].
 *
 * @param name the name of the metric
 * @param repeats the number of sweeps of each factor R, at least 1
 */
public record Flatness(String name, int repeats) implements SampledMetric {

    private static final List<String> COLUMNS = List.of("flatness", "width L1", "width L2", "length L1", "length L2");

    /** Checks the options. */
    public Flatness {
        Checks.atLeast("repeats", repeats, 1);
    }

    /** disent: 1024 sweeps of each factor. */
    public static Flatness standard() {
        return new Flatness("flatness", 1024);
    }

    /** disent's fast version: 128 sweeps of each factor. */
    public static Flatness fast() {
        return new Flatness("flatness fast", 128);
    }

    /** Measures of a sweep, or means of them. */
    private record Extent(double width1, double width2, double length1, double length2) {

        static Extent of(Group sweep) {
            double width1 = 0;
            double width2 = 0;
            for (int i = 0; i < sweep.size(); i++) {
                for (int j = 0; j < i; j++) {
                    width1 = Math.max(width1, sweep.l1(i, j));
                    width2 = Math.max(width2, sweep.l2(i, j));
                }
            }
            int n = sweep.size();
            return new Extent(
                    width1,
                    width2,
                    length(IntStream.range(0, n)
                            .mapToDouble(i -> sweep.l1(i, (i + 1) % n))
                            .toArray()),
                    length(IntStream.range(0, n)
                            .mapToDouble(i -> sweep.l2(i, (i + 1) % n))
                            .toArray()));
        }

        /** The sum without the largest. */
        private static double length(double[] steps) {
            Arrays.sort(steps);
            return Arrays.stream(steps, 0, steps.length - 1).sum();
        }

        static Extent mean(Extent[] extents) {
            return new Extent(
                    Arrays.stream(extents).mapToDouble(Extent::width1).average().orElseThrow(),
                    Arrays.stream(extents).mapToDouble(Extent::width2).average().orElseThrow(),
                    Arrays.stream(extents)
                            .mapToDouble(Extent::length1)
                            .average()
                            .orElseThrow(),
                    Arrays.stream(extents)
                            .mapToDouble(Extent::length2)
                            .average()
                            .orElseThrow());
        }

        double flatness() {
            return ratio(width2, length1);
        }

        static double ratio(double width, double length) {
            return length == 0 ? 0 : width / length;
        }

        double[] row() {
            return new double[] {flatness(), width1, width2, length1, length2};
        }
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies
     */
    @Override
    public Score score(PointSource source, long seed) {
        VaryingFactors factors = VaryingFactors.of(source);
        Sweeps sweeps = new Sweeps(source, factors, repeats);
        Extent[][] extents = new Extent[factors.count()][repeats];
        int incomplete = sweeps.forEach(
                new SplittableRandom(seed), (factor, repeat, sweep) -> extents[factor][repeat] = Extent.of(sweep));
        List<Extent> means = Arrays.stream(extents).map(Extent::mean).toList();
        Score score = Score.of(name, mean(means, Extent::flatness))
                .withFigure("flatness L1", mean(means, e -> Extent.ratio(e.width1, e.length1)))
                .withFigure("flatness L2", mean(means, e -> Extent.ratio(e.width2, e.length2)))
                .withFigure("width L1", mean(means, Extent::width1))
                .withFigure("width L2", mean(means, Extent::width2))
                .withFigure("length L1", mean(means, Extent::length1))
                .withFigure("length L2", mean(means, Extent::length2))
                .withTable(new Score.Table(
                        "sweeps",
                        "factor",
                        factors.names(),
                        "",
                        COLUMNS,
                        means.stream().map(Extent::row).toArray(double[][]::new)))
                .withSetting("repeats", repeats)
                .withSetting("seed", seed);
        List<String> still = IntStream.range(0, factors.count())
                .filter(k -> means.get(k).length1 == 0)
                .mapToObj(factors.names()::get)
                .toList();
        return sweeps.warn(Sweeps.warnStill(score, still), incomplete);
    }

    private static double mean(List<Extent> extents, ToDoubleFunction<Extent> of) {
        return extents.stream().mapToDouble(of).average().orElseThrow();
    }
}
