package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Where gradients go: through shared nodes, to nodes inside a graph, not to strangers, and to any depth. */
class GradientFlowTest {

    @Test
    void repeatedUseAddsUp() {
        Tensor x = Tensor.scalar(3.0);
        Tensor square = x.multiply(x);
        Tensor y = square.multiply(square).add(x).add(square);
        assertThat(Autodiff.gradient(y, x).item()).isEqualTo(4 * 27 + 1 + 6);
    }

    @Test
    void oneTensorInBothPlacesOfAProduct() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        Tensor gradient = Autodiff.gradient(x.matmul(x).sum(), x);
        // Σ (X X)ᵢⱼ has the gradient 1 1ᵀ Xᵀ + Xᵀ 1 1ᵀ.
        assertThat(gradient.toDoubleArray()).containsExactly(3 + 4, 7 + 4, 3 + 6, 7 + 6);
    }

    @Test
    void innerNodesHaveGradients() {
        Tensor x = Tensor.scalar(0.5);
        Tensor inner = x.exp();
        Tensor y = inner.square().add(x);
        List<Tensor> gradients = Autodiff.gradient(y, List.of(inner, x));
        assertThat(gradients.get(0).item()).isCloseTo(2 * Math.exp(0.5), within(1e-14));
        assertThat(gradients.get(1).item()).isCloseTo(2 * Math.exp(1) + 1, within(1e-14));
    }

    @Test
    void theResultItselfHasGradientOne() {
        Tensor x = Tensor.scalar(2.0);
        Tensor y = x.square();
        assertThat(Autodiff.gradient(y, y).item()).isEqualTo(1);
        assertThat(Autodiff.gradient(x, x).item()).isEqualTo(1);
    }

    @Test
    void strangersHaveZeroGradients() {
        Tensor x = Tensor.of(new double[] {1, 2});
        Tensor stranger = Tensor.of(new double[] {5, 6, 7}, 3, 1);
        Tensor gradient = Autodiff.gradient(x.sum(), List.of(stranger, x)).getFirst();
        assertThat(gradient.type()).isEqualTo(stranger.type());
        assertThat(gradient.toDoubleArray()).containsExactly(0, 0, 0);
    }

    @Test
    void gradientsAreTakenInObjectsNotInNumbers() {
        Tensor x = Tensor.scalar(2.0);
        Tensor twin = Tensor.scalar(2.0);
        assertThat(Autodiff.gradient(x.square(), twin).item()).isZero();
    }

    @Test
    void computedTensorsKeepTheirHistory() {
        Tensor x = Tensor.scalar(2.0);
        Tensor y = x.square().computedNow();
        assertThat(Autodiff.gradient(y.multiply(x), x).item()).isEqualTo(12);
    }

    @Test
    void stopGradientCuts() {
        Tensor x = Tensor.scalar(3.0);
        Tensor y = x.stopGradient().multiply(x);
        assertThat(Autodiff.gradient(y, x).item()).isEqualTo(3);
        assertThat(Autodiff.gradient(Autodiff.gradient(y, x), x).item()).isZero();
        assertThat(Autodiff.gradient(Autodiff.stopGradient(x.square()), x).item())
                .isZero();
    }

    @Test
    void gradientsPassFromOneElementTypeToAnother() {
        Tensor x = Tensor.scalar(3f);
        Tensor gradient = Autodiff.gradient(x.cast(DType.FLOAT64).square(), x);
        assertThat(gradient.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(gradient.item()).isEqualTo(6);
    }

    @Test
    void deepChainsDoNotOverflowTheStack() {
        int depth = 10_000;
        Tensor x = Tensor.scalar(1.0);
        Tensor y = x;
        for (int i = 0; i < depth; i++) {
            y = i % 2 == 0 ? y.add(x) : y.multiply(x);
        }
        Tensor gradient = Autodiff.gradient(y, x);
        // y = P(x) with additions and multiplications in turns: y = x + x, then (y x) + x, and so on.
        double value = 1;
        double slope = 1;
        for (int i = 0; i < depth; i++) {
            slope = i % 2 == 0 ? slope + 1 : slope + value;
            value = i % 2 == 0 ? value + 1 : value;
        }
        assertThat(y.item()).isEqualTo(value);
        assertThat(gradient.item()).isEqualTo(slope);
    }

    @Test
    void aGradientPenaltyHasTheGradientOfDifferences() {
        Tensor data = Tensor.of(new double[] {0.5, -0.3, 0.8, 1.2, -0.7, 0.1}, 3, 2);
        Tensor first = Tensor.of(new double[] {0.4, -0.2, 0.7, 0.3, 0.9, -0.5}, 2, 3);
        Tensor second = Tensor.of(new double[] {0.6, -1.1, 0.2}, 3, 1);
        GradientCheck.standard().firstAndSecond(w -> penalty(data, w.get(0), w.get(1)), first, second);
    }

    @Test
    void aGradientPenaltyTrains() {
        Tensor data = Tensor.of(new double[] {0.5, -0.3, 0.8, 1.2, -0.7, 0.1}, 3, 2);
        Parameter first = new Parameter("first", Tensor.of(new double[] {0.4, -0.2, 0.7, 0.3, 0.9, -0.5}, 2, 3));
        Parameter second = new Parameter("second", Tensor.of(new double[] {0.6, -1.1, 0.2}, 3, 1));
        double before = penalty(data, first.tensor(), second.tensor()).item();
        for (int step = 0; step < 300; step++) {
            List<Tensor> weights = List.of(first.tensor(), second.tensor());
            List<Tensor> slopes = Autodiff.gradient(penalty(data, weights.get(0), weights.get(1)), weights);
            first.assign(weights.get(0).subtract(slopes.get(0).multiply(0.1)));
            second.assign(weights.get(1).subtract(slopes.get(1).multiply(0.1)));
        }
        assertThat(penalty(data, first.tensor(), second.tensor()).item()).isLessThan(before / 10);
    }

    /** {@code Σ (‖∇ₓ f(x)‖² - 1)²} of a network f of one hidden layer. */
    private static Tensor penalty(Tensor data, Tensor first, Tensor second) {
        Tensor output = data.matmul(first).tanh().matmul(second);
        Tensor slope = Autodiff.gradient(output.sum(), data);
        return slope.square().sum(1).subtract(1).square().sum();
    }
}
