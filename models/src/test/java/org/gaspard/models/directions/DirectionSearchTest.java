package org.gaspard.models.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.models.directions.DirectionSearch.Guard;
import org.gaspard.models.directions.DirectionSearch.Signs;
import org.gaspard.models.directions.LatentDirection.Effect;
import org.gaspard.models.terms.topology.CloudDivergence;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.loss.RtdLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generators of which it is known what a direction does to the topology of their images. */
class DirectionSearchTest {

    private static final int D = 4;
    private static final RandomKey KEY = RandomKey.of(11);

    /** Orthonormal columns, so that no candidate is a direction that is looked for. */
    private static final Tensor ROTATION =
            LinearAlgebra.svd(RandomKey.of(3).normal(DType.FLOAT64, D, D)).u().computedNow();

    private static final LatentDistribution NORMAL = (key, n) -> key.normal(DType.FLOAT64, n, D);

    /** Of a few seconds in all. */
    private static final DirectionSearch QUICK = DirectionSearch.standard()
            .withBatch(20)
            .withSteps(60, 0.1)
            .withProposals(32)
            .withJudges(4);

    /**
     * Images of y = w R. Along the first {@code rigid} coordinates all images are moved alike, which no distance notices; a
     * coordinate that is squared moves each image by another amount. The last coordinates may do nothing.
     */
    private static UnaryOperator<Tensor> generator(int rigid, int dead) {
        return w -> {
            Tensor y = w.matmul(ROTATION);
            Tensor bent = y.slice(1, rigid, D - dead);
            Tensor images = Tensor.concatenate(1, y.slice(1, 0, rigid), bent.square());
            return images.reshape(w.extent(0), 1, D - dead, 1);
        };
    }

    /** The part of a direction along the first coordinates of y. */
    private static double rigidPart(LatentDirection direction, int rigid) {
        return direction
                .vector()
                .expand(0)
                .matmul(ROTATION)
                .slice(1, 0, rigid)
                .square()
                .sum()
                .sqrt()
                .item();
    }

    @ParameterizedTest
    @EnumSource(Signs.class)
    void theRigidDirectionIsFound(Signs signs) {
        LatentDirection found = QUICK.withSigns(signs)
                .find(generator(1, 0), NORMAL, Components.axes(D), 1, KEY)
                .getFirst();
        assertThat(rigidPart(found, 1)).isGreaterThan(0.995);
        assertThat(found.effect().divergence()).isLessThan(0.2 * found.before().divergence());
        assertThat(found.vector().square().sum().item()).isCloseTo(1, within(1e-12));
        // No candidate is it.
        assertThat(ROTATION.slice(1, 0, 1).abs().max().item()).isLessThan(0.9);
    }

