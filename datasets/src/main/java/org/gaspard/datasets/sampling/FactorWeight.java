package org.gaspard.datasets.sampling;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;

/** A non-negative function of the positions of a few factors. */
record FactorWeight(int[] factors, ToDoubleFunction<int[]> function) {

    static void requireVarying(FactorGrid grid, int factor) {
        requireKnown(grid, factor);
        if (grid.factors().get(factor).size() < 2) {
            throw new IllegalArgumentException(
                    "factor " + grid.factors().get(factor) + " cannot correlate, expected one with several positions");
        }
    }

    private static void requireKnown(FactorGrid grid, int factor) {
        if (factor < 0 || factor >= grid.factors().size()) {
            throw new IllegalArgumentException("factor " + factor + ", expected one of the "
                    + grid.factors().size() + " factors " + grid.factors());
        }
    }

    FactorWeight checked(FactorGrid grid) {
        IntStream.of(factors).forEach(factor -> requireKnown(grid, factor));
        if (factors.length == 0 || IntStream.of(factors).distinct().count() < factors.length) {
            throw new IllegalArgumentException(
                    "factors " + Arrays.toString(factors) + ", expected at least one and none twice");
        }
        return this;
    }

    boolean touches(int factor) {
        return IntStream.of(factors).anyMatch(f -> f == factor);
    }
}
