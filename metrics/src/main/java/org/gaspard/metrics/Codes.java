package org.gaspard.metrics;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The codes of N points: a matrix [N × L] of finite numbers, a row for each point and a column for each code. Immutable.
 *
 * <p>Range: numbers are at most 1e45 in size, and a code is constant or spreads, from its smallest to its largest value, by at
 * least 1e-45. Every finite {@code float} is within. There the metrics neither overflow nor underflow (products of six codes are
 * doubles); numbers beyond would give plausible but wrong scores and are refused. Choices of points, {@link #atPoints}, are not
 * checked again.
 *
 * <p>Codes are what an encoder says of an image, as a rule the mean of its posterior; here it does not matter where they
 * come from.
 */
public final class Codes {

    private final double[][] columns;
    private final int points;

    private Codes(double[][] columns, int points) {
        this.columns = columns;
        this.points = points;
    }

    /**
     * Codes given as rows [N][L]; copied.
     *
     * @throws IllegalArgumentException if there is no row or no column, rows differ in length, or a code is not finite
     * or out of range
     */
    public static Codes ofRows(double[][] rows) {
        Tables.requireSome("codes", rows.length, rows.length == 0 ? 0 : rows[0].length);
        double[][] columns = new double[rows[0].length][rows.length];
        for (int n = 0; n < rows.length; n++) {
            Tables.requireLength("codes", n, rows[n].length, columns.length);
            for (int l = 0; l < columns.length; l++) {
                columns[l][n] = rows[n][l];
            }
        }
        return checked(columns, rows.length);
    }

    /**
     * Codes given row by row, [N × L]; the floats are widened.
     *
     * @param points the number of points N
     * @throws IllegalArgumentException if there is no point or no code, the length is no multiple of N, or a code is not
     * finite or out of range
     */
    public static Codes of(int points, float[] rows) {
        int width = Tables.width("codes", rows.length, points);
        double[][] columns = new double[width][points];
        for (int n = 0; n < points; n++) {
            for (int l = 0; l < width; l++) {
                columns[l][n] = rows[n * width + l];
            }
        }
        return checked(columns, points);
    }

    /**
     * Codes given as columns [L][N]; copied.
     *
     * @throws IllegalArgumentException if there is no column or no row, columns differ in length, or a code is not
     * finite or out of range
     */
    public static Codes ofColumns(double[][] columns) {
        Tables.requireSome("codes", columns.length == 0 ? 0 : columns[0].length, columns.length);
        double[][] copies = new double[columns.length][];
        for (int l = 0; l < columns.length; l++) {
            if (columns[l].length != columns[0].length) {
                throw new IllegalArgumentException("codes must be rectangular, found " + columns[l].length
                        + " rows in column " + l + " and " + columns[0].length + " in column 0");
            }
            copies[l] = columns[l].clone();
        }
        return checked(copies, columns[0].length);
    }

    private static Codes checked(double[][] columns, int points) {
        Tables.requireRange("codes", columns);
        return new Codes(columns, points);
    }

    /** The number of points N, at least 1. */
    public int points() {
        return points;
    }

    /** The number of codes L, at least 1. */
    public int width() {
        return columns.length;
    }

    /** The value of a code at a point. */
    public double value(int point, int code) {
        return columns[code][point];
    }

    /** One code at all points, [N]; a copy. */
    public double[] column(int code) {
        return columns[code].clone();
    }

    /** All codes at all points, [N][L]; a copy. */
    public double[][] rows() {
        double[][] rows = new double[points][columns.length];
        for (int l = 0; l < columns.length; l++) {
            for (int n = 0; n < points; n++) {
                rows[n][l] = columns[l][n];
            }
        }
        return rows;
    }

    /**
     * The codes of some points, in the order asked for; a point may come more than once.
     *
     * @throws IllegalArgumentException if no point is asked for
     * @throws IndexOutOfBoundsException if one is outside [0, N)
     */
    public Codes atPoints(int... which) {
        Tables.requireSome("points", which.length, 1);
        double[][] chosen = new double[columns.length][which.length];
        for (int n = 0; n < which.length; n++) {
            Objects.checkIndex(which[n], points);
            for (int l = 0; l < columns.length; l++) {
                chosen[l][n] = columns[l][which[n]];
            }
        }
        return new Codes(chosen, which.length);
    }

    /**
     * Some of the codes at all points, in the order asked for.
     *
     * @throws IllegalArgumentException if no code is asked for
     * @throws IndexOutOfBoundsException if one is outside [0, L)
     */
    public Codes columns(int... which) {
        Tables.requireSome("columns", points, which.length);
        double[][] chosen = Arrays.stream(which).mapToObj(this::column).toArray(double[][]::new);
        return new Codes(chosen, points);
    }

    /**
     * These points and then others.
     *
     * @throws IllegalArgumentException if the others have another number of codes
     */
    public Codes and(Codes others) {
        if (others.width() != width()) {
            throw new IllegalArgumentException("others must have " + width() + " codes, found " + others.width());
        }
        double[][] longer = new double[columns.length][];
        for (int l = 0; l < longer.length; l++) {
            longer[l] = Arrays.copyOf(columns[l], points + others.points);
            System.arraycopy(others.columns[l], 0, longer[l], points, others.points);
        }
        return new Codes(longer, points + others.points);
    }

    /** Whether a code has the same value at all points: it tells nothing, and is called dead. */
    public boolean constant(int code) {
        double first = columns[code][0];
        return Arrays.stream(columns[code]).allMatch(value -> value == first);
    }

    /** The codes that are not {@linkplain #constant constant}, ascending. */
    public int[] varying() {
        return IntStream.range(0, width()).filter(l -> !constant(l)).toArray();
    }

    /** The codes that are {@linkplain #constant constant}, ascending. */
    public int[] dead() {
        return IntStream.range(0, width()).filter(this::constant).toArray();
    }

    @Override
    public String toString() {
        return "codes [" + points + " × " + columns.length + "]";
    }
}
