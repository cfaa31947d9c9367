package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Many small affine maps side by side, one for each group: {@code y[n, g] = x[n, g] W[g] + b[g]}, from [N, G, in] to
 * [N, G, out], as one batched product. No group sees another, so a stack of these is a factorised function: one small
 * network for each latent dimension. PyTorch writes it as a grouped 1×1 convolution.
 *
 * @param weight W, [G, in, out]
 * @param bias b, [G, out]
 */
public record GroupedLinear(Parameter weight, Optional<Parameter> bias) implements Layer {

    /** Checks the shapes. */
    public GroupedLinear {
        Weights.rank(weight, 3, "[groups, in, out]");
        Weights.bias(bias, weight, weight.shape().extent(0), weight.shape().extent(2));
    }

    /** A float32 layer, each group in PyTorch's default initialisation. */
    public GroupedLinear(String name, int groups, int in, int out, RandomKey key) {
        this(name, groups, in, out, key, WeightInit.standard());
    }

    /** A layer each of whose groups starts as {@code init} says. */
    public GroupedLinear(String name, int groups, int in, int out, RandomKey key, WeightInit init) {
        this(
                init.newWeight(name, Shape.of(groups, in, out), new Fans(in, out), key),
                init.newBias(name, Shape.of(groups, out), new Fans(in, out), key));
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int groups = weight.shape().extent(0);
        int in = weight.shape().extent(1);
        boolean fits = x.rank() == 3 && x.extent(1) == groups && x.extent(2) == in;
        Weights.input(fits, weight, "[N, " + groups + ", " + in + "]", x);
        Tensor y = x.transpose(1, 0, 2).matmul(pass.value(weight)).transpose(1, 0, 2);
        return Weights.plusBias(y, bias, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return Weights.list(weight, bias);
    }
}