    @Test
    void directionsFollowEachOtherOrthogonally() {
        List<LatentDirection> found = QUICK.find(generator(2, 0), NORMAL, Components.axes(D), D, KEY);
        for (int i = 0; i < D; i++) {
            assertThat(rigidPart(found.get(i), 2)).isCloseTo(i < 2 ? 1 : 0, within(0.1));
            for (int j = 0; j < D; j++) {
                assertThat(found.get(i).vector().dot(found.get(j).vector()).item())
                        .isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
        assertThat(found.get(2).effect().objective())
                .isGreaterThan(3 * found.get(1).effect().objective());
    }

    /** The span of the candidates is what is searched, whatever the angles between them. */
    @Test
    void directionsAreCombinationsOfTheCandidates() {
        Tensor skew = Tensor.of(new double[] {1, 0, 0, 0, 0.6, 0.8, 0, 0}, 2, D);
        Components candidates = new Components(skew, Tensor.of(new double[] {1, 1}, 2));
        LatentDirection found = QUICK.withSteps(10, 0.1)
                .find(generator(1, 0), NORMAL, candidates, 1, KEY)
                .getFirst();
        assertThat(found.vector().slice(0, 2, D).abs().max().item()).isZero();
        assertThat(found.coefficients().toDoubleArray())
                .containsExactly(found.vector().slice(0, 0, 2).toDoubleArray(), within(1e-15));
    }

    /** One coordinate is rigid, one does nothing: without a guard that is as good. */
    @Test
    void theGuardIsAgainstDirectionsThatChangeNothing() {
        Components known = new Components(ROTATION.transposed(), Tensor.ones(D).cast(DType.FLOAT64));
        UnaryOperator<Tensor> generator = generator(1, 1);
        Tensor dead = known.vector(D - 1);
        DirectionSearch unguarded = QUICK.withGuard(Guard.NONE);
        assertThat(unguarded.effect(generator, NORMAL, dead, KEY).objective()).isCloseTo(0, within(1e-9));
        Effect guarded = QUICK.effect(generator, NORMAL, dead, KEY);
        assertThat(guarded.objective()).isInfinite();
        assertThat(guarded.change()).isCloseTo(0, within(1e-9));
        // Of candidates without the rigid coordinate it is the best where nothing speaks against it, and never taken
        // else.
        Components bent = new Components(
                known.vectors().slice(0, 1, D), known.deviations().slice(0, 1, D));
        LatentDirection trivial = unguarded
                .withSteps(0, 0.1)
                .find(generator, NORMAL, bent, 1, KEY)
                .getFirst();
        assertThat(trivial.coefficients().toDoubleArray()).containsExactly(0, 0, 1);
        LatentDirection other =
                QUICK.withSteps(0, 0.1).find(generator, NORMAL, bent, 1, KEY).getFirst();
        assertThat(Math.abs(other.coefficients().get(2))).isLessThan(0.99);
        assertThat(other.effect().change()).isGreaterThan(0.1);
        LatentDirection found =
                QUICK.find(generator, NORMAL, Components.axes(D), 1, KEY).getFirst();
        assertThat(found.effect().change()).isGreaterThan(0.1);
        assertThat(found.effect().divergence()).isLessThan(0.3);
    }

    @Test
    void whatIsFoundIsNeverWorseThanACandidateAndRepeats() {
        // A rate at which the search goes anywhere.
        DirectionSearch wild = QUICK.withSteps(5, 3).withProposals(2).withStarts(1);
        for (Guard guard : Guard.values()) {
            DirectionSearch search = wild.withGuard(guard);
            LatentDirection found = search.find(generator(1, 0), NORMAL, Components.axes(D), 1, KEY)
                    .getFirst();
            double best = IntStream.range(0, D)
                    .mapToDouble(i -> search.effect(
                                    generator(1, 0), NORMAL, Components.axes(D).vector(i), KEY)
                            .objective())
                    .min()
                    .orElseThrow();
            assertThat(found.before().objective()).isLessThanOrEqualTo(best);
            assertThat(found.effect().objective()).isLessThanOrEqualTo(best);
            assertThat(search.effect(generator(1, 0), NORMAL, found.vector(), KEY))
                    .isEqualTo(found.effect());
            LatentDirection again = search.find(generator(1, 0), NORMAL, Components.axes(D), 1, KEY)
                    .getFirst();
            assertThat(again.vector().toDoubleArray()).isEqualTo(found.vector().toDoubleArray());
        }
    }

    /** With one sign a direction and its negative differ: images are squares of points around 2. Of candidates alone. */
    @Test
    void ofPositiveMovesTheBetterSignIsTaken() {
        UnaryOperator<Tensor> generator = w -> w.add(2).square();
        DirectionSearch search = QUICK.withSigns(Signs.POSITIVE)
                .withGuard(Guard.NONE)
                .withDivergence(CloudDivergence.squaredDistance())
                .withProposals(0)
                .withSteps(0, 1);
        LatentDirection found =
                search.find(generator, NORMAL, Components.axes(D), 1, KEY).getFirst();
        assertThat(found.coefficients().sum().item()).isEqualTo(-1);
        double other =
                search.effect(generator, NORMAL, found.vector().negate(), KEY).divergence();
        assertThat(found.effect().divergence()).isLessThan(other);
        // (y + 1)² − y² = 2 y + 1 of y = w + 2, and with the other sign: the mean is that of both.
        double both = search.withSigns(Signs.BOTH)
                .effect(generator, NORMAL, found.vector(), KEY)
                .divergence();
        assertThat(both).isCloseTo((found.effect().divergence() + other) / 2, within(1e-12));
    }

    /** Images that are the latents: the divergence by hand, and the change. */
    @Test
    void theEffectOfATranslation() {
        Tensor points = RandomKey.of(5).normal(DType.FLOAT64, 6, D).computedNow();
        DirectionSearch search =
                QUICK.withBatch(6).withStep(0.5).withJudges(1).withDivergence(CloudDivergence.squaredDistance());
        Effect effect = search.effect(
                UnaryOperator.identity(), (key, n) -> points, Components.axes(D).vector(2), KEY);
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                sum += points.index(0, i)
                        .subtract(points.index(0, j))
                        .square()
                        .sum()
                        .sqrt()
                        .item();
            }
        }
        assertThat(effect.divergence()).isCloseTo(0.25, within(1e-12));
        assertThat(effect.change()).isCloseTo(0.5 / (sum / 15), within(1e-12));
        assertThat(effect.objective()).isCloseTo(effect.divergence() / effect.change(), within(1e-12));
        assertThat(search.withDivergence(CloudDivergence.publishedRtd())
                        .effect(
                                UnaryOperator.identity(),
                                (key, n) -> points,
                                Components.axes(D).vector(2),
                                KEY)
                        .divergence())
                .isCloseTo(0, within(1e-9));
    }

