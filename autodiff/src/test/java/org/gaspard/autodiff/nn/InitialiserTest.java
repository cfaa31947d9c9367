package org.gaspard.autodiff.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitialiserTest {

    private static final RandomKey KEY = RandomKey.of(5);
    private static final Fans FANS = new Fans(6, 3);
    private static final int COUNT = 20_000;

    private static double[] draw(Initialiser initialiser) {
        return initialiser
                .draw(KEY, new TensorType(Shape.of(COUNT), DType.FLOAT64), FANS)
                .toDoubleArray();
    }

    private static double deviation(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Math.sqrt(
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    /** PyTorch: {@code nn.init._calculate_fan_in_and_fan_out} gives (90, 54) and, transposed, (90, 54). */
    @Test
    void fansOfLinearConvolutionAndTransposedConvolution() {
        assertThat(Fans.of(Shape.of(7, 3))).isEqualTo(new Fans(7, 3));
        assertThat(Fans.of(Shape.of(3, 6, 5, 3))).isEqualTo(new Fans(90, 54));
        assertThatThrownBy(() -> Fans.of(Shape.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3]");
    }

    static Stream<Arguments> bounded() {
        return Stream.of(
                Arguments.of(Initialiser.uniform(-0.25, 0.75), -0.25, 0.75),
                Arguments.of(Initialiser.kaimingUniform(Initialiser.RELU_GAIN), -1, 1),
                Arguments.of(Initialiser.kaimingUniform(Initialiser.leakyReluGain(1)), -Math.sqrt(0.5), Math.sqrt(0.5)),
                Arguments.of(Initialiser.xavierUniform(1.5), -1.5 * Math.sqrt(6 / 9.0), 1.5 * Math.sqrt(6 / 9.0)),
                Arguments.of(Initialiser.fanInUniform(), -1 / Math.sqrt(6), 1 / Math.sqrt(6)));
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void fillTheirInterval(Initialiser initialiser, double low, double high) {
        double[] x = draw(initialiser);
        double slack = (high - low) * 1e-3;
        assertThat(Arrays.stream(x).min().orElseThrow()).isBetween(low, low + slack);
        assertThat(Arrays.stream(x).max().orElseThrow()).isBetween(high - slack, high);
        assertThat(deviation(x)).isCloseTo((high - low) / Math.sqrt(12), within(0.02 * (high - low)));
    }

    static Stream<Arguments> normal() {
        return Stream.of(
                Arguments.of(Initialiser.normal(2, 0.3), 2, 0.3),
                Arguments.of(Initialiser.kaimingNormal(Initialiser.RELU_GAIN), 0, Math.sqrt(2 / 6.0)),
                Arguments.of(Initialiser.xavierNormal(2), 0, 2 * Math.sqrt(2 / 9.0)));
    }

    @ParameterizedTest
    @MethodSource("normal")
    void haveTheirMoments(Initialiser initialiser, double mean, double deviation) {
        double[] x = draw(initialiser);
        assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(mean, within(4 * deviation / Math.sqrt(COUNT)));
        assertThat(deviation(x)).isCloseTo(deviation, within(0.03 * deviation));
    }

    @Test
    void layersStartWithinOneOverRootOfFanIn() {
        Linear linear = new Linear("a", 16, 50, KEY);
        Conv2d conv = new Conv2d("b", 4, 30, 2, 1, 0, KEY);
        ConvTranspose2d up = new ConvTranspose2d("c", 30, 4, 2, 1, 0, KEY);
        GroupedLinear grouped = new GroupedLinear("d", 20, 16, 3, KEY);
        for (Layer layer : List.of(linear, conv, up, grouped)) {
            for (Parameter p : layer.parameters()) {
                double[] x = p.tensor().abs().toDoubleArray();
                assertThat(Arrays.stream(x).max().orElseThrow())
                        .as(p.name())
                        .isBetween(x.length < 10 ? 0.05 : 0.2, 0.25);
                assertThat(p.dtype()).isEqualTo(DType.FLOAT32);
            }
        }
    }

    @Test
    void namesAreStableAndNumbersFollowFromTheKey() {
        Sequential network = new Sequential(
                new Linear("encoder.fc1", 3, 4, KEY.child(0)),
                new BatchNorm("encoder.bn", 4),
                SpectralNorm.of(new Linear("encoder.fc2", 4, 2, KEY.child(1)), KEY.child(2)));
        assertThat(network.parameters().stream().map(Parameter::name))
                .containsExactly(
                        "encoder.fc1.weight",
                        "encoder.fc1.bias",
                        "encoder.bn.weight",
                        "encoder.bn.bias",
                        "encoder.fc2.weight",
                        "encoder.fc2.bias");
        assertThat(network.buffers().stream().map(Parameter::name))
                .containsExactly(
                        "encoder.bn.running_mean",
                        "encoder.bn.running_var",
                        "encoder.fc2.weight.u",
                        "encoder.fc2.weight.v");
        Tensor first = network.parameters().getFirst().tensor();
        assertThat(new Linear("other", 3, 4, KEY.child(0)).weight().tensor().toFloatArray())
                .isEqualTo(first.toFloatArray());
        assertThat(new Linear("other", 3, 4, KEY.child(1)).weight().tensor().toFloatArray())
                .isNotEqualTo(first.toFloatArray());
    }

    @Test
    void initialisersCanBeChosenAndTheBiasLeftOut() {
        WeightInit init =
                WeightInit.standard().withWeight(Initialiser.constant(2)).withBias(Initialiser.constant(-1));
        Linear layer = new Linear("a", 3, 2, KEY, init);
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        assertThat(layer.apply(x, ForwardPass.evaluation()).toFloatArray()).containsExactly(11, 11);
        Conv2d conv = new Conv2d(
                "b", Shape.of(1, 1, 1, 2), ConvolutionGeometry.of(1, 0), Padding.ZERO, KEY, init.withoutBias());
        assertThat(conv.parameters()).containsExactly(conv.weight());
        assertThat(conv.apply(Tensor.ones(1, 1, 1, 1), ForwardPass.evaluation()).toFloatArray())
                .containsExactly(2, 2);
    }
}
