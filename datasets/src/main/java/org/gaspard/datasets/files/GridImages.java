package org.gaspard.datasets.files;

import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.ImageStore;

/** Stored images of all combinations; {@code row} tells where the image of a combination is. */
record GridImages(String name, ImageStore store, FactorGrid grid, IntUnaryOperator row) implements FactoredDataset {

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
    public void read(int index, float[] out, int offset) {
        store.read(row.applyAsInt(Objects.checkIndex(index, size())), out, offset);
    }
}
