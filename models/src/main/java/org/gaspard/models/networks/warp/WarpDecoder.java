package org.gaspard.models.networks.warp;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.warp.BilinearSampling.Outside;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A decoder that draws an image of some latents, the appearance, and deforms it by the others, the perspective: {@code x = T_{γ(p)}
 * a(q)} for latents z = (p, q). Source: [DH19], the unconditional form, U-VITAE: one encoder gives both parts of z, so
 * that any {@link org.gaspard.models.Vae} with this decoder and the usual terms is one.
 *
 * <p>What the appearance gives is deformed as it is: logits for a Bernoulli likelihood, for which {@link Outside#ZERO} would be
 * grey, or mean images for a Gaussian one.
 *
 * @param appearance a, from [N, latents of the appearance] to images [N, H, W, C]
 * @param perspective γ, from [N, latents of the perspective] to [N, warp.numbers()]
 * @param perspectiveLatents how many of the latents, the first ones, are the perspective
 * @param warp T
 * @param outside what is seen outside of a(q)
 */
public record WarpDecoder(Layer appearance, Layer perspective, int perspectiveLatents, Warp warp, Outside outside)
        implements Layer {

    /** Checks the range. */
    public WarpDecoder {
        Checks.atLeast("perspectiveLatents", perspectiveLatents, 1);
    }

    /**
     * The deformed images.
     *
     * @param latents [N, d], d more than those of the perspective
     */
    @Override
    public Tensor apply(Tensor latents, ForwardPass pass) {
        if (latents.rank() != 2 || latents.extent(1) <= perspectiveLatents) {
            throw new IllegalArgumentException("latents must be [N, d] with d above the " + perspectiveLatents
                    + " of the perspective, found " + latents.shape());
        }
        int d = latents.extent(1);
        Tensor image = appearance.apply(latents.slice(1, perspectiveLatents, d), pass);
        Tensor numbers = perspective.apply(latents.slice(1, 0, perspectiveLatents), pass);
        return BilinearSampling.sample(image, warp.places(numbers, image.extent(1), image.extent(2)), outside);
    }

    @Override
    public List<Parameter> parameters() {
        return parts().parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return parts().buffers();
    }

    /** All layers, to list what they have. */
    private Sequential parts() {
        return new Sequential(List.of(appearance, perspective));
    }
}
