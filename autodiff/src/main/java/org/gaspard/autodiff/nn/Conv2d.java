package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.Optional;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A convolution of images: {@code y[n,i,j,o] = b[o] + Σ x[n, i·s + a·d - p, j·s + b·d - p, c] w[a,b,c,o]}, from
 * [N, H, W, in] to [N, H', W', out] with {@code H' = ⌊(H + 2p - d(k - 1) - 1) / s⌋ + 1}.
 *
 * @param weight w, [kh, kw, in, out]
 * @param bias b, [out]
 * @param geometry strides, padding, dilation
 * @param padding what the padding is filled with
 */
public record Conv2d(Parameter weight, Optional<Parameter> bias, ConvolutionGeometry geometry, Padding padding)
        implements Layer {

    /** Checks the shapes. */
    public Conv2d {
        Weights.rank(weight, 4, "[kh, kw, in, out]");
        Weights.bias(bias, weight, weight.shape().extent(3));
    }

    /** A float32 layer with a square window, zero padding and PyTorch's default initialisation. */
    public Conv2d(String name, int in, int out, int kernel, int stride, int padding, RandomKey key) {
        this(
                name,
                Shape.of(kernel, kernel, in, out),
                ConvolutionGeometry.of(stride, padding),
                Padding.ZERO,
                key,
                WeightInit.standard());
    }

    /** A layer whose weight has the shape {@code window} = [kh, kw, in, out] and starts as {@code init} says. */
    public Conv2d(
            String name, Shape window, ConvolutionGeometry geometry, Padding padding, RandomKey key, WeightInit init) {
        this(
                init.newWeight(name, window, Fans.of(window), key),
                init.newBias(name, Shape.of(window.extent(-1)), Fans.of(window), key),
                geometry,
                padding);
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int in = weight.shape().extent(2);
        Weights.input(x.rank() == 4 && x.extent(3) == in, weight, "[N, H, W, " + in + "]", x);
        Tensor w = pass.value(weight);
        Tensor y = switch (padding) {
            case ZERO -> Convolution.conv2d(x, w, geometry);
            case REPLICATE -> Convolution.conv2d(Padding.replicate(x, geometry), w, Padding.withoutPadding(geometry));
        };
        return Weights.plusBias(y, bias, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return Weights.list(weight, bias);
    }
}
