package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.OracleFile;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolingTest {

    private static final OracleFile ORACLE = new OracleFile("sequences/evaluation.txt");

    @ParameterizedTest
    @CsvSource({"6, 3, 2, 1", "6, 2, 2, 0", "6, 3, 1, 0", "7, 3, 2, 1", "7, 2, 2, 0", "7, 3, 1, 0"})
    void maximaAndMeansAgreeWithPyTorch(int side, int window, int stride, int padding) {
        Network network = new Network(
                Shape.of(side, side + 2, 3),
                Initialisation.pyTorch(),
                new Stage.MaxPooling(window, stride, padding),
                new Stage.GlobalAverage());
        List<Layer> layers = network.build("pool", RandomKey.of(1)).layers();
        String name = "pool" + side + "." + window + stride + padding;
        Tensor x = ORACLE.get("pool" + side + ".x");
        Tensor pooled = layers.get(0).apply(x, ForwardPass.evaluation());
        assertThat(ORACLE.deviation(pooled, name)).isZero();
        assertThat(pooled.shape().toArray())
                .containsExactly(
                        2,
                        network.outputs().get(0).extent(0),
                        network.outputs().get(0).extent(1),
                        3);
        Tensor value = layers.get(1)
                .apply(pooled.square(), ForwardPass.evaluation())
                .square()
                .sum();
        assertThat(ORACLE.deviation(Autodiff.gradient(value, List.of(x)).getFirst(), name + ".gradient"))
                .isLessThan(5e-14);
        assertThat(network.parameterCount()).isZero();
        assertThat(network.output()).isEqualTo(Shape.of(3));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Stage.MaxPooling(2, 1, 2)).hasMessageContaining("below the window 2, found 2");
        assertThatThrownBy(() -> new Stage.MaxPooling(3, 1, 0).output(Shape.of(2, 4, 1)))
                .hasMessageContaining("images that its window fits into");
        assertThatThrownBy(() -> new Stage.GlobalAverage().output(Shape.of(4))).hasMessageContaining("[H, W, C]");
    }
}
