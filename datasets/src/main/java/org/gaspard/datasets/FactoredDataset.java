package org.gaspard.datasets;

import java.util.List;
import java.util.random.RandomGenerator;

/** Images of all combinations of independent factors, each exactly once, in the order of a {@link FactorGrid}. */
public interface FactoredDataset extends LabelledDataset {

    /** The combinations; image {@code i} shows combination {@code i}. */
    FactorGrid grid();

    @Override
    default int size() {
        return grid().size();
    }

    @Override
    default List<Factor> factors() {
        return grid().factors();
    }

    @Override
    default int factor(int index, int factor) {
        return grid().position(index, factor);
    }

    /** The image with the given positions, one for each factor; see {@link FactorGrid#index}. */
    default int index(int... factors) {
        return grid().index(factors);
    }

    /** {@code n} images that share one factor and vary in all others; see {@link FactorGrid#sampleFixed}. */
    default int[] sampleFixed(int factor, int position, int n, RandomGenerator random) {
        return grid().sampleFixed(factor, position, n, random);
    }
}
