package org.gaspard.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;

/**
 * A population of points with discrete factors, from which metrics draw those that they need: the images of a data set and an
 * encoder, or a table of codes and factors without any model.
 *
 * <p>Points are numbered from 0, the values of a factor too, in ascending order. Codes of images are asked for when they are
 * first needed and then kept (4 L bytes each), so that several metrics share them. Immutable but for that memory; safe for
 * use by several threads.
 */
public final class PointSource {

    private final FactorIndex index;
    private final int width;
    private final Function<int[], Codes> codes;
    private final Function<int[], Factors> factors;

    private PointSource(FactorIndex index, int width, Function<int[], Codes> codes, Function<int[], Factors> factors) {
        this.index = index;
        this.width = width;
        this.codes = codes;
        this.factors = factors;
    }

    /**
     * The images of a data set with the codes of an encoder. If it has all combinations of its factors, points are found by
     * arithmetic, otherwise by tables of 8 bytes for each image and factor.
     *
     * @param width the number of codes L
     * @throws IllegalArgumentException if no factor is known or {@code width < 1}
     */
    public static PointSource of(LabelledDataset images, int width, Encoder encoder) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, found " + width);
        }
        FactorIndex index = images instanceof FactoredDataset factored
                ? new GridIndex(factored.grid())
                : new TableIndex(
                        Factors.of(images, IntStream.range(0, images.size()).toArray()));
        CodeMemory memory = new CodeMemory(encoder, index.size(), width);
        return new PointSource(index, width, memory::codes, which -> Factors.of(images, which));
    }

    /**
     * Known points; a metric draws from these, with replacement. Where no other point shares what is asked for, it gets the
     * same point again: have many points for each combination that matters.
     *
     * @throws IllegalArgumentException if a factor is continuous
     */
    public static PointSource of(Points points) {
        return new PointSource(
                new TableIndex(points.factors()),
                points.codes().width(),
                points.codes()::atPoints,
                points.factors()::atPoints);
    }

    /** The number of points. */
    public int size() {
        return index.size();
    }

    /** The number of codes L. */
    public int width() {
        return width;
    }

    /** The names of the factors. */
    public List<String> factorNames() {
        return index.names();
    }

    /** The number of factors K. */
    public int factorCount() {
        return index.names().size();
    }

    /** The number of different values of a factor. */
    public int values(int factor) {
        return index.values(factor);
    }

    /** The factors that have more than one value, ascending. */
    public int[] varying() {
        return IntStream.range(0, factorCount()).filter(k -> values(k) > 1).toArray();
    }

    /** The number of the value of a factor at a point. */
    public int value(int point, int factor) {
        return index.value(point, factor);
    }

    /** The codes of points, in the order asked for; a point may come more than once. */
    public Codes codes(int... points) {
        Arrays.stream(points).forEach(point -> Objects.checkIndex(point, size()));
        return codes.apply(points);
    }

    /** The codes and factors of points, in the order asked for; a point may come more than once. */
    public Points points(int... points) {
        return new Points(codes(points), factors.apply(points));
    }

    /** Random points, uniform, with replacement. */
    public int[] draw(int n, RandomGenerator random) {
        return random.ints(n, 0, size()).toArray();
    }

    /** Random points at which a factor has a value, uniform among these, with replacement. */
    public int[] drawSharing(int factor, int value, int n, RandomGenerator random) {
        Objects.checkIndex(value, values(factor));
        return IntStream.generate(() -> index.sharing(factor, value, random))
                .limit(n)
                .toArray();
    }

    /** For each of some points a random one with the same value of a factor. */
    public int[] drawMatching(int factor, int[] points, RandomGenerator random) {
        return Arrays.stream(points)
                .map(point -> index.sharing(factor, index.value(point, factor), random))
                .toArray();
    }

    /** Random ones of the points that differ from one at most in a factor, with replacement. */
    public int[] drawVarying(int factor, int point, int n, RandomGenerator random) {
        int[] sweep = index.sweep(point, factor);
        return random.ints(n, 0, sweep.length).map(i -> sweep[i]).toArray();
    }

    /** All points that differ from one at most in a factor, in the order of its values. */
    public int[] sweep(int factor, int point) {
        return index.sweep(point, factor);
    }

    /**
     * Two independent random samples.
     *
     * @throws IllegalArgumentException if a number of points is below 1
     */
    public Sample sample(int training, int test, RandomGenerator random) {
        if (training < 1 || test < 1) {
            throw new IllegalArgumentException(
                    "training and test must be at least 1, found " + training + " and " + test);
        }
        return new Sample(points(draw(training, random)), points(draw(test, random)));
    }
}
