package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.generation.LogWeights;
import org.gaspard.models.Likelihood;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Estimates of {@code ln p(x_t | k)}, the log-likelihood of transformed images, in nats, from S draws {@code z_ts} of a posterior that
 * has seen x_0 alone:
 *
 * <pre>{@code
 * ln w_ts = ln p(x_t | z_ts) + ln p(z_ts | k) − ln q(z_ts | x_0, k)
 * ELBO      1/S Σ_s ln w_ts
 * IWAE      ln( 1/S Σ_s w_ts )
 * PUBLISHED ln p(x_t | z_t1) − ln p(z_t1 | k) + ln q(z_t1 | x_0, k)
 * }</pre>
 *
 * with k the true transformation, or the one that {@link TransformedPosterior#follow} infers from the sequence, and
 * averaged over frames, transformations and sequences. {@code E[ELBO] ≤ E[IWAE] ≤ ln p(x_t | k)}, and IWAE grows with S to the
 * log-likelihood; both are bounds for any density q that is positive where the posterior is. The published program of [S23] adds
 * {@code ln p(z) − ln q(z)} to the negative log-likelihood, which is the last line: in expectation it is above the ELBO by twice
 * {@code KL(q(z_t | x_0, k) ‖ p(z_t | k))}, and it is no bound. The program takes one draw, normal pixels of deviation 1 around the mean
 * images although its decoder is trained by the cross-entropy, and leaves out the last frame: {@link #published}.
 *
 * <p>With normal pixels of deviation 1, {@code ln p(x | z) ≤ −½ D ln 2π} for D numbers an image, so ELBO and IWAE are in expectation at
 * most −2161.3434 for images of 28 × 28 × 3 and −11291.9167 for 64 × 64 × 3. A figure above has another sign or other pixels.
 *
 * <p>The value is the mean over transformations. Tables: {@code log-likelihood} of each transformation with its standard error over
 * sequences, {@code log-likelihood by frame}. Figures of IWAE: the mean of the effective sample sizes {@code (Σ w)² / Σ w²}; near 1,
 * one draw decides and the bound is far from tight.
 *
 * <p>Range: any number; bounds of Bernoulli pixels are in expectation at most 0. As q has seen x_0 alone, it does not fit x_t as a posterior
 * of x_t would: a low bound can be that of the transformation, of the decoder, or of q.
 *
 * <p>A batch of sequences is in memory at a time, and S T numbers of each of its sequences. Draws follow the key of a batch, so that another
 * batch size makes other draws. Log-likelihoods are summed over pixels in double precision.
 *
 * <p>Source: [S23] and its published program; [B16] for IWAE, {@link LogWeights}.
 *
 * @param estimator which of the three
 * @param draws S; 1 for the published estimator
 * @param pixels how pixels are distributed
 * @param frames which t
 * @param batchSize sequences that are in memory at a time
 */
public record TransformedLikelihood(Estimator estimator, int draws, Pixels pixels, FrameRange frames, int batchSize) {

    /** How draws become an estimate. */
    public enum Estimator {
        /** That of the published program, with the wrong sign. */
        PUBLISHED,
        /** The evidence lower bound. */
        ELBO,
        /** The importance weighted bound. */
        IWAE
    }

    /** How pixels are distributed. */
    public enum Pixels {
        /** As the model was trained. */
        TRAINED {
            @Override
            Tensor negativeLogLikelihood(Likelihood trained, Tensor output, Tensor images) {
                return trained.negativeLogLikelihood(output, images);
            }
        },
        /** Normally with deviation 1 around the mean image. */
        UNIT_NORMAL {
            @Override
            Tensor negativeLogLikelihood(Likelihood trained, Tensor output, Tensor images) {
                return new Likelihood.Gaussian(1).negativeLogLikelihood(trained.mean(output), images);
            }
        };

        abstract Tensor negativeLogLikelihood(Likelihood trained, Tensor output, Tensor images);
    }

    /** Checks the ranges. */
    public TransformedLikelihood {
        Checks.atLeast("batchSize", batchSize, 1);
        Checks.atLeast("draws", draws, 1);
        if (estimator == Estimator.PUBLISHED && draws != 1) {
            throw new IllegalArgumentException("the published estimator takes 1 draw, found draws = " + draws);
        }
    }

    /** That of the published program of [S23] on digits. */
    public static TransformedLikelihood published(int batchSize) {
        return new TransformedLikelihood(
                Estimator.PUBLISHED, 1, Pixels.UNIT_NORMAL, FrameRange.WITHOUT_LAST, batchSize);
    }

    /** The evidence lower bound of all frames with the trained distribution of pixels. */
    public static TransformedLikelihood elbo(int draws, int batchSize) {
        return new TransformedLikelihood(Estimator.ELBO, draws, Pixels.TRAINED, FrameRange.ALL, batchSize);
    }

    /** The importance weighted bound of all frames with the trained distribution of pixels. */
    public static TransformedLikelihood iwae(int draws, int batchSize) {
        return new TransformedLikelihood(Estimator.IWAE, draws, Pixels.TRAINED, FrameRange.ALL, batchSize);
    }

    /**
     * The estimate.
     *
     * @param trained how the outputs of the decoder were read in training
     * @param key for the draws, a child for each transformation and batch
     * @param which the starting images, at least one; each under all transformations
     * @throws IllegalArgumentException if there is no starting image, sequences are too short, the posterior gives other shapes, or a
     *     density is not a number or infinite
     * @throws IndexOutOfBoundsException if there is no such starting image
     */
    public Score of(
            TransformedPosterior posterior, Likelihood trained, ImageSequences sequences, RandomKey key, int... which) {
        int count = frames.count(sequences.frames());
        double[][][] rows = new SequenceReader(sequences, batchSize, which).rows(key, (x, k, batchKey) -> {
            double[][] logWeights = new double[x.extent(0) * count][draws];
            for (int s = 0; s < draws; s++) {
                TransformedPosterior.Draw draw = posterior.follow(x, k, batchKey.child(s));
                Checks.same("the shape of outputs", draw.output().shape(), x.shape());
                double[] found = logWeights(draw, trained, x, count);
                for (int row = 0; row < found.length; row++) {
                    logWeights[row][s] = found[row];
                }
            }
            return figures(LogWeights.of(logWeights), count);
        });
        FrameFigures estimates = figures(sequences, rows, 0, count);
        Score score = estimates
                .score("ln p(x_t), " + estimator)
                .withTable(estimates.byTransformation("log-likelihood"))
                .withTable(estimates.byFrame("log-likelihood by frame"))
                .withSetting("data", sequences.name())
                .withSetting("estimator", estimator)
                .withSetting("draws", draws)
                .withSetting("pixels", pixels == Pixels.TRAINED ? trained : pixels)
                .withSetting("frames", frames)
                .withSetting("batch size", batchSize);
        if (estimator != Estimator.IWAE) {
            return score;
        }
        double effective = figures(sequences, rows, count, 2 * count).score("").value();
        return score.withFigure("effective sample size", effective);
    }

    /** Those of a draw for the first frames after x_0, [N · count]. */
    private double[] logWeights(TransformedPosterior.Draw draw, Likelihood trained, Tensor x, int count) {
        Tensor negative = pixels.negativeLogLikelihood(trained, images(draw.output(), count), images(x, count));
        Tensor ratio = later(draw.logPrior(), count).subtract(later(draw.logPosterior(), count));
        Tensor likelihood = negative.negate().reshape(ratio.shape());
        return (estimator == Estimator.PUBLISHED ? likelihood.subtract(ratio) : likelihood.add(ratio)).toDoubleArray();
    }

    private static Tensor later(Tensor x, int count) {
        return x.slice(1, 1, 1 + count).cast(DType.FLOAT64);
    }

    private static Tensor images(Tensor x, int count) {
        int[] e = x.shape().toArray();
        return later(x, count).reshape(Shape.of(e[0] * count, e[2], e[3], e[4]));
    }

    /** For each sequence the estimates of its frames, then their effective sample sizes. */
    private double[] figures(LogWeights weights, int count) {
        double[] estimates = estimator == Estimator.ELBO ? means(weights) : weights.logLikelihoods();
        double[] sizes = weights.effectiveSampleSizes();
        double[] both = new double[2 * estimates.length];
        for (int row = 0; row < estimates.length; row++) {
            int at = 2 * count * (row / count) + row % count;
            both[at] = estimates[row];
            both[at + count] = sizes[row];
        }
        return both;
    }

    private static double[] means(LogWeights weights) {
        double[] means = new double[weights.points()];
        Arrays.setAll(means, row -> Arrays.stream(weights.ofPoint(row)).sum() / weights.draws());
        return means;
    }

    private static FrameFigures figures(ImageSequences sequences, double[][][] rows, int from, int to) {
        double[][][] part = Arrays.stream(rows)
                .map(ofTransformation -> Arrays.stream(ofTransformation)
                        .map(row -> Arrays.copyOfRange(row, from, to))
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
        return new FrameFigures(sequences.transformations(), part, false);
    }
}
