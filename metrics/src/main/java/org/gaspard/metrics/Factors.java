package org.gaspard.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;

/**
 * The generating factors of N points: K columns, each with a name, and either discrete (an int label at each point) or
 * continuous (a finite number at each point). Metrics that classify, count or sort use only the equality and order of labels;
 * regressions and correlations (DCI by regression, SAP by correlation) take the value of a label, so its distance from other
 * values matters to them. Immutable.
 */
public final class Factors {

    /** A column: labels of a discrete factor, none of a continuous one; and values. */
    private record Column(String name, int[] labels, double[] values) {

        boolean discrete() {
            return labels.length > 0;
        }
    }

    private final List<Column> columns;
    private final int points;

    private Factors(List<Column> columns, int points) {
        this.columns = columns;
        this.points = points;
    }

    /**
     * Discrete factors given as rows [N][K] and called v0, v1, …; the value of a label is the label.
     *
     * @throws IllegalArgumentException if there is no row or no column, or rows differ in length
     */
    public static Factors discrete(int[][] rows) {
        return discrete(names(rows.length == 0 ? 0 : rows[0].length), rows);
    }

    /**
     * Discrete factors given as rows [N][K]; the value of a label is the label.
     *
     * @param names one for each column
     * @throws IllegalArgumentException if there is no row or no column, rows differ in length, or names do not fit
     * or repeat
     */
    public static Factors discrete(List<String> names, int[][] rows) {
        Tables.requireSome("factors", rows.length, rows.length == 0 ? 0 : rows[0].length);
        int[][] labels = new int[rows[0].length][rows.length];
        for (int n = 0; n < rows.length; n++) {
            Tables.requireLength("factors", n, rows[n].length, labels.length);
            for (int k = 0; k < labels.length; k++) {
                labels[k][n] = rows[n][k];
            }
        }
        requireNames(names, labels.length);
        List<Column> columns = IntStream.range(0, labels.length)
                .mapToObj(k -> new Column(
                        names.get(k),
                        labels[k],
                        Arrays.stream(labels[k]).asDoubleStream().toArray()))
                .toList();
        return new Factors(columns, rows.length);
    }

    /**
     * Continuous factors given as rows [N][K].
     *
     * @param names one for each column
     * @throws IllegalArgumentException if there is no row or no column, rows differ in length, names do not fit or repeat, or a value is
     * not finite or out of the range of {@link Codes}
     */
    public static Factors continuous(List<String> names, double[][] rows) {
        Tables.requireSome("factors", rows.length, rows.length == 0 ? 0 : rows[0].length);
        double[][] values = new double[rows[0].length][rows.length];
        for (int n = 0; n < rows.length; n++) {
            Tables.requireLength("factors", n, rows[n].length, values.length);
            for (int k = 0; k < values.length; k++) {
                values[k][n] = rows[n][k];
            }
        }
        requireNames(names, values.length);
        Tables.requireRange("factors", values);
        List<Column> columns = IntStream.range(0, values.length)
                .mapToObj(k -> new Column(names.get(k), new int[0], values[k]))
                .toList();
        return new Factors(columns, rows.length);
    }

