package org.gaspard.topology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;

/**
 * A persistence diagram: a multiset of bars {@code [birth, death)} of one dimension, in the order in which they were given.
 *
 * <p>A birth is a finite number or −∞, a death a number of at least the birth or +∞. A bar with an infinite end is
 * <em>essential</em>; bars of length zero are points of the diagonal. An empty diagram is a diagram like any other.
 */
public final class Diagram {

    private final int dimension;
    private final double[] births;
    private final double[] deaths;

    private Diagram(int dimension, double[] births, double[] deaths) {
        this.dimension = dimension;
        this.births = births;
        this.deaths = deaths;
    }

    /**
     * The bars {@code [births[i], deaths[i])}; the arrays are copied.
     *
     * @throws IllegalArgumentException if the dimension is negative, the lengths differ, an end is NaN, a birth is +∞, a
     *     death is −∞, or a death lies before its birth
     */
    public static Diagram of(int dimension, double[] births, double[] deaths) {
        Checks.atLeast("dimension", dimension, 0);
        Checks.length("deaths", deaths, births.length);
        for (int i = 0; i < births.length; i++) {
            if (!(births[i] <= deaths[i])
                    || births[i] == Double.POSITIVE_INFINITY
                    || deaths[i] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("bar " + i + " is [" + births[i] + ", " + deaths[i]
                        + "), expected a birth of at most its death");
            }
        }
        return new Diagram(dimension, births.clone(), deaths.clone());
    }

    /**
     * The bars given as rows {@code {birth, death}}.
     *
     * @throws IllegalArgumentException as {@link #of(int, double[], double[])}, or if a row has not two numbers
     */
    public static Diagram of(int dimension, double[][] bars) {
        for (int i = 0; i < bars.length; i++) {
            Checks.length("bars[" + i + "]", bars[i], 2);
        }
        return of(
                dimension,
                Arrays.stream(bars).mapToDouble(bar -> bar[0]).toArray(),
                Arrays.stream(bars).mapToDouble(bar -> bar[1]).toArray());
    }

    /** The diagram without bars. */
    public static Diagram empty(int dimension) {
        return of(dimension, new double[0], new double[0]);
    }

    /** The dimension of the holes. */
    public int dimension() {
        return dimension;
    }

    /** The number of bars. */
    public int size() {
        return births.length;
    }

    public boolean isEmpty() {
        return births.length == 0;
    }

    public double birth(int bar) {
        return births[bar];
    }

    public double death(int bar) {
        return deaths[bar];
    }

    /** {@code death − birth}; +∞ for an essential bar. */
    public double length(int bar) {
        return deaths[bar] - births[bar];
    }

    public boolean isEssential(int bar) {
        return Double.isInfinite(births[bar]) || Double.isInfinite(deaths[bar]);
    }

    /** A copy of the births. */
    public double[] births() {
        return births.clone();
    }

    /** A copy of the deaths. */
    public double[] deaths() {
        return deaths.clone();
    }

    /** The lengths of all bars. */
    public double[] lengths() {
        return IntStream.range(0, size()).mapToDouble(this::length).toArray();
    }

    /** The bars with two finite ends. */
    public Diagram finite() {
        return where(i -> !isEssential(i));
    }

    /** The bars with an infinite end. */
    public Diagram essential() {
        return where(this::isEssential);
    }

    /** The bars longer than {@code length}: with 0, those off the diagonal. */
    public Diagram longerThan(double length) {
        return where(i -> length(i) > length);
    }

    /** The {@code count} longest bars, or all if there are fewer, longest first; among equals the earlier ones. */
    public Diagram longest(int count) {
        Checks.atLeast("count", count, 0);
        return pick(IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -length(i)))
                .limit(count)
                .mapToInt(i -> i)
                .toArray());
    }

    /** The same bars in ascending order of births, then deaths. */
    public Diagram sorted() {
        return pick(IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> births[i]).thenComparingDouble(i -> deaths[i]))
                .mapToInt(i -> i)
                .toArray());
    }

    private Diagram where(IntPredicate kept) {
        return pick(IntStream.range(0, size()).filter(kept).toArray());
    }

    private Diagram pick(int[] bars) {
        return new Diagram(
                dimension,
                Arrays.stream(bars).mapToDouble(i -> births[i]).toArray(),
                Arrays.stream(bars).mapToDouble(i -> deaths[i]).toArray());
    }

    /** Whether the other diagram has the same dimension and the same bars in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Diagram that
                && dimension == that.dimension
                && Arrays.equals(births, that.births)
                && Arrays.equals(deaths, that.deaths);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dimension + Arrays.hashCode(births)) + Arrays.hashCode(deaths);
    }

    @Override
    public String toString() {
        return IntStream.range(0, size())
                .mapToObj(i -> "[" + births[i] + ", " + deaths[i] + ")")
                .collect(Collectors.joining(" ", "H" + dimension + " {", "}"));
    }
}
