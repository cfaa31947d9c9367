package org.gaspard.autodiff.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.OracleFile;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs, gradients and buffers against those of PyTorch; made by src/test/oracles/layers.py. */
class LayerOracleTest {

    private static final double TOLERANCE = 1e-12;
    private static final OracleFile ORACLE = new OracleFile(LayerOracleTest.class, "layers.txt");

    private static Parameter parameter(String name) {
        return new Parameter(name, ORACLE.get(name));
    }

    private static Optional<Parameter> bias(String layer) {
        return Optional.of(parameter(layer + ".bias"));
    }

    private static Optional<Affine> affine(String layer) {
        return Optional.of(new Affine(parameter(layer + ".weight"), parameter(layer + ".bias")));
    }

    private static void assertClose(String name, Tensor found) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.shape()).as(name).isEqualTo(expected.shape());
        assertThat(found.toDoubleArray()).as(name).containsExactly(expected.toDoubleArray(), within(TOLERANCE));
    }

    /** Output and gradients in the input and in every parameter. */
    private static void assertAgrees(String name, Layer layer, ForwardPass pass) {
        boolean differentiable = ORACLE.has(name + ".dx");
        Tensor x = ORACLE.get(name + (differentiable ? ".x" : ".labels"));
        Tensor y = layer.apply(differentiable ? x : x.cast(DType.INT32), pass);
        assertClose(name + ".y", y);
        List<Tensor> leaves = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (differentiable) {
            leaves.add(x);
            names.add(name + ".dx");
        }
        for (Parameter p : layer.parameters()) {
            leaves.add(p.tensor());
            names.add(p.name().replace(".", ".d"));
        }
        List<Tensor> gradients = Autodiff.gradient(y.dot(ORACLE.get(name + ".c")), leaves);
        for (int i = 0; i < names.size(); i++) {
            assertClose(names.get(i), gradients.get(i));
        }
    }

    private static void assertAgrees(String name, Layer layer) {
        assertAgrees(name, layer, ForwardPass.evaluation());
    }

    @Test
    void linear() {
        assertAgrees("linear", new Linear(parameter("linear.weight"), bias("linear")));
    }

    @Test
    void groupedLinear() {
        assertAgrees("grouped", new GroupedLinear(parameter("grouped.weight"), bias("grouped")));
    }

    @Test
    void convolutionWithUnequalStridesPaddingAndDilation() {
        ConvolutionGeometry geometry = new ConvolutionGeometry(2, 2, 2, 2, 1, 1, 2, 1);
        assertAgrees("conv", new Conv2d(parameter("conv.weight"), bias("conv"), geometry, Padding.ZERO));
    }

    @Test
    void convolutionOfRepeatedBorders() {
        Parameter weight = parameter("replicate.weight");
        assertAgrees(
                "replicate", new Conv2d(weight, bias("replicate"), ConvolutionGeometry.of(2, 2), Padding.REPLICATE));
    }

    @Test
    void transposedConvolution() {
        Parameter weight = parameter("transpose.weight");
        assertAgrees("transpose", new ConvTranspose2d(weight, bias("transpose"), ConvolutionGeometry.of(2, 1), 0, 0));
    }

    @Test
    void transposedConvolutionWithOutputPadding() {
        ConvolutionGeometry geometry = new ConvolutionGeometry(3, 2, 1, 1, 1, 1, 1, 2);
        Parameter weight = parameter("transposePadded.weight");
        assertAgrees("transposePadded", new ConvTranspose2d(weight, bias("transposePadded"), geometry, 2, 1));
    }

    @Test
    void batchNormOfImages() {
        BatchNorm fresh = new BatchNorm("batch2d", 3, 0.1, 1e-5, false, DType.FLOAT64);
        BatchNorm layer = new BatchNorm(fresh.runningMean(), fresh.runningVariance(), affine("batch2d"), 0.1, 1e-5);
        ForwardPass first = ForwardPass.training();
        assertAgrees("batch2d", layer, first);
        first.commit();
        assertClose("batch2d.mean1", layer.runningMean().tensor());
        assertClose("batch2d.variance1", layer.runningVariance().tensor());

        ForwardPass second = ForwardPass.training();
        layer.apply(ORACLE.get("batch2d.x2"), second);
        second.commit();
        assertClose("batch2d.mean2", layer.runningMean().tensor());
        assertClose("batch2d.variance2", layer.runningVariance().tensor());
        assertClose("batch2d.evaluation", layer.apply(ORACLE.get("batch2d.x2"), ForwardPass.evaluation()));
    }

    @Test
    void aLayerAppliedTwiceInOnePassUpdatesTwice() {
        BatchNorm layer = new BatchNorm("batch2d", 3, 0.1, 1e-5, false, DType.FLOAT64);
        ForwardPass pass = ForwardPass.training();
        layer.apply(ORACLE.get("batch2d.x"), pass);
        layer.apply(ORACLE.get("batch2d.x2"), pass);
        assertClose("batch2d.mean2", pass.updates().get(layer.runningMean()));
        assertClose("batch2d.variance2", pass.updates().get(layer.runningVariance()));
    }

    @Test
    void batchNormOfVectorsWithoutAffine() {
        BatchNorm layer = new BatchNorm("batch1d", 2, 0.3, 1e-2, false, DType.FLOAT64);
        ForwardPass pass = ForwardPass.training();
        assertAgrees("batch1d", layer, pass);
        assertClose("batch1d.mean1", pass.updates().get(layer.runningMean()));
        assertClose("batch1d.variance1", pass.updates().get(layer.runningVariance()));
    }

    @Test
    void layerNorm() {
        assertAgrees("layer", new LayerNorm(Shape.of(3, 2), affine("layer"), 1e-5));
    }

    @Test
    void instanceNorm() {
        assertAgrees("instance", new InstanceNorm2d(affine("instance"), 1e-5));
    }

    private static void assertSpectral(String name, SpectralNorm made) {
        SpectralNorm layer = new SpectralNorm(
                made.layer(),
                made.weight(),
                made.outputAxis(),
                parameter(name + ".u0"),
                parameter(name + ".v0"),
                1,
                1e-12);
        ForwardPass pass = ForwardPass.training();
        assertAgrees(name, layer, pass);
        pass.commit();
        assertClose(name + ".u1", layer.u().tensor());
        assertClose(name + ".v1", layer.v().tensor());
        assertClose(name + ".evaluation", layer.apply(ORACLE.get(name + ".x"), ForwardPass.evaluation()));
    }

    @Test
    void spectralNormOfLinear() {
        String name = "spectralLinear";
        assertSpectral(name, SpectralNorm.of(new Linear(parameter(name + ".weight"), bias(name)), RandomKey.of(1)));
    }

    @Test
    void spectralNormOfConvolution() {
        String name = "spectralConv";
        Conv2d layer = new Conv2d(parameter(name + ".weight"), bias(name), ConvolutionGeometry.of(1, 0), Padding.ZERO);
        assertSpectral(name, SpectralNorm.of(layer, RandomKey.of(1)));
    }

    @Test
    void spectralNormOfTransposedConvolution() {
        String name = "spectralTranspose";
        ConvTranspose2d layer =
                new ConvTranspose2d(parameter(name + ".weight"), bias(name), ConvolutionGeometry.of(2, 0), 0, 0);
        assertSpectral(name, SpectralNorm.of(layer, RandomKey.of(1)));
    }

    @Test
    void embeddingWithRepeatedLabels() {
        assertAgrees("embedding", new Embedding(parameter("embedding.weight")));
    }

    private static Activation activation(String name) {
        return switch (name) {
            case "relu" -> new Activation.Relu();
            case "leakyRelu" -> new Activation.LeakyRelu(0.2);
            case "silu" -> new Activation.Silu();
            case "leakySilu" -> new Activation.LeakySilu(0.2);
            case "gelu" -> new Activation.Gelu();
            case "elu" -> new Activation.Elu(0.7);
            case "softplus" -> new Activation.Softplus();
            case "tanh" -> new Activation.Tanh();
            case "sigmoid" -> new Activation.Sigmoid();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({"relu", "leakyRelu", "silu", "gelu", "elu", "softplus", "tanh", "sigmoid", "leakySilu"})
    void activations(String name) {
        assertAgrees(name, activation(name));
    }

    /** Numbers of the formula in double precision, to eight digits. */
    @Test
    void leakySilu() {
        Tensor y = new Activation.LeakySilu(0.2).apply(Tensor.of(new double[] {-2, -0.5, 0, 1, 3}, 5));
        assertThat(y.toDoubleArray())
                .containsExactly(new double[] {-0.59072468, -0.25101627, 0, 0.78484686, 2.88617790}, within(5e-9));
    }
}
