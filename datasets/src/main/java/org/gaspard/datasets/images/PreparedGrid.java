package org.gaspard.datasets.images;

import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/** Preprocessed images of all combinations of factors. */
record PreparedGrid(FactoredDataset source, Step.Bound steps) implements FactoredDataset {

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public FactorGrid grid() {
        return source.grid();
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
    public void read(int index, float[] out, int offset) {
        steps.read(source, index, out, offset);
    }
}
