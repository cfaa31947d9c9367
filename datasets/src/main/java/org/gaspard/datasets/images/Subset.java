package org.gaspard.datasets.images;

import java.util.Objects;
import org.gaspard.datasets.DerivedDataset;
import org.gaspard.datasets.LabelledDataset;

/** Some images of a data set, in a given order, for instance those that a distribution of factors supports. */
public final class Subset implements DerivedDataset {

    private final LabelledDataset source;
    private final int[] indices;

    private Subset(LabelledDataset source, int[] indices) {
        this.source = source;
        this.indices = indices;
    }

    /**
     * The images of {@code indices}, of which some may be equal; the array is copied.
     *
     * @throws IndexOutOfBoundsException if an index is outside the data set
     */
    public static Subset of(LabelledDataset source, int... indices) {
        for (int index : indices) {
            Objects.checkIndex(index, source.size());
        }
        return new Subset(source, indices.clone());
    }

    /** The index in the source of image {@code index}. */
    public int sourceIndex(int index) {
        return indices[Objects.checkIndex(index, indices.length)];
    }

    @Override
    public LabelledDataset source() {
        return source;
    }

    @Override
    public int size() {
        return indices.length;
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
