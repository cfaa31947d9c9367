package org.gaspard.topology.rips;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.gaspard.tensor.array.Parallel;

/**
 * The pairs of one dimension of persistent cohomology, by reducing coboundaries [SMV11] without storing them [B21]: what is
 * kept of a reduced column are the simplices that were added to it.
 *
 * <p>Columns are reduced from the last simplex of the filtration to the first. The first term of a coboundary (its pivot) is
 * the simplex that ends the column's class, unless an earlier column has the same pivot: then that one's multiple is added.
 *
 * <p>With several threads the columns of a batch are reduced side by side by those before the batch, and then, in their order,
 * by each other. The additions to a column are the same ones in the same order as with one thread, so is the result.
 */
final class CohomologyReduction {

    /** The columns that are reduced side by side. */
    private static final int BATCH = 32;

    private final FlagComplex complex;
    private final PrimeField field;
    private final int dimension;
    private final int ranks;
    private final ReducedColumns columns;
    /** Those that nobody uses at the moment. */
    private final ConcurrentLinkedQueue<ColumnReducer> reducers = new ConcurrentLinkedQueue<>();

    private CohomologyReduction(
            FlagComplex complex, PrimeField field, int dimension, int ranks, boolean keepAdditions) {
        this.complex = complex;
        this.field = field;
        this.dimension = dimension;
        this.ranks = ranks;
        this.columns = new ReducedColumns(complex.keys(), dimension, keepAdditions);
    }

    /**
     * Reduces the columns of some simplices of one dimension.
     *
     * @param simplices in the order of the filtration
     * @param ranks the number of different diameters
     * @param keepAdditions whether additions are kept for classes without end
     * @param threads whether there are several, which takes batches
     */
    static ReducedColumns reduce(
            FlagComplex complex,
            PrimeField field,
            int dimension,
            long[] simplices,
            int ranks,
            boolean keepAdditions,
            int threads) {
        CohomologyReduction reduction = new CohomologyReduction(complex, field, dimension, ranks, keepAdditions);
        if (threads == 1 || simplices.length < 2 * BATCH) {
            reduction.oneByOne(simplices);
        } else {
            reduction.inBatches(simplices);
        }
        return reduction.columns;
    }

    private void oneByOne(long[] simplices) {
        ColumnReducer reducer = take();
        for (int i = simplices.length - 1; i >= 0; i--) {
            long pivot = reducer.reduce(simplices[i]);
            columns.add(simplices[i], pivot, reducer.chain());
        }
    }

    private void inBatches(long[] simplices) {
        long[] pivots = new long[BATCH];
        LongList[] chains = new LongList[BATCH];
        for (int i = 0; i < BATCH; i++) {
            chains[i] = new LongList();
        }
        ColumnReducer own = take();
        for (int end = simplices.length; end > 0; end -= BATCH) {
            int last = end - 1;
            int size = Math.min(BATCH, end);
            Parallel.run(size, i -> {
                ColumnReducer reducer = take();
                pivots[i] = reducer.reduce(simplices[last - i]);
                chains[i].clear();
                chains[i].addAll(reducer.chain());
                reducers.add(reducer);
            });
            for (int i = 0; i < size; i++) {
                long simplex = simplices[last - i];
                boolean taken = pivots[i] != Keys.NONE
                        && columns.withPivot(complex.keys().key(pivots[i])) >= 0;
                if (taken) {
                    long pivot = own.resume(simplex, pivots[i], chains[i]);
                    columns.add(simplex, pivot, own.chain());
                } else {
                    columns.add(simplex, pivots[i], chains[i]);
                }
            }
        }
    }

    private ColumnReducer take() {
        ColumnReducer free = reducers.poll();
        return free == null ? new ColumnReducer(complex.fork(), field, dimension, columns, ranks) : free;
    }
}
