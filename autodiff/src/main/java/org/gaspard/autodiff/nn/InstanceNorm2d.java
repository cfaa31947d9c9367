package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Instance normalisation of images [N, H, W, C]: {@code (x - μ) / √(σ² + ε)}, μ and σ² (divisor H W) being taken over
 * the pixels of each image and channel on their own. Training and evaluation are the same.
 *
 * <p>Source: Ulyanov, Vedaldi and Lempitsky, Instance Normalization, 2016.
 *
 * @param affine a learned scale and shift, [C], if wanted
 * @param epsilon ε, 1e-5 by default
 */
public record InstanceNorm2d(Optional<Affine> affine, double epsilon) implements Layer {

    /** Without learned scale and shift, as is the default in PyTorch, and ε = 1e-5. */
    public InstanceNorm2d() {
        this(Optional.empty(), 1e-5);
    }

    /** With learned scale and shift, name.weight and name.bias. */
    public InstanceNorm2d(String name, int channels, double epsilon, DType dtype) {
        this(Optional.of(Affine.identity(name, Shape.of(channels), dtype)), epsilon);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the images have only one pixel
     */
    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        if (x.rank() != 4 || x.extent(1) * x.extent(2) < 2) {
            throw new IllegalArgumentException(
                    "instance normalisation takes images [N, H, W, C] of several pixels, found " + x.type());
        }
        Tensor normal = Standardisation.over(x, epsilon, 1, 2);
        return affine.map(a -> a.apply(normal, pass)).orElse(normal);
    }

    @Override
    public List<Parameter> parameters() {
        return affine.map(Affine::parameters).orElse(List.of());
    }
}
