package org.gaspard.autodiff.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second gradients of every layer, in its input and in its parameters, against central differences. */
class LayerGradientTest {

    private static final RandomKey KEY = RandomKey.of(3);
    private static final WeightInit INIT = WeightInit.standard().withDType(DType.FLOAT64);

    private static Arguments of(Layer layer, int... input) {
        return Arguments.of(layer, Shape.of(input));
    }

    private static Conv2d conv(ConvolutionGeometry geometry, Padding padding) {
        return new Conv2d("conv", Shape.of(2, 2, 2, 2), geometry, padding, KEY, INIT);
    }

    private static ConvTranspose2d transposed() {
        return new ConvTranspose2d("up", Shape.of(2, 2, 2, 2), ConvolutionGeometry.of(2, 1), 1, KEY, INIT);
    }

    private static Linear linear() {
        return new Linear("linear", 3, 2, KEY, INIT);
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                of(linear(), 2, 3),
                of(new GroupedLinear("grouped", 2, 2, 2, KEY, INIT), 2, 2, 2),
                of(conv(ConvolutionGeometry.of(2, 1), Padding.ZERO), 1, 3, 3, 2),
                of(conv(new ConvolutionGeometry(1, 2, 1, 0, 2, 1, 1, 2), Padding.REPLICATE), 1, 2, 2, 2),
                of(transposed(), 1, 2, 2, 2),
                of(new BatchNorm("batch", 2, 0.1, 1e-2, true, DType.FLOAT64), 3, 2),
                of(new BatchNorm("batch", 2, 0.1, 1e-2, false, DType.FLOAT64), 2, 1, 2, 2),
                of(new LayerNorm("layer", Shape.of(3), 1e-2, true, DType.FLOAT64), 2, 3),
                of(new InstanceNorm2d("instance", 2, 1e-2, DType.FLOAT64), 1, 2, 2, 2),
                of(new Dropout(0.4), 3, 3),
                of(new Sequential(new Reshape(2, 2), new Flatten(), new Activation.Tanh()), 2, 4),
                of(new Activation.Relu(), 5),
                of(new Activation.LeakyRelu(0.2), 5),
                of(new Activation.Silu(), 5),
                of(new Activation.LeakySilu(0.2), 5),
                of(new Activation.Gelu(), 5),
                of(new Activation.Elu(0.7), 5),
                of(new Activation.Softplus(), 5),
                of(new Activation.Tanh(), 5),
                of(new Activation.Sigmoid(), 5));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void inTraining(Layer layer, Shape input) {
        check(layer, true, input);
    }

    /** In evaluation, because u and v, which follow the weight in training, count as constants there. */
    static Stream<Arguments> layersInEvaluation() {
        return Stream.of(
                of(SpectralNorm.of(linear(), KEY), 2, 3),
                of(SpectralNorm.of(conv(ConvolutionGeometry.of(1, 0), Padding.ZERO), KEY), 1, 2, 3, 2),
                of(SpectralNorm.of(transposed(), KEY), 1, 2, 2, 2),
                of(new BatchNorm("batch", 2, 0.1, 1e-2, true, DType.FLOAT64), 3, 2));
    }

    @ParameterizedTest
    @MethodSource("layersInEvaluation")
    void inEvaluation(Layer layer, Shape input) {
        check(layer, false, input);
    }

    /** Squared, because the layer itself is linear in its weight. */
    @Test
    void embeddingInItsWeight() {
        Embedding layer = new Embedding("e", 3, 2, KEY, DType.FLOAT64, Initialiser.normal(0, 1));
        Tensor labels = Tensor.of(new int[] {2, 0, 2}, 3);
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> layer.apply(labels, pass(true).with(layer.weight(), xs.getFirst()))
                                .square(),
                        layer.weight().tensor());
    }

    private static void check(Layer layer, boolean training, Shape input) {
        List<Tensor> at = new ArrayList<>();
        at.add(KEY.child(9).normal(DType.FLOAT64, input.toArray()));
        layer.parameters().forEach(p -> at.add(p.tensor()));
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> layer.apply(xs.getFirst(), pass(training).with(weights(layer, xs))),
                        at.toArray(Tensor[]::new));
    }

    private static ForwardPass pass(boolean training) {
        return training ? ForwardPass.training(KEY) : ForwardPass.evaluation();
    }

    private static Map<Parameter, Tensor> weights(Layer layer, List<Tensor> xs) {
        Map<Parameter, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < layer.parameters().size(); i++) {
            weights.put(layer.parameters().get(i), xs.get(i + 1));
        }
        return weights;
    }
}
