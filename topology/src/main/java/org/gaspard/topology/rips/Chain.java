package org.gaspard.topology.rips;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;

/**
 * A formal sum of simplices of one dimension over the field Z/p, or a cochain, which has a value on each of these simplices and
 * 0 elsewhere. Simplices come in the order of the filtration, each oriented by its ascending vertices.
 */
public final class Chain {

    private final int dimension;
    private final int[] vertices;
    private final int[] coefficients;

    /**
     * A chain.
     *
     * @param vertices {@code dimension + 1} ascending ones for each simplex
     * @param coefficients one for each simplex, from 1 to p − 1
     */
    Chain(int dimension, int[] vertices, int[] coefficients) {
        this.dimension = dimension;
        this.vertices = vertices;
        this.coefficients = coefficients;
    }

    /** The dimension of its simplices. */
    public int dimension() {
        return dimension;
    }

    /** The number of its simplices. */
    public int size() {
        return coefficients.length;
    }

    /**
     * The ascending vertices of a simplex.
     *
     * @throws IllegalArgumentException if there is no such one
     */
    public int[] simplex(int i) {
        Checks.within("i", i, 0, size() - 1);
        return Arrays.copyOfRange(vertices, i * (dimension + 1), (i + 1) * (dimension + 1));
    }

    /**
     * The coefficient of a simplex, from 1 to p − 1.
     *
     * @throws IllegalArgumentException if there is no such one
     */
    public int coefficient(int i) {
        Checks.within("i", i, 0, size() - 1);
        return coefficients[i];
    }

    /** The vertices of all simplices, to be drawn for example. */
    public List<List<Integer>> simplices() {
        return IntStream.range(0, size())
                .mapToObj(i -> Arrays.stream(simplex(i)).boxed().toList())
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that
                && dimension == that.dimension
                && Arrays.equals(vertices, that.vertices)
                && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(vertices) + Arrays.hashCode(coefficients);
    }

    /** Such as {@code 1·[0, 3] + 2·[1, 3]}. */
    @Override
    public String toString() {
        return size() == 0
                ? "0"
                : String.join(
                        " + ",
                        IntStream.range(0, size())
                                .mapToObj(i -> coefficients[i] + "·" + Arrays.toString(simplex(i)))
                                .toList());
    }
}
