package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Tensor;

/**
 * The convolutions of the standard 64×64 VAE, one after the other in one step: windows of 4×4, stride 2, padding 1, with
 * bias.
 */
final class Convolutions {

    private static final ConvolutionGeometry HALVING = ConvolutionGeometry.of(2, 1);
    private static final int WINDOW = 4;

    /** From {@code in} channels of side {@code side} to {@code out} channels of half the side, or back. */
    private record Layer(int in, int out, int side) {

        double flops(int batch) {
            return 2.0 * batch * (side / 2.0) * (side / 2.0) * WINDOW * WINDOW * in * out;
        }

        Tensor weight(int seed) {
            return Pattern.numbers(seed, WINDOW, WINDOW, in, out);
        }
    }

    private static final List<Layer> LAYERS =
            List.of(new Layer(1, 32, 64), new Layer(32, 32, 32), new Layer(32, 64, 16), new Layer(64, 64, 8));

    private Convolutions() {}

    static double flops(int batch) {
        return LAYERS.stream().mapToDouble(layer -> layer.flops(batch)).sum();
    }

    /** Seeds: 10 l for the images of layer l, then weight, bias and gradient. */
    static Workload forward(int batch) {
        List<Tensor> inputs = new ArrayList<>();
        for (int l = 0; l < LAYERS.size(); l++) {
            Layer layer = LAYERS.get(l);
            inputs.add(Pattern.numbers(10 * l, batch, layer.side, layer.side, layer.in));
            inputs.add(layer.weight(10 * l + 1));
            inputs.add(Pattern.numbers(10 * l + 2, layer.out));
        }
        return new Kept(inputs, in -> {
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < in.size(); i += 3) {
                results.add(
                        Convolution.conv2d(in.get(i), in.get(i + 1), HALVING).add(in.get(i + 2)));
            }
            return results;
        });
    }

    /** The gradients in the images, the weights and the bias. */
    static Workload backward(int batch) {
        List<Tensor> inputs = new ArrayList<>();
        for (int l = 0; l < LAYERS.size(); l++) {
            Layer layer = LAYERS.get(l);
            inputs.add(Pattern.numbers(10 * l, batch, layer.side, layer.side, layer.in));
            inputs.add(layer.weight(10 * l + 1));
            inputs.add(Pattern.numbers(10 * l + 3, batch, layer.side / 2, layer.side / 2, layer.out));
        }
        return new Kept(inputs, in -> {
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < in.size(); i += 3) {
                Tensor x = in.get(i);
                Tensor g = in.get(i + 2);
                results.add(Convolution.transposed(g, in.get(i + 1), HALVING, x.extent(1), x.extent(2)));
                results.add(Convolution.weightGradient(x, g, HALVING, WINDOW, WINDOW));
                results.add(g.sum(0, 1, 2));
            }
            return results;
        });
    }

    /** The layers back, as the decoder has them: from {@code out} to {@code in} channels of twice the side. */
    static Workload transposed(int batch) {
        List<Tensor> inputs = new ArrayList<>();
        for (int l = 0; l < LAYERS.size(); l++) {
            Layer layer = LAYERS.get(l);
            inputs.add(Pattern.numbers(10 * l, batch, layer.side / 2, layer.side / 2, layer.out));
            inputs.add(layer.weight(10 * l + 1));
            inputs.add(Pattern.numbers(10 * l + 2, layer.in));
        }
        return new Kept(inputs, in -> {
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < in.size(); i += 3) {
                Tensor g = in.get(i);
                Tensor image = Convolution.transposed(g, in.get(i + 1), HALVING, 2 * g.extent(1), 2 * g.extent(2));
                results.add(image.add(in.get(i + 2)));
            }
            return results;
        });
    }
}
