package org.gaspard.datasets;

import java.util.Arrays;

/** Images centred in larger black ones. */
record PaddedImages(LabelledDataset source, int height, int width) implements DerivedDataset {

    PaddedImages {
        if (height < source.height() || width < source.width()) {
            throw new IllegalArgumentException(
                    "cannot pad images of " + source.height() + "×" + source.width() + " to " + height + "×" + width);
        }
        checkSize(source, height, width);
    }

    /** Throws unless images of these sides fit an array. */
    static void checkSize(LabelledDataset source, int height, int width) {
        if ((double) height * width * source.channels() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "images of " + height + "×" + width + "×" + source.channels() + ", expected fewer than 2³¹ values");
        }
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
