package org.gaspard.datasets.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/** The part of a data set in which some factors keep only some of their positions: again all combinations of factors. */
public final class FactoredSubset implements FactoredDataset {

    private final FactoredDataset source;
    private final int[][] kept;
    private final FactorGrid grid;

    private FactoredSubset(FactoredDataset source, int[][] kept) {
        this.source = source;
        this.kept = kept;
        List<Factor> factors = new ArrayList<>();
        for (int f = 0; f < kept.length; f++) {
            Factor factor = source.factors().get(f);
            double[] values = Arrays.stream(kept[f]).mapToDouble(factor::value).toArray();
            factors.add(Factor.of(factor.name(), values));
        }
        this.grid = new FactorGrid(factors);
    }

    /** The whole data set, from which {@link #keeping} cuts. */
    public static FactoredSubset of(FactoredDataset source) {
        int[][] kept = source.factors().stream()
                .map(factor -> IntStream.range(0, factor.size()).toArray())
                .toArray(int[][]::new);
        return new FactoredSubset(source, kept);
    }

    /**
     * The part in which a factor is at one of the given positions of this subset, in the given order.
     *
     * @throws IllegalArgumentException if the factor is unknown, or there is no position, or one is named twice
     * @throws IndexOutOfBoundsException if a position is outside the factor
     */
    public FactoredSubset keeping(int factor, int... positions) {
        if (factor < 0 || factor >= kept.length) {
            throw new IllegalArgumentException(
                    "factor " + factor + ", expected one of the " + kept.length + " factors " + factors());
        }
        if (positions.length == 0 || IntStream.of(positions).distinct().count() < positions.length) {
            throw new IllegalArgumentException(
                    "positions " + Arrays.toString(positions) + ", expected at least one and none twice");
        }
        int[][] fewer = kept.clone();
        fewer[factor] = IntStream.of(positions)
                .map(position -> kept[factor][Objects.checkIndex(position, kept[factor].length)])
                .toArray();
        return new FactoredSubset(source, fewer);
    }

    /** The index in the source of an image of this subset. */
    public int sourceIndex(int index) {
        int[] positions = grid.positions(index);
        for (int f = 0; f < positions.length; f++) {
            positions[f] = kept[f][positions[f]];
        }
        return source.index(positions);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return source.height();
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int channels() {
        return source.channels();
    }

    @Override
    public void read(int index, float[] out, int offset) {
        source.read(sourceIndex(index), out, offset);
    }
}
