package org.gaspard.datasets.images;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.LabelledDataset;

/**
 * A sequence of steps that is applied to each image of a data set as it is read. Immutable; each method gives a longer
 * sequence.
 *
 * <p>Usual ones: CelebA {@code centreCrop(148, 148).resize(64, 64, Filter.TRIANGLE)}; Cars3D and SmallNORB
 * {@code resize(64, 64, Filter.LANCZOS3)}.
 */
public final class Preprocessing {

    private final List<Step> steps;

    private Preprocessing(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** No step. */
    public static Preprocessing none() {
        return new Preprocessing(List.of());
    }

    private Preprocessing then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Preprocessing(longer);
    }

    /**
     * Keeps a window.
     *
     * @throws IllegalArgumentException if a side is not positive or {@code top} or {@code left} is negative
     */
    public Preprocessing crop(int top, int left, int height, int width) {
        if (top < 0 || left < 0) {
            throw new IllegalArgumentException("crop at (" + top + ", " + left + "), expected at least (0, 0)");
        }
        checkSides(height, width);
        return then(new Step.Crop(top, left, height, width));
    }

    /**
     * Keeps the window in the centre; an odd remainder is dropped at the bottom and the right.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public Preprocessing centreCrop(int height, int width) {
        checkSides(height, width);
        return then(new Step.Crop(-1, -1, height, width));
    }

    /**
     * Resizes, the width first, and clamps after each axis to [0, 1], which the filters with negative lobes may leave. What
     * libraries give that round to bytes after each axis differs by no more than about 1/255.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public Preprocessing resize(int height, int width, Filter filter) {
        checkSides(height, width);
        return then(new Step.Resize(height, width, filter));
    }

    /** Three channels to one: {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601); one channel stays as it is. */
    public Preprocessing grey() {
        return then(new Step.Grey());
    }

    /**
     * {@code (pixel − mean)/deviation}, channel by channel. The results are no longer in [0, 1]: to be the last step.
     *
     * @throws IllegalArgumentException if a deviation is not positive
     */
    public Preprocessing normalise(ChannelStatistics statistics) {
        for (int c = 0; c < statistics.channels(); c++) {
            if (!(statistics.deviation(c) > 0)) {
                throw new IllegalArgumentException(
                        "deviation " + statistics.deviation(c) + " of channel " + c + ", expected a positive one");
            }
        }
        return then(new Step.Normalise(statistics));
    }

    private static void checkSides(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("images of " + height + "×" + width + ", expected positive sides");
        }
    }

    /**
     * The images of a data set after these steps, which are done anew at each reading; those of a {@link FactoredDataset}
     * are one.
     *
     * @throws IllegalArgumentException if a step does not fit the images
     */
    public LabelledDataset applyTo(LabelledDataset source) {
        if (source instanceof FactoredDataset factored) {
            return new PreparedGrid(factored, bound(factored));
        }
        Step.Bound bound = bound(source);
        return new PreparedImages(
                source, bound.extent(), (index, out, offset) -> bound.read(source, index, out, offset));
    }

    /** As {@link #applyTo(LabelledDataset)}, with the grid of the factors. */
    public FactoredDataset applyTo(FactoredDataset source) {
        return new PreparedGrid(source, bound(source));
    }

    private Step.Bound bound(ImageDataset source) {
        return Step.Bound.of(steps, new Step.Extent(source.height(), source.width(), source.channels()));
    }

    /**
     * The result for one image in HWC order.
     *
     * @throws IllegalArgumentException if the image does not have the given size or a step does not fit
     */
    public float[] apply(float[] image, int height, int width, int channels) {
        if (image.length != (long) height * width * channels) {
            throw new IllegalArgumentException(
                    "image of " + image.length + " values, expected " + height + "×" + width + "×" + channels);
        }
        return Step.Bound.of(steps, new Step.Extent(height, width, channels))
                .map()
                .apply(image.clone());
    }
}
