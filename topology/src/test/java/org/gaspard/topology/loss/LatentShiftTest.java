package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.Anomaly;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.SpecialFunctions;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.TestClouds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LatentShiftTest {

    private static final RandomKey KEY = RandomKey.of(64);
    private static final LatentShift UP = LatentShift.standard().withSign(ShiftSign.POSITIVE);
    private static final LatentShift DOWN = LatentShift.standard().withSign(ShiftSign.NEGATIVE);

    private static Tensor latents(long seed, int n, int d) {
        return RandomKey.of(seed)
                .normal(DType.FLOAT64, n, d)
                .multiply(1.7)
                .add(0.4)
                .detached();
    }

    private static double[] column(Tensor z, int k) {
        return z.index(1, k).toDoubleArray();
    }

    /** Eq. 1 for one column, NaN where it is not defined. */
    private static double[] byTheEquation(double[] z, double step) {
        double mean = Arrays.stream(z).average().orElseThrow();
        double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / (z.length - 1);
        double deviation = Math.sqrt(variance);
        return Arrays.stream(z)
                .map(v -> (1 + SpecialFunctions.erf((v - mean) / deviation / Math.sqrt(2))) / 2 + step)
                .map(p -> 0 < p && p < 1
                        ? mean + deviation * Math.sqrt(2) * SpecialFunctions.erfInverse(2 * p - 1)
                        : Double.NaN)
                .toArray();
    }

    @Test
    void isTheEquation() {
        Tensor z = latents(1, 64, 5);
        for (int axis = 0; axis < 5; axis++) {
            for (LatentShift shift : List.of(UP, DOWN, UP.withAmount(0.4))) {
                MaskedShift masked = shift.masked(z, AxisChoice.given(axis), KEY);
                double step = shift.sign() == ShiftSign.POSITIVE ? shift.amount() : -shift.amount();
                double[] expected = byTheEquation(column(z, axis), step);
                double[] found = column(masked.shifted(), axis);
                for (int i = 0; i < 64; i++) {
                    boolean defined = !Double.isNaN(expected[i]);
                    assertThat(masked.mask().get(i)).isEqualTo(defined ? 1 : 0);
                    assertThat(found[i]).isCloseTo(defined ? expected[i] : z.get(i, axis), within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"up, 1, 0.125, POSITIVE", "down, 2, 0.125, NEGATIVE", "far, 0, 0.4, POSITIVE"})
    void agreesWithPytorch(String name, int axis, double amount, ShiftSign sign) {
        Tensor z = Tensor.of(TestClouds.oracle("shift.txt", "latents"), 16, 3);
        Tensor weights = Tensor.of(TestClouds.oracle("shift.txt", "weights"), 16, 3);
        LatentShift shift = new LatentShift(amount, sign, 0);
        if (!(shift.evaluate(z, AxisChoice.given(axis), KEY) instanceof ShiftedBatch.Pairs pairs)) {
            throw new AssertionError("too few");
        }
        assertThat(Arrays.stream(pairs.rows()).asDoubleStream().toArray())
                .isEqualTo(TestClouds.oracle("shift.txt", name + ".rows"));
        assertThat(pairs.shifted().toDoubleArray())
                .containsExactly(TestClouds.oracle("shift.txt", name + ".shifted"), within(1e-12));
        Tensor weighted = pairs.shifted().multiply(weights.gather(0, Tensor.of(pairs.rows())));
        assertThat(Autodiff.gradient(weighted.sum(), z).toDoubleArray())
                .containsExactly(TestClouds.oracle("shift.txt", name + ".gradient"), within(1e-11));
    }

    @Test
    void otherAxesAndTheOriginalsStayToTheLastBit() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor z = latents(2, 50, 4).cast(dtype).computedNow();
            MaskedShift masked = LatentShift.standard().masked(z, AxisChoice.given(2), KEY);
            assertThat(masked.originals().type()).isEqualTo(z.type());
            assertThat(masked.shifted().type()).isEqualTo(z.type());
            assertThat(masked.mask().dtype()).isEqualTo(dtype);
            assertThat(masked.originals().toDoubleArray()).isEqualTo(z.toDoubleArray());
            for (int axis : new int[] {0, 1, 3}) {
                assertThat(column(masked.shifted(), axis)).isEqualTo(column(z, axis));
            }
            assertThat(column(masked.shifted(), 2)).isNotEqualTo(column(z, 2));
        }
    }

    /** About 1 − C of a normal sample remain; three standard errors of a proportion. */
    @Test
    void sevenOfEightSamplesRemain() {
        int n = 5000;
        Tensor z = latents(3, n, 2);
        for (LatentShift shift : List.of(UP, DOWN, LatentShift.standard(), UP.withSign(ShiftSign.RANDOM_PER_SAMPLE))) {
            double remaining = shift.masked(z, AxisChoice.given(1), KEY).count().item() / n;
            assertThat(remaining).isCloseTo(0.875, within(3 * Math.sqrt(0.875 * 0.125 / n)));
        }
    }

    /** The remaining shifted latents have the distribution of the normal fit above its C-quantile. */
    @Test
    void shiftedLatentsHaveTheQuantilesOfTheAxis() {
        int n = 4000;
        Tensor z = latents(4, n, 3);
        if (!(UP.evaluate(z, AxisChoice.given(1), KEY) instanceof ShiftedBatch.Pairs pairs)) {
            throw new AssertionError("too few");
        }
        Gaussian fit = Gaussian.of(z.index(1, 1));
        double[] sorted = pairs.shifted().index(1, 1).sort(0).toDoubleArray();
        for (double q : new double[] {0.1, 0.25, 0.5, 0.75, 0.9}) {
            double p = 0.125 + 0.875 * q;
            double found =
                    fit.cdf(Tensor.scalar(sorted[(int) (q * sorted.length)])).item();
            assertThat(found).isCloseTo(p, within(3 * 0.875 * Math.sqrt(q * (1 - q) / n)));
        }
    }

    @Test
    void signsOfABatchAreOneAndThoseOfSamplesEachTheirOwn() {
        Tensor z = latents(5, 40, 2);
        int up = 0;
        int samplesUp = 0;
        int samples = 0;
        for (int i = 0; i < 300; i++) {
            double[] batch = signs(LatentShift.standard(), z, KEY.child(i));
            assertThat(Arrays.stream(batch).distinct().count()).isEqualTo(1);
            up += batch[0] > 0 ? 1 : 0;
            double[] each = signs(LatentShift.standard().withSign(ShiftSign.RANDOM_PER_SAMPLE), z, KEY.child(i));
            samplesUp += (int) Arrays.stream(each).filter(s -> s > 0).count();
            samples += each.length;
        }
        // Four standard errors.
        assertThat(up / 300.0).isCloseTo(0.5, within(2 / Math.sqrt(300)));
        assertThat(samplesUp / (double) samples).isCloseTo(0.5, within(2 / Math.sqrt(samples)));
        assertThat(signs(UP, z, KEY)).containsOnly(1);
        assertThat(signs(DOWN, z, KEY)).containsOnly(-1);
    }

    /** The directions in which the remaining samples move. */
    private static double[] signs(LatentShift shift, Tensor z, RandomKey key) {
        MaskedShift masked = shift.masked(z, AxisChoice.given(0), key);
        Tensor.evaluate(masked.shifted(), masked.mask());
        double[] before = column(z, 0);
        double[] after = column(masked.shifted(), 0);
        double[] mask = masked.mask().toDoubleArray();
        return IntStream.range(0, mask.length)
                .filter(i -> mask[i] == 1)
                .mapToDouble(i -> Math.signum(after[i] - before[i]))
                .toArray();
    }

    @Test
    void axesAreDrawnByTheirWeights() {
        Tensor z = latents(6, 10, 4);
        AxisChoice choice = AxisChoice.weighted(Tensor.of(new double[] {0, 1, 0, 1}));
        int[] counts = new int[4];
        for (int i = 0; i < 200; i++) {
            MaskedShift masked = UP.masked(z, choice, KEY.child(i));
            Tensor.evaluate(masked.axis(), masked.shifted());
            int axis = (int) masked.axis().item();
            counts[axis]++;
            for (int k = 0; k < 4; k++) {
                assertThat(Arrays.equals(column(masked.shifted(), k), column(z, k)))
                        .isEqualTo(k != axis);
            }
        }
        assertThat(counts[0] + counts[2]).isZero();
        assertThat(counts[1]).isBetween(72, 128);
    }

    @ParameterizedTest
    @EnumSource(ShiftSign.class)
    void theArrayFormHoldsTheRowsOfTheMaskedForm(ShiftSign sign) {
        Tensor z = latents(7, 30, 3);
        LatentShift shift = LatentShift.standard().withSign(sign);
        MaskedShift masked = shift.masked(z, AxisChoice.uniform(), KEY);
        if (!(shift.evaluate(z, AxisChoice.uniform(), KEY) instanceof ShiftedBatch.Pairs pairs)) {
            throw new AssertionError("too few");
        }
        double[] mask = masked.mask().toDoubleArray();
        assertThat(pairs.rows())
                .isEqualTo(IntStream.range(0, 30).filter(i -> mask[i] == 1).toArray())
                .hasSizeBetween(20, 29);
        assertThat(pairs.axis()).isEqualTo((int) masked.axis().item());
        int m = pairs.rows().length;
        assertThat(pairs.originals().shape().toArray()).containsExactly(m, 3);
        for (int i = 0; i < m; i++) {
            int row = pairs.rows()[i];
            assertThat(pairs.originals().index(0, i).toDoubleArray())
                    .isEqualTo(z.index(0, row).toDoubleArray());
            assertThat(pairs.shifted().index(0, i).toDoubleArray())
                    .isEqualTo(masked.shifted().index(0, row).toDoubleArray());
        }
        Tensor weight = masked.mask().expand(1);
        Tensor inArrays = Autodiff.gradient(
                pairs.shifted().square().sum().add(pairs.originals().exp().sum()), z);
        Tensor inMasks = Autodiff.gradient(
                masked.shifted()
                        .square()
                        .multiply(weight)
                        .sum()
                        .add(masked.originals().exp().multiply(weight).sum()),
                z);
        assertThat(inArrays.toDoubleArray()).containsExactly(inMasks.toDoubleArray(), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(ShiftSign.class)
    void gradientsOfFirstAndSecondOrderThroughLatentMeanAndDeviation(ShiftSign sign) {
        Tensor z = latents(8, 7, 2);
        LatentShift shift = LatentShift.standard().withSign(sign);
        Tensor mask = shift.masked(z, AxisChoice.given(1), KEY).mask();
        assertThat(mask.toDoubleArray()).contains(0, 1);
        // Where the shift is not defined the rows are constants, which central differences do not know.
        GradientCheck.standard()
                .firstAndSecond(
                        in -> {
                            MaskedShift masked = shift.masked(in.getFirst(), AxisChoice.given(1), KEY);
                            return Tensor.stack(0, masked.originals(), masked.shifted())
                                    .multiply(masked.mask().expand(1));
                        },
                        z);
    }

    /**
     * The shift commutes with moving and scaling the axis, which it does by its mean and deviation alone. So its
     * derivative in the direction of a common move is 1, and in the direction of the latents it is the shift itself.
     */
    @Test
    void movingAndScalingTheAxisMovesAndScalesTheShift() {
        Tensor z = latents(9, 40, 1);
        MaskedShift masked = UP.masked(z, AxisChoice.given(0), KEY);
        Tensor mask = masked.mask().expand(1);
        Tensor byMove = Autodiff.jvp(masked.shifted(), z, Tensor.full(z.type(), 1));
        Tensor byScale = Autodiff.jvp(masked.shifted(), z, z);
        assertThat(byMove.subtract(mask).abs().max().item()).isLessThan(1e-12);
        assertThat(byScale.subtract(masked.shifted().multiply(mask)).abs().max().item())
                .isLessThan(1e-12);
    }

    @Test
    void whereItIsNotDefinedRowsAreConstants() {
        Tensor z = latents(10, 64, 3);
        Anomaly.detect(() -> {
            MaskedShift masked = UP.masked(z, AxisChoice.given(0), KEY);
            Tensor gradient = Autodiff.gradient(
                    masked.shifted().square().sum().add(masked.originals().exp().sum()), z);
            Tensor.evaluate(masked.shifted(), masked.mask(), gradient);
            int undefined = 0;
            for (int i = 0; i < 64; i++) {
                if (masked.mask().get(i) == 0) {
                    undefined++;
                    assertThat(masked.shifted().index(0, i).toDoubleArray())
                            .isEqualTo(z.index(0, i).toDoubleArray());
                    // On the axis itself the other samples still reach this one, by its part in mean and deviation.
                    assertThat(gradient.get(i, 1)).isZero();
                    assertThat(gradient.get(i, 2)).isZero();
                    assertThat(gradient.get(i, 0)).isNotZero();
                }
            }
            assertThat(undefined).isBetween(2, 20);
            return gradient;
        });
    }

    @Test
    void anAxisWithoutSpreadIsShiftedNowhere() {
        double[] numbers = latents(11, 20, 2).toDoubleArray();
        IntStream.range(0, 20).forEach(i -> numbers[2 * i] = 0.1);
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor z = Tensor.of(numbers, 20, 2).cast(dtype).computedNow();
            MaskedShift masked = LatentShift.standard().masked(z, AxisChoice.given(0), KEY);
            assertThat(masked.count().item()).isZero();
            assertThat(masked.usable().item()).isZero();
            assertThat(masked.shifted().toDoubleArray()).isEqualTo(z.toDoubleArray());
            assertThat(Autodiff.gradient(masked.shifted().sum(), z).toDoubleArray())
                    .containsOnly(0);
            assertThat(LatentShift.standard().evaluate(z, AxisChoice.given(0), KEY))
                    .isEqualTo(new ShiftedBatch.TooFew(0, 0));
        }
    }

    /** Of two samples, at −1/√2 and 1/√2 standard deviations, one remains under a shift by ½. */
    @Test
    void fewerThanTwoSamplesAreToldAsSuch() {
        Tensor z = Tensor.of(new double[] {5, -1, 7, 3}, 2, 2);
        LatentShift half = UP.withAmount(0.5);
        assertThat(half.evaluate(z, AxisChoice.given(1), KEY)).isEqualTo(new ShiftedBatch.TooFew(1, 1));
        assertThat(half.masked(z, AxisChoice.given(1), KEY).usable().item()).isZero();
        assertThat(UP.withAmount(0.1).evaluate(z, AxisChoice.given(1), KEY))
                .isInstanceOfSatisfying(
                        ShiftedBatch.Pairs.class,
                        pairs -> assertThat(pairs.rows()).containsExactly(0, 1));
        assertThat(UP.withAmount(0.1)
                        .masked(z, AxisChoice.given(1), KEY)
                        .usable()
                        .item())
                .isEqualTo(1);
    }

    @Test
    void aMarginKeepsAwayFromTheEnds() {
        Tensor z = latents(12, 400, 1);
        Gaussian fit = Gaussian.of(z.index(1, 0));
        double[] coordinates = fit.cdf(z.index(1, 0)).toDoubleArray();
        double[] mask =
                DOWN.withMargin(0.05).masked(z, AxisChoice.given(0), KEY).mask().toDoubleArray();
        for (int i = 0; i < 400; i++) {
            double p = coordinates[i] - 0.125;
            assertThat(mask[i]).isEqualTo(0.05 < p && p < 0.95 ? 1 : 0);
        }
    }

    @Test
    void noAmountMovesNothing() {
        Tensor z = latents(13, 60, 2);
        MaskedShift masked = LatentShift.standard().withAmount(0).masked(z, AxisChoice.uniform(), KEY);
        assertThat(masked.count().item()).isEqualTo(60);
        assertThat(masked.shifted().subtract(z).abs().max().item()).isLessThan(1e-13);
    }

    @Test
    void singlePrecisionIsTheRoundingOfDoublePrecision() {
        Tensor z = latents(14, 64, 3).cast(DType.FLOAT32).computedNow();
        MaskedShift single = DOWN.masked(z, AxisChoice.given(1), KEY);
        MaskedShift exact = DOWN.masked(z.cast(DType.FLOAT64).detached(), AxisChoice.given(1), KEY);
        assertThat(single.mask().toDoubleArray()).isEqualTo(exact.mask().toDoubleArray());
        assertThat(single.shifted().toFloatArray()).isEqualTo(exact.shifted().toFloatArray());
    }

    @Test
    void aCapturedStepShiftsItsInput() {
        LatentShift shift = LatentShift.standard().withSign(ShiftSign.RANDOM_PER_SAMPLE);
        CapturedStep step = CapturedStep.capture(List.of(latents(0, 16, 3).type(), RandomKey.type()), List.of(), in -> {
            MaskedShift masked = shift.masked(in.get(0), AxisChoice.uniform(), new RandomKey(in.get(1)));
            Tensor gradient = Autodiff.gradient(masked.shifted().square().sum(), in.get(0));
            return new CapturedStep.Result(List.of(masked.axis(), masked.shifted(), masked.mask(), gradient), Map.of());
        });
        for (int run = 0; run < 5; run++) {
            Tensor z = latents(20 + run, 16, 3);
            RandomKey key = KEY.child(run);
            List<Tensor> found = step.run(z, key.words().detached());
            MaskedShift expected = shift.masked(z, AxisChoice.uniform(), key);
            assertThat(found.get(0).item()).isEqualTo(expected.axis().item());
            assertThat(found.get(1).toDoubleArray())
                    .containsExactly(expected.shifted().toDoubleArray(), within(1e-14));
            assertThat(found.get(2).toDoubleArray()).isEqualTo(expected.mask().toDoubleArray());
            assertThat(found.get(3).toDoubleArray())
                    .containsExactly(
                            Autodiff.gradient(expected.shifted().square().sum(), z)
                                    .toDoubleArray(),
                            within(1e-12));
        }
    }

    @Test
    void refusesWhatAreNoLatents() {
        for (Tensor bad : List.of(
                Tensor.ones(1, 3),
                Tensor.ones(4, 0),
                Tensor.ones(4),
                Tensor.ones(2, 2, 2),
                Tensor.of(new int[4], 2, 2))) {
            assertThatThrownBy(() -> UP.masked(bad, AxisChoice.uniform(), KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected floating-point numbers [n, d] with at least 2 rows and 1 column");
        }
        assertThatThrownBy(() -> UP.withAmount(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("amount is 1.5, expected a number in [0.0, 1.0]");
        assertThatThrownBy(() -> UP.withMargin(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margin is -0.1, expected a number in [0.0, 0.5]");
    }
}
