package org.gaspard.metrics;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;

/** Points that are all combinations of factors, by arithmetic. */
record GridIndex(FactorGrid grid) implements FactorIndex {

    @Override
    public int size() {
        return grid.size();
    }

    @Override
    public List<String> names() {
        return grid.factors().stream().map(Factor::name).toList();
    }

    @Override
    public int values(int factor) {
        return grid.factors().get(factor).size();
    }

    @Override
    public int value(int point, int factor) {
        return grid.position(point, factor);
    }

    @Override
    public int sharing(int factor, int value, RandomGenerator random) {
        return grid.with(random.nextInt(grid.size()), factor, value);
    }

    @Override
    public int[] sweep(int point, int factor) {
        return IntStream.range(0, values(factor))
                .map(value -> grid.with(point, factor, value))
                .toArray();
    }
}
