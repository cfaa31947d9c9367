package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.Anomaly;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {

    private static final Gaussian STANDARD = new Gaussian(Tensor.scalar(0.0), Tensor.scalar(1.0));
    private static final Gaussian OTHER = new Gaussian(Tensor.scalar(-3.0), Tensor.scalar(0.25));

    private static Tensor moved(Gaussian gaussian, Tensor x, double c) {
        return gaussian.shifted(x, Tensor.scalar(c), 0).values();
    }

    @Test
    void theFitIsThatOfTheSample() {
        Gaussian fit = Gaussian.of(Tensor.of(new double[] {1, 2, 4, 9}));
        assertThat(fit.mean().item()).isEqualTo(4);
        assertThat(fit.deviation().item()).isCloseTo(Math.sqrt(38.0 / 3), within(1e-15));
        Gaussian single = Gaussian.of(Tensor.of(new float[] {1, 2, 4, 9}));
        assertThat(single.deviation().item()).isEqualTo(fit.deviation().item());
    }

    @Test
    void theFitIsAccurateFarFromTheOrigin() {
        double far = 1e15;
        Gaussian fit = Gaussian.of(Tensor.of(new double[] {far + 1, far + 2, far + 4, far + 9}));
        assertThat(fit.mean().item()).isEqualTo(far + 4);
        assertThat(fit.deviation().item()).isCloseTo(Math.sqrt(38.0 / 3), within(1e-15));
    }

    @Test
    void equalNumbersHaveNoDeviationAndNoGradientOfIt() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] equal = new double[13];
            Arrays.fill(equal, 0.1);
            Tensor sample = Tensor.of(equal).cast(dtype).computedNow();
            Gaussian fit = Gaussian.of(sample);
            assertThat(fit.deviation().item()).isZero();
            assertThat(Autodiff.gradient(fit.deviation(), sample).toDoubleArray())
                    .containsOnly(0);
        }
    }

    @Test
    void momentsAreDifferentiable() {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> {
                            Gaussian fit = Gaussian.of(xs.getFirst());
                            return Tensor.stack(0, fit.mean(), fit.deviation());
                        },
                        RandomKey.of(1).normal(DType.FLOAT64, 6));
    }

    @Test
    void valuesOfTheDistributionFunction() {
        assertThat(STANDARD.cdf(Tensor.of(new double[] {-2, 0, 1, 9})).toDoubleArray())
                .containsExactly(new double[] {0.022750131948179207, 0.5, 0.8413447460685429, 1}, within(2e-16));
        assertThat(STANDARD.quantile(Tensor.of(new double[] {0.025, 0.5, 0.975}))
                        .toDoubleArray())
                .containsExactly(new double[] {-1.959963984540054, 0, 1.959963984540054}, within(4e-15));
        assertThat(OTHER.cdf(Tensor.of(new float[] {-2.75f})).item()).isCloseTo(0.8413447460685429, within(2e-16));
        assertThat(OTHER.quantile(Tensor.of(new double[] {0, 1})).toDoubleArray())
                .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Test
    void theQuantileInvertsTheDistributionFunction() {
        Tensor p = RandomKey.of(2).uniform(DType.FLOAT64, 1000);
        assertThat(OTHER.cdf(OTHER.quantile(p)).subtract(p).abs().max().item()).isLessThan(5e-16);
    }

    /** Small steps, so that all are defined on the way. */
    private static Tensor inner() {
        return OTHER.quantile(RandomKey.of(3)
                        .uniform(DType.FLOAT64, 500)
                        .multiply(0.5)
                        .add(0.25))
                .detached();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.2, -0.01, 0, 0.1, 0.24})
    void shiftsAddInCoordinatesOfTheDistributionFunction(double first) {
        Tensor x = inner();
        for (double second : new double[] {-0.2, 0.05, 0.2}) {
            if (Math.abs(first + second) < 0.25) {
                Tensor twice = moved(OTHER, moved(OTHER, x, first), second);
                Tensor once = moved(OTHER, x, first + second);
                assertThat(twice.subtract(once).abs().max().item()).isLessThan(2e-14);
                assertThat(OTHER.cdf(twice)
                                .subtract(OTHER.cdf(x))
                                .subtract(first + second)
                                .abs()
                                .max()
                                .item())
                        .isLessThan(1e-15);
            }
        }
    }

    @Test
    void oppositeShiftsUndoEachOther() {
        Tensor x = inner();
        for (double c : new double[] {0.125, -0.2, 0.249}) {
            assertThat(moved(OTHER, moved(OTHER, x, c), -c)
                            .subtract(x)
                            .abs()
                            .max()
                            .item())
                    .isLessThan(2e-14);
        }
    }

    @Test
    void noShiftIsTheIdentity() {
        Tensor x = inner();
        assertThat(moved(OTHER, x, 0).subtract(x).abs().max().item()).isLessThan(1e-14);
    }

    @Test
    void shiftsKeepTheOrder() {
        Tensor x = RandomKey.of(4).normal(DType.FLOAT64, 2000).sort(0).detached();
        for (double c : new double[] {0.125, -0.3}) {
            Gaussian.Shifted shifted = STANDARD.shifted(x, Tensor.scalar(c), 0);
            double[] defined = shifted.defined().toDoubleArray();
            double[] values = shifted.values().toDoubleArray();
            double[] remaining = IntStream.range(0, 2000)
                    .filter(i -> defined[i] == 1)
                    .mapToDouble(i -> values[i])
                    .toArray();
            assertThat(remaining).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(1000);
            assertThat(Math.signum(c)
                            * (remaining[0]
                                    - x.get(IntStream.range(0, 2000)
                                            .filter(i -> defined[i] == 1)
                                            .findFirst()
                                            .orElseThrow())))
                    .isPositive();
        }
    }

    /**
     * Shifted normal samples are normal samples, as far as they are defined: with c > 0 those above the c-quantile, with
     * c < 0 those below the (1 + c)-quantile. By Kolmogorov and Smirnov, at a level of 1 %.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.125, -0.125, 0.5, -0.7})
    void theDistributionIsKept(double c) {
        int n = 20_000;
        Tensor x = RandomKey.of(5).normal(DType.FLOAT64, n).multiply(0.25).subtract(3);
        Gaussian.Shifted shifted = OTHER.shifted(x, Tensor.scalar(c), 0);
        double[] defined = shifted.defined().toDoubleArray();
        double[] coordinates = OTHER.cdf(shifted.values()).toDoubleArray();
        double low = Math.max(c, 0);
        double width = 1 - Math.abs(c);
        double[] uniform = IntStream.range(0, n)
                .filter(i -> defined[i] == 1)
                .mapToDouble(i -> (coordinates[i] - low) / width)
                .sorted()
                .toArray();
        int m = uniform.length;
        assertThat(m / (double) n).isCloseTo(width, within(3 * Math.sqrt(width * (1 - width) / n)));
        double distance = IntStream.range(0, m)
                .mapToDouble(i -> Math.max((i + 1.0) / m - uniform[i], uniform[i] - (double) i / m))
                .max()
                .orElseThrow();
        assertThat(distance * Math.sqrt(m)).isLessThan(1.63);
    }

    @Test
    void derivativesOfFirstAndSecondOrderInAllArguments() {
        Tensor x = Tensor.of(new double[] {-1.2, -0.4, 0.1, 0.9, 1.3});
        GradientCheck.standard()
                .firstAndSecond(
                        in -> new Gaussian(in.get(1), in.get(2))
                                .shifted(in.get(0), in.get(3), 0)
                                .values(),
                        x,
                        Tensor.scalar(0.2),
                        Tensor.scalar(1.1),
                        Tensor.scalar(0.125));
    }

    @Test
    void stepsMayDifferFromValueToValue() {
        Tensor x = Tensor.of(new double[] {-1, 0, 1});
        double[] each = STANDARD.shifted(x, Tensor.of(new double[] {0.3, -0.2, 0.1}), 0)
                .values()
                .toDoubleArray();
        assertThat(each)
                .containsExactly(
                        new double[] {
                            moved(STANDARD, x, 0.3).get(0),
                            moved(STANDARD, x, -0.2).get(1),
                            moved(STANDARD, x, 0.1).get(2)
                        },
                        within(1e-15));
    }

    /** Where the shift is not defined there is the value itself, no gradient, and nothing that is not finite on the way. */
    @Test
    void whereItIsNotDefinedNothingHappens() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor x = Tensor.of(new double[] {-40, -8.5, 0, 1.1, 1.2, 8.5, 1e30})
                    .cast(dtype)
                    .computedNow();
            Tensor c = Tensor.scalar(0.125);
            Anomaly.detect(() -> {
                Gaussian.Shifted shifted = STANDARD.shifted(x, c, 0);
                Tensor gradient = Autodiff.gradient(shifted.values().square().sum(), x);
                Tensor second = Autodiff.gradient(gradient.sum(), x);
                Tensor.evaluate(gradient, second);
                assertThat(shifted.defined().toDoubleArray()).containsExactly(1, 1, 1, 1, 0, 0, 0);
                for (int i = 4; i < 7; i++) {
                    assertThat(shifted.values().get(i)).isEqualTo(x.get(i));
                    assertThat(gradient.get(i)).isZero();
                    assertThat(second.get(i)).isZero();
                }
                assertThat(gradient.get(2)).isNotZero();
                return gradient;
            });
        }
    }

    @Test
    void atTheVeryEndNothingOverflows() {
        double last = STANDARD.quantile(Tensor.scalar(0.875)).item();
        double[] near = IntStream.rangeClosed(-40, 40)
                .mapToDouble(i -> last + i * Math.ulp(last))
                .toArray();
        Tensor x = Tensor.of(near);
        Gaussian.Shifted shifted = STANDARD.shifted(x, Tensor.scalar(0.125), 0);
        Tensor gradient = Autodiff.gradient(shifted.values().sum(), x);
        assertThat(shifted.defined().toDoubleArray()).contains(0, 1);
        assertThat(Arrays.stream(shifted.values().toDoubleArray())).allMatch(Double::isFinite);
        assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(Double::isFinite);
    }

    @Test
    void aMarginBoundsTheSlope() {
        double margin = 0.01;
        Tensor x =
                STANDARD.quantile(RandomKey.of(6).uniform(DType.FLOAT64, 5000)).detached();
        for (double c : new double[] {0.125, -0.125}) {
            Gaussian.Shifted shifted = STANDARD.shifted(x, Tensor.scalar(c), margin);
            double[] defined = shifted.defined().toDoubleArray();
            double[] expected = STANDARD.cdf(x)
                    .add(c)
                    .subtract(0.5)
                    .abs()
                    .less(0.5 - margin)
                    .toDoubleArray();
            assertThat(Arrays.equals(defined, expected)).isTrue();
            // φ(x) / φ(x') ≤ φ(0) / φ(Φ⁻¹(margin))
            double quantile = STANDARD.quantile(Tensor.scalar(margin)).item();
            double bound = Math.exp(quantile * quantile / 2);
            double steepest = Autodiff.gradient(shifted.values().sum(), x).max().item();
            assertThat(steepest).isBetween(2.0, bound);
        }
    }

    @Test
    void aPointMassIsShiftedNowhere() {
        Gaussian point = new Gaussian(Tensor.scalar(2.0), Tensor.scalar(0.0));
        Tensor x = Tensor.of(new double[] {2, 2, 2});
        Gaussian.Shifted shifted = point.shifted(x, Tensor.scalar(0.125), 0);
        assertThat(shifted.defined().toDoubleArray()).containsOnly(0);
        assertThat(shifted.values().toDoubleArray()).containsOnly(2);
        List<Tensor> gradients = Autodiff.gradient(shifted.values().sum(), List.of(x, point.mean(), point.deviation()));
        gradients.forEach(gradient -> assertThat(gradient.toDoubleArray()).containsOnly(0));
    }

    @Test
    void refusesWhatIsNoSample() {
        for (Tensor bad : List.of(Tensor.ones(1), Tensor.ones(2, 2), Tensor.of(new int[3]))) {
            assertThatThrownBy(() -> Gaussian.of(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least 2 floating-point numbers [n]");
        }
        assertThatThrownBy(() -> new Gaussian(Tensor.scalar(0f), Tensor.scalar(1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mean of type float32[]");
    }
}
