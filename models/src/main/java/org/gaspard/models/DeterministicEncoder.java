package org.gaspard.models;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * An encoder whose latents are its codes, for a {@link Vae} that is to be a plain autoencoder, as regularised and Wasserstein
 * autoencoders are: every logarithm of a variance is −200, so that {@code σ = e⁻¹⁰⁰} is lost in rounding. Terms that ask for the
 * density of the posterior have no meaning then.
 *
 * @param codes from images [N, H, W, C] to codes [N, d]
 */
public record DeterministicEncoder(Layer codes) implements Layer {

    private static final double LOG_VARIANCE = -200;

    @Override
    public Tensor apply(Tensor images, ForwardPass pass) {
        Tensor mean = codes.apply(images, pass);
        return Tensor.concatenate(1, mean, Tensor.full(mean.type(), LOG_VARIANCE));
    }

    @Override
    public List<Parameter> parameters() {
        return codes.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return codes.buffers();
    }
}