    static Stream<DirectionSearch> searches() {
        CloudDivergence rtd = new CloudDivergence.Rtd(RtdLoss.exact().withNormalisation(DistanceNormalisation.none()));
        return Arrays.stream(Guard.values())
                .flatMap(guard -> Stream.of(rtd, CloudDivergence.squaredDistance(), CloudDivergence.chamfer())
                        .flatMap(divergence -> Arrays.stream(Signs.values())
                                .map(signs -> QUICK.withBatch(8)
                                        .withGuard(guard)
                                        .withSigns(signs)
                                        .withDivergence(divergence))));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void gradientsAreThoseOfCentralDifferences(DirectionSearch search) {
        Move move = new Move(search, generator(1, 0), NORMAL);
        new GradientCheck(1e-6, 1e-6)
                .first(
                        xs -> move.along(xs.getFirst(), KEY).objective(search.guard()),
                        Tensor.of(new double[] {0.3, -0.7, 0.2, 0.61}, D));
    }

    @Test
    void latentsMayBeASample() {
        Tensor sample = Tensor.range(DType.INT32, 10).cast(DType.FLOAT32).reshape(5, 2);
        LatentDistribution latents = LatentDistribution.sample(sample);
        float[] drawn = latents.draw(RandomKey.of(1), 100).toFloatArray();
        Set<Float> firsts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(drawn[2 * i + 1]).isEqualTo(drawn[2 * i] + 1);
            firsts.add(drawn[2 * i]);
        }
        assertThat(firsts).containsExactlyInAnyOrder(0f, 2f, 4f, 6f, 8f);
        assertThat(LatentDistribution.normal(3).draw(RandomKey.of(1), 4).type())
                .isEqualTo(RandomKey.of(1).normal(DType.FLOAT32, 4, 3).type());
    }

    @Test
    void aSearchTellsHowFarItIs() {
        List<String> calls = new ArrayList<>();
        QUICK.withSteps(3, 0.1)
                .withProposals(0)
                .withStarts(2)
                .find(generator(1, 0), NORMAL, Components.axes(D), 2, KEY, (direction, done, objective) -> {
                    assertThat(objective).isPositive();
                    calls.add(direction + " " + done);
                });
        assertThat(calls)
                .containsExactly("0 1", "0 2", "0 3", "0 4", "0 5", "0 6", "1 1", "1 2", "1 3", "1 4", "1 5", "1 6");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        UnaryOperator<Tensor> generator = generator(1, 0);
        assertThatThrownBy(() -> QUICK.find(generator, NORMAL, Components.axes(D), D + 1, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be from 1 to the 4 candidates, found 5");
        assertThatThrownBy(() -> QUICK.find(generator, NORMAL, Components.axes(3), 1, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be [n, 3], as many dimensions as the directions have, found float64[20, 4]");
        assertThatThrownBy(() -> QUICK.withBatch(1)).hasMessage("batch must be at least 2, found 1");
        assertThatThrownBy(() -> QUICK.withStep(0)).hasMessage("step must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> QUICK.withSteps(-1, 1)).hasMessage("steps must be at least 0, found -1");
        assertThatThrownBy(() -> QUICK.withSteps(1, Double.NaN)).hasMessageContaining("learningRate must be finite");
        assertThatThrownBy(() -> QUICK.withProposals(-1)).hasMessage("proposals must be at least 0, found -1");
        assertThatThrownBy(() -> QUICK.withStarts(0)).hasMessage("starts must be at least 1, found 0");
        assertThatThrownBy(() -> QUICK.withJudges(0)).hasMessage("judges must be at least 1, found 0");
        assertThatThrownBy(() -> LatentDistribution.sample(Tensor.zeros(3)))
                .hasMessageStartingWith("latents must be floating-point numbers [N, ...] with N at least 1");
    }
}
