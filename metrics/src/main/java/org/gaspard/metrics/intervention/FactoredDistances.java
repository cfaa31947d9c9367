package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.intervention.TripletDistances.Agreement;

/**
 * Do distances of codes follow those of factors? The first part of disent's factored components.
 *
 * <p>Random triplets (a, p, n) of points give two distances each, d(a, p) and d(a, n). Three of these are compared: of
 * factors ({@code Σ_k |i_k − j_k|} of the numbers of values), of codes (L1 and L2), and, if {@link PointDistances} are given,
 * of the data. For each two of these, over all triplets,
 * <ul>
 *   <li>rank correlation: Spearman's, of all distances;
 *   <li>linear correlation: Pearson's, of all distances;
 *   <li>same ratio: the part of triplets in which both say the same about {@code d(a, p)} being less than, equal to or larger
 *       than {@code d(a, n)}.
 * </ul>
 * Once for triplets from small random samples ("global"), and once for triplets from sweeps of one factor, then averaged over
 * factors by the geometric mean ("sweeps"). The value is the global rank correlation of factors with L2 distances of codes.
 *
 * <p>Range: correlations [−1, 1], ratios [0, 1]. Codes equal to the numbers of values get 1 in all sweeps and in all global
 * L1 figures, also permuted and beside dead dimensions; global L2 figures are below 1, as the norms differ. Rotation keeps L2
 * and changes L1. A duplicated set of codes and a common scale change nothing. Noise gets correlations near 0 but for the
 * pairs of equal points, which are at distance 0 in all. A factor over two codes keeps its sweeps. A constant distance has no
 * correlation: NaN with a warning. The geometric mean is NaN with a warning if a factor has a negative or no correlation, and
 * 0 if one has 0; the table has the factors one by one.
 *
 * <p>Criticism: what is measured is order and scale, not disentanglement; the same ratio compares floating point numbers for
 * equality, and rounding breaks ties.
 *
 * <p>Libraries: disent takes 64 triplets from each of 1024 samples of 32 points and from each of 1024 sweeps
 * ({@link #standard}), or 128 of these ({@link #fast}), with mean squared differences of images
 * ({@link #withData withData}({@link PointDistances#meanSquared})).
 *
 * <p>Time {@code K R T (L + log(R T))} for R repeats of T triplets, and as many distances of data.
 *
 * <p>Source: disent, see [MKJ22].
 *
 * @param name the name of the metric
 * @param repeats the number of samples, and of sweeps of each factor, R, at least 1
 * @param triplets the number of triplets of each T, at least 1
 * @param globalPoints the number of points of a random sample, at least 2
 * @param data distances of data, if these are to be compared too
 */
public record FactoredDistances(String name, int repeats, int triplets, int globalPoints, Optional<PointDistances> data)
        implements SampledMetric {

    /** Checks the options. */
    public FactoredDistances {
        Checks.atLeast("repeats", repeats, 1);
        Checks.atLeast("triplets", triplets, 1);
        Checks.atLeast("globalPoints", globalPoints, 2);
    }

    /** disent: 1024 repeats of 64 triplets, samples of 32 points; without distances of data. */
    public static FactoredDistances standard() {
        return new FactoredDistances("factored distances", 1024, 64, 32, Optional.empty());
    }

    /** disent's fast version: 128 repeats. */
    public static FactoredDistances fast() {
        return new FactoredDistances("factored distances fast", 128, 64, 32, Optional.empty());
    }

    /** The same with distances of data. */
    public FactoredDistances withData(PointDistances distances) {
        return new FactoredDistances(name, repeats, triplets, globalPoints, Optional.of(distances));
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies, or distances of data are not finite or too few
     */
    @Override
    public Score score(PointSource source, long seed) {
        VaryingFactors factors = VaryingFactors.of(source);
        SplittableRandom random = new SplittableRandom(seed);
        List<Agreement> global = global(source, factors, random.split());
        double[][] sweeps = Arrays.stream(factors.numbers())
                .mapToObj(factor -> sweeps(source, factor, random.split()))
                .map(of -> of.stream().mapToDouble(Agreement::value).toArray())
                .toArray(double[][]::new);
        List<String> columns = global.stream().map(Agreement::name).toList();
        Score score = Score.of(name, global.getFirst().value());
        for (Agreement agreement : global) {
            score = score.withFigure(agreement.name() + ", global", agreement.value());
        }
        for (int i = 0; i < columns.size(); i++) {
            score = score.withFigure(columns.get(i) + ", sweeps", geometricMean(sweeps, i));
        }
        score = score.withTable(new Score.Table("sweeps", "factor", factors.names(), "", columns, sweeps))
                .withSetting("repeats", repeats)
                .withSetting("triplets", triplets)
                .withSetting("global points", globalPoints)
                .withSetting("distances of data", data.isPresent())
                .withSetting("seed", seed);
        List<String> undefined = score.figures().entrySet().stream()
                .filter(figure -> figure.getValue().isNaN())
                .map(Map.Entry::getKey)
                .toList();
        return factors.warn(
                undefined.isEmpty()
                        ? score
                        : score.withWarning("not defined, as distances are constant or a factor has a negative value: "
                                + undefined));
    }

    private List<Agreement> global(PointSource source, VaryingFactors factors, SplittableRandom random) {
        TripletDistances distances = new TripletDistances(repeats, triplets, data);
        Groups.forEach(
                source,
                repeats,
                globalPoints,
                random,
                (group, own) -> {
                    distances.draw(group, globalPoints, own);
                    return source.draw(globalPoints, own);
                },
                (group, points) -> distances.measure(
                        group,
                        points,
                        (a, b) -> Arrays.stream(factors.numbers())
                                .map(factor -> apart(source, factor, a, b))
                                .sum()));
        return distances.agreements();
    }

    private List<Agreement> sweeps(PointSource source, int factor, SplittableRandom random) {
        TripletDistances distances = new TripletDistances(repeats, triplets, data);
        Groups.forEach(
                source,
                repeats,
                source.values(factor),
                random,
                (group, own) -> {
                    int[] sweep = source.drawSweep(factor, source.draw(1, own)[0], own);
                    distances.draw(group, sweep.length, own);
                    return sweep;
                },
                (group, points) -> distances.measure(group, points, (a, b) -> apart(source, factor, a, b)));
        return distances.agreements();
    }

    private static int apart(PointSource source, int factor, int a, int b) {
        return Math.abs(source.value(a, factor) - source.value(b, factor));
    }

    /** 0 if a value is 0 and none is negative, NaN if one is negative or NaN. */
    private static double geometricMean(double[][] ofFactors, int column) {
        return Math.exp(Arrays.stream(ofFactors)
                .mapToDouble(row -> Math.log(row[column]))
                .average()
                .orElseThrow());
    }
}
