package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gap of points under every cost, against differences of values solved anew. */
class GromovMongeLossCostsTest {

    private static final int N = 7;
    private static final int D = 3;
    private static final int E = 2;

    static Stream<Cost> costs() {
        return CostTensorsTest.costs();
    }

    private static Tensor points(long seed, int d) {
        return Tensor.of(Oracles.gaussian(Oracles.random(seed), N * d), N, d);
    }

    private static double[] costs(Cost cost, Tensor points) {
        return CostTensors.matrix(cost, points).toDoubleArray();
    }

    @ParameterizedTest
    @MethodSource("costs")
    void exactGapsFollowThePoints(Cost cost) {
        GromovMongeGapOptions options = GromovMongeGapOptions.of(Mode.EXACT);
        Tensor x = points(110, D);
        Tensor y = points(111, E);
        Tensor gap = GromovMongeLoss.inGraph(CostTensors.matrix(cost, x), CostTensors.matrix(cost, y), options)
                .value();
        assertThat(gap.item()).isPositive();
        compare(
                gap,
                x,
                y,
                1e-6,
                (left, right) -> GromovMongeGap.evaluate(costs(cost, left), costs(cost, right), N, options)
                        .gap());
    }

    @ParameterizedTest
    @MethodSource("costs")
    void entropicGapsFollowThePoints(Cost cost) {
        EntropicGromovWasserstein precise = new EntropicGromovWasserstein(1)
                .withInner(new Sinkhorn(1, 1e-14, 100_000, 10, Annealing.NONE))
                .withStart(InitialCoupling.mix(0.5))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-13)
                .withWarmStart(true);
        GromovMongeGapOptions options = new GromovMongeGapOptions(
                precise, new RelativeEpsilon(0.5, ScaleStatistic.STD), ValueConvention.ENTROPIC);
        Tensor x = points(112, D);
        Tensor y = points(113, E);
        GromovMongeLoss.InGraph loss =
                GromovMongeLoss.inGraph(CostTensors.matrix(cost, x), CostTensors.matrix(cost, y), options);
        assertThat(loss.outerConverged().item()).isEqualTo(1);
        assertThat(loss.innerConverged().item()).isEqualTo(1);
        // ε is a constant of the gradient, so the differences keep it too.
        EntropicGromovWasserstein fixed = precise.withEpsilon(loss.epsilon().item())
                .withStart(InitialCoupling.given(loss.plan().toDoubleArray()));
        compare(loss.value(), x, y, 2e-6, (left, right) -> {
            double[] cX = costs(cost, left);
            double[] cY = costs(cost, right);
            return GromovMongeGap.distortion(cX, cY, N)
                    - fixed.solve(GromovProblem.uniform(cX, N, cY, N)).entropicCost();
        });
    }

    /** The scale of one space against that of the other. */
    @ParameterizedTest
    @EnumSource(PositiveScale.class)
    void aLearnedScaleFollowsTheGap(PositiveScale positive) {
        GromovMongeGapOptions options = GromovMongeGapOptions.of(Mode.EXACT);
        Tensor x = points(114, D);
        Tensor y = points(115, E);
        Tensor raw = Tensor.scalar(0.4);
        Tensor cX = CostTensors.matrix(Cost.euclidean(), x);
        Tensor gap = GromovMongeLoss.inGraph(cX, CostTensors.scaled(Cost.euclidean(), y, raw, positive), options)
                .value();
        double h = 1e-5;
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            double alpha =
                    positive.of(Tensor.scalar(0.4 + (side == 0 ? h : -h))).item();
            double[] cY = costs(Cost.scaled(alpha, Cost.euclidean()), y);
            values[side] =
                    GromovMongeGap.evaluate(cX.toDoubleArray(), cY, N, options).gap();
        }
        assertThat(Autodiff.gradient(gap, raw).item()).isCloseTo((values[0] - values[1]) / (2 * h), within(1e-8));
    }

    private interface Gap {
        double of(Tensor x, Tensor y);
    }

    private static void compare(Tensor gap, Tensor x, Tensor y, double tolerance, Gap solved) {
        List<Tensor> gradients = Autodiff.gradient(gap, List.of(x, y));
        double h = 1e-5;
        for (int side = 0; side < 2; side++) {
            double[] found = gradients.get(side).toDoubleArray();
            double scale = Math.max(1, Arrays.stream(found).map(Math::abs).max().orElseThrow());
            assertThat(Arrays.stream(found).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
            for (int k = 0; k < found.length; k += 2) {
                double up = solved.of(moved(x, side == 0, k, h), moved(y, side == 1, k, h));
                double down = solved.of(moved(x, side == 0, k, -h), moved(y, side == 1, k, -h));
                assertThat(found[k]).isCloseTo((up - down) / (2 * h), within(tolerance * scale));
            }
        }
    }

    private static Tensor moved(Tensor points, boolean move, int k, double h) {
        if (!move) {
            return points;
        }
        double[] numbers = points.toDoubleArray();
        numbers[k] += h;
        return Tensor.of(numbers, points.shape().toArray());
    }
}
