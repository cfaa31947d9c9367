package org.gaspard.datasets.images;

import org.gaspard.datasets.DerivedDataset;
import org.gaspard.datasets.LabelledDataset;

/**
 * Changed images with the labels of their sources.
 *
 * @param extent their extent
 * @param reading what reads and changes one
 */
record PreparedImages(LabelledDataset source, Step.Extent extent, Reading reading) implements DerivedDataset {

    /** Writes a changed image. */
    @FunctionalInterface
    interface Reading {
        void read(int index, float[] out, int offset);
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
    public void read(int index, float[] out, int offset) {
        reading.read(index, out, offset);
    }
}
