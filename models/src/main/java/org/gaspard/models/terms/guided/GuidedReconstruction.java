package org.gaspard.models.terms.guided;

import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * {@code ‖x − τ(z_def) ∘ (z_cont B + b₀)‖²}, summed over pixels and averaged over the batch, at the latents of the pass: asks some
 * latents for motion and the others for linear content. Gradients flow through the latents and into the guide.
 *
 * <p>Ding et al., CVPR 2020: the first part of the loss of deformable principal components.
 *
 * @param guide the second decoder
 */
public record GuidedReconstruction(DeformablePca guide) implements Term {

    @Override
    public String name() {
        return "guided_reconstruction";
    }

    @Override
    public List<Parameter> parameters() {
        return guide.parameters();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the guide is for other latents or images
     */
    @Override
    public Value value(VaePass pass) {
        Tensor images = guide.decode(pass.latent(), pass.pass());
        if (!images.shape().equals(pass.images().shape())) {
            throw new IllegalArgumentException("the guide makes images " + images.shape() + ", the batch is "
                    + pass.images().shape());
        }
        return Value.of(pass.images().subtract(images).square().sum(1, 2, 3).mean());
    }
}
