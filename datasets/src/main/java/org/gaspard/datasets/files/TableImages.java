package org.gaspard.datasets.files;

import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.ImageSource;

/** Images with a table [images, factors] of the positions of their factors. */
record TableImages(String name, ImageSource images, List<Factor> factors, int[] positions) implements LabelledDataset {

    @Override
    public int size() {
        return images.count();
    }

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
    public int factor(int index, int factor) {
        Objects.checkIndex(factor, factors.size());
        return positions[Objects.checkIndex(index, size()) * factors.size() + factor];
    }

    @Override
    public void read(int index, float[] out, int offset) {
        images.read(Objects.checkIndex(index, size()), out, offset);
    }
}
