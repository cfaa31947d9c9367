package org.gaspard.datasets.sampling;

import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;

/** Chosen images of a data set in a chosen order, for instance the support of a {@link FactorDistribution}. */
public final class IndexSubset implements LabelledDataset {

    private final LabelledDataset source;
    private final int[] indices;

    /**
     * The images of the given indices; repetitions are allowed, the array is copied.
     *
     * @throws IndexOutOfBoundsException if an index is outside the source
     */
    public IndexSubset(LabelledDataset source, int[] indices) {
        this.source = source;
        this.indices = indices.clone();
        for (int index : this.indices) {
            Objects.checkIndex(index, source.size());
        }
    }

    /** The index in the source of an image of this subset. */
    public int sourceIndex(int index) {
        return indices[Objects.checkIndex(index, indices.length)];
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return indices.length;
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
    public List<Factor> factors() {
        return source.factors();
    }

    @Override
    public int factor(int index, int factor) {
        return source.factor(sourceIndex(index), factor);
    }

    @Override
    public void read(int index, float[] out, int offset) {
        source.read(sourceIndex(index), out, offset);
    }
}
