package org.gaspard.models.gan;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * A generator of images and a discriminator that tells its images from those of the data ([G14]). Images have pixels in [0, 1]
 * outside of the networks, whatever range these work in.
 *
 * @param generator from latents [N, latents] to images [N, H, W, C], in the range of {@code pixels}; layer by layer, so that
 *     one can look inside
 * @param discriminator from such images to one logit each, above 0 for images of the data
 * @param latents the number of latent dimensions
 * @param pixels the range of pixels inside
 */
public record Gan(Sequential generator, Layer discriminator, int latents, Pixels pixels) {

    /** The range of pixels that a generator gives and a discriminator takes. */
    public enum Pixels {
        /** [−1, 1], for a generator that ends with tanh. */
        SIGNED,
        /** [0, 1], for one that ends with a sigmoid. */
        UNIT;

        private Tensor inside(Tensor unit) {
            return this == SIGNED ? unit.multiply(2).subtract(1) : unit;
        }

        private Tensor outside(Tensor own) {
            return this == SIGNED ? own.add(1).multiply(0.5) : own;
        }
    }

    /** Checks the range. */
    public Gan {
        Checks.atLeast("latents", latents, 1);
    }

    /** {@code n} independent latents from N(0, I), float32 [n, latents]. */
    public Tensor draw(RandomKey key, int n) {
        return key.normal(DType.FLOAT32, n, latents);
    }

    /** The images of latents, [N, H, W, C] with pixels in [0, 1]. */
    public Tensor generate(Tensor latent, ForwardPass pass) {
        return pixels.outside(generator.apply(latent, pass));
    }

    /** The images of latents by a generator in use: each depends on its own latent alone. */
    public Tensor generate(Tensor latent) {
        return generate(latent, ForwardPass.evaluation());
    }

    /**
     * What the first layers of a generator in use make of latents, [N, ...].
     *
     * @param layers how many
     */
    public Tensor activations(Tensor latent, int layers) {
        int all = generator.layers().size();
        if (layers < 1 || layers > all) {
            throw new IllegalArgumentException(
                    "layers must be from 1 to the " + all + " of the generator, found " + layers);
        }
        return new Sequential(generator.layers().subList(0, layers)).apply(latent, ForwardPass.evaluation());
    }

    /**
     * What the discriminator says of images, [N].
     *
     * @param images [N, H, W, C] with pixels in [0, 1]
     * @throws IllegalArgumentException if it does not give one number for each image
     */
    public Tensor logits(Tensor images, ForwardPass pass) {
        Tensor logits = discriminator.apply(pixels.inside(images), pass);
        if (logits.size() != images.extent(0)) {
            throw new IllegalArgumentException("the discriminator gave " + logits.shape()
                    + ", expected one logit for each of " + images.extent(0) + " images");
        }
        return logits.reshape(images.extent(0));
    }

    /** What training changes by gradients: of the generator, then of the discriminator. */
    public List<Parameter> parameters() {
        return Stream.of(generator, discriminator)
                .flatMap(network -> network.parameters().stream())
                .toList();
    }

    /** What forward passes change, likewise. */
    public List<Parameter> buffers() {
        return Stream.of(generator, discriminator)
                .flatMap(network -> network.buffers().stream())
                .toList();
    }
}
