package org.gaspard.models.prior;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The mixture of the posteriors of K trained pseudo-inputs, {@code p(z) = (1/K) Σ_k q(z | u_k)}: with the data in the place of
 * the u it would be the prior that maximises the evidence bound. In each pass the encoder sees the K pseudo-inputs as one batch
 * more (layers with running statistics count it as one), then {@code O(m K d)} for m latents. Gradients flow into the
 * pseudo-inputs and the encoder.
 *
 * <p>Tomczak, Welling: VAE with a VampPrior. AISTATS 2018, arXiv 1705.07120, section 3. Their pseudo-inputs pass a hard limit
 * to [0, 1], as {@code clamped} has it, and K is 500 in most of their experiments.
 *
 * @param pseudoInputs u, [K, H, W, C]
 * @param clamped whether the encoder sees them limited to [0, 1]; a pixel outside then has no gradient
 */
public record VampPrior(Parameter pseudoInputs, boolean clamped) implements Prior {

    /** Checks the shape. */
    public VampPrior {
        if (pseudoInputs.shape().rank() != 4) {
            throw new IllegalArgumentException("pseudoInputs must be [K, H, W, C], found " + pseudoInputs.shape());
        }
    }

    /**
     * Clamped float32 pseudo-inputs whose pixels start normally distributed.
     *
     * @param components K
     * @param image [H, W, C]
     * @param mean of the pixels; inside [0, 1], as pixels outside never change
     * @param deviation of the pixels
     */
    public static VampPrior of(int components, Shape image, double mean, double deviation, RandomKey key) {
        Checks.atLeast("components", components, 1);
        Checks.nonNegative("deviation", deviation);
        if (image.rank() != 3 || !(mean >= 0 && mean <= 1)) {
            throw new IllegalArgumentException(
                    "image and mean must be [H, W, C] and in [0, 1], found " + image + " and " + mean);
        }
        Tensor start = key.normal(DType.FLOAT32, components, image.extent(0), image.extent(1), image.extent(2))
                .multiply(deviation)
                .add(mean);
        return ofImages(start);
    }

    /** Clamped pseudo-inputs that start as images, such as some of the training set. */
    public static VampPrior ofImages(Tensor images) {
        return new VampPrior(new Parameter("prior.pseudo_inputs", images), true);
    }

    @Override
    public Tensor logDensity(Tensor latents, Vae model, ForwardPass pass) {
        return Mixtures.logDensity(latents, equalWeights(latents.dtype()), components(model, pass));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        GaussianPosterior components = components(model, pass);
        return Mixtures.sample(n, key, equalWeights(components.mean().dtype()), components);
    }

    private Tensor equalWeights(DType dtype) {
        return Tensor.zeros(pseudoInputs.shape().extent(0)).cast(dtype);
    }

    private GaussianPosterior components(Vae model, ForwardPass pass) {
        Tensor inputs = pass.value(pseudoInputs);
        return model.encode(clamped ? inputs.clamp(0, 1) : inputs, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(pseudoInputs);
    }
}
