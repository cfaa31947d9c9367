package org.gaspard.datasets;

import java.util.Arrays;
import java.util.List;

/** Images centred in larger black ones. */
record PaddedImages(LabelledDataset source, int height, int width) implements LabelledDataset {

    PaddedImages {
        if (height < source.height() || width < source.width()) {
            throw new IllegalArgumentException(
                    "cannot pad images of " + source.height() + "×" + source.width() + " to " + height + "×" + width);
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int channels() {
        return source.channels();
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
        float[] image = new float[source.pixels()];
        source.read(index, image, 0);
        Arrays.fill(out, offset, offset + pixels(), 0);
        int top = (height - source.height()) / 2;
        int left = (width - source.width()) / 2;
        int row = source.width() * channels();
        for (int y = 0; y < source.height(); y++) {
            System.arraycopy(image, y * row, out, offset + ((top + y) * width + left) * channels(), row);
        }
    }
}
