package org.gaspard.topology.rips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.gaspard.tensor.array.Parallel;

/** One computation of {@link VietorisRips}, dimension by dimension. */
final class RipsComputation {

    private final VietorisRips options;
    private final Filtration input;
    private final SortedEdges edges;
    /** The highest dimension in which there can be bars. */
    private final int highest;

    private final Binomials binomials;
    private final PrimeField field;
    private long columnsReduced;

    RipsComputation(VietorisRips options, Filtration input) {
        this.options = options;
        this.input = input;
        this.edges = input.edges();
        this.highest = Math.min(options.maxDimension(), Math.max(0, input.n() - 1));
        this.binomials = new Binomials(input.n(), highest + 2);
        this.field = new PrimeField(options.coefficients());
    }

    Persistence run() {
        ComponentBars components = new ComponentBars(options, input);
        List<Barcode> barcodes = new ArrayList<>();
        barcodes.add(components.barcode());
        if (highest > 0) {
            higherDimensions(components, barcodes);
        }
        for (int dimension = highest + 1; dimension <= options.maxDimension(); dimension++) {
            barcodes.add(new Bars(input.adjacency(), dimension).barcode());
        }
        return new Persistence(barcodes, input.threshold(), columnsReduced);
    }

    private void higherDimensions(ComponentBars components, List<Barcode> barcodes) {
        FlagComplex complex = complex();
        ColumnSearch search = new ColumnSearch(complex, options.zeroLengthBars());
        ColumnSearch.Found found = search.edges(keys(complex, components.cycleEdges()));
        LongList simplices = highest > 1 ? allEdges(complex) : new LongList();
        LongFunction<LongList> closing = edge -> closed(complex, components.forest(), edge);
        for (int dimension = 1; dimension <= highest; dimension++) {
            ReducedColumns reduced = CohomologyReduction.reduce(
                    complex,
                    field,
                    dimension,
                    found.columns().toArray(),
                    edges.differentLengths(),
                    options.representatives() == Representatives.COCYCLES,
                    Parallel.threads());
            columnsReduced += reduced.size();
            switch (options.representatives()) {
                case NONE -> {
                    Chain empty = Chains.empty(dimension);
                    barcodes.add(barcode(complex, reduced, found.pairs(), column -> empty));
                }
                case COCYCLES ->
                    barcodes.add(
                            barcode(complex, reduced, found.pairs(), ClassRepresentatives.cocycles(complex, reduced)));
                case CYCLES -> {
                    CycleReduction cycles = new CycleReduction(complex, field, reduced);
                    barcodes.add(barcode(
                            complex,
                            reduced,
                            found.pairs(),
                            ClassRepresentatives.cycles(complex, reduced, cycles, closing)));
                    closing = cycles::closed;
                }
            }
            if (dimension < highest) {
                boolean kept = dimension + 1 < highest;
                if (kept || options.zeroLengthBars()) {
                    search.checkMemory(simplices, dimension, binomials.of(input.n(), dimension + 2));
                }
                found = search.above(simplices, dimension, reduced, kept);
                simplices = found.simplices();
            }
        }
    }

    private FlagComplex complex() {
        int n = input.n();
        long most = 1;
        for (int count = 1; count <= Math.min(n, highest + 2); count++) {
            most = Math.max(most, binomials.of(n, count));
        }
        Keys keys = new Keys(
                most,
                edges.differentLengths(),
                field.modulus(),
                "the simplices up to dimension " + (highest + 1) + " on " + n + " points with "
                        + edges.differentLengths() + " different distances");
        return new FlagComplex(input.adjacency(), binomials, keys, field.modulus(), input.out(), highest);
    }

    /** The keys of some of the sorted edges. */
    private long[] keys(FlagComplex complex, int[] places) {
        return Arrays.stream(places).mapToLong(i -> key(complex, i)).toArray();
    }

    /** The cycle of an edge and a path in the forest between its ends. */
    private LongList closed(FlagComplex complex, SpanningForest forest, long edge) {
        Keys keys = complex.keys();
        int[] ends = complex.vertices(edge, 1);
        LongList cycle = new LongList();
        cycle.add(keys.term(edge, 1));
        for (int[] step : forest.path(ends[0], ends[1])) {
            int high = Math.max(step[0], step[1]);
            int low = Math.min(step[0], step[1]);
            long key = keys.key(input.adjacency().rank(high, low), binomials.of(high, 2) + low);
            cycle.add(keys.term(key, step[0] < step[1] ? 1 : field.modulus() - 1));
        }
        cycle.sort();
        return cycle;
    }

    /** All edges but those that are taken out. */
    private LongList allEdges(FlagComplex complex) {
        LongList all = new LongList();
        for (int i = 0; i < edges.size(); i++) {
            all.add(key(complex, i));
        }
        return all;
    }

    private long key(FlagComplex complex, int edge) {
        return complex.keys().key(edges.rank(edge), binomials.of(edges.high(edge), 2) + edges.low(edge));
    }

    /** A bar, before its simplices are written out. */
    private record Pair(long birth, long death, int column) {

        /** For apparent pairs. */
        static final int NO_COLUMN = -1;
    }

    private Barcode barcode(
            FlagComplex complex, ReducedColumns reduced, LongList apparent, ClassRepresentatives classes) {
        int dimension = reduced.dimension();
        Keys keys = complex.keys();
        List<Pair> pairs = new ArrayList<>();
        for (int i = reduced.size() - 1; i >= 0; i--) {
            pairs.add(new Pair(reduced.birth(i), reduced.death(i), i));
        }
        for (int i = 0; i < apparent.size(); i += 2) {
            pairs.add(new Pair(apparent.get(i), apparent.get(i + 1), Pair.NO_COLUMN));
        }
        pairs.sort(Comparator.comparingLong(Pair::birth));
        Bars bars = new Bars(input.adjacency(), dimension);
        for (Pair pair : pairs) {
            boolean infinite = pair.death() == Keys.NONE;
            boolean positive = infinite || keys.rank(pair.death()) > keys.rank(pair.birth());
            if (positive || options.zeroLengthBars()) {
                bars.add(
                        edges.length(keys.rank(pair.birth())),
                        infinite ? Double.POSITIVE_INFINITY : edges.length(keys.rank(pair.death())),
                        complex.vertices(pair.birth(), dimension),
                        infinite ? new int[0] : complex.vertices(pair.death(), dimension + 1),
                        positive ? classes.of(pair.column()) : Chains.empty(dimension));
            }
        }
        return bars.barcode();
    }
}
