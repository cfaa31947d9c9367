package org.gaspard.topology.rips;

import java.util.Arrays;

/**
 * The reduced columns of one dimension, in the order in which they were reduced. Of a column are kept the simplex that it began
 * with, its pivot, and what was added to it.
 */
final class ReducedColumns {

    private final Keys keys;
    private final int dimension;
    /** Whether additions are also kept for columns without pivot, which no other column needs. */
    private final boolean keepAll;

    /** For each pivot, the place of its column. */
    private final LongIntMap pivots = new LongIntMap();

    private final LongList simplices = new LongList();
    private final LongList pivotTerms = new LongList();
    /** What was added to the columns, one after the other. */
    private final LongList additions = new LongList();

    /** Where the part of each column begins in {@link #additions}, and after the last one its end. */
    private int[] starts = new int[64];

    ReducedColumns(Keys keys, int dimension, boolean keepAll) {
        this.keys = keys;
        this.dimension = dimension;
        this.keepAll = keepAll;
    }

    /** The dimension of the simplices that columns began with. */
    int dimension() {
        return dimension;
    }

    int size() {
        return simplices.size();
    }

    /** The simplex that a column began with: it begins the column's class. */
    long birth(int column) {
        return simplices.get(column);
    }

    /** The simplex that ends the class of a column, or {@link Keys#NONE}. */
    long death(int column) {
        long pivot = pivotTerms.get(column);
        return pivot == Keys.NONE ? Keys.NONE : keys.key(pivot);
    }

    /** The term of a column at its pivot. */
    long pivotTerm(int column) {
        return pivotTerms.get(column);
    }

    /** The column with a pivot, or −1. */
    int withPivot(long key) {
        return pivots.get(key);
    }

    /** Where the additions to a column begin; they end where those to the next one begin. */
    int additionsFrom(int column) {
        return starts[column];
    }

    /** A term that was added. */
    long addition(int place) {
        return additions.get(place);
    }

    /**
     * Adds a column.
     *
     * @param pivot its first term, or {@link Keys#NONE}
     * @param chain what was added to it
     */
    void add(long simplex, long pivot, LongList chain) {
        int column = simplices.size();
        if (column + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        simplices.add(simplex);
        pivotTerms.add(pivot);
        if (pivot != Keys.NONE) {
            pivots.put(keys.key(pivot), column);
        }
        if (pivot != Keys.NONE || keepAll) {
            additions.addAll(chain);
        }
        starts[column + 1] = additions.size();
    }
}
