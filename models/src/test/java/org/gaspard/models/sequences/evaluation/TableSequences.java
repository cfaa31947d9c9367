package org.gaspard.models.sequences.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * Sequences that are written down.
 *
 * @param table [K, N, T + 1, H, W, C]
 */
record TableSequences(Tensor table, float[] pixels) implements ImageSequences {

    static TableSequences of(Tensor table) {
        return new TableSequences(table, table.cast(DType.FLOAT32).toFloatArray());
    }

    @Override
    public ImageDataset source() {
        throw new UnsupportedOperationException("the evaluation reads sequences alone");
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public List<String> transformations() {
        return IntStream.range(0, table.extent(0)).mapToObj(k -> "k" + k).toList();
    }

    @Override
    public int size() {
        return table.extent(1);
    }

    @Override
    public int frames() {
        return table.extent(2);
    }

    @Override
    public int height() {
        return table.extent(3);
    }

    @Override
    public int width() {
        return table.extent(4);
    }

    @Override
    public int channels() {
        return table.extent(5);
    }

    @Override
    public void read(int index, int transformation, float[] out, int offset) {
        System.arraycopy(pixels, (transformation * size() + index) * values(), out, offset, values());
    }
}
