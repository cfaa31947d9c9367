package org.gaspard.ot.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.with;

import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.implicit.DifferentiableTransport;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] TARGETS = {0, 1, 2, 3};
    private static final double[] G = {0, 1};
    private static final Cost COST = Cost.squaredEuclidean();
    private static final EntropicTransport SOLVER = new EntropicTransport(0.5);
    private static final EntropicTransport PARTIAL = SOLVER.withRelaxation(Relaxation.partial(0.5));
    private static final Tensor POINTS = Tensor.of(TARGETS, 2, 2);

    static Stream<BadInput> maps() {
        EntropicMap map = new EntropicMap(COST, TARGETS, 2, G, 1);
        return Stream.of(
                BadInput.of("dimension", () -> new EntropicMap(COST, TARGETS, 0, G, 1), "d is 0"),
                BadInput.of("ε", () -> new EntropicMap(COST, TARGETS, 2, G, 0), "epsilon is 0.0"),
                BadInput.of("ε NaN", () -> new EntropicMap(COST, TARGETS, 2, G, NAN), "epsilon is NaN"),
                BadInput.of("targets", () -> new EntropicMap(COST, TARGETS, 3, G, 1), "targets has 4", "6"),
                BadInput.of("target NaN", () -> new EntropicMap(COST, with(TARGETS, 3, NAN), 2, G, 1), "targets[3]"),
                BadInput.of(
                        "potential NaN", () -> new EntropicMap(COST, TARGETS, 2, with(G, 1, NAN), 1), "potentials[1]"),
                BadInput.of(
                        "potential ∞", () -> new EntropicMap(COST, TARGETS, 2, with(G, 0, INF), 1), "potentials[0]"),
                BadInput.of(
                        "no weight",
                        () -> new EntropicMap(COST, TARGETS, 2, new double[] {-INF, -INF}, 1),
                        "potentials"),
                BadInput.of(
                        "no targets", () -> new EntropicMap(COST, new double[0], 2, new double[0], 1), "potentials"),
                BadInput.of("points", () -> map.apply(new double[3]), "x has 3", "d = 2"),
                BadInput.of("point NaN", () -> map.apply(new double[] {0, NAN}), "x[1]", "NaN"),
                BadInput.of("weight", () -> estimator(-1, 2, 1, 1), "weight is -1.0"),
                BadInput.of("weight NaN", () -> estimator(NAN, 2, 1, 1), "weight is NaN"),
                BadInput.of("batch", () -> estimator(1, 1, 1, 1), "batch is 1"),
                BadInput.of("steps", () -> estimator(1, 2, 0, 1), "steps is 0"),
                BadInput.of("rate", () -> estimator(1, 2, 1, 0), "learningRate is 0.0"));
    }

    static Stream<BadInput> tensors() {
        Tensor three = Tensor.of(new double[6], 3, 2);
        Tensor none = Tensor.of(new double[0], 0, 2);
        Tensor row = Tensor.of(G);
        Tensor one = Tensor.scalar(1.0);
        return Stream.of(
                BadInput.of("gap shapes", () -> MongeGapLoss.exact(COST, POINTS, three), "[2, 2]", "[3, 2]"),
                BadInput.of("gap rank", () -> MongeGapLoss.exact(COST, row, row), "[2]"),
                BadInput.of("gap of nothing", () -> MongeGapLoss.exact(COST, none, none), "points is 0"),
                BadInput.of(
                        "gap type", () -> MongeGapLoss.exact(COST, POINTS, Tensor.of(new float[4], 2, 2)), "float32"),
                BadInput.of(
                        "gap partial",
                        () -> MongeGapLoss.entropic(COST, POINTS, POINTS, PARTIAL, ValueConvention.ENTROPIC),
                        "Partial"),
                BadInput.of("costs of nothing", () -> CostTensors.matrix(COST, none), "points is 0"),
                BadInput.of("costs of no numbers", () -> CostTensors.matrix(COST, Tensor.of(new double[0], 2, 0)), "0"),
                BadInput.of("implicit rank", () -> implicit(row, row, row, one), "[2]"),
                BadInput.of("implicit weights", () -> implicit(three, row, row, one), "[2]", "[3]"),
                BadInput.of("implicit ε", () -> implicit(POINTS, row, row, row), "epsilon has shape [2]"),
                BadInput.of("implicit empty", () -> implicit(none, Tensor.of(new double[0]), row, one), "rows is 0"),
                BadInput.of(
                        "implicit partial",
                        () -> DifferentiableTransport.implicit(POINTS, row, row, one, PARTIAL),
                        "Partial"),
                BadInput.of(
                        "unrolled",
                        () -> DifferentiableTransport.unrolled(POINTS, row, row, one, 0),
                        "iterations is 0"),
                BadInput.of(
                        "unrolled shapes",
                        () -> DifferentiableTransport.unrolled(POINTS, row, three, one, 1),
                        "[3, 2]"));
    }

    @ParameterizedTest
    @MethodSource({"maps", "tensors"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void badNumbersInAGraphGiveNaN() {
        Tensor half = Tensor.of(new double[] {0.5, 0.5});
        Tensor bad = Tensor.of(with(TARGETS, 1, NAN), 2, 2);
        assertThat(implicit(bad, half, half, Tensor.scalar(1.0)).plan().toDoubleArray())
                .contains(NAN);
        assertThat(implicit(POINTS, half, half, Tensor.scalar(-1.0)).f().toDoubleArray())
                .containsOnly(NAN);
        assertThat(implicit(POINTS, Tensor.of(G), half, Tensor.scalar(1.0)).f().toDoubleArray())
                .containsOnly(NAN);
        assertThat(MongeGapLoss.exact(COST, POINTS, bad).item()).isNaN();
    }

    @Test
    void onePointHasNoGap() {
        Tensor point = Tensor.of(G, 1, 2);
        assertThat(MongeGapLoss.exact(COST, point, point).item()).isZero();
        assertThat(MongeGapLoss.exact(COST, POINTS, Tensor.of(new double[] {5, 5, 5, 5}, 2, 2))
                        .item())
                .isZero();
        assertThat(new EntropicMap(COST, G, 2, new double[] {3}, 1).apply(TARGETS))
                .containsExactly(0, 1, 0, 1);
    }

    private static DifferentiableTransport implicit(Tensor cost, Tensor a, Tensor b, Tensor epsilon) {
        return DifferentiableTransport.implicit(cost, a, b, epsilon, SOLVER);
    }

    private static MapEstimator estimator(double weight, int batch, int steps, double rate) {
        return new MapEstimator(COST, SOLVER, MapRegulariser.none(), weight, batch, steps, rate);
    }
}