    /**
     * The factors of some images of a data set, all discrete: labels are positions, values are those of the data set.
     *
     * @throws IllegalArgumentException if no image is asked for or no factor is known
     */
    public static Factors of(LabelledDataset images, int... indices) {
        List<Factor> factors = images.factors();
        Tables.requireSome("factors of " + images.name(), indices.length, factors.size());
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < factors.size(); k++) {
            int factor = k;
            int[] labels =
                    Arrays.stream(indices).map(i -> images.factor(i, factor)).toArray();
            double[] values = Arrays.stream(labels)
                    .mapToDouble(label -> images.value(factor, label))
                    .toArray();
            columns.add(new Column(factors.get(k).name(), labels, values));
        }
        return new Factors(List.copyOf(columns), indices.length);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(k -> "v" + k).toList();
    }

    private static void requireNames(List<String> names, int count) {
        if (names.size() != count) {
            throw new IllegalArgumentException(
                    "names must be one for each of " + count + " factors, found " + names.size() + ": " + names);
        }
        if (Set.copyOf(names).size() < count) {
            throw new IllegalArgumentException("names must be different, found " + names);
        }
    }

    /** The number of points N, at least 1. */
    public int points() {
        return points;
    }

    /** The number of factors K, at least 1. */
    public int count() {
        return columns.size();
    }

    /** The name of a factor. */
    public String name(int factor) {
        return columns.get(factor).name;
    }

    /** All names, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether a factor has labels. */
    public boolean discrete(int factor) {
        return columns.get(factor).discrete();
    }

    /**
     * The labels of a discrete factor at all points, [N]; a copy.
     *
     * @throws IllegalArgumentException if the factor is continuous
     */
    public int[] labels(int factor) {
        Column column = columns.get(factor);
        if (!column.discrete()) {
            throw new IllegalArgumentException("factor '" + column.name
                    + "' is continuous, expected a discrete one; bins make labels of its values");
        }
        return column.labels.clone();
    }

    /** The values of a factor at all points, [N]; a copy. */
    public double[] values(int factor) {
        return columns.get(factor).values.clone();
    }

    /** Whether a factor has the same label, or if it is continuous the same value, at all points. */
    public boolean constant(int factor) {
        Column column = columns.get(factor);
        return column.discrete()
                ? Arrays.stream(column.labels).allMatch(label -> label == column.labels[0])
                : Arrays.stream(column.values).allMatch(value -> value == column.values[0]);
    }

    /** The numbers of the factors that are not {@linkplain #constant constant}, ascending. */
    public int[] varying() {
        return IntStream.range(0, count()).filter(k -> !constant(k)).toArray();
    }

    /**
     * The factors of some points, in the order asked for; a point may come more than once.
     *
     * @throws IllegalArgumentException if no point is asked for
     * @throws IndexOutOfBoundsException if one is outside [0, N)
     */
    public Factors atPoints(int... which) {
        Tables.requireSome("points", which.length, 1);
        for (int n : which) {
            Objects.checkIndex(n, points);
        }
        List<Column> chosen = columns.stream()
                .map(column -> new Column(
                        column.name,
                        column.discrete()
                                ? Arrays.stream(which)
                                        .map(n -> column.labels[n])
                                        .toArray()
                                : column.labels,
                        Arrays.stream(which).mapToDouble(n -> column.values[n]).toArray()))
                .toList();
        return new Factors(chosen, which.length);
    }

    /**
     * The factors of these points and then of others.
     *
     * @throws IllegalArgumentException if the others have other names, or one is discrete only there or only here
     */
    public Factors and(Factors others) {
        if (!names().equals(others.names())) {
            throw new IllegalArgumentException("others must have the factors " + names() + ", found " + others.names());
        }
        List<Column> longer = new ArrayList<>();
        for (int k = 0; k < count(); k++) {
            Column first = columns.get(k);
            Column second = others.columns.get(k);
            if (first.discrete() != second.discrete()) {
                throw new IllegalArgumentException(
                        "factor '" + first.name + "' must be discrete in both parts or in none");
            }
            longer.add(new Column(
                    first.name,
                    IntStream.concat(Arrays.stream(first.labels), Arrays.stream(second.labels))
                            .toArray(),
                    DoubleStream.concat(Arrays.stream(first.values), Arrays.stream(second.values))
                            .toArray()));
        }
        return new Factors(List.copyOf(longer), points + others.points);
    }

    /**
     * Some of the factors, in the order asked for.
     *
     * @throws IllegalArgumentException if none is asked for
     * @throws IndexOutOfBoundsException if one is outside [0, K)
     */
    public Factors columns(int... which) {
        Tables.requireSome("columns", points, which.length);
        return new Factors(Arrays.stream(which).mapToObj(columns::get).toList(), points);
    }

    @Override
    public String toString() {
        return "factors " + names() + " of " + points + " points";
    }
}
