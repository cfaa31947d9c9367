package org.gaspard.datasets.images;

import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;

/** Preprocessed images with the labels of their sources. */
record PreparedImages(LabelledDataset source, Step.Bound steps) implements LabelledDataset {

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
        return steps.extent().height();
    }

    @Override
    public int width() {
        return steps.extent().width();
    }

    @Override
    public int channels() {
        return steps.extent().channels();
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
        steps.read(source, index, out, offset);
    }
}
