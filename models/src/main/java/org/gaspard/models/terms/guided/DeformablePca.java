package org.gaspard.models.terms.guided;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Perceptrons;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The lightweight decoder of unsupervised Guided-VAE: the latents are {@code z = (z_def, z_cont)}, and
 *
 * <pre>{@code y = τ(z_def) ∘ (z_cont B + b₀)}</pre>
 *
 * with trained images B, principal components if they are orthogonal, and an affine motion τ of the plane that a network chooses, see
 * {@link AffineWarp}. {@code O(N K H W C)} for K components.
 *
 * <p>Ding et al., CVPR 2020. The constant image b₀ and the network's form are those of the toolkit by which Nakagawa et al., ICLR
 * 2023, compare with it.
 *
 * @param bases B and, in the last row, b₀, [K + 1, H·W·C], each an image [H, W, C]
 * @param deformation the network, from z_def, [N, deformationLatents], to [N, 6]
 * @param deformationLatents the number of latents, the first ones, that move the image
 * @param motion what the network's numbers mean
 * @param image [H, W, C]
 */
public record DeformablePca(Parameter bases, Layer deformation, int deformationLatents, Motion motion, Shape image) {

    private static final double BASIS_DEVIATION = 0.01;
    private static final List<Integer> HIDDEN = List.of(256, 256);

    /** What affine map the numbers of the network are. */
    public enum Motion {
        /**
         * The map itself, as in the toolkit: as its numbers are small at first, all pixels start close to the one in the middle.
         */
        MAP,
        /** The difference from the identity. */
        FROM_IDENTITY;

        private Tensor maps(Tensor numbers) {
            Tensor maps = numbers.reshape(numbers.extent(0), 2, 3);
            return switch (this) {
                case MAP -> maps;
                case FROM_IDENTITY ->
                    maps.add(Tensor.identity(numbers.dtype(), 2).pad(1, 0, 1).expand(0));
            };
        }
    }

    /** Checks the shapes and the number. */
    public DeformablePca {
        Checks.atLeast("deformationLatents", deformationLatents, 1);
        if (image.rank() != 3) {
            throw new IllegalArgumentException("image must be [H, W, C], found " + image);
        }
        Shape shape = bases.shape();
        if (shape.rank() != 2 || shape.extent(0) < 2 || shape.extent(1) != image.size()) {
            throw new IllegalArgumentException("bases must be [K + 1, " + image.size()
                    + "] with K at least 1 for images " + image + ", found " + shape);
        }
    }

    /**
     * As in the toolkit, in float32: bases start as {@code 0.01 N(0, 1)}, the network is a perceptron with two hidden layers of 256 and
     * ReLU in PyTorch's initialisation.
     *
     * @param image [H, W, C]
     * @param latents of the model; those after the first deformationLatents multiply the bases
     * @throws IllegalArgumentException if no latent would be left
     */
    public static DeformablePca of(Shape image, int latents, int deformationLatents, Motion motion, RandomKey key) {
        return of(image, latents, deformationLatents, motion, HIDDEN, DType.FLOAT32, key);
    }

    /** The same with other hidden layers, in another element type. */
    public static DeformablePca of(
            Shape image,
            int latents,
            int deformationLatents,
            Motion motion,
            List<Integer> hidden,
            DType dtype,
            RandomKey key) {
        Checks.atLeast("deformationLatents", deformationLatents, 1);
        if (latents <= deformationLatents) {
            throw new IllegalArgumentException(
                    "latents must be more than deformationLatents = " + deformationLatents + ", found " + latents);
        }
        Tensor start = key.child(0)
                .normal(dtype, latents - deformationLatents + 1, image.size())
                .multiply(BASIS_DEVIATION);
        Layer network = Perceptrons.network(
                        Shape.of(deformationLatents),
                        hidden,
                        Shape.of(6),
                        new Activation.Relu(),
                        Initialisation.all(WeightInit.standard().withDType(dtype)))
                .build("guide.deformation", key.child(1));
        return new DeformablePca(new Parameter("guide.bases", start), network, deformationLatents, motion, image);
    }

    /**
     * The images of latents, [N, H, W, C].
     *
     * @param latents z, [N, deformationLatents + K]
     */
    public Tensor decode(Tensor latents, ForwardPass pass) {
        int n = latents.extent(0);
        int content = bases.shape().extent(0) - 1;
        int all = deformationLatents + content;
        if (latents.rank() != 2 || latents.extent(1) != all) {
            throw new IllegalArgumentException("latents must be [N, " + all + "], found " + latents.type());
        }
        Tensor b = pass.value(bases);
        Tensor still = latents.slice(1, deformationLatents, all)
                .matmul(b.slice(0, 0, content))
                .add(b.slice(0, content, content + 1))
                .reshape(n, image.extent(0), image.extent(1), image.extent(2));
        Tensor numbers = deformation.apply(latents.slice(1, 0, deformationLatents), pass);
        if (!numbers.shape().equals(Shape.of(n, 6))) {
            throw new IllegalArgumentException("the deformation gave " + numbers.shape() + ", expected [" + n + ", 6]");
        }
        return AffineWarp.apply(still, motion.maps(numbers));
    }

    /** The bases and what the network has. */
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(bases), deformation.parameters().stream())
                .toList();
    }
}
