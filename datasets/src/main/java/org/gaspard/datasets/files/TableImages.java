package org.gaspard.datasets.files;

import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.ImageStore;

/** Stored images with a table [images, factors] of the positions of their factors. */
record TableImages(String name, ImageStore store, List<Factor> factors, int[] positions) implements LabelledDataset {

    @Override
    public int size() {
        return store.count();
    }

    @Override
    public int height() {
        return store.layout().height();
    }

    @Override
    public int width() {
        return store.layout().width();
    }

    @Override
    public int channels() {
        return store.layout().channels();
    }

    @Override
    public int factor(int index, int factor) {
        Objects.checkIndex(factor, factors.size());
        return positions[Objects.checkIndex(index, size()) * factors.size() + factor];
    }

    @Override
    public void read(int index, float[] out, int offset) {
        store.read(Objects.checkIndex(index, size()), out, offset);
    }
}
