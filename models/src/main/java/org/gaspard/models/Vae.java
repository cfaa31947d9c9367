package org.gaspard.models;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * An autoencoder: variational, with a diagonal Gaussian posterior, or one that encodes each image as one point. What it is
 * trained for, the prior too, is up to the objective.
 *
 * <p>Kingma and Welling: Auto-encoding variational Bayes. ICLR 2014.
 *
 * @param encoder from images [N, H, W, C] to [N, 2 latents]: the means, then the logarithms of the variances; to [N, latents]
 *     if images are encoded as points
 * @param decoder from latents [N, latents] to [N, H, W, C]: what the likelihood takes
 * @param latents the number of latent dimensions
 * @param likelihood of an image given the decoder's output
 * @param encoding what the encoder says of an image
 */
public record Vae(Layer encoder, Layer decoder, int latents, Likelihood likelihood, Encoding encoding) {

    /** What an encoder says of an image. */
    public enum Encoding {
        /** A normal distribution of latents. */
        GAUSSIAN(2),
        /** One latent. */
        POINT(1);

        private final int numbers;

        Encoding(int numbers) {
            this.numbers = numbers;
        }

        /** How many numbers the encoder gives for each latent dimension. */
        public int numbers() {
            return numbers;
        }
    }

    /** Checks the range. */
    public Vae {
        if (latents < 1) {
            throw new IllegalArgumentException("latents must be at least 1, found " + latents);
        }
    }

    /** A variational autoencoder. */
    public Vae(Layer encoder, Layer decoder, int latents, Likelihood likelihood) {
        this(encoder, decoder, latents, likelihood, Encoding.GAUSSIAN);
    }

    /** The posterior of each image. */
    public GaussianPosterior encode(Tensor images, ForwardPass pass) {
        Tensor both = encoder.apply(images, pass);
        int width = encoding.numbers() * latents;
        if (both.rank() != 2 || both.extent(1) != width) {
            throw new IllegalArgumentException("the encoder gave " + both.shape() + ", expected [N, " + width + "]");
        }
        return switch (encoding) {
            case GAUSSIAN -> new GaussianPosterior(both.slice(1, 0, latents), both.slice(1, latents, 2 * latents));
            case POINT -> GaussianPosterior.at(both);
        };
    }

    /** What the decoder makes of latents, to be read by the likelihood. */
    public Tensor decode(Tensor latent, ForwardPass pass) {
        return decoder.apply(latent, pass);
    }

    /** The mean image of each latent, of a network in use. */
    public Tensor generate(Tensor latent) {
        return likelihood.mean(decode(latent, ForwardPass.evaluation()));
    }

    /** The posterior means of images, of a network in use. */
    public Tensor codes(Tensor images) {
        return encode(images, ForwardPass.evaluation()).mean();
    }

    /** One pass through both networks: latents are drawn while training and are the means in use. */
    public VaePass forward(Tensor images, ForwardPass pass) {
        GaussianPosterior posterior = encode(images, pass);
        boolean drawn = pass.isTraining() && encoding == Encoding.GAUSSIAN;
        Tensor latent = drawn ? posterior.sample(pass.nextKey()) : posterior.mean();
        return new VaePass(this, pass, images, posterior, latent, decode(latent, pass));
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return Stream.of(encoder, decoder)
                .flatMap(network -> network.parameters().stream())
                .distinct()
                .toList();
    }

    /** The type of the numbers that are trained, float32 if there are none. */
    public DType dtype() {
        return parameters().stream().map(Parameter::dtype).findFirst().orElse(DType.FLOAT32);
    }

    /** What forward passes change. */
    public List<Parameter> buffers() {
        return Stream.of(encoder, decoder)
                .flatMap(network -> network.buffers().stream())
                .distinct()
                .toList();
    }
}
