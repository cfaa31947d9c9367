package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.junit.jupiter.api.Test;

class TopDisLossTest {

    private static Tensor images(long seed, int n) {
        return Tensor.of(TestClouds.gaussian(seed, n * 12), n, 3, 4);
    }

    private static double[] scaled(double[] points, int n) {
        return DistanceNormalisation.standard().apply(TestClouds.distances(points, n), n);
    }

    @Test
    void isTheDivergenceOfTheScaledDistances() {
        int n = 12;
        Tensor x = images(1, n);
        Tensor y = images(2, n);
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            double expected =
                    PlainRtd.loss(loss.divergence(), scaled(x.toDoubleArray(), n), scaled(y.toDoubleArray(), n), n);
            assertThat(loss.between(x, y).item())
                    .isCloseTo(expected, within(1e-11))
                    .isPositive();
            Tensor single = loss.between(x.cast(DType.FLOAT32), y.cast(DType.FLOAT32));
            assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(single.item()).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void gradientsAreThoseOfCentralDifferences() {
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            TopDisLoss plain =
                    new TopDisLoss(loss.divergence().withNormalisation(DistanceNormalisation.rootOfPoints()));
            GradientCheck.standard().first(in -> plain.between(in.get(0), in.get(1)), images(3, 8), images(4, 8));
        }
    }

    /** Binary sprites repeat: rows that coincide, within a cloud and between the two. */
    @Test
    void repeatedImagesHaveFiniteGradients() {
        double[] first = TestClouds.gaussian(5, 120);
        System.arraycopy(first, 0, first, 60, 24);
        double[] second = TestClouds.gaussian(6, 120);
        System.arraycopy(first, 0, second, 0, 48);
        Tensor x = Tensor.of(first, 10, 12);
        Tensor y = Tensor.of(second, 10, 12);
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            Tensor value = loss.between(x, y);
            assertThat(value.item()).isPositive();
            for (Tensor gradient : Autodiff.gradient(value, List.of(x, y))) {
                assertThat(Arrays.stream(gradient.toDoubleArray())).allMatch(Double::isFinite);
            }
            assertThat(loss.between(x, x).item()).isZero();
            assertThat(loss.between(Tensor.ones(5, 4), Tensor.ones(5, 4)).item())
                    .isZero();
        }
    }

    /** Descent in a captured step brings the topology of one cloud near that of the other. */
    @Test
    void descentMakesTheLossSmall() {
        Tensor target = images(7, 12).cast(DType.FLOAT32).computedNow();
        Tensor x = images(8, 12).cast(DType.FLOAT32).computedNow();
        TopDisLoss loss = TopDisLoss.exact();
        CapturedStep step = CapturedStep.capture(List.of(x.type()), List.of(), in -> {
            Tensor value = loss.between(target, in.getFirst());
            Tensor gradient = Autodiff.gradient(value, in.getFirst());
            return new CapturedStep.Result(List.of(value, in.getFirst().subtract(gradient.multiply(0.1))), Map.of());
        });
        double first = step.run(x).getFirst().item();
        assertThat(first).isEqualTo(loss.between(target, x).item());
        for (int i = 0; i < 200; i++) {
            x = step.run(x).get(1);
        }
        assertThat(step.run(x).getFirst().item()).isLessThan(first / 3);
    }

    /**
     * A step with a {@link MaskedShift} does what the samples alone give: latents shifted, decoded and compared. How many
     * samples remain changes from one batch to the next.
     */
    @Test
    void aCapturedStepWithAMaskIsTheLossOfTheRemainingSamples() {
        int n = 16;
        LatentShift shift = LatentShift.standard();
        Tensor weights = Tensor.of(TestClouds.gaussian(20, 3 * 7), 3, 7);
        AxisChoice axis = AxisChoice.uniform();
        for (TopDisLoss loss : List.of(TopDisLoss.published(), TopDisLoss.exact())) {
            CapturedStep step = CapturedStep.capture(
                    List.of(new TensorType(Shape.of(n, 3), DType.FLOAT64), RandomKey.type()), List.of(), in -> {
                        MaskedShift all = shift.masked(in.get(0), axis, new RandomKey(in.get(1)));
                        Tensor value = loss.between(
                                decoded(all.originals(), weights), decoded(all.shifted(), weights), all.mask());
                        return new CapturedStep.Result(
                                List.of(value, Autodiff.gradient(value, in.get(0)), all.count()), Map.of());
                    });
            Set<Double> counts = new HashSet<>();
            for (int batch = 0; batch < 6; batch++) {
                Tensor latents = Tensor.of(TestClouds.gaussian(30 + batch, 3 * n), n, 3);
                RandomKey key = RandomKey.of(batch);
                ShiftedBatch.Pairs pairs = (ShiftedBatch.Pairs) shift.evaluate(latents, axis, key);
                Tensor expected = loss.between(decoded(pairs.originals(), weights), decoded(pairs.shifted(), weights));
                List<Tensor> found = step.run(latents, key.words());
                counts.add(found.get(2).item());
                assertThat(found.get(2).item()).isEqualTo(pairs.rows().length).isLessThan(n);
                assertThat(found.getFirst().item())
                        .isCloseTo(expected.item(), within(1e-12))
                        .isPositive();
                assertThat(found.get(1).toDoubleArray())
                        .containsExactly(Autodiff.gradient(expected, latents).toDoubleArray(), within(1e-11));
            }
            assertThat(counts).hasSizeGreaterThan(1);
        }
    }

    private static Tensor decoded(Tensor latents, Tensor weights) {
        return latents.matmul(weights).tanh();
    }

    @Test
    void refusesWhatAreNoPairsOfClouds() {
        Tensor good = Tensor.zeros(4, 3);
        for (Tensor bad : List.of(Tensor.zeros(3, 3), Tensor.zeros(4, 2), good.cast(DType.FLOAT64), Tensor.zeros(4))) {
            assertThatThrownBy(() -> TopDisLoss.exact().between(good, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one floating-point type [n, ...]");
            assertThatThrownBy(() -> TopDisLoss.exact().between(good, bad, Tensor.ones(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one floating-point type [n, ...]");
        }
        assertThatThrownBy(() -> TopDisLoss.exact().between(good, good, Tensor.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected [4]");
        Tensor whole = Tensor.of(new int[12], 4, 3);
        assertThatThrownBy(() -> TopDisLoss.exact().between(whole, whole)).isInstanceOf(IllegalArgumentException.class);
    }
}
