package org.gaspard.ot.sliced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.uniform;
import static org.gaspard.ot.BadInput.with;

import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] X = {0, 1, 2, 3};
    private static final double[] Y = {0, 1, 1, 0, 2, 2};
    private static final double[] A = {0.5, 0.5};
    private static final double[] B = {0.25, 0.25, 0.5};
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Directions AXES = new Directions(new double[] {1, 0, 0, 1}, 2, 2);

    static Stream<BadInput> directions() {
        return Stream.of(
                BadInput.of("count", () -> new Directions(new double[0], 0, 2), "count is 0"),
                BadInput.of("dimension", () -> new Directions(new double[0], 2, 0), "dimension is 0"),
                BadInput.of("size", () -> new Directions(X, 2, 3), "vectors has 4", "6"),
                BadInput.of("NaN", () -> new Directions(with(X, 1, NAN), 2, 2), "vectors[1]", "NaN"),
                BadInput.of("length", () -> new Directions(X, 2, 2), "length of vector 1", "3.6"),
                BadInput.of("zero", () -> Directions.of(new double[2], 1, 2), "length of vector 0", "0.0"),
                BadInput.of("NaN vector", () -> Directions.of(with(X, 0, NAN), 2, 2), "vectors[0]", "NaN"),
                BadInput.of("of nothing", () -> Directions.of(new double[0], 0, 2), "count is 0"),
                BadInput.of("negative", () -> Directions.of(X, -2, -2), "count is -2"),
                BadInput.of("drawn", () -> Directions.uniform(KEY, 0, 2), "count is 0"),
                BadInput.of("drawn dimension", () -> Directions.uniform(KEY, 2, 0), "dimension is 0"));
    }

    static Stream<BadInput> distances() {
        SlicedWasserstein sliced = new SlicedWasserstein(2);
        MaxSlicedWasserstein most = new MaxSlicedWasserstein(2);
        return Stream.of(
                BadInput.of("p", () -> new SlicedWasserstein(0.9), "p is 0.9"),
                BadInput.of("p NaN", () -> new SlicedWasserstein(NAN), "p is NaN"),
                BadInput.of("p infinite", () -> new MaxSlicedWasserstein(INF), "p is Infinity"),
                BadInput.of("starts", () -> new MaxSlicedWasserstein(1, 0, 1, 1), "starts is 0"),
                BadInput.of("steps", () -> new MaxSlicedWasserstein(1, 1, -1, 1), "maxSteps is -1"),
                BadInput.of("tolerance", () -> new MaxSlicedWasserstein(1, 1, 1, 0), "tolerance is 0.0"),
                BadInput.of("x size", () -> sliced.estimate(AXES, X, 3, Y, 3), "x has 4", "6"),
                BadInput.of("y NaN", () -> sliced.estimate(AXES, X, 2, with(Y, 5, NAN), 3), "y[5]", "NaN"),
                BadInput.of("no x", () -> sliced.estimate(AXES, new double[0], 0, Y, 3), "x", "0"),
                BadInput.of("a size", () -> sliced.estimate(AXES, X, B, Y, B), "x has 4", "6"),
                BadInput.of("a negative", () -> sliced.estimate(AXES, X, with(A, 0, -1), Y, B), "a[0]", "-1.0"),
                BadInput.of("sums", () -> sliced.estimate(AXES, X, A, Y, with(B, 0, 1)), "1.0", "1.75"),
                BadInput.of("max d", () -> most.solve(KEY, X, A, Y, B, 0), "d is 0"),
                BadInput.of("max size", () -> most.solve(KEY, X, A, Y, B, 3), "x has 4", "6"),
                BadInput.of("max NaN", () -> most.solve(KEY, with(X, 2, NAN), A, Y, B, 2), "x[2]", "NaN"),
                BadInput.of("max weights", () -> most.solve(KEY, X, A, Y, with(B, 1, NAN), 2), "b[1]", "NaN"),
                BadInput.of("max empty", () -> most.solve(KEY, new double[0], new double[0], Y, B, 2), "x", "0"),
                BadInput.of(
                        "max overflow",
                        () -> most.solve(KEY, with(X, 0, 1e200), A, Y, B, 2),
                        "x and y",
                        "expected a finite number"));
    }

    static Stream<BadInput> tensors() {
        Tensor x = Tensor.of(X, 2, 2);
        Tensor y = Tensor.of(Y, 3, 2);
        Tensor directions = AXES.tensor();
        Tensor a = Tensor.of(A);
        Tensor b = Tensor.of(B);
        return Stream.of(
                BadInput.of(
                        "type",
                        () -> SlicedWassersteinLoss.value(Tensor.of(new float[4], 2, 2), y, directions, 2),
                        "x"),
                BadInput.of(
                        "dimension", () -> SlicedWassersteinLoss.value(x, Tensor.of(Y, 2, 3), directions, 2), "y", "3"),
                BadInput.of("directions", () -> SlicedWassersteinLoss.value(x, y, a, 2), "directions", "[2]"),
                BadInput.of("power", () -> SlicedWassersteinLoss.value(x, y, directions, 0.5), "p is 0.5"),
                BadInput.of(
                        "weighted power", () -> SlicedWassersteinLoss.value(x, a, y, b, directions, NAN), "p is NaN"),
                BadInput.of("weights", () -> SlicedWassersteinLoss.value(x, b, y, b, directions, 2), "a is", "[3]"),
                BadInput.of(
                        "no points",
                        () -> SlicedWassersteinLoss.value(x, Tensor.of(new double[0], 0, 2), directions, 2),
                        "y"),
                BadInput.of("scalar", () -> SlicedWassersteinLoss.value(Tensor.scalar(1.0), y, directions, 2), "x"));
    }

    @ParameterizedTest
    @MethodSource({"directions", "distances", "tensors"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void numbersThatAreNotFiniteGiveNaN() {
        Tensor x = Tensor.of(with(X, 0, NAN), 2, 2);
        Tensor y = Tensor.of(Y, 3, 2);
        assertThat(SlicedWassersteinLoss.value(x, Tensor.of(A), y, Tensor.of(B), AXES.tensor(), 2)
                        .item())
                .isNaN();
        assertThat(SlicedWassersteinLoss.value(x, y, AXES.tensor(), 2).item()).isNaN();
    }

    @Test
    void onePointAndCopies() {
        SlicedWasserstein.Estimate apart =
                new SlicedWasserstein(2).estimate(AXES, new double[] {1, 1}, 1, new double[] {4, 5, 4, 5}, 2);
        assertThat(apart.value()).isCloseTo(12.5, within(1e-12));
        SlicedWasserstein.Estimate same = new SlicedWasserstein(2).estimate(AXES, X, uniform(2), X, A);
        assertThat(same.value()).isZero();
        assertThat(same.distanceStandardError()).isZero();
        MaxSlicedWasserstein.Result most = new MaxSlicedWasserstein(2)
                .solve(KEY, new double[] {0, 0}, uniform(1), new double[] {3, 4}, uniform(1), 2);
        assertThat(most.value()).isCloseTo(25, within(1e-9));
        assertThat(new MaxSlicedWasserstein(2).solve(KEY, X, A, X, A, 2).value())
                .isZero();
    }
}
