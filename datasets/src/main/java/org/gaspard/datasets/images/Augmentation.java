package org.gaspard.datasets.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.Permutation;

/**
 * Random changes of images that are to leave alone what matters in them, one after the other. Immutable; each method gives
 * a longer sequence.
 *
 * <p>What is drawn for an image is a pure function of a seed, a step and the index of the image: neither the order of
 * reading nor the number of threads matters, and a run that is resumed goes on as it would have. A step is that of
 * {@link Batches}, or an epoch, or whatever else counts. What is drawn for the first changes of a sequence does not depend on
 * those that follow.
 */
public final class Augmentation {

    private final List<RandomStep> steps;

    private Augmentation(List<RandomStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /** No change. */
    public static Augmentation none() {
        return new Augmentation(List.of());
    }

    private Augmentation then(RandomStep step) {
        List<RandomStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Augmentation(longer);
    }

    /**
     * Shifts by whole pixels, uniform in {@code [−most, most]} in both directions; what comes in is 0. The same as a random
     * window of the old size in an image padded by {@code most} pixels.
     *
     * @throws IllegalArgumentException if {@code most} is negative or above 65,535
     */
    public Augmentation shift(int most) {
        if (most < 0 || most > 65_535) {
            throw new IllegalArgumentException("shift by at most " + most + " pixels, expected 0 to 65535");
        }
        return then(new RandomStep.Shift(most));
    }

    /**
     * Keeps a window of the given size at a uniform place.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public Augmentation crop(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("crop of " + height + "×" + width + ", expected positive sides");
        }
        return then(new RandomStep.Crop(height, width));
    }

    /**
     * Mirrors left and right with a probability.
     *
     * @throws IllegalArgumentException if the probability is outside [0, 1]
     */
    public Augmentation flipHorizontally(double probability) {
        return then(new RandomStep.Flip(true, probability(probability)));
    }

    /**
     * Mirrors top and bottom with a probability.
     *
     * @throws IllegalArgumentException if the probability is outside [0, 1]
     */
    public Augmentation flipVertically(double probability) {
        return then(new RandomStep.Flip(false, probability(probability)));
    }

    /**
     * Rotates about the centre by an angle uniform in {@code [−most, most]}, as {@link AffineWarp} does.
     *
     * @param most in degrees
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Augmentation rotate(double most) {
        if (!(most >= 0 && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("rotation by at most " + most + "°, expected a finite one from 0 on");
        }
        return then(new RandomStep.Rotate(most));
    }

    /**
     * Multiplies by a factor uniform in {@code [1 − strength, 1 + strength]} and clamps to [0, 1].
     *
     * @throws IllegalArgumentException if the strength is outside [0, 1]
     */
    public Augmentation brightness(double strength) {
        return then(new RandomStep.Brightness(strength(strength)));
    }

    /**
     * Moves away from or towards the mean, {@code m + a·(x − m)} with a uniform in {@code [1 − strength, 1 + strength]} and m
     * the mean over all pixels and channels, and clamps to [0, 1].
     *
     * @throws IllegalArgumentException if the strength is outside [0, 1]
     */
    public Augmentation contrast(double strength) {
        return then(new RandomStep.Contrast(strength(strength)));
    }

    private static double probability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability + " of a flip, expected one in [0, 1]");
        }
        return probability;
    }

    private static double strength(double strength) {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength is " + strength + ", expected one in [0, 1]");
        }
        return strength;
    }

    /**
     * The images of a data set as they are at a step, drawn anew at each reading.
     *
     * @throws IllegalArgumentException if a window is larger than the images
     */
    public LabelledDataset applyTo(LabelledDataset source, long seed, long step) {
        Step.Extent extent = extent(source);
        return new PreparedImages(source, extent, (index, out, offset) -> read(source, index, seed, step, out, offset));
    }

    /**
     * The batches of a data set, NHWC: of a step the images that {@link Batches} names, as they are at this step. To be read
     * ahead by a {@link org.gaspard.datasets.BatchPipeline}.
     *
     * @throws IllegalArgumentException if a window is larger than the images, or the batches are of another number of images
     */
    public LongFunction<float[]> batches(ImageDataset source, Batches batches, long seed) {
        if (batches.size() != source.size()) {
            throw new IllegalArgumentException("batches from " + batches.size() + " images, expected the "
                    + source.size() + " of " + source.name());
        }
        int pixels = extent(source).pixels();
        return step -> {
            int[] indices = batches.indices(step);
            float[] out = new float[Math.multiplyExact(indices.length, pixels)];
            IntStream.range(0, indices.length)
                    .parallel()
                    .forEach(i -> read(source, indices[i], seed, step, out, i * pixels));
            return out;
        };
    }

    private Step.Extent extent(ImageDataset source) {
        Step.Extent extent = new Step.Extent(source.height(), source.width(), source.channels());
        for (RandomStep step : steps) {
            extent = step.extent(extent);
        }
        return extent;
    }

    private void read(ImageDataset source, int index, long seed, long step, float[] out, int offset) {
        float[] image = new float[source.pixels()];
        source.read(index, image, 0);
        Step.Extent extent = new Step.Extent(source.height(), source.width(), source.channels());
        SplittableRandom random =
                new SplittableRandom(Permutation.mix(Permutation.mix(Permutation.mix(seed) + step) + index));
        for (RandomStep next : steps) {
            // A generator of its own for each, however many numbers another takes.
            image = next.apply(image, extent, random.split());
            extent = next.extent(extent);
        }
        Objects.checkFromIndexSize(offset, image.length, out.length);
        System.arraycopy(image, 0, out, offset, image.length);
    }
}
