package org.gaspard.topology.rips;

import java.util.Arrays;

/**
 * The pairs of one dimension of persistent cohomology, by reducing coboundaries [SMV11] without storing them [B21]: what is
 * kept of a reduced column are the simplices that were added to it.
 *
 * <p>Columns are reduced from the last simplex of the filtration to the first. The first term of a coboundary (its pivot) is
 * the simplex that ends the column's class, unless an earlier column has the same pivot: then that one's multiple is added.
 *
 * <p>Only the first terms of a column are needed, and most bars are short. So the column at hand exists up to a certain rank
 * only, beyond which the coboundaries of its simplices are not looked at before all terms up to there have cancelled.
 */
final class CohomologyReduction {

    /** The part of all ranks that a column looks at first. */
    private static final int STEPS = 64;

    private final FlagComplex complex;
    private final Keys keys;
    private final PrimeField field;
    private final int dimension;

    private final TermHeap heap;
    private final LongList terms = new LongList();
    /** What was added to the column at hand. */
    private final LongList chain = new LongList();

    /** The column at hand has its terms of ranks above {@link #begin}, up to {@link #end}. */
    private int begin;

    private int end;
    private int step;
    private final int firstStep;
    private final int last;

    /** For each pivot, the place of its column among the reduced ones. */
    private final LongIntMap pivots = new LongIntMap();

    private final LongList simplices = new LongList();
    private final LongList pivotTerms = new LongList();
    /** What was added to the columns, one after the other. */
    private final LongList extras = new LongList();

    /** Where the part of each column begins in {@link #extras}, and after the last one its end. */
    private int[] starts = new int[64];

    /**
     * A reduction of simplices of one dimension.
     *
     * @param ranks the number of different diameters
     */
    CohomologyReduction(FlagComplex complex, PrimeField field, int dimension, int ranks) {
        this.complex = complex;
        this.keys = complex.keys();
        this.field = field;
        this.dimension = dimension;
        this.firstStep = Math.max(1, ranks / STEPS);
        this.last = ranks - 1;
        this.heap = new TermHeap(keys, field.modulus());
    }

    /** Whether a simplex of the next dimension ends a class. */
    boolean isPivot(long key) {
        return pivots.contains(key);
    }

    /** The number of columns that were reduced. */
    int size() {
        return simplices.size();
    }

    /** The simplex that begins the class of a column. */
    long birth(int column) {
        return simplices.get(column);
    }

    /** The simplex that ends the class of a column, or {@link Keys#NONE}. */
    long death(int column) {
        long pivot = pivotTerms.get(column);
        return pivot == Keys.NONE ? Keys.NONE : keys.key(pivot);
    }

    /** Reduces the column of a simplex, which must come before all that were reduced so far. */
    void reduce(long simplex) {
        chain.clear();
        long pivot = ownPivot(simplex);
        if (pivot != Keys.NONE && !isFree(keys.key(pivot))) {
            end = keys.rank(keys.key(pivot)) - 1;
            step = firstStep;
            extend(simplex);
            pivot = reduced(simplex);
        }
        store(simplex, pivot);
    }

    /** The first term of a simplex's own coboundary. Most are free, so this is done without the others. */
    private long ownPivot(long simplex) {
        if (field.modulus() == 2) {
            long zero = complex.zeroCofacet(simplex, dimension);
            if (zero != Keys.NONE && isFree(zero)) {
                return zero;
            }
        }
        return complex.firstCofacet(simplex, dimension);
    }

    /** The column's pivot after adding others to it until it belongs to none of them. */
    private long reduced(long simplex) {
        while (true) {
            long pivot = heap.pivot();
            if (pivot == Keys.NONE) {
                if (end == last) {
                    return Keys.NONE;
                }
                extend(simplex);
                continue;
            }
            long key = keys.key(pivot);
            int column = pivots.get(key);
            if (column >= 0) {
                addColumn(column, factor(pivot, pivotTerms.get(column)));
            } else {
                long facet = complex.apparentFacet(key, dimension + 1);
                if (facet == Keys.NONE) {
                    return pivot;
                }
                add(keys.key(facet), factor(pivot, facet));
            }
        }
    }

    /** Lets the column, whose terms have all cancelled, go on to larger ranks. */
    private void extend(long simplex) {
        begin = end;
        end = Math.min(last, end + step);
        step = Math.min(last, 2 * step);
        joinChain();
        terms.clear();
        complex.coboundary(simplex, dimension, 1, begin, end, terms);
        for (int i = 0; i < chain.size(); i++) {
            long term = chain.get(i);
            complex.coboundary(keys.key(term), dimension, keys.coefficient(term), begin, end, terms);
        }
        heap.fill(terms);
    }

    /** What a column with one coefficient at the pivot must be multiplied by to cancel another. */
    private int factor(long cancelled, long added) {
        return field.negative(field.product(keys.coefficient(cancelled), field.inverse(keys.coefficient(added))));
    }

    private boolean isFree(long key) {
        return !pivots.contains(key) && complex.apparentFacet(key, dimension + 1) == Keys.NONE;
    }

    private void addColumn(int column, int coefficient) {
        add(simplices.get(column), coefficient);
        for (int i = starts[column]; i < starts[column + 1]; i++) {
            long term = extras.get(i);
            add(keys.key(term), field.product(coefficient, keys.coefficient(term)));
        }
    }

    private void add(long simplex, int coefficient) {
        chain.add(keys.term(simplex, coefficient));
        terms.clear();
        // Up to the beginning everything has cancelled, and does so again.
        complex.coboundary(simplex, dimension, coefficient, begin, end, terms);
        for (int i = 0; i < terms.size(); i++) {
            heap.push(terms.get(i));
        }
    }

    private void store(long simplex, long pivot) {
        int column = simplices.size();
        if (column + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        simplices.add(simplex);
        pivotTerms.add(pivot);
        if (pivot != Keys.NONE) {
            pivots.put(keys.key(pivot), column);
            joinChain();
            for (int i = 0; i < chain.size(); i++) {
                extras.add(chain.get(i));
            }
        }
        starts[column + 1] = extras.size();
    }

    /** Makes each simplex of the chain stand there once. */
    private void joinChain() {
        chain.sort();
        int count = 0;
        int i = 0;
        while (i < chain.size()) {
            long key = keys.key(chain.get(i));
            int coefficient = 0;
            while (i < chain.size() && keys.key(chain.get(i)) == key) {
                coefficient = (coefficient + keys.coefficient(chain.get(i++))) % field.modulus();
            }
            if (coefficient != 0) {
                chain.set(count++, keys.term(key, coefficient));
            }
        }
        chain.truncate(count);
    }
}
