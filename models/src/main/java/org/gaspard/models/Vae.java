package org.gaspard.models;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A variational autoencoder with a diagonal Gaussian posterior and a standard normal prior.
 *
 * <p>Kingma and Welling: Auto-encoding variational Bayes. ICLR 2014.
 *
 * @param encoder from images [N, H, W, C] to [N, 2 latents]: the means, then the logarithms of the variances
 * @param decoder from latents [N, latents] to [N, H, W, C]: what the likelihood takes
 * @param latents the number of latent dimensions
 * @param likelihood of an image given the decoder's output
 */
public record Vae(Layer encoder, Layer decoder, int latents, Likelihood likelihood) {

    /** Checks the range. */
    public Vae {
        if (latents < 1) {
            throw new IllegalArgumentException("latents must be at least 1, found " + latents);
        }
    }

    /** The posterior of each image. */
    public GaussianPosterior encode(Tensor images, ForwardPass pass) {
        Tensor both = encoder.apply(images, pass);
        if (both.rank() != 2 || both.extent(1) != 2 * latents) {
            throw new IllegalArgumentException(
                    "the encoder gave " + both.shape() + ", expected [N, " + 2 * latents + "]");
        }
        return new GaussianPosterior(both.slice(1, 0, latents), both.slice(1, latents, 2 * latents));
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
        Tensor latent = pass.isTraining() ? posterior.sample(pass.nextKey()) : posterior.mean();
        return new VaePass(this, pass, images, posterior, latent, decode(latent, pass));
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return Stream.of(encoder, decoder)
                .flatMap(network -> network.parameters().stream())
                .distinct()
                .toList();
    }

    /** What forward passes change. */
    public List<Parameter> buffers() {
        return Stream.of(encoder, decoder)
                .flatMap(network -> network.buffers().stream())
                .distinct()
                .toList();
    }
}
