package org.gaspard.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.metrics.Battery;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.Scores;
import org.gaspard.metrics.generation.ReconstructionMetrics;
import org.gaspard.metrics.information.MutualInformationGap;
import org.gaspard.metrics.prediction.LinearTransferability;
import org.gaspard.metrics.suite.Batteries;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.methods.Training;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * How good a model is now: always the same random images, whatever the seed of the training, so that runs compare. Codes
 * are posterior means; reconstructions are mean images of codes.
 */
final class Evaluation {

    private static final int BATCH = 50;
    private static final int RECONSTRUCTED = 1000;
    private static final long SAMPLE_SEED = 2025;
    private static final long TEST_SEED = 2026;
    private static final long PRIOR_SEED = 2027;
    private static final long POSTERIOR_SEED = 2032;

    private static final MutualInformationGap MIG = MutualInformationGap.standard();

    private final Training made;
    private final LabelledDataset images;
    private final boolean reconstructs;
    private final boolean divergent;
    private final int latents;
    private final int[] sample;
    private final int[] tests;
    private final Battery battery;
    private final CapturedStep encoder;
    private final CapturedStep decoder;

    /**
     * Figures of a model.
     *
     * @param scores of disentanglement; none if no factor of the images is known or varies
     * @param kl the mean KL divergence of each latent dimension, in nats; none of an encoder that gives points
     * @param reconstruction how well images come back; none of a decoder that is not trained
     */
    record Figures(Optional<Scores> scores, Optional<double[]> kl, Optional<Reconstruction> reconstruction) {

        /** The mutual information gap with its matrix. */
        Optional<Score> mig() {
            return scores.map(all -> all.of(MIG.name()));
        }

        /** The KL divergence of all dimensions. */
        Optional<Double> klSum() {
            return kl.map(all -> Arrays.stream(all).sum());
        }
    }

    /**
     * How well images come back.
     *
     * @param crossEntropy nats an image
     * @param signalToNoise decibels
     * @param ofSamples decibels where images are decoded from draws of the posterior in the place of its means, which is what
     *     Gromov-Wasserstein autoencoders are compared by; none of an encoder that gives points
     */
    record Reconstruction(double crossEntropy, double signalToNoise, OptionalDouble ofSamples) {}

    /**
     * Captures both networks of a model; each evaluation uses the weights of its time.
     *
     * @param made the model and what it is trained for
     * @param count the images to draw from {@code images}, with replacement; half as many others test what is learned of
     *     their codes
     * @param wanted the scores to compute
     * @param reconstructs whether the decoder is trained, so that it is worth a look
     */
    Evaluation(Training made, LabelledDataset images, int count, Choices.Scores wanted, boolean reconstructs) {
        Vae model = made.model();
        this.made = made;
        this.images = images;
        this.reconstructs = reconstructs;
        this.divergent = model.encoding() == Vae.Encoding.GAUSSIAN;
        this.latents = model.latents();
        this.sample = images.sampleIndices(count, new SplittableRandom(SAMPLE_SEED));
        // The gap learns nothing, so there is nothing to test.
        int testCount = wanted == Choices.Scores.MIG ? 0 : Math.ceilDiv(count, 2);
        this.tests = images.sampleIndices(testCount, new SplittableRandom(TEST_SEED));
        this.battery = switch (wanted) {
            case ALL -> Batteries.disentanglement();
            case MIG -> Battery.of(List.of(MIG));
        };
        List<Parameter> parameters = Stream.concat(model.parameters().stream(), model.buffers().stream())
                .toList();
        this.encoder = CapturedStep.capture(List.of(VaeTrainer.batchType(images, BATCH)), parameters, in -> {
            GaussianPosterior posterior = model.encode(in.getFirst(), ForwardPass.evaluation());
            return new CapturedStep.Result(
                    List.of(posterior.mean(), divergence(posterior), deviation(posterior)), Map.of());
        });
        TensorType codes = new TensorType(Shape.of(BATCH, latents), DType.FLOAT32);
        this.decoder = CapturedStep.capture(
                List.of(codes),
                parameters,
                in -> new CapturedStep.Result(List.of(model.generate(in.getFirst())), Map.of()));
    }

    /** Mean images of a Gaussian likelihood may leave the range of probabilities. */
    private static float[] probabilities(float[] pixels) {
        float[] clamped = pixels.clone();
        for (int i = 0; i < clamped.length; i++) {
            clamped[i] = Math.clamp(clamped[i], 0f, 1f);
        }
        return clamped;
    }

    /** Zeros in the place of those of points, which have none. */
    private Tensor divergence(GaussianPosterior posterior) {
        return divergent ? posterior.kl() : Tensor.full(posterior.mean().type(), 0);
    }

    private Tensor deviation(GaussianPosterior posterior) {
        return divergent
                ? posterior.logVariance().multiply(0.5).exp()
                : Tensor.full(posterior.mean().type(), 0);
    }

    /** The figures of the model as it is now. */
    Figures figures() {
        double[] kl = new double[latents];
        float[] codes = codes(sample, kl);
        return new Figures(
                scores(codes),
                divergent ? Optional.of(kl) : Optional.empty(),
                reconstructs ? Optional.of(reconstruction(codes)) : Optional.empty());
    }

