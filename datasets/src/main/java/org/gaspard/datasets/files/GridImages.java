package org.gaspard.datasets.files;

import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.ImageSource;

/** Images of all combinations; {@code row} tells where the image of a combination is. */
record GridImages(String name, ImageSource images, FactorGrid grid, IntUnaryOperator row) implements FactoredDataset {

    @Override
    public int height() {
        return images.height();
    }

    @Override
    public int width() {
        return images.width();
    }

    @Override
    public int channels() {
        return images.channels();
    }

    @Override
    public void read(int index, float[] out, int offset) {
        images.read(row.applyAsInt(Objects.checkIndex(index, size())), out, offset);
    }
}
