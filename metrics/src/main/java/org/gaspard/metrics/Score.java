package org.gaspard.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * What a metric found: a number, and all that explains it. Immutable; the {@code with…} methods return a copy with one thing
 * more.
 *
 * @param metric the metric's name
 * @param value the score; NaN if it is not defined for this input, and then a warning says why
 * @param figures further numbers by name, in the order of importance
 * @param tables numbers by code, by factor, or by both
 * @param settings everything that decides about the value, by name
 * @param warnings what makes the value questionable: constant factors, dead codes and the like
 */
public record Score(
        String metric,
        double value,
        SequencedMap<String, Double> figures,
        List<Table> tables,
        SequencedMap<String, String> settings,
        List<String> warnings) {

    /**
     * Named rows and columns of numbers.
     *
     * @param name what the numbers are, with their unit
     * @param rowKind what a row stands for, for example "code"
     * @param rows the names of the rows
     * @param columnKind what a column stands for, for example "factor"
     * @param columns the names of the columns
     * @param values [rows][columns]
     */
    public record Table(
            String name,
            String rowKind,
            List<String> rows,
            String columnKind,
            List<String> columns,
            double[][] values) {

        /** Copies names and numbers, and checks the shape. */
        public Table {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
            int width = columns.size();
            boolean fits = values.length == rows.size();
            for (double[] row : values) {
                fits &= row.length == width;
            }
            if (!fits) {
                throw new IllegalArgumentException("table '" + name + "' must have " + rows.size() + " rows of " + width
                        + " columns, found " + values.length + " rows");
            }
            values = copy(values);
        }

        private static double[][] copy(double[][] rows) {
            return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }

        /** The numbers, [rows][columns]; a copy. */
        @Override
        public double[][] values() {
            return copy(values);
        }

        /** One column of numbers. */
        public static Table ofColumn(String name, String rowKind, List<String> rows, double[] values) {
            double[][] column = IntStream.range(0, values.length)
                    .mapToObj(i -> new double[] {values[i]})
                    .toArray(double[][]::new);
            return new Table(name, rowKind, rows, "", List.of(name), column);
        }

        /** A number for each code and factor, [L][K]; codes are called z0, z1, …. */
        public static Table ofCodesAndFactors(String name, List<String> factors, double[][] values) {
            return new Table(name, "code", codeNames(values.length), "factor", factors, values);
        }

        /** A number for each factor. */
        public static Table ofFactors(String name, List<String> factors, double[] values) {
            return ofColumn(name, "factor", factors, values);
        }

        /** A number for each code; codes are called z0, z1, …. */
        public static Table ofCodes(String name, double[] values) {
            return ofColumn(name, "code", codeNames(values.length), values);
        }

        private static List<String> codeNames(int count) {
            return IntStream.range(0, count).mapToObj(l -> "z" + l).toList();
        }

        /** One column of the table; a copy. */
        public double[] column(int column) {
            double[] copy = new double[values.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values[i][column];
            }
            return copy;
        }
    }

    /** Copies the lists and maps. */
    public Score {
        figures = new LinkedHashMap<>(figures);
        settings = new LinkedHashMap<>(settings);
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** A number without explanation. */
    public static Score of(String metric, double value) {
        return new Score(metric, value, new LinkedHashMap<>(), List.of(), new LinkedHashMap<>(), List.of());
    }

    /** With a further number. */
    public Score withFigure(String name, double figure) {
        SequencedMap<String, Double> more = new LinkedHashMap<>(figures);
        more.put(name, figure);
        return new Score(metric, value, more, tables, settings, warnings);
    }

    /** With a table. */
    public Score withTable(Table table) {
        return new Score(metric, value, figures, more(tables, table), settings, warnings);
    }

    /** With a setting. */
    public Score withSetting(String name, Object setting) {
        SequencedMap<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, setting.toString());
        return new Score(metric, value, figures, tables, more, warnings);
    }

    /** With a warning. */
    public Score withWarning(String warning) {
        return new Score(metric, value, figures, tables, settings, more(warnings, warning));
    }

    private static <T> List<T> more(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    @Override
    public SequencedMap<String, Double> figures() {
        return Collections.unmodifiableSequencedMap(figures);
    }

    @Override
    public SequencedMap<String, String> settings() {
        return Collections.unmodifiableSequencedMap(settings);
    }

    /**
     * A figure by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double figure(String name) {
        Double figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException(
                    "score of " + metric + " has no figure '" + name + "', expected one of " + figures.keySet());
        }
        return figure;
    }

    /**
     * A table by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Table table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "score of " + metric + " has no table '" + name + "', expected one of "
                                + tables.stream().map(Table::name).toList()));
    }

    /** This score as one JSON object: metric, value, figures, tables, settings, warnings. NaN and infinities are null. */
    public String json() {
        return Json.of(this);
    }

    /** The name, the value and the figures in one line. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(metric).append(' ').append(value);
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            line.append(", ").append(figure.getKey()).append(' ').append(figure.getValue());
        }
        return line.toString();
    }
}
