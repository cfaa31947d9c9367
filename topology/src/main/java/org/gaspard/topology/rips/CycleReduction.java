package org.gaspard.topology.rips;

/**
 * Representative cycles of one dimension k, at least 1, when the pairs are known: boundaries of the simplices that end classes,
 * reduced in the order of the filtration until the last simplex of each is the one that begins the class, and on until no loop is
 * left in it that is filled before. Only these columns of the boundary matrix are looked at. Boundaries in apparent pairs are
 * taken as they are.
 */
final class CycleReduction {

    private final FlagComplex complex;
    private final Keys keys;
    private final PrimeField field;
    private final int dimension;
    private final TermHeap heap;
    private final LongList terms = new LongList();
    /** The simplices whose boundaries make up the column at hand. */
    private final LongList sum = new LongList();

    /** For each simplex that begins a class, the place of the one that ends it. */
    private final LongIntMap places = new LongIntMap();

    /** Reduced boundaries, and the chains whose boundaries they are, in the order of deaths. */
    private final LongList[] boundaries;

    private final LongList[] sums;

    /**
     * Reduces all boundaries.
     *
     * @param columns the reduced columns of the dimension, at least 1
     */
    CycleReduction(FlagComplex complex, PrimeField field, ReducedColumns columns) {
        this.complex = complex;
        this.keys = complex.keys();
        this.field = field;
        this.dimension = columns.dimension();
        this.heap = new TermHeap(keys, field.modulus());
        LongList deaths = new LongList();
        LongIntMap columnsOfDeaths = new LongIntMap();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.death(i) != Keys.NONE) {
                deaths.add(columns.death(i));
                columnsOfDeaths.put(columns.death(i), i);
            }
        }
        deaths.sort();
        this.boundaries = new LongList[deaths.size()];
        this.sums = new LongList[deaths.size()];
        for (int i = 0; i < deaths.size(); i++) {
            long birth = columns.birth(columnsOfDeaths.get(deaths.get(i)));
            begin(deaths.get(i));
            boundaries[i] = reduced(deaths.get(i));
            sums[i] = joinedSum();
            places.put(birth, i);
        }
    }

    /** The cycle of a class that ends, in terms in the order of the filtration. */
    LongList cycle(long birth) {
        return boundaries[places.get(birth)];
    }

    /**
     * A cycle of the dimension above that holds a simplex and ones before it: the boundary of the simplex is a sum of
     * boundaries that were reduced here.
     */
    LongList closed(long simplex) {
        begin(simplex);
        reduced(Keys.NONE);
        return joinedSum();
    }

    /** A cycle of a class without end, without what is a boundary in the end. */
    LongList simplified(LongList cycle) {
        sum.clear();
        heap.fill(sum);
        push(cycle, 1);
        return reduced(Keys.NONE);
    }

    private void begin(long simplex) {
        sum.clear();
        heap.fill(sum);
        add(keys.term(simplex, 1));
    }

    /** Adds the boundary of a simplex. */
    private void add(long term) {
        sum.add(term);
        terms.clear();
        complex.boundary(keys.key(term), dimension + 1, keys.coefficient(term), terms);
        push(terms, 1);
    }

    private void push(LongList chain, int factor) {
        for (int i = 0; i < chain.size(); i++) {
            long term = chain.get(i);
            int coefficient = field.product(factor, keys.coefficient(term));
            heap.push(keys.term(keys.mirrored(keys.key(term)), coefficient));
        }
    }

    /**
     * Adds to the column the boundaries of all classes that end before a simplex, wherever they cancel a term; what is left, in
     * the order of the filtration.
     */
    private LongList reduced(long before) {
        LongList rest = new LongList();
        for (long pivot = heap.pivot(); pivot != Keys.NONE; pivot = heap.pivot()) {
            if (!cancels(pivot, before)) {
                rest.add(keys.term(keys.mirrored(keys.key(pivot)), keys.coefficient(pivot)));
                heap.removePivot();
            }
        }
        rest.sort();
        return rest;
    }

    private boolean cancels(long pivot, long before) {
        long key = keys.mirrored(keys.key(pivot));
        int place = places.get(key);
        if (place >= 0) {
            int factor = factor(pivot, boundaries[place].get(boundaries[place].size() - 1));
            push(boundaries[place], factor);
            for (int i = 0; i < sums[place].size(); i++) {
                long term = sums[place].get(i);
                sum.add(keys.term(keys.key(term), field.product(factor, keys.coefficient(term))));
            }
            return true;
        }
        long cofacet = complex.apparentCofacet(key, dimension);
        if (cofacet == Keys.NONE || cofacet > before) {
            return false;
        }
        add(keys.term(cofacet, factor(pivot, complex.apparentFacet(cofacet, dimension + 1))));
        return true;
    }

    private int factor(long cancelled, long added) {
        return field.negative(field.product(keys.coefficient(cancelled), field.inverse(keys.coefficient(added))));
    }

    private LongList joinedSum() {
        LongList joined = new LongList();
        joined.addAll(sum);
        keys.join(joined, field.modulus());
        return joined;
    }
}
