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
 * A transposed convolution, the adjoint of {@link Conv2d}: from [N, H, W, in] to [N, H', W', out] with
 * {@code H' = (H - 1) s - 2p + d(k - 1) + 1 + outputPadding}.
 *
 * <p>With stride s, s different heights are convolved to the same H; the output padding, 0 ≤ outputPadding &lt; s,
 * chooses among them. It adds rows at the bottom and columns at the right that the convolution reaches, not zeros.
 *
 * @param weight [kh, kw, out, in]: that of the convolution whose adjoint this is
 * @param bias [out]
 * @param geometry strides, padding, dilation of that convolution
 * @param outputPaddingH rows to add
 * @param outputPaddingW columns to add
 */
public record ConvTranspose2d(
        Parameter weight,
        Optional<Parameter> bias,
        ConvolutionGeometry geometry,
        int outputPaddingH,
        int outputPaddingW)
        implements Layer {

    /** Checks the shapes and the output padding. */
    public ConvTranspose2d {
        Weights.rank(weight, 4, "[kh, kw, out, in]");
        Weights.bias(bias, weight, weight.shape().extent(2));
        if (outputPaddingH < 0
                || outputPaddingW < 0
                || outputPaddingH >= geometry.strideH()
                || outputPaddingW >= geometry.strideW()) {
            throw new IllegalArgumentException("output padding " + outputPaddingH + "x" + outputPaddingW
                    + " must not be negative and must be below the stride " + geometry.strideH() + "x"
                    + geometry.strideW());
        }
    }

    /** A float32 layer with a square window and PyTorch's default initialisation, without output padding. */
    public ConvTranspose2d(String name, int in, int out, int kernel, int stride, int padding, RandomKey key) {
        this(
                name,
                Shape.of(kernel, kernel, out, in),
                ConvolutionGeometry.of(stride, padding),
                0,
                key,
                WeightInit.standard());
    }

    /**
     * A layer whose weight has the shape {@code window} = [kh, kw, out, in] and starts as {@code init} says; for the
     * fan in of this shape see {@link Fans#of}.
     */
    public ConvTranspose2d(
            String name,
            Shape window,
            ConvolutionGeometry geometry,
            int outputPadding,
            RandomKey key,
            WeightInit init) {
        this(
                init.newWeight(name, window, Fans.of(window), key),
                init.newBias(name, Shape.of(window.extent(-2)), Fans.of(window), key),
                geometry,
                outputPadding,
                outputPadding);
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        int in = weight.shape().extent(3);
        Weights.input(x.rank() == 4 && x.extent(3) == in, weight, "[N, H, W, " + in + "]", x);
        ConvolutionGeometry g = geometry;
        int spanH = g.dilationH() * (weight.shape().extent(0) - 1) + 1;
        int spanW = g.dilationW() * (weight.shape().extent(1) - 1) + 1;
        int height = (x.extent(1) - 1) * g.strideH() - g.padTop() - g.padBottom() + spanH + outputPaddingH;
        int width = (x.extent(2) - 1) * g.strideW() - g.padLeft() - g.padRight() + spanW + outputPaddingW;
        Weights.input(height > 0 && width > 0, weight, "images that do not vanish under its padding", x);
        return Weights.plusBias(Convolution.transposed(x, pass.value(weight), g, height, width), bias, pass);
    }

    @Override
    public List<Parameter> parameters() {
        return Weights.list(weight, bias);
    }
}
