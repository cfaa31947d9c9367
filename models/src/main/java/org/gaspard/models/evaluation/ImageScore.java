package org.gaspard.models.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.Prior;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * A number for each image by a model in use: the larger, the stranger; {@link
 * org.gaspard.metrics.novelty.OutOfDistribution} gives the areas of both signs. Functions of codes alone are {@link LatentScore}s.
 *
 * @param name for tables
 * @param function from images [N, H, W, C] to [N], with the parameters and buffers that it reads
 */
public record ImageScore(String name, Layer function) {

    /**
     * {@code −ln p(x | z)} at the code z of each image, in nats: a likelihood of the reconstruction alone. For a normal likelihood
     * the squared error up to scale and a constant.
     */
    public static ImageScore reconstruction(Vae model) {
        return new ImageScore("−ln p(x | z)", new Reading(model.parameters(), model.buffers(), images -> {
            Tensor z = model.codes(images);
            return model.likelihood().negativeLogLikelihood(model.decode(z, ForwardPass.evaluation()), images);
        }));
    }

    /**
     * {@code −ln 1/K Σ_k p(x | z_k) p(z_k) / q(z_k | x)} with K draws of the posterior, in nats: above the negative log-likelihood on
     * average, and nearer with more draws; the negative evidence lower bound for K = 1. The same draws of noise are used for all images
     * that are at the same place of a batch. Burda, Grosse, Salakhutdinov: Importance weighted autoencoders. ICLR 2016, equation 8.
     *
     * @param samples K, at least 1
     * @param seed decides the draws
     * @throws IllegalArgumentException if the model encodes points
     */
    public static ImageScore negativeBound(Vae model, Prior prior, int samples, long seed) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, found " + samples);
        }
        if (model.encoding() == Vae.Encoding.POINT) {
            throw new IllegalArgumentException("model must encode distributions, found one that encodes points");
        }
        List<Parameter> parameters = new ArrayList<>(model.parameters());
        parameters.addAll(prior.parameters());
        List<Parameter> buffers = new ArrayList<>(model.buffers());
        buffers.addAll(prior.buffers());
        return new ImageScore("−ln p(x), bound", new Reading(parameters, buffers, images -> {
            ForwardPass pass = ForwardPass.evaluation();
            GaussianPosterior q = model.encode(images, pass);
            Tensor[] logWeights = new Tensor[samples];
            Arrays.setAll(logWeights, k -> {
                Tensor z = q.sample(RandomKey.of(seed).child(k));
                return prior.logDensity(z, model, pass)
                        .subtract(q.logDensities(z).sum(1))
                        .subtract(model.likelihood().negativeLogLikelihood(model.decode(z, pass), images))
                        .expand(0);
            });
            return Activations.logSumExp(Tensor.concatenate(0, logWeights), 0)
                    .negate()
                    .add(Math.log(samples));
        }));
    }

    /**
     * The numbers of images.
     *
     * @throws IllegalArgumentException if the function does not give one for each
     */
    public double[] of(ImageDataset images, int... which) {
        float[] found = new NetworkFeatures(images, function).encode(which);
        if (found.length != which.length) {
            throw new IllegalArgumentException(
                    "function must give a number for each of " + which.length + " images, found " + found.length);
        }
        double[] scores = new double[found.length];
        Arrays.setAll(scores, n -> found[n]);
        return scores;
    }

    /** A function of images that is given with what it reads; it is one of networks in use, whatever the pass. */
    private record Reading(List<Parameter> parameters, List<Parameter> buffers, UnaryOperator<Tensor> function)
            implements Layer {

        Reading {
            parameters = parameters.stream().distinct().toList();
            buffers = buffers.stream().distinct().toList();
        }

        @Override
        public Tensor apply(Tensor images, ForwardPass pass) {
            return function.apply(images);
        }
    }
}
