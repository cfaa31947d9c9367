package org.gaspard.ot.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeGapResult;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MapEstimatorTest {

    private static final int BATCH = 64;
    private static final Cost COST = Cost.squaredEuclidean();
    private static final EntropicTransport SOLVER =
            new EntropicTransport(0.1).withTolerance(Tolerance.relative(1e-3)).withMaxIterations(200);

    private static MapEstimator estimator(MapRegulariser regulariser, double weight, int steps) {
        return new MapEstimator(COST, SOLVER, regulariser, weight, BATCH, steps, 5e-3);
    }

    private static Layer network(int seed) {
        RandomKey key = RandomKey.of(seed);
        return new Sequential(
                new Linear("first", 2, 32, key.child(0)),
                new Activation.Gelu(),
                new Linear("second", 32, 32, key.child(1)),
                new Activation.Gelu(),
                new Linear("third", 32, 2, key.child(2)));
    }

    /** N(0, I). */
    private static Tensor source(RandomKey key) {
        return key.normal(DType.FLOAT32, BATCH, 2);
    }

    /** N((2, −1), diag(4, ¼)), whose optimal map from N(0, I) is {@link #optimal}. */
    private static Tensor target(RandomKey key) {
        return optimal(source(key));
    }

    private static Tensor optimal(Tensor x) {
        return x.multiply(Tensor.of(new float[] {2, 0.5f}, 2)).add(Tensor.of(new float[] {2, -1}, 2));
    }

    private static MapEstimator.History fit(MapEstimator estimator, Layer network) {
        return estimator.fit(network, MapEstimatorTest::source, MapEstimatorTest::target, RandomKey.of(2));
    }

    /** The mean square of T(x) − T*(x) on fresh points. */
    private static double error(Layer network) {
        Tensor x = RandomKey.of(99).normal(DType.FLOAT32, 1000, 2);
        return network.apply(x, ForwardPass.evaluation())
                .subtract(optimal(x))
                .square()
                .sum(1)
                .mean()
                .item();
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    /** Without a regulariser a network finds some map; among all of them the gap asks for the optimal one. */
    @Test
    void theMongeGapLeadsToTheOptimalMap() {
        Layer free = network(3);
        MapEstimator.History without = fit(estimator(MapRegulariser.none(), 0, 300), free);
        Layer held = network(3);
        MapEstimator.History with = fit(estimator(MapRegulariser.mongeGap(COST, SOLVER), 1, 300), held);
        for (MapEstimator.History history : List.of(without, with)) {
            assertThat(mean(history.fitting(), 280, 300)).isLessThan(0.15 * mean(history.fitting(), 0, 5));
        }
        assertThat(without.penalty()).containsOnly(0);
        // An optimal map has about ε log n.
        assertThat(mean(with.penalty(), 280, 300)).isCloseTo(0.1 * Math.log(BATCH), within(0.15));
        assertThat(error(held)).isLessThan(0.1);
        assertThat(error(free)).isGreaterThan(1);
    }

    @Test
    void theSameKeyGivesTheSameBits() {
        Layer first = network(4);
        Layer second = network(4);
        MapEstimator estimator = estimator(
                MapRegulariser.gromovMongeGap(COST, GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT)),
                0.5,
                5);
        MapEstimator.History one = fit(estimator, first);
        MapEstimator.History two = fit(estimator, second);
        assertThat(one.fitting()).containsExactly(two.fitting());
        assertThat(one.penalty()).containsExactly(two.penalty());
        for (int i = 0; i < first.parameters().size(); i++) {
            assertThat(first.parameters().get(i).tensor().toDoubleArray())
                    .containsExactly(second.parameters().get(i).tensor().toDoubleArray());
        }
    }

    @Test
    void penaltiesAreThoseOfTheSolvers() {
        Tensor x = RandomKey.of(5).normal(DType.FLOAT64, 20, 2);
        Tensor y = RandomKey.of(6).normal(DType.FLOAT64, 20, 3);
        GromovMongeGapOptions options = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT);
        Cost cost = Cost.cosineSimilarity();
        GromovMongeGapResult expected = GromovMongeGap.evaluate(
                CostTensors.matrix(cost, x).toDoubleArray(),
                CostTensors.matrix(cost, y).toDoubleArray(),
                20,
                options);
        assertThat(MapRegulariser.distortion(cost).penalty(x, y).item())
                .isCloseTo(expected.distortion(), within(1e-12));
        assertThat(MapRegulariser.gromovMongeGap(cost, options).penalty(x, y).item())
                .isCloseTo(expected.gap(), within(1e-12));
        assertThat(expected.gap()).isGreaterThan(0.01);
        Tensor narrow = y.slice(1, 0, 2);
        assertThat(MapRegulariser.mongeGap(COST, SOLVER).penalty(x, narrow).item())
                .isEqualTo(MongeGapLoss.entropic(COST, x, narrow, SOLVER, ValueConvention.ENTROPIC)
                        .item());
    }

    @Test
    void badInput() {
        MapEstimator estimator = estimator(MapRegulariser.none(), 0, 1);
        assertThatThrownBy(() -> estimator(MapRegulariser.none(), -1, 1)).hasMessageContaining("weight is -1.0");
        assertThatThrownBy(() -> estimator(MapRegulariser.none(), 0, 0)).hasMessageContaining("steps is 0");
        assertThatThrownBy(() -> new MapEstimator(COST, SOLVER, MapRegulariser.none(), 0, 1, 1, 1))
                .hasMessageContaining("batch is 1");
        assertThatThrownBy(() -> new MapEstimator(COST, SOLVER, MapRegulariser.none(), 0, 2, 1, 0))
                .hasMessageContaining("learningRate is 0.0");
        Layer network = network(1);
        RandomKey key = RandomKey.of(1);
        assertThatThrownBy(
                        () -> estimator.fit(network, k -> source(k).cast(DType.FLOAT64), MapEstimatorTest::target, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a draw of source")
                .hasMessageContaining("expected float32 [64, d]");
        assertThatThrownBy(() ->
                        estimator.fit(network, MapEstimatorTest::source, k -> k.normal(DType.FLOAT32, 32, 2), key))
                .hasMessageContaining("a draw of target");
        assertThatThrownBy(() ->
                        estimator.fit(network, k -> source(k).multiply(Double.NaN), MapEstimatorTest::target, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in step 0 the divergence is NaN");
    }
}
