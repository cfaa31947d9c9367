package org.gaspard.topology.rips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One computation of {@link VietorisRips}, dimension by dimension. */
final class RipsComputation {

    /** What a simplex of the next dimension takes: in two lists, while they grow. */
    private static final int SIMPLEX_BYTES = 48;

    private final VietorisRips options;
    private final Filtration input;
    private final SortedEdges edges;
    private final Binomials binomials;
    private final PrimeField field;
    private long columnsReduced;

    RipsComputation(VietorisRips options, Filtration input) {
        this.options = options;
        this.input = input;
        this.edges = input.edges();
        this.binomials = new Binomials(input.n(), options.maxDimension() + 2);
        this.field = new PrimeField(options.coefficients());
    }

    Persistence run() {
        List<Barcode> barcodes = new ArrayList<>();
        int[] cycleEdges = components(barcodes);
        if (options.maxDimension() > 0) {
            FlagComplex complex = complex();
            LongList simplices = new LongList();
            long[] columns = edgeColumns(complex, cycleEdges, simplices);
            for (int dimension = 1; dimension <= options.maxDimension(); dimension++) {
                CohomologyReduction reduction = reduce(complex, dimension, columns, barcodes);
                if (dimension < options.maxDimension()) {
                    boolean last = dimension + 1 == options.maxDimension();
                    LongList next = new LongList();
                    columns = columnsAbove(complex, dimension, simplices, reduction, last ? null : next);
                    simplices = next;
                }
            }
        }
        return new Persistence(barcodes, input.threshold(), columnsReduced);
    }

    /** The bars of dimension 0; the places of the edges that close cycles, among the sorted ones. */
    private int[] components(List<Barcode> barcodes) {
        Components components = new Components(input.n(), input.births());
        for (int v = 1; v < input.out(); v++) {
            components.merge(v, v - 1);
        }
        Bars bars = new Bars(input.adjacency(), 0);
        int[] cycleEdges = new int[edges.size()];
        int count = 0;
        for (int i = 0; i < edges.size(); i++) {
            int ended = components.merge(edges.high(i), edges.low(i));
            if (ended < 0) {
                cycleEdges[count++] = i;
            } else {
                double birth = input.births().applyAsDouble(ended);
                double death = edges.length(edges.rank(i));
                if (death > birth) {
                    bars.add(birth, death, new int[] {ended}, new int[] {edges.high(i), edges.low(i)});
                }
            }
        }
        for (int v = 0; v < input.n(); v++) {
            double birth = input.births().applyAsDouble(v);
            if (components.oldest(v) == v && birth <= options.threshold()) {
                bars.add(birth, Double.POSITIVE_INFINITY, new int[] {v}, new int[0]);
            }
        }
        barcodes.add(bars.barcode());
        return Arrays.copyOf(cycleEdges, count);
    }

    private FlagComplex complex() {
        int n = input.n();
        long most = 1;
        for (int count = 1; count <= Math.min(n, options.maxDimension() + 2); count++) {
            most = Math.max(most, binomials.of(n, count));
        }
        Keys keys = new Keys(
                most,
                edges.differentLengths(),
                field.modulus(),
                "the simplices up to dimension " + (options.maxDimension() + 1) + " on " + n + " points with "
                        + edges.differentLengths() + " different distances");
        return new FlagComplex(
                input.adjacency(), binomials, keys, field.modulus(), input.out(), options.maxDimension());
    }

    private long[] edgeColumns(FlagComplex complex, int[] cycleEdges, LongList simplices) {
        Keys keys = complex.keys();
        LongList columns = new LongList();
        for (int i : cycleEdges) {
            long key = keys.key(edges.rank(i), pair(i));
            if (complex.apparentCofacet(key, 1) == Keys.NONE) {
                columns.add(key);
            }
        }
        if (options.maxDimension() > 1) {
            for (long pair = 0; pair < binomials.of(input.out(), 2); pair++) {
                simplices.add(keys.key(0, pair));
            }
            for (int i = 0; i < edges.size(); i++) {
                simplices.add(keys.key(edges.rank(i), pair(i)));
            }
        }
        return columns.toArray();
    }

    private CohomologyReduction reduce(FlagComplex complex, int dimension, long[] columns, List<Barcode> barcodes) {
        CohomologyReduction reduction = new CohomologyReduction(complex, field, dimension, edges.differentLengths());
        for (int i = columns.length - 1; i >= 0; i--) {
            reduction.reduce(columns[i]);
        }
        columnsReduced += columns.length;
        Bars bars = new Bars(input.adjacency(), dimension);
        Keys keys = complex.keys();
        for (int i = reduction.size() - 1; i >= 0; i--) {
            long birth = reduction.birth(i);
            long death = reduction.death(i);
            boolean infinite = death == Keys.NONE;
            if (infinite || keys.rank(death) > keys.rank(birth)) {
                bars.add(
                        edges.length(keys.rank(birth)),
                        infinite ? Double.POSITIVE_INFINITY : edges.length(keys.rank(death)),
                        complex.vertices(birth, dimension),
                        infinite ? new int[0] : complex.vertices(death, dimension + 1));
            }
        }
        barcodes.add(bars.barcode());
        return reduction;
    }

    /** The index of an edge as a simplex. */
    private long pair(int edge) {
        return binomials.of(edges.high(edge), 2) + edges.low(edge);
    }

    /** The columns of the next dimension: neither deaths of this one nor part of apparent pairs. */
    private long[] columnsAbove(
            FlagComplex complex,
            int dimension,
            LongList simplices,
            CohomologyReduction reduction,
            @Nullable LongList next) {
        LongList columns = new LongList();
        LongList cofacets = new LongList();
        checkMemory(complex, dimension, simplices);
        for (int i = 0; i < simplices.size(); i++) {
            cofacets.clear();
            complex.cofacetsAbove(simplices.get(i), dimension, cofacets);
            for (int c = 0; c < cofacets.size(); c++) {
                long cofacet = complex.keys().key(cofacets.get(c));
                if (next != null) {
                    next.add(cofacet);
                }
                if (!complex.isOut(cofacet, dimension + 1)
                        && !reduction.isPivot(cofacet)
                        && complex.apparentCofacet(cofacet, dimension + 1) == Keys.NONE
                        && complex.apparentFacet(cofacet, dimension + 1) == Keys.NONE) {
                    columns.add(cofacet);
                }
            }
        }
        columns.sort();
        return columns.toArray();
    }

    /** Counts the simplices of the next dimension where there could be too many. */
    private void checkMemory(FlagComplex complex, int dimension, LongList simplices) {
        if (binomials.of(input.n(), dimension + 2) > Memory.room(SIMPLEX_BYTES)) {
            LongList cofacets = new LongList();
            long count = 0;
            for (int i = 0; i < simplices.size(); i++) {
                cofacets.clear();
                complex.cofacetsAbove(simplices.get(i), dimension, cofacets);
                count += cofacets.size();
            }
            Memory.check("the simplices of dimension " + (dimension + 1), count, SIMPLEX_BYTES);
        }
    }
}
