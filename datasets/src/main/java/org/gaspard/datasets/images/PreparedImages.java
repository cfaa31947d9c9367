package org.gaspard.datasets.images;

import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;

/**
 * Changed images with the labels of their sources.
 *
 * @param extent their extent
 * @param reading what reads and changes one
 */
record PreparedImages(LabelledDataset source, Step.Extent extent, Reading reading) implements LabelledDataset {

    /** Writes a changed image. */
    @FunctionalInterface
    interface Reading {
        void read(int index, float[] out, int offset);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int height() {
        return extent.height();
    }

    @Override
    public int width() {
        return extent.width();
    }

    @Override
    public int channels() {
        return extent.channels();
    }

    @Override
    public List<Factor> factors() {
        return source.factors();
    }

    @Override
    public int factor(int index, int factor) {
        return source.factor(index, factor);
    }

    @Override
    public void read(int index, float[] out, int offset) {
        reading.read(index, out, offset);
    }
}
