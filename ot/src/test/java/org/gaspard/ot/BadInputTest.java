package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.uniform;
import static org.gaspard.ot.BadInput.with;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] COST = {0, 1, 2, 1, 0, 1};
    private static final double[] A = {0.5, 0.5};
    private static final double[] B = {0.25, 0.25, 0.5};
    private static final double[] X = {0, 1, 1, 0};
    private static final double[] Y = {0, 1, 2, 1, 0, 1, 2, 1, 0};

    static Stream<BadInput> problems() {
        return Stream.of(
                BadInput.of("NaN cost", () -> problem(with(COST, 1, NAN), A, B), "cost[1]", "NaN"),
                BadInput.of("infinite cost", () -> problem(with(COST, 5, INF), A, B), "cost[5]", "Infinity"),
                BadInput.of("−∞ cost", () -> problem(with(COST, 0, -INF), A, B), "cost[0]", "-Infinity"),
                BadInput.of("huge cost", () -> problem(with(COST, 0, 1e301), A, B), "cost[0]", "1.0E301"),
                BadInput.of("short cost", () -> problem(new double[5], A, B), "cost", "5", "6"),
                BadInput.of("negative a", () -> problem(COST, new double[] {-0.5, 1.5}, B), "a[0]", "-0.5"),
                BadInput.of("NaN a", () -> problem(COST, with(A, 1, NAN), B), "a[1]", "NaN"),
                BadInput.of("infinite b", () -> problem(COST, A, with(B, 2, INF)), "b[2]", "Infinity"),
                BadInput.of("zero a", () -> problem(COST, new double[2], B), "sum of a", "0.0"),
                BadInput.of("sums differ", () -> problem(COST, A, with(B, 0, 0.5)), "1.0", "1.25"),
                BadInput.of(
                        "sums overflow", () -> problem(COST, new double[] {1e308, 1e308}, B), "sum of a", "Infinity"),
                BadInput.of("no rows", () -> problem(new double[0], new double[0], B), "rows", "0"),
                BadInput.of("no columns", () -> problem(new double[0], A, new double[0]), "columns", "0"),
                BadInput.of("uniform n", () -> TransportProblem.uniform(COST, -1, 3), "n is -1"),
                BadInput.of("uniform m", () -> TransportProblem.uniform(COST, 2, 0), "m is 0"),
                BadInput.of("gromov NaN", () -> spaces(with(X, 3, NAN), Y, A, B), "cX[3]", "NaN"),
                BadInput.of("gromov infinite", () -> spaces(X, with(Y, 0, INF), A, B), "cY[0]", "Infinity"),
                BadInput.of("gromov huge", () -> spaces(X, with(Y, 0, 1e300), A, B), "cY[0]", "1.0E300"),
                BadInput.of("gromov asymmetric", () -> spaces(with(X, 1, 3), Y, A, B), "cX", "[0,1]", "3.0", "1.0"),
                BadInput.of("gromov size", () -> spaces(X, X, A, B), "cY", "4", "9"),
                BadInput.of("gromov sum of a", () -> spaces(X, Y, new double[] {1, 1}, B), "sum of a", "2.0"),
                BadInput.of("gromov sum of b", () -> spaces(X, Y, A, with(B, 0, 0)), "sum of b", "0.75"),
                BadInput.of(
                        "gromov sums",
                        () -> spaces(X, Y, with(A, 0, 0.5 + 9e-7), with(B, 0, 0.25 - 9e-7)),
                        "a sums to 1.000000",
                        "b to 0.999999"),
                BadInput.of("gromov negative", () -> spaces(X, Y, A, new double[] {-0.5, 1, 0.5}), "b[0]", "-0.5"),
                BadInput.of("gromov empty", () -> spaces(new double[0], Y, new double[0], B), "first space", "0"),
                BadInput.of("gromov uniform", () -> GromovProblem.uniform(X, 2, Y, -3), "m is -3"));
    }

    static Stream<BadInput> costs() {
        return Stream.of(
                BadInput.of("p below 1", () -> Cost.pNorm(0.5), "p is 0.5"),
                BadInput.of("p NaN", () -> Cost.pNorm(NAN), "p is NaN"),
                BadInput.of("q 0", () -> Cost.pNorm(2, 0), "q is 0.0"),
                BadInput.of("q infinite", () -> Cost.pNorm(2, INF), "q is Infinity"),
                BadInput.of("negative gamma", () -> Cost.elastic(-1), "gamma is -1.0"),
                BadInput.of("NaN gamma", () -> Cost.elastic(NAN), "gamma is NaN"),
                BadInput.of("NaN scale", () -> Cost.scaled(NAN, Cost.euclidean()), "alpha", "NaN"),
                BadInput.of("no points", () -> Cost.euclidean().matrix(new double[0], 0, 2), "n is 0"),
                BadInput.of("no images", () -> Cost.euclidean().matrix(X, 2, new double[0], 0, 2), "m is 0"),
                BadInput.of("no dimension", () -> Cost.euclidean().matrix(new double[0], 2, 0), "d is 0"),
                BadInput.of("negative n", () -> Cost.euclidean().matrix(X, -2, -2), "n is -2"),
                BadInput.of("length of x", () -> Cost.euclidean().matrix(X, 3, 2), "x has 4", "6"),
                BadInput.of("length of y", () -> Cost.euclidean().matrix(X, 2, X, 3, 2), "y has 4", "6"),
                BadInput.of(
                        "too many pairs",
                        () -> Cost.euclidean().matrix(new double[1 << 16], 1 << 16, 1),
                        "65536 × 65536"),
                BadInput.of("tensor rank", () -> CostTensors.matrix(Cost.euclidean(), Tensor.of(A)), "points", "[2]"),
                BadInput.of(
                        "tensor of integers",
                        () -> CostTensors.matrix(
                                Cost.euclidean(), Tensor.of(new int[4]).reshape(2, 2)),
                        "points"),
                BadInput.of(
                        "function as tensor",
                        () -> CostTensors.matrix(
                                Cost.of("mine", (x, i, y, j, d) -> 0),
                                Tensor.of(X).reshape(2, 2)),
                        "mine"),
                BadInput.of(
                        "learned scale",
                        () -> CostTensors.scaled(
                                Cost.euclidean(), Tensor.of(X).reshape(2, 2), Tensor.of(A), PositiveScale.EXP),
                        "raw",
                        "[2]"),
                BadInput.of("start of a scale", () -> PositiveScale.EXP.inverse(0), "alpha is 0.0"),
                BadInput.of("start of a scale, NaN", () -> PositiveScale.SOFTPLUS.inverse(NAN), "alpha is NaN"),
                BadInput.of("statistic of nothing", () -> ScaleStatistic.MEAN.of(new double[0]), "0"),
                BadInput.of("statistic of NaN", () -> ScaleStatistic.MEDIAN.of(with(X, 2, NAN)), "matrix[2]", "NaN"),
                BadInput.of("epsilon0", () -> new RelativeEpsilon(0, ScaleStatistic.MEAN), "epsilon0 is 0.0"),
                BadInput.of("epsilon0 NaN", () -> new RelativeEpsilon(NAN, ScaleStatistic.MEAN), "epsilon0 is NaN"),
                BadInput.of("floor 0", () -> new RelativeEpsilon(1, ScaleStatistic.MEAN, 0), "floor is 0.0"),
                BadInput.of("floor 2", () -> new RelativeEpsilon(1, ScaleStatistic.MEAN, 2), "floor is 2.0"),
                BadInput.of(
                        "relative to NaN",
                        () -> new RelativeEpsilon(1, ScaleStatistic.STD).of(X, with(Y, 4, NAN)),
                        "cY[4]",
                        "NaN"));
    }

    static Stream<BadInput> options() {
        Sinkhorn sinkhorn = new Sinkhorn(1);
        TransportProblem problem = problem(COST, A, B);
        EntropicGromovWasserstein entropic = new EntropicGromovWasserstein(1);
        return Stream.of(
                BadInput.of("ε 0", () -> new Sinkhorn(0), "epsilon is 0.0"),
                BadInput.of("ε negative", () -> new Sinkhorn(-1), "epsilon is -1.0"),
                BadInput.of("ε NaN", () -> sinkhorn.withEpsilon(NAN), "epsilon is NaN"),
                BadInput.of("ε infinite", () -> sinkhorn.withEpsilon(INF), "epsilon is Infinity"),
                BadInput.of("threshold", () -> sinkhorn.withThreshold(-1e-9), "threshold is -1.0E-9"),
                BadInput.of("threshold NaN", () -> sinkhorn.withThreshold(NAN), "threshold is NaN"),
                BadInput.of("iterations", () -> sinkhorn.withMaxIterations(0), "maxIterations is 0"),
                BadInput.of("checks", () -> sinkhorn.withCheckEvery(0), "checkEvery is 0"),
                BadInput.of(
                        "start of rows",
                        () -> sinkhorn.solve(problem, new Potentials(new double[3], new double[3])),
                        "start.f has 3",
                        "2"),
                BadInput.of(
                        "start of columns",
                        () -> sinkhorn.solve(problem, new Potentials(new double[2], new double[2])),
                        "start.g has 2",
                        "3"),
                BadInput.of("annealing", () -> new Annealing(0.5, 0.5), "initial is 0.5"),
                BadInput.of("decay 0", () -> new Annealing(2, 0), "decay is 0.0"),
                BadInput.of("decay 1", () -> new Annealing(2, 1), "decay is 1.0"),
                BadInput.of("minOuter", () -> entropic.withOuterIterations(0, 5), "minOuter is 0"),
                BadInput.of("maxOuter", () -> entropic.withOuterIterations(5, 4), "maxOuter is 4", "5"),
                BadInput.of("relative", () -> entropic.withTolerances(-1, 0, 0), "relativeTolerance is -1.0"),
                BadInput.of("absolute", () -> entropic.withTolerances(0, NAN, 0), "absoluteTolerance is NaN"),
                BadInput.of("plan", () -> entropic.withTolerances(0, 0, INF), "planTolerance is Infinity"),
                BadInput.of(
                        "exact iterations",
                        () -> new ExactGromovWasserstein().withMaxIterations(0),
                        "maxIterations is 0"),
                BadInput.of(
                        "exact tolerance",
                        () -> new ExactGromovWasserstein(InitialCoupling.identity(), true, 5, NAN),
                        "tolerance is NaN"),
                BadInput.of(
                        "exact on other sizes",
                        () -> new ExactGromovWasserstein().solve(spaces(X, Y, A, B)),
                        "uniform weights",
                        "2 and 3"),
                BadInput.of("mix", () -> InitialCoupling.mix(1.5), "tau is 1.5"),
                BadInput.of("mix NaN", () -> InitialCoupling.mix(NAN), "tau is NaN"),
                BadInput.of("no starts", () -> InitialCoupling.bestOf(), "starts is 0"),
                BadInput.of(
                        "identity",
                        () -> InitialCoupling.identity().coupling(spaces(X, Y, A, B)),
                        "2 and 3",
                        "different weights"),
                BadInput.of(
                        "given size", () -> InitialCoupling.given(A).coupling(spaces(X, Y, A, B)), "given plan", "2"),
                BadInput.of(
                        "given NaN",
                        () -> InitialCoupling.given(with(COST, 2, NAN)).coupling(spaces(X, Y, A, B)),
                        "given plan[2]",
                        "NaN"),
                BadInput.of(
                        "given negative",
                        () -> InitialCoupling.given(with(COST, 0, -1)).coupling(spaces(X, Y, A, B)),
                        "given plan[0]",
                        "-1.0"),
                BadInput.of(
                        "given zero",
                        () -> InitialCoupling.given(new double[6]).coupling(spaces(X, Y, A, B)),
                        "given plan",
                        "0.0"),
                BadInput.of(
                        "several as one",
                        () -> new InitialCoupling.BestOf(List.of(InitialCoupling.product()))
                                .coupling(spaces(X, Y, A, B)),
                        "1 starts"));
    }

    static Stream<BadInput> plans() {
        double[] plan = {0.25, 0.25, 0, 0, 0, 0.5};
        return Stream.of(
                BadInput.of("rounding size", () -> MarginalRounding.round(A, A, B), "plan has 2", "6"),
                BadInput.of("rounding NaN", () -> MarginalRounding.round(with(plan, 2, NAN), A, B), "plan[2]", "NaN"),
                BadInput.of(
                        "rounding negative", () -> MarginalRounding.round(with(plan, 0, -1), A, B), "plan[0]", "-1.0"),
                BadInput.of("rounding a", () -> MarginalRounding.round(plan, with(A, 0, NAN), B), "a[0]", "NaN"),
                BadInput.of("rounding sums", () -> MarginalRounding.round(plan, A, with(B, 0, 1)), "1.0", "1.75"),
                BadInput.of("assignment NaN", () -> Assignment.solve(with(X, 1, NAN), 2, 2), "cost[1]", "NaN"),
                BadInput.of("assignment −∞", () -> Assignment.solve(with(X, 1, -INF), 2, 2), "cost[1]", "-Infinity"),
                BadInput.of("assignment huge", () -> Assignment.solve(with(X, 1, 1e301), 2, 2), "cost[1]", "1.0E301"),
                BadInput.of(
                        "distortion empty", () -> GromovMongeGap.distortion(new double[0], new double[0], 0), "n is 0"),
                BadInput.of("distortion NaN", () -> GromovMongeGap.distortion(X, with(X, 1, NAN), 2), "cY[1] is NaN"),
                BadInput.of("assignment size", () -> Assignment.solve(X, 2, 3), "cost has 4", "6"),
                BadInput.of("assignment wide", () -> Assignment.solve(COST, 3, 2), "m is 2", "3"),
                BadInput.of("assignment empty", () -> Assignment.solve(new double[0], 0, 0), "n is 0"),
                BadInput.of(
                        "forbidden", () -> Assignment.solve(new double[] {INF, INF, 0, 1}, 2, 2), "row 0", "forbidden"),
                BadInput.of("gap size", () -> gap(X, Y), "cY has 9", "4"),
                BadInput.of("gap NaN", () -> gap(with(X, 0, NAN), X), "cX[0]", "NaN"),
                BadInput.of("gap asymmetric", () -> gap(X, with(X, 1, 9)), "cY is not symmetric", "9.0"),
                BadInput.of("distortion size", () -> GromovMongeGap.distortion(X, Y, 2), "cY has 9", "4"),
                BadInput.of("gradient size", () -> GromovMongeGap.distortionGradientY(Y, X, 2), "cX has 9", "4"),
                BadInput.of(
                        "loss shapes",
                        () -> GromovMongeLoss.distortion(
                                Tensor.of(X).reshape(2, 2), Tensor.of(Y).reshape(3, 3)),
                        "[2, 2]",
                        "[3, 3]"),
                BadInput.of(
                        "loss not square",
                        () -> GromovMongeLoss.inGraph(
                                Tensor.of(COST).reshape(2, 3),
                                Tensor.of(COST).reshape(2, 3),
                                GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.values()[0])),
                        "[2, 3]"));
    }

    @ParameterizedTest
    @MethodSource({"problems", "costs", "options", "plans"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void onePointIsSolved() {
        TransportResult result = new Sinkhorn(0.1).solve(problem(new double[] {3}, uniform(1), uniform(1)));
        assertThat(result.plan()).containsExactly(1);
        assertThat(result.transportCost()).isEqualTo(3);
        assertThat(result.entropy()).isZero();
        GromovProblem point = GromovProblem.uniform(new double[] {0}, 1, new double[] {2}, 1);
        for (GromovWasserstein solver : List.of(new ExactGromovWasserstein(), new EntropicGromovWasserstein(0.1))) {
            GromovResult gromov = solver.solve(point);
            assertThat(gromov.transportCost()).isCloseTo(2, within(1e-12));
            assertThat(gromov.plan()[0]).isCloseTo(1, within(1e-12));
        }
        assertThat(Assignment.solve(new double[] {5}, 1, 1).cost()).isEqualTo(5);
        assertThat(ThirdLowerBound.of(point).value()).isCloseTo(2, within(1e-12));
    }

    @Test
    void coincidingPointsAreSolved() {
        double[] points = {1, 2, 1, 2, 1, 2};
        for (Cost cost : List.of(
                Cost.euclidean(), Cost.squaredEuclidean(), Cost.pNorm(3), Cost.elastic(1), Cost.cosineDistance())) {
            assertThat(cost.matrix(points, 3, 2)).containsExactly(new double[9], within(1e-15));
        }
        double[] zero = new double[9];
        TransportResult result = new Sinkhorn(0.1).solve(problem(zero, uniform(3), uniform(3)));
        assertThat(result.converged()).isTrue();
        assertThat(result.transportCost()).isZero();
        GromovProblem spaces = GromovProblem.uniform(zero, 3, zero, 3);
        assertThat(new ExactGromovWasserstein().solve(spaces).transportCost()).isZero();
        assertThat(new EntropicGromovWasserstein(0.1).solve(spaces).outerConverged())
                .isTrue();
    }

    @Test
    void weightsOfZeroGetNoMass() {
        TransportResult result =
                new Sinkhorn(0.1).solve(problem(COST, new double[] {0, 1}, new double[] {0.5, 0, 0.5}));
        assertThat(result.plan()).startsWith(0, 0, 0);
        assertThat(result.plan()[4]).isZero();
        assertThat(result.transportCost()).isCloseTo(1, within(1e-12));
        assertThat(result.converged()).isTrue();
    }

    private static TransportProblem problem(double[] cost, double[] a, double[] b) {
        return new TransportProblem(cost, a, b);
    }

    private static GromovProblem spaces(double[] cX, double[] cY, double[] a, double[] b) {
        return new GromovProblem(cX, cY, a, b);
    }

    private static GromovMongeGapResult gap(double[] cX, double[] cY) {
        return GromovMongeGap.evaluate(cX, cY, 2, GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.values()[0]));
    }
}
