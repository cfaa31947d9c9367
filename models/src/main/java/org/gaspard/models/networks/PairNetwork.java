package org.gaspard.models.networks;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A network of pairs: an image and a vector, each seen by a branch of its own, then both by a third,
 *
 * <pre>{@code f(x, z) = joint(image(x), latent(z))}</pre>
 *
 * <p>where what the branches give stands side by side.
 *
 * @param image from images [N, H, W, C] to [N, a]
 * @param latent from vectors [N, d] to [N, b]
 * @param joint from [N, a + b] to what the network is for: [N, 1] for a discriminator
 */
public record PairNetwork(Layer image, Layer latent, Layer joint) {

    /**
     * The output for each pair.
     *
     * @throws IllegalArgumentException if there is not one vector for each image, or a branch does not give vectors
     */
    public Tensor apply(Tensor images, Tensor latents, ForwardPass pass) {
        if (images.extent(0) != latents.extent(0)) {
            throw new IllegalArgumentException(
                    "pairs need one vector for each image, found " + images.shape() + " and " + latents.shape());
        }
        Tensor ofImage = vectors("image", image.apply(images, pass));
        Tensor ofLatent = vectors("latent", latent.apply(latents, pass));
        return joint.apply(Tensor.concatenate(1, ofImage, ofLatent), pass);
    }

    /**
     * One number for each pair, [N]: the logit of a discriminator.
     *
     * @throws IllegalArgumentException if the network gives something else
     */
    public Tensor logits(Tensor images, Tensor latents, ForwardPass pass) {
        Tensor logits = apply(images, latents, pass);
        if (logits.rank() != 2 || logits.extent(1) != 1) {
            throw new IllegalArgumentException("the network of pairs gave " + logits.shape() + ", expected [N, 1]");
        }
        return logits.index(1, 0);
    }

    private static Tensor vectors(String branch, Tensor found) {
        if (found.rank() != 2) {
            throw new IllegalArgumentException("the " + branch + " branch gave " + found.shape() + ", expected [N, n]");
        }
        return found;
    }

    /** What training changes, of the branches in their order. */
    public List<Parameter> parameters() {
        return branches().parameters();
    }

    /** What forward passes change, likewise. */
    public List<Parameter> buffers() {
        return branches().buffers();
    }

    /** All layers, to list what they have. */
    private Sequential branches() {
        return new Sequential(List.of(image, latent, joint));
    }
}
