package org.gaspard.models.networks;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * An encoder whose posterior is whatever a network makes of noise: {@code z = f(x, ε)}, ε standard normal. Its density is not
 * known. While training, ε is drawn, so a {@link Vae} with this encoder and {@link Vae.Encoding#POINT} has a random latent in each
 * pass; in use, ε = 0, which gives one code for each image.
 *
 * <p>Mescheder, Nowozin, Geiger: Adversarial variational Bayes. ICML 2017, section 3 (the black-box posterior). In the program of
 * the comparison in Nakagawa et al., Gromov-Wasserstein autoencoders, ICLR 2023, {@code z = μ(x) + σ(x) v(ε)}, and no optimiser
 * trains v; here all of f is trained.
 *
 * @param network f, from images and noise to [N, latents]
 * @param noise how many numbers ε has
 */
public record ImplicitEncoder(PairNetwork network, int noise) implements Layer {

    /** Checks the range. */
    public ImplicitEncoder {
        Checks.atLeast("noise", noise, 1);
    }

    /**
     * A model whose encoder and decoder are those of an architecture, but for the encoder's end: see
     * {@link PairArchitecture#implicitEncoder}. The parameters' names begin with "encoder." and "decoder.".
     *
     * @param noise how many numbers ε has; as many as there are latents is usual
     */
    public static Vae vae(AutoencoderArchitecture networks, int noise, Likelihood likelihood, RandomKey key) {
        int latents = networks.latents();
        PairNetwork encoder = PairArchitecture.implicitEncoder(networks.encoder(), noise, latents)
                .build("encoder", key.child(0));
        return new Vae(
                new ImplicitEncoder(encoder, noise),
                networks.decoder().build("decoder", key.child(1)),
                latents,
                likelihood,
                Vae.Encoding.POINT);
    }

    @Override
    public Tensor apply(Tensor images, ForwardPass pass) {
        int n = images.extent(0);
        Tensor epsilon = pass.isTraining()
                ? pass.nextKey().normal(images.dtype(), n, noise)
                : Tensor.full(new TensorType(Shape.of(n, noise), images.dtype()), 0);
        return network.apply(images, epsilon, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return network.buffers();
    }
}
