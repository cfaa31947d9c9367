package org.gaspard.topology.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.reference.FilteredComplex.Cell;

/**
 * The persistent homology of a filtered complex over Z/p, by the standard reduction of its boundary matrix.
 *
 * <p>Let D be the matrix whose column j is the boundary of cell j. From left to right, to each column earlier columns are
 * added until its pivot, the lowest non-zero entry, is the pivot of no earlier column, or the column is zero ([ELZ02];
 * [ZC05] over a field). The outcome is {@code R = D V} with V upper triangular ([CEM06]). If column j of R has the pivot
 * i, cell j fills the hole that cell i has opened; a cell whose column is zero and that is nobody's pivot has opened a hole
 * that stays. The pairs do not depend on the choice of columns to add.
 *
 * <p>Time is cubic in the number of cells at worst. Nothing is done to be fast.
 */
public final class Persistence {

    /** The death of a class that never dies. */
    public static final int NONE = -1;

    /**
     * A bar, as positions in the list of cells.
     *
     * @param birth the cell that opens the hole
     * @param death the cell that fills it, or {@link #NONE}
     */
    public record Pair(int birth, int death) {

        /** Whether nothing fills the hole. */
        public boolean isEssential() {
            return death == NONE;
        }
    }

    private final FilteredComplex complex;
    private final Chain[] r;
    private final Chain[] v;
    private final int[] columnWithPivot;

    private Persistence(FilteredComplex complex) {
        this.complex = complex;
        this.r = new Chain[complex.size()];
        this.v = new Chain[complex.size()];
        this.columnWithPivot = new int[complex.size()];
        Arrays.fill(columnWithPivot, NONE);
    }

    /**
     * Reduces the boundary matrix of a complex.
     *
     * @param prime p
     * @throws IllegalArgumentException if p is not prime
     */
    public static Persistence of(FilteredComplex complex, int prime) {
        if (prime < 2 || IntStream.rangeClosed(2, (int) Math.sqrt(prime)).anyMatch(d -> prime % d == 0)) {
            throw new IllegalArgumentException("prime is " + prime + ", expected a prime number");
        }
        Persistence persistence = new Persistence(complex);
        for (int j = 0; j < complex.size(); j++) {
            persistence.reduce(j, prime);
        }
        return persistence;
    }

    private void reduce(int j, int prime) {
        Cell cell = complex.cells().get(j);
        Chain column = Chain.sum(prime, cell.faces(), cell.coefficients());
        Chain combination = Chain.sum(prime, new int[] {j}, new int[] {1});
        while (!column.isZero() && columnWithPivot[column.pivot()] != NONE) {
            int i = columnWithPivot[column.pivot()];
            int factor = column.cancelling(r[i]);
            column = column.plus(factor, r[i]);
            combination = combination.plus(factor, v[i]);
        }
        if (!column.isZero()) {
            columnWithPivot[column.pivot()] = j;
        }
        r[j] = column;
        v[j] = combination;
    }

    /** The complex. */
    public FilteredComplex complex() {
        return complex;
    }

    /** All pairs, those of length zero included, by ascending birth cell. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < complex.size(); i++) {
            if (r[i].isZero()) {
                pairs.add(new Pair(i, columnWithPivot[i]));
            }
        }
        return pairs;
    }

    /**
     * A cycle that is born with the pair and, unless the pair is essential, becomes a boundary with its death: the column
     * of R at the death cell, or the column of V at the birth cell of an essential pair.
     *
     * @throws IllegalArgumentException if the pair is none of {@link #pairs}
     */
    public Chain representative(Pair pair) {
        int birth = pair.birth;
        if (birth < 0 || birth >= r.length || !r[birth].isZero() || columnWithPivot[birth] != pair.death) {
            throw new IllegalArgumentException(pair + " is not a pair of this complex");
        }
        return pair.isEssential() ? v[birth] : r[pair.death];
    }

    /** The value at which the hole of a pair is opened. */
    public double birth(Pair pair) {
        return complex.cells().get(pair.birth).value();
    }

    /** The value at which it is filled, or +∞. */
    public double death(Pair pair) {
        return pair.isEssential()
                ? Double.POSITIVE_INFINITY
                : complex.cells().get(pair.death).value();
    }

    /**
     * The bars of one dimension, in the order of {@link #pairs}.
     *
     * @param zeroLengthBars whether to keep those that die at the value of their birth
     */
    public Diagram diagram(int dimension, boolean zeroLengthBars) {
        double[][] bars = pairs().stream()
                .filter(pair -> complex.cells().get(pair.birth).dimension() == dimension)
                .map(pair -> new double[] {birth(pair), death(pair)})
                .filter(bar -> zeroLengthBars || bar[0] < bar[1])
                .toArray(double[][]::new);
        return Diagram.of(dimension, bars);
    }
}
