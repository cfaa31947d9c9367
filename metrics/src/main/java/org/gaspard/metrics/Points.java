package org.gaspard.metrics;

import java.util.stream.IntStream;

/**
 * Points of which codes and factors are known.
 *
 * @param codes [N × L]
 * @param factors [N × K]
 */
public record Points(Codes codes, Factors factors) {

    /** Checks that both are of the same points. */
    public Points {
        if (codes.points() != factors.points()) {
            throw new IllegalArgumentException(
                    "codes and factors must be of the same points, found " + codes + " and " + factors);
        }
    }

    /**
     * Points given as rows; factors are discrete and called v0, v1, ….
     *
     * @param codes [N][L], finite
     * @param factors [N][K], any ints
     * @throws IllegalArgumentException if a table is empty or not rectangular, the numbers of rows differ, or a code is not
     * finite
     */
    public static Points of(double[][] codes, int[][] factors) {
        return new Points(Codes.ofRows(codes), Factors.discrete(factors));
    }

    /** The number of points N. */
    public int count() {
        return codes.points();
    }

    /**
     * Some of the points, in the order asked for.
     *
     * @throws IllegalArgumentException if none is asked for
     * @throws IndexOutOfBoundsException if one is outside [0, N)
     */
    public Points at(int... which) {
        return new Points(codes.atPoints(which), factors.atPoints(which));
    }

    /**
     * Points {@code from}, …, {@code to − 1}.
     *
     * @throws IllegalArgumentException if there are none
     * @throws IndexOutOfBoundsException if one is outside [0, N)
     */
    public Points range(int from, int to) {
        return at(IntStream.range(from, to).toArray());
    }

    /**
     * These points and then others.
     *
     * @throws IllegalArgumentException if the others have other columns
     */
    public Points and(Points others) {
        return new Points(codes.and(others.codes), factors.and(others.factors));
    }
}
