package org.gaspard.topology.rips;

/**
 * Reduces one column at a time.
 *
 * <p>Only the first terms of a column are needed, and most bars are short. So the column at hand exists up to a certain rank
 * only, beyond which the coboundaries of its simplices are not looked at before all terms up to there have cancelled.
 */
final class ColumnReducer {

    /** The part of all ranks that a column looks at first. */
    private static final int STEPS = 64;

    private final FlagComplex complex;
    private final Keys keys;
    private final PrimeField field;
    private final int dimension;
    private final ReducedColumns columns;

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

    /**
     * A reducer.
     *
     * @param complex for this reducer alone
     * @param columns those that may be added
     * @param ranks the number of different diameters
     */
    ColumnReducer(FlagComplex complex, PrimeField field, int dimension, ReducedColumns columns, int ranks) {
        this.complex = complex;
        this.keys = complex.keys();
        this.field = field;
        this.dimension = dimension;
        this.columns = columns;
        this.firstStep = Math.max(1, ranks / STEPS);
        this.last = ranks - 1;
        this.heap = new TermHeap(keys, field.modulus());
    }

    /** What was added to the column at hand, each simplex once. */
    LongList chain() {
        return chain;
    }

    /** The pivot of the column of a simplex, or {@link Keys#NONE}. */
    long reduce(long simplex) {
        chain.clear();
        long pivot = ownPivot(simplex);
        return pivot == Keys.NONE || isFree(keys.key(pivot)) ? pivot : reduceFrom(simplex, keys.rank(keys.key(pivot)));
    }

    /** Goes on with a column that was reduced up to a pivot which is no longer free. */
    long resume(long simplex, long pivot, LongList additions) {
        chain.clear();
        chain.addAll(additions);
        return reduceFrom(simplex, keys.rank(keys.key(pivot)));
    }

    private long reduceFrom(long simplex, int rank) {
        end = rank - 1;
        step = firstStep;
        extend(simplex);
        long pivot = reduced(simplex);
        keys.join(chain, field.modulus());
        return pivot;
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
            int column = columns.withPivot(key);
            if (column >= 0) {
                addColumn(column, factor(pivot, columns.pivotTerm(column)));
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
        keys.join(chain, field.modulus());
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
        return columns.withPivot(key) < 0 && complex.apparentFacet(key, dimension + 1) == Keys.NONE;
    }

    private void addColumn(int column, int coefficient) {
        add(columns.birth(column), coefficient);
        for (int i = columns.additionsFrom(column); i < columns.additionsFrom(column + 1); i++) {
            long term = columns.addition(i);
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
}
