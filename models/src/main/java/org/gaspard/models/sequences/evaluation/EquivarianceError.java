package org.gaspard.models.sequences.evaluation;

import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.metrics.Score;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * How far the images that a model foretells are from those of the sequence, for each transformation k:
 *
 * <pre>{@code E_k = mean over sequences of Σ_t Σ_pixels |x_t − x̂_t|,   x̂_0 … x̂_T foretold from x_0 and k}</pre>
 *
 * with all channels of all pixels in [0, 1]; the smaller the better. The value is the mean of E_k over transformations. Tables:
 * {@code error}, E_k with its standard error over sequences; {@code mean absolute error}, E_k divided by the numbers that are summed, for
 * readers who compare sizes of images or lengths; {@code error by frame}, the summand of each t.
 *
 * <p>A model that infers transformations takes k from the sequence itself, see {@link SequencePredictor#follow}.
 *
 * <p>Range: [0, ∞). 0 for a model that foretells every number. It measures reconstruction as well as transformation: a model that does
 * not move, but decodes sharply, can be below one that moves and blurs, so compare with the error of the model without its flow.
 * {@link #latent} compares latents instead, where no decoder is in the way, but any scale of latents changes it: an encoder that maps
 * everything to a point has error 0.
 *
 * <p>Differences: the published program averages over batches, of which a last small one weighs as much as the others; here all
 * sequences weigh alike. On digits it leaves out the last frame, {@link FrameRange#WITHOUT_LAST}, and takes the average of
 * transformation k over all that were evaluated up to it, {@link Accumulator#RUNNING}. {@link #published} does both. It foretells from
 * a draw of z_0, and on Falcor3D and Isaac3D never moves it: what is drawn and moved is up to the predictor here. Sums are in double
 * precision.
 *
 * <p>A batch of {@code (T + 1)} images for each sequence is in memory at a time, and of each sequence one number a frame is kept.
 * The numbers of a predictor that draws nothing do not depend on the batch size, but for rounding in its networks; one that draws has
 * another key, and so other draws, for each batch.
 *
 * <p>Not to be confused with {@link org.gaspard.metrics.intervention.EquivarianceError}, that of codes under a known action.
 *
 * <p>Source: [S23], its published program for the variants.
 *
 * @param frames which t
 * @param accumulator what is reported for a transformation
 * @param batchSize sequences that are in memory at a time
 */
public record EquivarianceError(FrameRange frames, Accumulator accumulator, int batchSize) {

    /** What the tables have for transformation k. */
    public enum Accumulator {
        /** That of k. */
        RESET,
        /** The mean over transformations 0 … k. The value, a mean over all of them, is the same. */
        RUNNING
    }

    /** Checks the range. */
    public EquivarianceError {
        Checks.atLeast("batchSize", batchSize, 1);
    }

    /** As [S23] defines it. */
    public static EquivarianceError paper(int batchSize) {
        return new EquivarianceError(FrameRange.ALL, Accumulator.RESET, batchSize);
    }

    /** As the published program of [S23] computes it on digits. */
    public static EquivarianceError published(int batchSize) {
        return new EquivarianceError(FrameRange.WITHOUT_LAST, Accumulator.RUNNING, batchSize);
    }

    /**
     * The error of images.
     *
     * @param key for what the predictor draws, a child for each transformation and batch
     * @param which the starting images, at least one; each under all transformations
     * @throws IllegalArgumentException if there is no starting image, sequences are too short, or the predictor gives another shape
     * @throws IndexOutOfBoundsException if there is no such starting image
     */
    public Score of(SequencePredictor predictor, ImageSequences sequences, RandomKey key, int... which) {
        return score("equivariance error", sequences, key, which, (x, k, batchKey) -> {
            Tensor foretold = predictor.follow(x, k, batchKey);
            Checks.same("the shape of foretold images", foretold.shape(), x.shape());
            return new Pair(x, foretold);
        });
    }

    /**
     * The error of latents, {@code Σ_t ‖Encode(x_t) − z_t‖₁}, with the same tables.
     *
     * @param key for what the predictor draws, a child for each transformation and batch
     * @param which the starting images, at least one; each under all transformations
     * @throws IllegalArgumentException as {@link #of}
     * @throws IndexOutOfBoundsException if there is no such starting image
     */
    public Score latent(LatentPredictor predictor, ImageSequences sequences, RandomKey key, int... which) {
        return score("latent equivariance error", sequences, key, which, (x, k, batchKey) -> {
            int[] e = x.shape().toArray();
            Tensor codes = predictor.encode(x.reshape(Shape.of(e[0] * e[1], e[2], e[3], e[4])));
            Tensor encoded = codes.reshape(e[0], e[1], codes.size() / (e[0] * e[1]));
            Tensor foretold = predictor.predict(x.index(1, 0), k, e[1] - 1, batchKey);
            Checks.same("the shape of foretold latents", foretold.shape(), encoded.shape());
            return new Pair(encoded, foretold);
        });
    }

    /** Two tensors [N, T + 1, …] to compare. */
    private record Pair(Tensor found, Tensor foretold) {

        /** {@code Σ |found − foretold|} of the first frames after x_0, [N · count]. */
        double[] distances(int count) {
            Tensor apart = later(found, count).subtract(later(foretold, count)).abs();
            return apart.reshape(apart.extent(0), count, apart.size() / (apart.extent(0) * count))
                    .sum(2)
                    .toDoubleArray();
        }

        private static Tensor later(Tensor x, int count) {
            return x.slice(1, 1, 1 + count).cast(DType.FLOAT64);
        }

        /** The numbers of a frame. */
        int numbers() {
            return found.size() / (found.extent(0) * found.extent(1));
        }
    }

    @FunctionalInterface
    private interface Comparison {
        Pair of(Tensor frames, int transformation, RandomKey key);
    }

    private Score score(String name, ImageSequences sequences, RandomKey key, int[] which, Comparison comparison) {
        int count = frames.count(sequences.frames());
        int[] numbers = new int[1];
        double[][][] values = new SequenceReader(sequences, batchSize, which).rows(key, (x, k, batchKey) -> {
            Pair pair = comparison.of(x, k, batchKey);
            numbers[0] = pair.numbers();
            return pair.distances(count);
        });
        FrameFigures each = new FrameFigures(sequences.transformations(), values, true);
        FrameFigures reported = accumulator == Accumulator.RUNNING ? each.running() : each;
        Score.Table errors = reported.byTransformation("error");
        double summed = (double) count * numbers[0];
        double[] means = errors.column(0);
        for (int k = 0; k < means.length; k++) {
            means[k] /= summed;
        }
        Score score = each.score(name);
        return score.withFigure("mean absolute error", score.value() / summed)
                .withTable(errors)
                .withTable(Score.Table.ofColumn(
                        "mean absolute error", "transformation", sequences.transformations(), means))
                .withTable(reported.byFrame("error by frame"))
                .withSetting("data", sequences.name())
                .withSetting("frames", frames)
                .withSetting("accumulator", accumulator)
                .withSetting("batch size", batchSize);
    }
}
