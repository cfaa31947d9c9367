package org.gaspard.topology.rips;

import org.gaspard.tensor.array.Parallel;

/**
 * Finds the columns of a dimension that must be reduced: simplices that neither end a class of the dimension below nor are part of
 * an apparent pair.
 */
final class ColumnSearch {

    /** What a simplex of the next dimension takes: in two lists, while they grow. */
    private static final int SIMPLEX_BYTES = 48;

    /** The simplices that one task looks at. */
    private static final int PIECE = 2048;

    private final FlagComplex complex;
    private final Keys keys;
    private final boolean keepPairs;

    /**
     * A search.
     *
     * @param keepPairs whether apparent pairs, which are bars of length zero, are kept
     */
    ColumnSearch(FlagComplex complex, boolean keepPairs) {
        this.complex = complex;
        this.keys = complex.keys();
        this.keepPairs = keepPairs;
    }

    /**
     * What was found.
     *
     * @param simplices all simplices of the dimension, if they were wanted
     * @param columns those that must be reduced, in the order of the filtration
     * @param pairs the first simplices of apparent pairs, each followed by the second one, if they were wanted
     */
    record Found(LongList simplices, LongList columns, LongList pairs) {

        Found() {
            this(new LongList(), new LongList(), new LongList());
        }
    }

    /** The columns among the edges that close cycles. */
    Found edges(long[] cycleEdges) {
        return join(cycleEdges.length, (from, end) -> {
            Found found = new Found();
            FlagComplex own = complex.fork();
            for (long i = from; i < end; i++) {
                classify(own, cycleEdges[(int) i], 1, found);
            }
            return found;
        });
    }

    /**
     * The columns of the next dimension.
     *
     * @param simplices all simplices of a dimension, but for those that are taken out
     * @param reduced the columns of that dimension
     * @param keepSimplices whether those of the next dimension are needed
     */
    Found above(LongList simplices, int dimension, ReducedColumns reduced, boolean keepSimplices) {
        return join(faces(simplices, dimension), (from, end) -> {
            Found found = new Found();
            FlagComplex own = complex.fork();
            LongList cofacets = new LongList();
            for (long i = from; i < end; i++) {
                cofacets.clear();
                own.cofacetsAbove(face(simplices, dimension, i), dimension, cofacets);
                for (int c = 0; c < cofacets.size(); c++) {
                    long simplex = keys.key(cofacets.get(c));
                    if (keepSimplices) {
                        found.simplices.add(simplex);
                    }
                    if (reduced.withPivot(simplex) < 0) {
                        classify(own, simplex, dimension + 1, found);
                    }
                }
            }
            return found;
        });
    }

    /** All simplices of a dimension: first those that are taken out, whose keys are known, then the others. */
    private long faces(LongList simplices, int dimension) {
        return complex.outside(dimension) + simplices.size();
    }

    private long face(LongList simplices, int dimension, long i) {
        long outside = complex.outside(dimension);
        return i < outside ? keys.key(0, i) : simplices.get((int) (i - outside));
    }

    private void classify(FlagComplex own, long simplex, int dimension, Found found) {
        long cofacet = own.apparentCofacet(simplex, dimension);
        if (cofacet != Keys.NONE) {
            if (keepPairs) {
                found.pairs.add(simplex);
                found.pairs.add(cofacet);
            }
        } else if (own.apparentFacet(simplex, dimension) == Keys.NONE) {
            found.columns.add(simplex);
        }
    }

    /** What is found among some of the simplices. */
    @FunctionalInterface
    private interface Search {
        Found among(long from, long end);
    }

    /** Looks at all pieces, and joins what they found in their order. */
    private static Found join(long size, Search search) {
        Found[] pieces = new Found[Math.toIntExact(Math.ceilDiv(size, PIECE))];
        Parallel.run(pieces.length, piece -> {
            long from = (long) piece * PIECE;
            pieces[piece] = search.among(from, Math.min(size, from + PIECE));
        });
        Found all = new Found();
        for (Found found : pieces) {
            all.simplices.addAll(found.simplices);
            all.columns.addAll(found.columns);
            all.pairs.addAll(found.pairs);
        }
        all.columns.sort();
        return all;
    }

    /**
     * Counts the simplices of the next dimension, if that many could not be kept.
     *
     * @param most how many there could be
     * @throws IllegalArgumentException if they do not fit into memory
     */
    void checkMemory(LongList simplices, int dimension, long most) {
        if (most > Memory.room(SIMPLEX_BYTES)) {
            LongList cofacets = new LongList();
            long count = 0;
            for (long i = 0; i < faces(simplices, dimension); i++) {
                cofacets.clear();
                complex.cofacetsAbove(face(simplices, dimension, i), dimension, cofacets);
                count += cofacets.size();
            }
            Memory.check("the simplices of dimension " + (dimension + 1), count, SIMPLEX_BYTES);
        }
    }
}
