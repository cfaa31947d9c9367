package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Makes the examples of the variation predictability [Z20] of a model of sequences: for each pair a starting image, a transformation k
 * and a step t from 1 to T are drawn, all uniformly, and the example is the difference {@code x̂_t − x̂_0} of the images that the
 * model foretells under k, with k as its label. A classifier that can tell k from few such pairs shows that each transformation
 * changes images in a way of its own.
 *
 * <p>Differences: [Z20] moves one number of a latent, here it is one transformation that moves all of them, as [S23b] uses the score.
 * No figure of [S23] is known to compare with. Images are foretold ones both, so a blurred x̂_0 tells nothing.
 *
 * <p>The differences are kept, {@code 4 P H W C} bytes for P pairs, and a batch of sequences at a time. What a predictor draws follows
 * the transformation and the batch.
 *
 * @param pairs P, at least 1; 40,000 in the published program of [S23b]
 * @param batchSize sequences that are in memory at a time
 */
public record SequenceVariation(int pairs, int batchSize) {

    /** Checks the ranges. */
    public SequenceVariation {
        Checks.atLeast("pairs", pairs, 1);
        Checks.atLeast("batchSize", batchSize, 1);
    }

    /**
     * The pairs of a model.
     *
     * @param seed of all that is drawn
     * @param which the starting images to draw from, with replacement, at least one
     * @throws IllegalArgumentException if there is no starting image, or the predictor gives another shape
     * @throws IndexOutOfBoundsException if there is no such starting image
     */
    public VariationPairs of(SequencePredictor predictor, ImageSequences sequences, long seed, int... which) {
        Checks.atLeast("the number of sequences", which.length, 1);
        int transformations = sequences.transformations().size();
        int steps = sequences.frames() - 1;
        SplittableRandom random = new SplittableRandom(seed);
        int[] starts = new int[pairs];
        int[] labels = new int[pairs];
        int[] times = new int[pairs];
        for (int p = 0; p < pairs; p++) {
            starts[p] = which[random.nextInt(which.length)];
            labels[p] = random.nextInt(transformations);
            times[p] = 1 + random.nextInt(steps);
        }
        Shape image = Shape.of(sequences.height(), sequences.width(), sequences.channels());
        float[][] differences = new float[pairs][];
        for (int k = 0; k < transformations; k++) {
            int transformation = k;
            int[] under = IntStream.range(0, pairs)
                    .filter(p -> labels[p] == transformation)
                    .toArray();
            if (under.length == 0) {
                continue;
            }
            int[] from = Arrays.stream(under).map(p -> starts[p]).toArray();
            new SequenceReader(sequences, batchSize, from)
                    .forEach(k, RandomKey.of(seed).child(k), (frames, key, first, count) -> {
                        Tensor foretold = predictor.predict(frames.index(1, 0), transformation, steps, key);
                        Checks.same("the shape of foretold images", foretold.shape(), frames.shape());
                        float[] pixels = foretold.toFloatArray();
                        for (int i = 0; i < count; i++) {
                            int pair = under[first + i];
                            int start = i * (steps + 1) * image.size();
                            differences[pair] =
                                    difference(pixels, start, start + times[pair] * image.size(), image.size());
                        }
                    });
        }
        return new VariationPairs("variations of " + sequences.name(), image, transformations, differences, labels);
    }

    private static float[] difference(float[] pixels, int first, int later, int size) {
        float[] difference = new float[size];
        for (int i = 0; i < size; i++) {
            difference[i] = pixels[later + i] - pixels[first + i];
        }
        return difference;
    }
}
