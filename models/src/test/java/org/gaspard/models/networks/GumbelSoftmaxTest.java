package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GumbelSoftmaxTest {

    private static final RandomKey KEY = RandomKey.of(6);

    /** Whatever the temperature, the choice is that of the largest perturbed logit. */
    @Test
    void choicesAreOfTheLargestPerturbedLogit() {
        Tensor logits = KEY.child(0).normal(DType.FLOAT64, 50, 4);
        Tensor perturbed = logits.add(KEY.child(1).gumbel(DType.FLOAT64, 50, 4));
        for (double temperature : new double[] {0.05, 0.7, 3}) {
            Tensor y = GumbelSoftmax.sample(logits, Tensor.scalar(temperature), KEY.child(1));
            for (int i = 0; i < 50; i++) {
                int best = 0;
                for (int k = 1; k < 4; k++) {
                    best = perturbed.get(i, k) > perturbed.get(i, best) ? k : best;
                }
                for (int k = 0; k < 4; k++) {
                    assertThat(y.get(i, k)).isEqualTo(k == best ? 1 : 0);
                }
            }
        }
    }

    /** {@code Σ w y} has the gradient {@code p (w − Σ p w) / τ} in each row. */
    @Test
    void theGradientIsThatOfTheSoftmax() {
        double temperature = 0.6;
        Tensor logits = KEY.child(0).normal(DType.FLOAT64, 5, 3);
        Tensor weights = KEY.child(2).normal(DType.FLOAT64, 5, 3);
        Tensor y = GumbelSoftmax.sample(logits, Tensor.scalar(temperature), KEY.child(1));
        Tensor found = Autodiff.gradient(y.multiply(weights).sum(), logits);
        Tensor perturbed = logits.add(KEY.child(1).gumbel(DType.FLOAT64, 5, 3));
        for (int i = 0; i < 5; i++) {
            double[] p = new double[3];
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                p[k] = Math.exp(perturbed.get(i, k) / temperature);
                sum += p[k];
            }
            double mean = 0;
            for (int k = 0; k < 3; k++) {
                p[k] /= sum;
                mean += p[k] * weights.get(i, k);
            }
            for (int k = 0; k < 3; k++) {
                double expected = p[k] * (weights.get(i, k) - mean) / temperature;
                assertThat(found.get(i, k)).isCloseTo(expected, within(1e-14));
            }
        }
    }

    /** Frequencies of 20,000 choices within 5 standard errors of softmax(l). */
    @Test
    void choicesFollowTheProbabilities() {
        int n = 20_000;
        Tensor logits = Tensor.of(new double[] {Math.log(0.6), Math.log(0.3), Math.log(0.1)}, 1, 3)
                .add(Tensor.zeros(n, 3).cast(DType.FLOAT64));
        Tensor means =
                GumbelSoftmax.sample(logits, Tensor.scalar(1.0), KEY).sum(0).divide(n);
        double[] expected = {0.6, 0.3, 0.1};
        for (int k = 0; k < 3; k++) {
            double error = Math.sqrt(expected[k] * (1 - expected[k]) / n);
            assertThat(means.get(k)).isCloseTo(expected[k], within(5 * error));
        }
    }

    /** Logits in single precision, the temperature in double, as schedules give it. */
    @Test
    void elementTypesMayDiffer() {
        Tensor logits = Tensor.of(new float[] {1, 3, 2, 0, -1, -5}, 2, 3);
        Tensor y = GumbelSoftmax.straightThrough(logits, Tensor.scalar(0.05));
        assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(y.toDoubleArray()).containsExactly(0, 1, 0, 1, 0, 0);
    }

    @Test
    void theTemperatureFallsInStairs() {
        Schedule temperature = GumbelSoftmax.annealed();
        assertThat(temperature.at(0)).isEqualTo(1);
        assertThat(temperature.at(98)).isEqualTo(1);
        assertThat(temperature.at(99)).isEqualTo(Math.exp(-3e-5 * 101));
        assertThat(temperature.at(198)).isEqualTo(Math.exp(-3e-5 * 101));
        assertThat(temperature.at(199)).isEqualTo(Math.exp(-3e-5 * 201));
        assertThat(temperature.at(99_898)).isEqualTo(Math.exp(-3e-5 * 99_801)).isGreaterThan(0.05);
        assertThat(temperature.at(99_899)).isEqualTo(0.05);
        assertThat(temperature.at(99_999)).isEqualTo(0.05);
        assertThat(GumbelSoftmax.annealed(0.5, 0.01, 1).at(2)).isEqualTo(Math.exp(-0.5 * 4));
    }

    @Test
    void badArgumentsAreRefused() {
        Tensor one = Tensor.scalar(1.0);
        assertRefused(
                () -> GumbelSoftmax.sample(Tensor.zeros(3), one, KEY), "logits must be floating-point [N, K], found");
        assertRefused(
                () -> GumbelSoftmax.sample(Tensor.zeros(3, 2).cast(DType.INT32), one, KEY),
                "logits must be floating-point [N, K], found");
        assertRefused(
                () -> GumbelSoftmax.straightThrough(Tensor.zeros(3, 2), Tensor.zeros(1)),
                "temperature must be a floating-point scalar, found");
        assertRefused(() -> GumbelSoftmax.annealed(0, 0.05, 100), "rate must be finite and above 0, found 0.0");
        assertRefused(() -> GumbelSoftmax.annealed(1, 0.05, 0), "every must be at least 1, found 0");
        assertRefused(() -> GumbelSoftmax.annealed(1, 1.5, 100), "lowest must be above 0 and at most 1, found 1.5");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }
}
