package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AxisChoiceTest {

    private static final int DRAWS = 4000;

    /** How often each of d axes is drawn. */
    private static int[] frequencies(AxisChoice choice, int d, long seed) {
        CapturedStep step = CapturedStep.capture(
                List.of(RandomKey.type()),
                List.of(),
                in -> new CapturedStep.Result(List.of(choice.draw(d, new RandomKey(in.getFirst()))), Map.of()));
        int[] counts = new int[d];
        RandomKey key = RandomKey.of(seed);
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) step.run(key.child(i).words().detached()).getFirst().item()]++;
        }
        return counts;
    }

    private static double chiSquare(int[] counts, double... probabilities) {
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            double expected = DRAWS * probabilities[k];
            sum += expected == 0 ? 0 : Math.pow(counts[k] - expected, 2) / expected;
        }
        return sum;
    }

    @Test
    void axesAreDrawnInProportionToTheirWeights() {
        AxisChoice choice = AxisChoice.weighted(Tensor.of(new double[] {0, 3, 1, 0, 4, 0}));
        int[] counts = frequencies(choice, 6, 1);
        assertThat(counts[0] + counts[3] + counts[5]).isZero();
        // The 99 % quantile of χ² with 2 degrees of freedom.
        assertThat(chiSquare(counts, 0, 0.375, 0.125, 0, 0.5, 0)).isLessThan(9.21);
    }

    @Test
    void uniformAxes() {
        // The 99 % quantile of χ² with 3 degrees of freedom.
        assertThat(chiSquare(frequencies(AxisChoice.uniform(), 4, 2), 0.25, 0.25, 0.25, 0.25))
                .isLessThan(11.34);
        assertThat(AxisChoice.uniform().probabilities(4).toDoubleArray()).containsOnly(0.25);
    }

    @Test
    void weightsThatAreAllZeroMakeAllAxesAlike() {
        AxisChoice choice = AxisChoice.weighted(Tensor.zeros(3));
        assertThat(choice.probabilities(3).toDoubleArray()).containsOnly(1.0 / 3);
        assertThat(chiSquare(frequencies(choice, 3, 3), 1.0 / 3, 1.0 / 3, 1.0 / 3))
                .isLessThan(9.21);
    }

    @Test
    void tinyWeightsAreNotScaledUpButKeepTheirProportions() {
        AxisChoice choice = AxisChoice.weighted(Tensor.of(new double[] {1e-9, 3e-9}));
        assertThat(choice.probabilities(2).toDoubleArray()).containsExactly(new double[] {1e-3, 3e-3}, within(1e-15));
        // The 99 % quantile of χ² with 1 degree of freedom.
        assertThat(chiSquare(frequencies(choice, 2, 4), 0.25, 0.75)).isLessThan(6.63);
    }

    @Test
    void normsOfTheColumnsOfALinearLayer() {
        Linear layer = new Linear("decoder", 3, 20, RandomKey.of(5));
        float[] weight = layer.weight().tensor().toFloatArray();
        double[] norms = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int j = 0; j < 20; j++) {
                norms[k] += (double) weight[20 * k + j] * weight[20 * k + j];
            }
            norms[k] = Math.sqrt(norms[k]);
        }
        double sum = Arrays.stream(norms).sum();
        assertThat(AxisChoice.columnNorms(layer.weight().tensor(), 0)
                        .probabilities(3)
                        .toDoubleArray())
                .containsExactly(Arrays.stream(norms).map(w -> w / sum).toArray(), within(1e-14));
    }

    @Test
    void normsOfTheColumnsOfATransposedConvolution() {
        ConvTranspose2d layer = new ConvTranspose2d("decoder", 2, 5, 4, 1, 0, RandomKey.of(6));
        Tensor weight = layer.weight().tensor();
        double first = weight.index(3, 0).square().sum().item();
        double second = weight.index(3, 1).square().sum().item();
        assertThat(AxisChoice.columnNorms(weight, -1).probabilities(2).get(0))
                .isCloseTo(1 / (1 + Math.sqrt(second / first)), within(1e-6));
    }

    @Test
    void aVectorOfWeightsHasNormsToo() {
        assertThat(AxisChoice.columnNorms(Tensor.of(new double[] {-3, 1}), 0)
                        .probabilities(2)
                        .toDoubleArray())
                .containsExactly(0.75, 0.25);
    }

    @Test
    void noGradientGoesThroughTheWeights() {
        Tensor weight = RandomKey.of(7).normal(DType.FLOAT64, 3, 4);
        Tensor direct = Tensor.of(new double[] {1, 2, 3});
        assertThat(Autodiff.gradient(
                                AxisChoice.columnNorms(weight, 0)
                                        .probabilities(3)
                                        .square()
                                        .sum(),
                                weight)
                        .toDoubleArray())
                .containsOnly(0);
        assertThat(Autodiff.gradient(
                                AxisChoice.weighted(direct)
                                        .probabilities(3)
                                        .square()
                                        .sum(),
                                direct)
                        .toDoubleArray())
                .containsOnly(0);
    }

    @Test
    void aGivenAxisIsAlwaysThatOne() {
        AxisChoice choice = AxisChoice.given(2);
        assertThat(choice.draw(4, RandomKey.of(8)).item()).isEqualTo(2);
        assertThat(choice.draw(4, RandomKey.of(9)).dtype()).isEqualTo(DType.INT32);
        assertThat(choice.probabilities(4).toDoubleArray()).containsExactly(0, 0, 1, 0);
    }

    @Test
    void theSameKeyDrawsTheSameAxis() {
        AxisChoice choice = AxisChoice.uniform();
        for (int i = 0; i < 20; i++) {
            RandomKey key = RandomKey.of(10).child(i);
            assertThat(choice.draw(10, key).item())
                    .isEqualTo(choice.draw(10, key).item());
        }
    }

    @Test
    void refusesWhatIsNoChoice() {
        assertThatThrownBy(() -> AxisChoice.given(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("axis is -1, expected at least 0");
        assertThatThrownBy(() -> AxisChoice.given(3).draw(3, RandomKey.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("axis is 3, expected one below 3");
        assertThatThrownBy(() -> AxisChoice.weighted(Tensor.ones(2)).draw(3, RandomKey.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights of shape [2] for 3 axes, expected [3]");
        for (Tensor bad : List.of(Tensor.ones(2, 2), Tensor.ones(0), Tensor.of(new int[2]))) {
            assertThatThrownBy(() -> AxisChoice.weighted(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected floating-point numbers [d]");
        }
        assertThatThrownBy(() -> AxisChoice.columnNorms(Tensor.of(new int[4], 2, 2), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight of type int32[2, 2], expected floating-point numbers");
        assertThatThrownBy(() -> AxisChoice.columnNorms(Tensor.ones(2, 2), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("axis 2 is outside shape");
    }
}
