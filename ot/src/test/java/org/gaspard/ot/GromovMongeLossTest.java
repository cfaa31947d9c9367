package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GromovMongeLossTest {

    private static final int N = 10;

    private static Tensor costs(long seed, int d) {
        double[] points = Oracles.gaussian(Oracles.random(seed), N * d);
        return Tensor.of(Cost.squaredEuclidean().matrix(points, N, d), N, N);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void valueAndGradientsAreThoseOfTheArrays(Mode mode) {
        Tensor cX = costs(60, 3);
        Tensor cY = costs(61, 2);
        GromovMongeLoss.Evaluated loss = GromovMongeLoss.evaluate(cX, cY, GromovMongeGapOptions.of(mode));
        List<Tensor> gradients = Autodiff.gradient(loss.value(), List.of(cX, cY));
        assertThat(loss.value().item()).isCloseTo(loss.result().gap(), within(1e-10));
        assertThat(gradients.get(0).toDoubleArray()).containsExactly(loss.result().gradientX(), within(1e-10));
        assertThat(gradients.get(1).toDoubleArray()).containsExactly(loss.result().gradientY(), within(1e-10));
    }

    @Test
    void distortionAndItsGradient() {
        Tensor cX = costs(62, 3);
        Tensor cY = costs(63, 2);
        Tensor distortion = GromovMongeLoss.distortion(cX, cY);
        double[] x = cX.toDoubleArray();
        double[] y = cY.toDoubleArray();
        assertThat(distortion.item()).isCloseTo(GromovMongeGap.distortion(x, y, N), within(1e-10));
        assertThat(Autodiff.gradient(distortion, cY).toDoubleArray())
                .containsExactly(GromovMongeGap.distortionGradientY(x, y, N), within(1e-10));
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> GromovMongeLoss.distortion(Tensor.zeros(2, 3), Tensor.zeros(2, 3)))
                .hasMessageContaining("expected two equal square shapes");
    }
}
