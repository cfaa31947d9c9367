package org.gaspard.ot.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.with;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.ScaleStatistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] X = {0, 1, 2, 3};
    private static final double[] Y = {0, 1, 1, 0, 2, 2};

    static Stream<BadInput> constructors() {
        double[] two = new double[2];
        double[] three = new double[3];
        return Stream.of(
                BadInput.of("dense NaN", () -> new DenseGeometry(with(Y, 3, NAN), 2, 3), "matrix[3]", "NaN"),
                BadInput.of(
                        "dense infinite", () -> new DenseGeometry(with(Y, 0, -INF), 2, 3), "matrix[0]", "-Infinity"),
                BadInput.of("dense size", () -> new DenseGeometry(X, 2, 3), "matrix has 4", "6"),
                BadInput.of("dense empty", () -> new DenseGeometry(new double[0], 0, 3), "rows is 0"),
                BadInput.of("dense overflow", () -> new DenseGeometry(X, 65536, 65536), "4", "4294967296"),
                BadInput.of("cloud NaN", () -> cloud(with(X, 1, NAN), 2, Y, 3, 2), "x[1]", "NaN"),
                BadInput.of("cloud infinite", () -> cloud(X, 2, with(Y, 5, INF), 3, 2), "y[5]", "Infinity"),
                BadInput.of("cloud size", () -> cloud(X, 3, Y, 3, 2), "x has 4", "6"),
                BadInput.of("cloud size of y", () -> cloud(X, 2, Y, 2, 2), "y has 6", "4"),
                BadInput.of("cloud empty", () -> cloud(new double[0], 0, Y, 3, 2), "n is 0"),
                BadInput.of("cloud empty y", () -> cloud(X, 2, new double[0], 0, 2), "m is 0"),
                BadInput.of("cloud dimension", () -> cloud(new double[0], 2, new double[0], 3, 0), "d is 0"),
                BadInput.of("low rank NaN", () -> lowRank(with(X, 0, NAN), Y, two, three, 2), "left[0]", "NaN"),
                BadInput.of("low rank right", () -> lowRank(X, with(Y, 1, INF), two, three, 2), "right[1]", "Infinity"),
                BadInput.of("low rank offset", () -> lowRank(X, Y, with(two, 1, NAN), three, 2), "rowOffset[1]"),
                BadInput.of(
                        "low rank offset of columns",
                        () -> lowRank(X, Y, two, with(three, 2, NAN), 2),
                        "columnOffset[2]"),
                BadInput.of("low rank size", () -> lowRank(X, X, two, three, 2), "right has 4", "6"),
                BadInput.of("low rank rank", () -> lowRank(X, Y, two, three, 0), "rank is 0"),
                BadInput.of("low rank empty", () -> lowRank(X, Y, new double[0], three, 2), "rows is 0"),
                BadInput.of("low rank n", () -> LowRankGeometry.of(X, -2, Y, 3, 2), "n is -2"),
                BadInput.of(
                        "low rank points", () -> LowRankGeometry.squaredEuclidean(with(X, 3, NAN), 2, Y, 3, 2), "x[3]"),
                BadInput.of(
                        "low rank no points",
                        () -> LowRankGeometry.squaredEuclidean(X, 2, new double[0], 0, 2),
                        "m is 0"),
                BadInput.of("low rank dimension", () -> LowRankGeometry.squaredEuclidean(X, 2, Y, 3, -2), "d is -2"),
                BadInput.of(
                        "grid shapes", () -> GridGeometry.of(List.of(X), new int[] {2, 2}, new int[] {2}), "2 and 1"),
                BadInput.of(
                        "grid size", () -> GridGeometry.of(List.of(X), new int[] {2}, new int[] {3}), "costs[0] has 4"),
                BadInput.of("grid NaN", () -> grid(with(X, 2, NAN), 2, 2), "costs[0][2]", "NaN"),
                BadInput.of("grid extent", () -> grid(new double[0], 0, 2), "rowShape[0] is 0"),
                BadInput.of("grid negative", () -> grid(X, -2, -2), "rowShape[0] is -2"),
                BadInput.of("grid no axes", () -> GridGeometry.of(List.of(), new int[0], new int[0]), "axes is 0"),
                BadInput.of("grid no coordinates", () -> GridGeometry.of(2), "axes is 0"),
                BadInput.of("grid power", () -> GridGeometry.of(0, X), "power is 0.0"),
                BadInput.of("grid power NaN", () -> GridGeometry.of(NAN, X), "power is NaN"),
                BadInput.of("grid coordinates", () -> GridGeometry.of(2, X, with(Y, 1, INF)), "coordinates[1][1]"),
                BadInput.of("grid empty axis", () -> GridGeometry.of(2, X, new double[0]), "rowShape[1] is 0"),
                BadInput.of("grid long axis", () -> GridGeometry.of(2, new double[50_000]), "coordinates[0] has 50000"),
                BadInput.of("grid overflow", () -> GridGeometry.unitCube(2000, 2000, 2000), "points"),
                BadInput.of("unit cube", () -> GridGeometry.unitCube(2, 0), "shape[1] is 0"));
    }

    static Stream<BadInput> operations() {
        return Stream.of(
                        new DenseGeometry(Y, 2, 3),
                        cloud(X, 2, Y, 3, 2),
                        LowRankGeometry.squaredEuclidean(X, 2, Y, 3, 2),
                        GridGeometry.of(List.of(Y), new int[] {2}, new int[] {3}))
                .flatMap(BadInputTest::operations);
    }

    private static Stream<BadInput> operations(Geometry geometry) {
        String name = geometry.getClass().getSimpleName() + " ";
        double[] two = new double[2];
        double[] three = new double[3];
        Potentials potentials = new Potentials(two, three);
        Potentials turned = new Potentials(three, two);
        return Stream.of(
                BadInput.of(name + "factor", () -> geometry.scaled(NAN), "NaN"),
                BadInput.of(name + "kernel size", () -> geometry.applyKernel(two, 1), "x has 2", "3"),
                BadInput.of(name + "kernel ε", () -> geometry.applyKernel(three, 0), "epsilon is 0.0"),
                BadInput.of(name + "Kᵀ size", () -> geometry.applyKernelTransposed(three, 1), "x has 3", "2"),
                BadInput.of(name + "Kᵀ ε", () -> geometry.applyKernelTransposed(two, NAN), "epsilon is NaN"),
                BadInput.of(name + "sums ε", () -> geometry.planSums(potentials, -1), "epsilon is -1.0"),
                BadInput.of(name + "sums size", () -> geometry.planSums(turned, 1), "f has 3", "2"),
                BadInput.of(name + "plan ε", () -> geometry.plan(potentials, INF), "epsilon is Infinity"),
                BadInput.of(name + "plan size", () -> geometry.plan(turned, 1), "f has 3", "2"),
                BadInput.of(name + "P M size", () -> geometry.applyPlan(potentials, 1, X, 1), "matrix has 4", "3"),
                BadInput.of(name + "P M width", () -> geometry.applyPlan(potentials, 1, X, 0), "k is 0"),
                BadInput.of(
                        name + "Pᵀ M", () -> geometry.applyPlanTransposed(potentials, 1, X, 1), "matrix has 4", "2"),
                BadInput.of(name + "C M", () -> geometry.applyCost(X, 1), "matrix has 4", "3"),
                BadInput.of(name + "C M width", () -> geometry.applyCost(X, -1), "k is -1"),
                BadInput.of(name + "Cᵀ M", () -> geometry.applyCostTransposed(X, 1), "matrix has 4", "2"),
                BadInput.of(name + "soft-min", () -> geometry.softMinRows(two, 1), "g has 2", "3"),
                BadInput.of(name + "soft-min ε", () -> geometry.softMinRows(three, 0), "epsilon is 0.0"),
                BadInput.of(name + "soft-min of columns", () -> geometry.softMinColumns(three, 1), "f has 3", "2"),
                BadInput.of(name + "soft-min of columns ε", () -> geometry.softMinColumns(two, NAN), "epsilon is NaN"));
    }

    @ParameterizedTest
    @MethodSource({"constructors", "operations"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void costsWithoutSpreadCannotBeScaled() {
        BadInput.of(
                        "MAX",
                        () -> cloud(new double[4], 2, new double[4], 2, 2).scaledBy(ScaleStatistic.MAX),
                        "MAX",
                        "0.0")
                .check();
        BadInput.of("STD", () -> new DenseGeometry(new double[] {5}, 1, 1).scaledBy(ScaleStatistic.STD), "STD", "0.0")
                .check();
    }

    @Test
    void onePointHasOneCost() {
        Geometry geometry = cloud(new double[] {1, 2}, 1, new double[] {4, 6}, 1, 2);
        assertThat(geometry.cost()).containsExactly(25);
        assertThat(geometry.softMinRows(new double[] {1}, 0.1)[0]).isCloseTo(24, within(1e-12));
        assertThat(GridGeometry.unitCube(1, 1).cost()).containsExactly(0);
    }

    private static PointCloudGeometry cloud(double[] x, int n, double[] y, int m, int d) {
        return PointCloudGeometry.of(Cost.squaredEuclidean(), x, n, y, m, d);
    }

    private static LowRankGeometry lowRank(double[] left, double[] right, double[] r, double[] c, int rank) {
        return new LowRankGeometry(left, right, r, c, rank);
    }

    private static GridGeometry grid(double[] costs, int n, int m) {
        return GridGeometry.of(List.of(costs), new int[] {n}, new int[] {m});
    }
}
