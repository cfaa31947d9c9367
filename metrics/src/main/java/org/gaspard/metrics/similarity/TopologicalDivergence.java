package org.gaspard.metrics.similarity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.array.Parallel;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.RepresentationTopologyDivergence;
import org.gaspard.topology.divergence.RtdLite;

/**
 * Do clusters and loops appear at the same points and scales? The representation topology divergence (RTD) of the Euclidean
 * distances of two representations, each divided by its 0.9-quantile, or RTD-Lite, which sees how clusters merge; see
 * {@link RepresentationTopologyDivergence} and {@link RtdLite} for the definitions. The value is the mean over random parts of the
 * points, its standard deviation over them (divisor T − 1) a figure. From 0 on, without an upper limit; small is alike. It grows with
 * the number of points of a part, so compare at equal sizes.
 *
 * <p>Equal representations get 0, also after a permutation, a rotation by 45°, a shift, one scale for all codes, or duplicating all
 * codes; dead codes add nothing; noise codes and a factor in two codes count as far as they move points relative to the 0.9-quantile.
 * If 90 % of the distances are 0, as of a representation in which nearly all points are equal, there
 * is no 0.9-quantile to divide by but a tiny constant in its place: values of tens of thousands then mean nothing, and a warning
 * says so. Known criticism: cost; no upper limit; sums of many short bars hide few long ones.
 *
 * <p>Defaults as published: 10 parts of 500 points, drawn without repetition. If there are not more points than that, all of them are
 * compared once. Time of RTD: a barcode of dimension 1 on {@code 2 S} vertices for each order and part; of RTD-Lite {@code O(S²)}.
 * Source: [B22]; [TVTBB25].
 *
 * @param kind which divergence
 * @param size S, the points of a part, at least 2
 * @param trials T, the number of parts, at least 1
 * @param seed of {@link RandomKey}, for the parts
 */
public record TopologicalDivergence(Kind kind, int size, int trials, long seed) implements RepresentationMetric {

    private static final String MOSTLY_EQUAL =
            "of the distances of the %s representation 90 %% are 0: they have no scale, "
                    + "and the value means nothing";
    private static final int PUBLISHED_SIZE = 500;
    private static final int PUBLISHED_TRIALS = 10;

    /** Which divergence. */
    public enum Kind {
        /** Representation topology divergence. */
        RTD,
        /** Its fast relative, from spanning trees. */
        RTD_LITE;

        private double between(double[] first, double[] second, int n) {
            return switch (this) {
                case RTD -> RepresentationTopologyDivergence.standard().compare(first, second, n);
                case RTD_LITE -> RtdLite.standard().compare(first, second, n).score();
            };
        }
    }

    /** Checks the sizes. */
    public TopologicalDivergence {
        Checks.atLeast("size", size, 2);
        Checks.atLeast("trials", trials, 1);
    }

    /** RTD of 10 parts of 500 points. */
    public static TopologicalDivergence rtd() {
        return new TopologicalDivergence(Kind.RTD, PUBLISHED_SIZE, PUBLISHED_TRIALS, 0);
    }

    /** RTD-Lite of 10 parts of 500 points. */
    public static TopologicalDivergence rtdLite() {
        return new TopologicalDivergence(Kind.RTD_LITE, PUBLISHED_SIZE, PUBLISHED_TRIALS, 0);
    }

    @Override
    public String name() {
        String which = kind == Kind.RTD ? "RTD" : "RTD-Lite";
        return size == PUBLISHED_SIZE && trials == PUBLISHED_TRIALS ? which : which + " " + trials + " × " + size;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 2
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, 2);
        int n = first.points();
        double[] values = new double[n <= size ? 1 : trials];
        Parallel.run(values.length, trial -> {
            int[] rows = n <= size
                    ? IntStream.range(0, n).toArray()
                    : Arrays.copyOf(
                            RandomKey.of(seed).child(trial).permutation(n).toIntArray(), size);
            values[trial] = kind.between(distances(first, rows), distances(second, rows), Math.min(n, size));
        });
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        Score score = Representations.warned(Score.of(name(), mean), first, second);
        score = mostlyEqual(first) ? score.withWarning(MOSTLY_EQUAL.formatted("first")) : score;
        score = mostlyEqual(second) ? score.withWarning(MOSTLY_EQUAL.formatted("second")) : score;
        return (values.length > 1
                        ? score.withFigure("standard deviation", Math.sqrt(squares / (values.length - 1)))
                        : score)
                .withSetting("points of a part", Math.min(n, size))
                .withSetting("parts", values.length)
                .withSetting("seed", seed)
                .withSetting("normalisation", DistanceNormalisation.standard());
    }

    /** Whether the points vary, but the 0.9-quantile of their distances is 0. */
    private static boolean mostlyEqual(Codes codes) {
        Map<List<Double>, Long> counts = Arrays.stream(codes.rows())
                .collect(Collectors.groupingBy(
                        row -> Arrays.stream(row).map(x -> x + 0.0).boxed().toList(), Collectors.counting()));
        double equal = counts.values().stream().mapToDouble(c -> (double) c * c).sum();
        return counts.size() > 1 && equal >= 0.9 * codes.points() * codes.points();
    }

    private static double[] distances(Codes codes, int[] rows) {
        return Rows.of(codes.atPoints(rows)).costs(Cost.euclidean());
    }
}
