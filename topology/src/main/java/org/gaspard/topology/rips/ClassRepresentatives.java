package org.gaspard.topology.rips;

import java.util.function.LongFunction;

/** Gives the representatives of the bars of one dimension, at least 1. */
@FunctionalInterface
interface ClassRepresentatives {

    /** The representative of the class of a reduced column, whose bar has positive length. */
    Chain of(int column);

    /**
     * The cocycle of a column: the simplices that it was made of, as far as they enter before the death, where the coboundary of
     * all of them begins.
     */
    static ClassRepresentatives cocycles(FlagComplex complex, ReducedColumns columns) {
        Keys keys = complex.keys();
        return column -> {
            long death = columns.death(column);
            int end = death == Keys.NONE ? Integer.MAX_VALUE : keys.rank(death);
            LongList terms = new LongList();
            terms.add(keys.term(columns.birth(column), 1));
            for (int i = columns.additionsFrom(column); i < columns.additionsFrom(column + 1); i++) {
                long term = columns.addition(i);
                if (keys.rank(keys.key(term)) < end) {
                    terms.add(term);
                }
            }
            return Chains.of(terms, complex, columns.dimension());
        };
    }

    /**
     * The cycles of columns.
     *
     * @param reduction that of the same dimension
     * @param closing makes a cycle of a simplex and ones before it, for classes without end
     */
    static ClassRepresentatives cycles(
            FlagComplex complex, ReducedColumns columns, CycleReduction reduction, LongFunction<LongList> closing) {
        return column -> {
            long birth = columns.birth(column);
            LongList terms = columns.death(column) == Keys.NONE
                    ? reduction.simplified(closing.apply(birth))
                    : reduction.cycle(birth);
            return Chains.of(terms, complex, columns.dimension());
        };
    }
}
