package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * An affine map of the last axis: {@code y = x W + b}, from [..., in] to [..., out].
 *
 * <p>The weight is [in, out], so the product reads it row by row; PyTorch keeps [out, in].
 *
 * @param weight W, [in, out]
 * @param bias b, [out]
 */
public record Linear(Parameter weight, Optional<Parameter> bias) implements Layer {

    /** Checks the shapes. */
    public Linear {
        Weights.rank(weight, 2, "[in, out]");
        Weights.bias(bias, weight, weight.shape().extent(1));
    }

    /** A float32 layer in PyTorch's default initialisation; its parameters are name.weight and name.bias. */
    public Linear(String name, int in, int out, RandomKey key) {
        this(name, in, out, key, WeightInit.standard());
    }

    /** A layer that starts as {@code init} says. */
    public Linear(String name, int in, int out, RandomKey key, WeightInit init) {
        this(name, Shape.of(in, out), key, init);
    }

    private Linear(String name, Shape shape, RandomKey key, WeightInit init) {
        this(
                init.newWeight(name, shape, Fans.of(shape), key),
                init.newBias(name, Shape.of(shape.extent(1)), Fans.of(shape), key));
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int in = weight.shape().extent(0);
        Weights.input(x.rank() >= 2 && x.extent(-1) == in, weight, "[..., " + in + "]", x);
        return Weights.plusBias(x.matmul(pass.value(weight)), bias, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return Weights.list(weight, bias);
    }
}
