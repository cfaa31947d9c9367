package org.gaspard.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
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
    private final List<String> names;
    private final int width;
    private final Function<int[], Codes> codes;
    private final Function<int[], Factors> factors;

    private PointSource(FactorIndex index, int width, Function<int[], Codes> codes, Function<int[], Factors> factors) {
        this.index = index;
        this.names = index.names();
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
     * Known points; a metric draws its groups from these, with replacement. Where no other point shares what is asked
     * for, it gets the same point again: have many points for each combination that matters. Sweeps take a random
     * point of each combination.
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
        return names;
    }

    /** The number of factors K. */
    public int factorCount() {
        return names.size();
    }

    /**
     * The number of different values of a factor.
     *
     * @throws IndexOutOfBoundsException if factor is outside [0, K)
     */
    public int values(int factor) {
        requireFactor(factor);
        return index.values(factor);
    }

    /** The factors that have more than one value, ascending. */
    public int[] varying() {
        return IntStream.range(0, factorCount()).filter(k -> values(k) > 1).toArray();
    }

    /**
     * The number of the value of a factor at a point.
     *
     * @throws IndexOutOfBoundsException if point is outside [0, N) or factor outside [0, K)
     */
    public int value(int point, int factor) {
        requirePoint(point);
        requireFactor(factor);
        return index.value(point, factor);
    }

    /**
     * The codes of points, in the order asked for; a point may come more than once.
     *
     * @throws IndexOutOfBoundsException if a point is outside [0, N)
     */
    public Codes codes(int... points) {
        Arrays.stream(points).forEach(this::requirePoint);
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

    /**
     * Random points at which a factor has a value, uniform among these, with replacement.
     *
     * @throws IndexOutOfBoundsException if factor is outside [0, K), or value outside those numbered for it
     */
    public int[] drawSharing(int factor, int value, int n, RandomGenerator random) {
        if (value < 0 || value >= values(factor)) {
            throw new IndexOutOfBoundsException("value must be in [0, " + values(factor) + "), found " + value);
        }
        return IntStream.generate(() -> index.sharing(factor, value, random))
                .limit(n)
                .toArray();
    }

    /**
     * For each of some points a random one with the same value of a factor.
     *
     * @throws IndexOutOfBoundsException if a point is outside [0, N) or factor outside [0, K)
     */
    public int[] drawMatching(int factor, int[] points, RandomGenerator random) {
        requireFactor(factor);
        Arrays.stream(points).forEach(this::requirePoint);
        return Arrays.stream(points)
                .map(point -> index.sharing(factor, index.value(point, factor), random))
                .toArray();
    }

    /**
     * Random ones of the points that differ from one at most in a factor, with replacement.
     *
     * @throws IndexOutOfBoundsException if point is outside [0, N) or factor outside [0, K)
     */
    public int[] drawVarying(int factor, int point, int n, RandomGenerator random) {
        int[] sweep = sweep(factor, point);
        return random.ints(n, 0, sweep.length).map(i -> sweep[i]).toArray();
    }

    /**
     * All points that differ from one at most in a factor, in the order of its values; several with a value if there are.
     *
     * @throws IndexOutOfBoundsException if point is outside [0, N) or factor outside [0, K)
     */
    public int[] sweep(int factor, int point) {
        requirePoint(point);
        requireFactor(factor);
        return index.sweep(point, factor);
    }

    /**
     * For each value of a factor a random one of the points that differ from one at most in this factor, in the order of the
     * values; none for a value that no such point has. Random numbers are drawn only where there are several to choose from.
     *
     * @throws IndexOutOfBoundsException if point is outside [0, N) or factor outside [0, K)
     */
    public int[] drawSweep(int factor, int point, RandomGenerator random) {
        int[] all = sweep(factor, point);
        int[] chosen = new int[all.length];
        int count = 0;
        int end;
        for (int from = 0; from < all.length; from = end) {
            end = from + 1;
            while (end < all.length && index.value(all[end], factor) == index.value(all[from], factor)) {
                end++;
            }
            chosen[count++] = all[end - from == 1 ? from : from + random.nextInt(end - from)];
        }
        return Arrays.copyOf(chosen, count);
    }

    /**
     * Random points for training and others for the test, all different. If there are fewer points than that, both are drawn
     * with replacement, so that some are in both, and the sample has a warning that says so.
     *
     * <p>disentanglement_lib always draws with replacement; with far more images than points drawn that makes little
     * difference.
     *
     * @throws IllegalArgumentException if a number of points is below 1
     */
    public Sample sample(int training, int test, RandomGenerator random) {
        if (training < 1 || test < 1) {
            throw new IllegalArgumentException(
                    "training and test must be at least 1, found " + training + " and " + test);
        }
        if ((long) training + test > size()) {
            return new Sample(
                    points(draw(training, random)),
                    points(draw(test, random)),
                    List.of("drawn with replacement, as there are only " + size() + " points for " + training
                            + " training and " + test
                            + " test points: points are repeated, and what is tested on was in"
                            + " part learnt from"));
        }
        int[] drawn = different(training + test, random);
        return new Sample(
                points(Arrays.copyOf(drawn, training)), points(Arrays.copyOfRange(drawn, training, training + test)));
    }

    /** Different random points in random order, uniform: Floyd's choice of a set, then a shuffle. */
    private int[] different(int n, RandomGenerator random) {
        BitSet taken = new BitSet();
        int[] drawn = new int[n];
        for (int i = 0; i < n; i++) {
            int last = size() - n + i;
            int point = random.nextInt(last + 1);
            drawn[i] = taken.get(point) ? last : point;
            taken.set(drawn[i]);
        }
        for (int i = n - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = drawn[i];
            drawn[i] = drawn[other];
            drawn[other] = swapped;
        }
        return drawn;
    }

    private void requirePoint(int point) {
        if (point < 0 || point >= size()) {
            throw new IndexOutOfBoundsException("point must be in [0, " + size() + "), found " + point);
        }
    }

    private void requireFactor(int factor) {
        if (factor < 0 || factor >= factorCount()) {
            throw new IndexOutOfBoundsException("factor must be in [0, " + factorCount() + "), found " + factor);
        }
    }
}
