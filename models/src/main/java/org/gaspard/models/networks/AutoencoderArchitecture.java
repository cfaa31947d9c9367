package org.gaspard.models.networks;

import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.tensor.RandomKey;

/**
 * An encoder and a decoder that fit: the decoder takes d latents and gives examples of the shape that the encoder takes. The
 * encoder gives d numbers (a plain autoencoder) or 2 d (a variational one: d means, then d logarithms of variances).
 *
 * @param encoder from examples to [d] or [2 d]
 * @param decoder from [d] to examples
 */
public record AutoencoderArchitecture(Network encoder, Network decoder) {

    /** Checks that they fit. */
    public AutoencoderArchitecture {
        if (decoder.input().rank() != 1) {
            throw new IllegalArgumentException("a decoder takes latents [d], found " + decoder.input());
        }
        int latents = decoder.input().extent(0);
        int codes = encoder.output().rank() == 1 ? encoder.output().extent(0) : 0;
        if (codes != latents && codes != 2 * latents) {
            throw new IllegalArgumentException("the encoder gives " + encoder.output() + ", expected [" + latents
                    + "] or [" + 2 * latents + "] for a decoder of " + latents + " latents");
        }
        if (!decoder.output().equals(encoder.input())) {
            throw new IllegalArgumentException(
                    "the decoder gives " + decoder.output() + ", but the encoder takes " + encoder.input());
        }
    }

    /** The number d of latents. */
    public int latents() {
        return decoder.input().extent(0);
    }

    /** Both networks with other starting weights. */
    public AutoencoderArchitecture withInitialisation(Initialisation other) {
        return new AutoencoderArchitecture(encoder.withInitialisation(other), decoder.withInitialisation(other));
    }

    /**
     * Both networks with the likelihood that reads the decoder; their parameters' names begin with "encoder." and
     * "decoder.".
     *
     * @throws IllegalArgumentException if the encoder gives one number for each latent, not two
     */
    public Vae vae(Likelihood likelihood, RandomKey key) {
        if (encoder.output().extent(0) != 2 * latents()) {
            throw new IllegalArgumentException("the encoder gives " + encoder.output() + ", expected [" + 2 * latents()
                    + "]: a mean and a log variance of each latent");
        }
        return new Vae(
                encoder.build("encoder", key.child(0)), decoder.build("decoder", key.child(1)), latents(), likelihood);
    }

    /** The tables of both networks. */
    public String summary() {
        return "encoder\n" + encoder.summary() + "\ndecoder\n" + decoder.summary();
    }
}
