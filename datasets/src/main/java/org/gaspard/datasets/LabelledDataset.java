package org.gaspard.datasets;

import java.util.List;

/** Images of which some factors are known: class labels, or the latents that generated them. */
public interface LabelledDataset extends ImageDataset {

    /** The known factors. */
    List<Factor> factors();

    /** The position of one factor for image {@code index}. */
    int factor(int index, int factor);

    /** The positions of all known factors for image {@code index}. */
    default int[] factors(int index) {
        int[] positions = new int[factors().size()];
        for (int f = 0; f < positions.length; f++) {
            positions[f] = factor(index, f);
        }
        return positions;
    }

    /** The real value of a factor at a position. */
    default double value(int factor, int position) {
        return factors().get(factor).value(position);
    }

    /**
     * These images centred in larger black ones; an odd surplus goes to the bottom and the right.
     *
     * @throws IllegalArgumentException if a side shrinks or the images are too large for an array
     */
    default LabelledDataset paddedTo(int height, int width) {
        return new PaddedImages(this, height, width);
    }

    /**
     * These images resampled by bilinear interpolation with aligned pixel areas (the centre of output pixel {@code i}
     * is at {@code (i + ½)·source/target − ½}, clamped to the image). There is no smoothing before reduction.
     *
     * @throws IllegalArgumentException if a side is not positive or the images are too large for an array
     */
    default LabelledDataset resizedTo(int height, int width) {
        return new ResizedImages(this, height, width);
    }
}
