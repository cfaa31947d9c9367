package org.gaspard.metrics;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/** Images for tests: one pixel for each factor, the number of its value. */
public record FactorImages(FactorGrid grid) implements FactoredDataset {

    /** Factors v0, v1, … of these sizes. */
    public static FactorImages of(int... sizes) {
        List<Factor> factors = new ArrayList<>();
        for (int k = 0; k < sizes.length; k++) {
            factors.add(Factor.linear("v" + k, 0, sizes[k] - 1, sizes[k]));
        }
        return new FactorImages(new FactorGrid(factors));
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public int height() {
        return 1;
    }

    @Override
    public int width() {
        return grid.factors().size();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        for (int k = 0; k < width(); k++) {
            out[offset + k] = grid.position(index, k);
        }
    }

    /** The positions themselves as codes. */
    public float[] positions(int... images) {
        float[] rows = new float[images.length * width()];
        for (int i = 0; i < images.length; i++) {
            read(images[i], rows, i * width());
        }
        return rows;
    }
}