    private Reconstruction reconstruction(float[] codes) {
        int shown = Math.min(RECONSTRUCTED, sample.length);
        float[] originals = pixels(Arrays.copyOf(sample, shown));
        float[] again = generate(Arrays.copyOf(codes, shown * latents));
        return new Reconstruction(
                ReconstructionMetrics.binaryCrossEntropy(shown, originals, probabilities(again)),
                ReconstructionMetrics.peakSignalToNoiseRatio(shown, originals, again, 1),
                divergent
                        ? OptionalDouble.of(ReconstructionMetrics.peakSignalToNoiseRatio(
                                shown, originals, generate(drawnCodes(Arrays.copyOf(sample, shown))), 1))
                        : OptionalDouble.empty());
    }

    /** The means of images, row by row; the mean divergence of each dimension is added to {@code kl}. */
    private float[] codes(int[] indices, double[] kl) {
        float[] codes = new float[indices.length * latents];
        for (int from = 0; from < indices.length; from += BATCH) {
            int to = Math.min(from + BATCH, indices.length);
            List<Tensor> both = encode(Arrays.copyOfRange(indices, from, to));
            float[] means = both.getFirst().toFloatArray();
            System.arraycopy(means, 0, codes, from * latents, (to - from) * latents);
            float[] divergences = both.get(1).toFloatArray();
            for (int i = 0; i < (to - from) * latents; i++) {
                kl[i % latents] += divergences[i] / indices.length;
            }
        }
        return codes;
    }

    /** One draw of the posterior of each image, row by row, always of the same random numbers. */
    private float[] drawnCodes(int[] indices) {
        float[] codes = new float[indices.length * latents];
        SplittableRandom random = new SplittableRandom(POSTERIOR_SEED);
        for (int from = 0; from < indices.length; from += BATCH) {
            int count = Math.min(BATCH, indices.length - from);
            List<Tensor> posterior = encode(Arrays.copyOfRange(indices, from, from + count));
            float[] means = posterior.getFirst().toFloatArray();
            float[] deviations = posterior.getLast().toFloatArray();
            for (int i = 0; i < count * latents; i++) {
                codes[from * latents + i] = (float) (means[i] + deviations[i] * random.nextGaussian());
            }
        }
        return codes;
    }

    private Optional<Scores> scores(float[] codes) {
        if (images.factors().isEmpty()) {
            return Optional.empty();
        }
        Points training = points(sample, codes);
        if (training.factors().varying().length == 0) {
            return Optional.empty();
        }
        Points test = tests.length == 0 ? training : points(tests, codes(tests));
        return Optional.of(battery.score(new Sample(training, test), SAMPLE_SEED));
    }

    /**
     * How well the varying factors of images can be told from codes by sparse linear models. All images are different ones, for some
     * are learned from and the others tested on.
     *
     * @throws IllegalArgumentException if their factors do not vary, or too few of them have a value
     */
    Score transferability() {
        int[] different = RandomImages.different(images, sample.length, SAMPLE_SEED);
        return LinearTransferability.standard().score(points(different, codes(different)));
    }

    private Points points(int[] indices, float[] codes) {
        return new Points(Codes.of(indices.length, codes), Factors.of(images, indices));
    }

    /** The mean images of draws of what the model generates from, always of the same random numbers. */
    float[] drawn(int count) {
        Tensor latent = made.objective()
                .sampler()
                .sample(count, RandomKey.of(PRIOR_SEED), made.model(), ForwardPass.evaluation());
        return generate(latent.toFloatArray());
    }

    /** The first {@code count} images of the sample, to look at. */
    int[] examples(int count) {
        return Arrays.copyOf(sample, count);
    }

    /** An image to walk from: the one in the middle of all factors, or the first of the sample. */
    int centre() {
        if (images instanceof FactoredDataset factored) {
            return factored.index(factored.factors().stream()
                    .mapToInt(factor -> factor.size() / 2)
                    .toArray());
        }
        return sample[0];
    }

    /** The pixels of images, one after the other. */
    float[] pixels(int[] indices) {
        float[] pixels = new float[indices.length * images.pixels()];
        images.readBatch(indices, pixels);
        return pixels;
    }

    /** The codes of images, row by row. */
    float[] codes(int[] indices) {
        return codes(indices, new double[latents]);
    }

    private List<Tensor> encode(int[] indices) {
        float[] batch = Arrays.copyOf(pixels(indices), BATCH * images.pixels());
        return encoder.run(Tensor.of(batch, BATCH, images.height(), images.width(), images.channels()));
    }

    /** The mean images of any number of latents given row by row. */
    float[] generate(float[] codes) {
        int count = codes.length / latents;
        float[] pixels = new float[count * images.pixels()];
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            float[] batch =
                    Arrays.copyOf(Arrays.copyOfRange(codes, from * latents, (from + size) * latents), BATCH * latents);
            float[] drawn =
                    decoder.run(Tensor.of(batch, BATCH, latents)).getFirst().toFloatArray();
            System.arraycopy(drawn, 0, pixels, from * images.pixels(), size * images.pixels());
        }
        return pixels;
    }

    /**
     * Images along each latent axis: row l holds those of the code with component l replaced by each of {@code values}.
     *
     * @param code where the axes cross
     */
    float[] traversals(float[] code, double[] values) {
        float[] codes = new float[latents * values.length * latents];
        for (int row = 0; row < latents * values.length; row++) {
            System.arraycopy(code, 0, codes, row * latents, latents);
            codes[row * latents + row / values.length] = (float) values[row % values.length];
        }
        return generate(codes);
    }
}
