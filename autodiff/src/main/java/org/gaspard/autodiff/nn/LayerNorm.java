package org.gaspard.autodiff.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Layer normalisation: {@code γ (x - μ) / √(σ² + ε) + β}, μ and σ² (divisor n) being taken over the last axes of each
 * example on its own. Training and evaluation are the same.
 *
 * <p>Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
 *
 * @param over the shape of the last axes that are normalised together
 * @param affine γ and β, of that shape, if they are learned
 * @param epsilon ε, 1e-5 by default
 */
public record LayerNorm(Shape over, Optional<Affine> affine, double epsilon) implements Layer {

    /** Checks that there is an axis. */
    public LayerNorm {
        if (over.rank() == 0) {
            throw new IllegalArgumentException("layer normalisation over no axis, expected at least one extent");
        }
    }

    /** A float32 layer with learned scale and shift and ε = 1e-5. */
    public LayerNorm(String name, int... over) {
        this(name, Shape.of(over), 1e-5, true, DType.FLOAT32);
    }

    /** A layer whose parameters are name.weight and name.bias, if {@code affine}. */
    public LayerNorm(String name, Shape over, double epsilon, boolean affine, DType dtype) {
        this(over, affine ? Optional.of(Affine.identity(name, over, dtype)) : Optional.empty(), epsilon);
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int first = x.rank() - over.rank();
        if (first < 0 || !Arrays.equals(Arrays.copyOfRange(x.shape().toArray(), first, x.rank()), over.toArray())) {
            throw new IllegalArgumentException(
                    "layer normalisation over " + over + ", found an input of " + x.type() + " with other last axes");
        }
        int[] axes = IntStream.range(first, x.rank()).toArray();
        Tensor normal = Standardisation.over(x, epsilon, axes);
        return affine.map(a -> a.apply(normal, pass)).orElse(normal);
    }

    @Override
    public List<Parameter> parameters() {
        return affine.map(Affine::parameters).orElse(List.of());
    }
}
