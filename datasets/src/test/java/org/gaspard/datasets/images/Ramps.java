package org.gaspard.datasets.images;

import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;

/** Images of 4×5; value k of image i is {@code (first + step·i + k)/100}. */
record Ramps(int size, int channels, int first, int step) implements LabelledDataset {

    @Override
    public String name() {
        return "ramps";
    }

    @Override
    public int height() {
        return 4;
    }

    @Override
    public int width() {
        return 5;
    }

    @Override
    public List<Factor> factors() {
        return List.of(Factor.linear("parity", 0, 1, 2));
    }

    @Override
    public int factor(int index, int factor) {
        return index % 2;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        for (int k = 0; k < pixels(); k++) {
            out[offset + k] = pixel(index, k);
        }
    }

    float pixel(int index, int k) {
        return (first + step * index + k) / 100f;
    }
}
