package org.gaspard.models.evaluation;

import java.util.Arrays;
import java.util.Objects;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.LabelledDataset;

/**
 * Images with the position of one of their factors as a last channel, the same number in all pixels: so a class travels with its
 * image through batches that only know the numbers of images. Positions below 2²⁴ are floats exactly.
 */
record ClassifiedImages(LabelledDataset source, int factor) implements ImageDataset {

    ClassifiedImages {
        Objects.checkIndex(factor, source.factors().size());
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
    public int height() {
        return source.height();
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int channels() {
        return source.channels() + 1;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        float[] image = new float[source.pixels()];
        source.read(index, image, 0);
        int channels = source.channels();
        Arrays.fill(out, offset, offset + pixels(), source.factor(index, factor));
        for (int pixel = 0; pixel < image.length / channels; pixel++) {
            System.arraycopy(image, pixel * channels, out, offset + pixel * (channels + 1), channels);
        }
    }
}
