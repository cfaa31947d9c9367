package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.uniform;
import static org.gaspard.ot.BadInput.with;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.ValueConvention;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] X = {0, 1, 1, 0};
    private static final double[] Y = {0, 1, 2, 1, 0, 1, 2, 1, 0};
    private static final double[] A = {0.5, 0.5};
    private static final double[] B = {0.25, 0.25, 0.5};
    private static final double[] FEATURES = {1, 2, 3, 4, 5, 6};
    private static final GromovProblem SPACES = new GromovProblem(X, Y, A, B);
    private static final FusedGromovProblem FUSED = FusedGromovProblem.of(SPACES, FEATURES, 0.5);

    static Stream<BadInput> problems() {
        return Stream.of(
                BadInput.of("features", () -> FusedGromovProblem.of(SPACES, X, 0.5), "features has 4", "6"),
                BadInput.of("feature NaN", () -> fused(with(FEATURES, 2, NAN), 0.5), "features[2]", "NaN"),
                BadInput.of("feature infinite", () -> fused(with(FEATURES, 2, INF), 0.5), "features[2]", "Infinity"),
                BadInput.of("feature huge", () -> fused(with(FEATURES, 2, 1e300), 0.5), "features[2]", "1.0E300"),
                BadInput.of("α below 0", () -> fused(FEATURES, -0.1), "alpha is -0.1"),
                BadInput.of("α above 1", () -> fused(FEATURES, 1.1), "alpha is 1.1"),
                BadInput.of("α NaN", () -> fused(FEATURES, NAN), "alpha is NaN"),
                BadInput.of("KL of 0", () -> FusedGromovProblem.of(SPACES, GromovLoss.KL), "cY[0]", "0.0", "above 0"),
                BadInput.of(
                        "KL of −1",
                        () -> FusedGromovProblem.of(
                                new GromovProblem(with(X, 0, -1), with(new double[1], 0, 1), A, uniform(1)),
                                GromovLoss.KL),
                        "cX[0]",
                        "-1.0"),
                BadInput.of("cost of a plan", () -> FUSED.cost(X), "plan has 4", "6"),
                BadInput.of("factors n", () -> new FactoredCost(X, X, 0, 2), "n is 0"),
                BadInput.of("factors k", () -> new FactoredCost(X, X, 2, 0), "k is 0"),
                BadInput.of("factors size", () -> new FactoredCost(X, Y, 2, 2), "right has 9", "4"),
                BadInput.of("factors NaN", () -> new FactoredCost(with(X, 3, NAN), X, 2, 2), "left[3]", "NaN"),
                BadInput.of("factors asymmetric", () -> new FactoredCost(A, new double[] {1, 3}, 2, 1), "symmetric"),
                BadInput.of("matrix asymmetric", () -> FactoredCost.ofMatrix(with(Y, 1, 5), 3), "symmetric"),
                BadInput.of("matrix size", () -> FactoredCost.ofMatrix(X, 70_000), "matrix has 4", "4900000000"),
                BadInput.of("matrix NaN", () -> FactoredCost.ofMatrix(with(X, 0, NAN), 2), "matrix[0]", "NaN"),
                BadInput.of("points n", () -> FactoredCost.squaredEuclidean(new double[0], 0, 2), "n is 0"),
                BadInput.of("points d", () -> FactoredCost.squaredEuclidean(X, 2, -2), "d is -2"),
                BadInput.of("points NaN", () -> FactoredCost.squaredEuclidean(with(X, 1, NAN), 2, 2), "points[1]"),
                BadInput.of("inner size", () -> FactoredCost.innerProduct(X, 3, 2), "points has 4", "6"),
                BadInput.of(
                        "inner NaN", () -> FactoredCost.innerProduct(with(X, 2, INF), 2, 2), "points[2]", "Infinity"));
    }

    static Stream<BadInput> options() {
        InitialCoupling product = InitialCoupling.product();
        LinearSolver paths = LinearSolver.networkSimplex();
        SemiRelaxedGromov semi = new SemiRelaxedGromov();
        UnbalancedGromov unbalanced = new UnbalancedGromov(1, 1);
        SampledGromov sampled = new SampledGromov(1, 1);
        return Stream.of(
                BadInput.of("fused ε", () -> new EntropicFusedGromov(0), "epsilon is 0.0"),
                BadInput.of("fused NaN", () -> new EntropicFusedGromov(NAN), "epsilon is NaN"),
                BadInput.of(
                        "exact iterations", () -> new ExactFusedGromov().withMaxIterations(0), "maxIterations is 0"),
                BadInput.of("exact tolerance", () -> new ExactFusedGromov(product, paths, 1, -1), "tolerance is -1.0"),
                BadInput.of("partial 0", () -> new PartialGromov(0), "mass is 0.0"),
                BadInput.of("partial 2", () -> new PartialGromov(2), "mass is 2.0"),
                BadInput.of("partial NaN", () -> new PartialGromov(NAN), "mass is NaN"),
                BadInput.of(
                        "partial iterations", () -> new PartialGromov(1, product, paths, 0, 0), "maxIterations is 0"),
                BadInput.of(
                        "partial tolerance", () -> new PartialGromov(1, product, paths, 1, NAN), "tolerance is NaN"),
                BadInput.of("semi iterations", () -> semi.withStopping(0, 0), "maxIterations is 0"),
                BadInput.of("semi tolerance", () -> semi.withStopping(1, -1), "tolerance is -1.0"),
                BadInput.of("semi ε", () -> new SemiRelaxedGromov.MirrorDescent(0), "epsilon is 0.0"),
                BadInput.of("ρ 0", () -> new UnbalancedGromov(0, 1), "rho1 is 0.0"),
                BadInput.of("ρ NaN", () -> new UnbalancedGromov(1, NAN, 1, product, 1, 0, 1, 0), "rho2 is NaN"),
                BadInput.of("unbalanced ε", () -> new UnbalancedGromov(1, -1), "epsilon is -1.0"),
                BadInput.of("unbalanced outer", () -> unbalanced.withStopping(0, 0, 1, 0), "maxOuter is 0"),
                BadInput.of("unbalanced inner", () -> unbalanced.withStopping(1, 0, 0, 0), "maxInner is 0"),
                BadInput.of("unbalanced tolerance", () -> unbalanced.withStopping(1, NAN, 1, 0), "tolerance is NaN"),
                BadInput.of("inner tolerance", () -> unbalanced.withStopping(1, 0, 1, -1), "innerTolerance is -1.0"),
                BadInput.of("samples", () -> sampled.withSampling(0, 1, 2), "samples is 0"),
                BadInput.of("steps", () -> sampled.withSampling(1, 0, 2), "iterations is 0"),
                BadInput.of("evaluations", () -> sampled.withSampling(1, 1, 1), "evaluations is 1"),
                BadInput.of("sampled ε", () -> new SampledGromov(0, 1), "epsilon is 0.0"),
                BadInput.of("share 0", () -> new SampledGromov(1, 1, 0, 1, 2, product, 1), "share is 0.0"),
                BadInput.of("share 2", () -> new SampledGromov(1, 1, 2, 1, 2, product, 1), "share is 2.0"),
                BadInput.of("rank", () -> new LowRankGromov(0), "rank is 0"),
                BadInput.of("step", () -> new LowRankGromov(1, 0, 1, 0, 1, 0), "step is 0.0"),
                BadInput.of("starts", () -> new LowRankGromov(1, 1, 0, 0, 1, 0), "starts is 0"),
                BadInput.of("low rank iterations", () -> new LowRankGromov(1, 1, 1, 0, 0, 0), "maxIterations is 0"),
                BadInput.of("low rank tolerance", () -> new LowRankGromov(1, 1, 1, 0, 1, NAN), "tolerance is NaN"),
                BadInput.of("projections", () -> new SlicedGromov(0, 1), "projections is 0"),
                BadInput.of("barycentre α", () -> barycentre(GromovLoss.SQUARE, 2, 1, 0), "alpha is 2.0"),
                BadInput.of("barycentre rounds", () -> barycentre(GromovLoss.SQUARE, 1, 0, 0), "maxIterations is 0"),
                BadInput.of(
                        "barycentre tolerance", () -> barycentre(GromovLoss.SQUARE, 1, 1, NAN), "tolerance is NaN"));
    }

    static Stream<BadInput> solves() {
        SampledGromov sampled = new SampledGromov(1, 1).withSampling(2, 2, 5);
        InitialCoupling several = InitialCoupling.bestOf(InitialCoupling.product(), InitialCoupling.product());
        InitialCoupling identity = InitialCoupling.identity();
        FactoredCost x = FactoredCost.ofMatrix(X, 2);
        FactoredCost y = FactoredCost.ofMatrix(Y, 3);
        LowRankGromov lowRank = new LowRankGromov(2);
        SlicedGromov sliced = new SlicedGromov(2, 1);
        return Stream.of(
                BadInput.of(
                        "start of exact",
                        () -> new ExactFusedGromov().withStart(identity).solve(FUSED),
                        "2 and 3"),
                BadInput.of(
                        "start of entropic",
                        () -> new EntropicFusedGromov(new EntropicGromovWasserstein(1).withStart(identity))
                                .solve(FUSED),
                        "2 and 3"),
                BadInput.of(
                        "start of partial",
                        () -> new PartialGromov(0.5).withStart(identity).solve(FUSED),
                        "2 and 3"),
                BadInput.of(
                        "start of semi",
                        () -> new SemiRelaxedGromov()
                                .withStart(InitialCoupling.given(X))
                                .solve(FUSED),
                        "given plan has 4",
                        "6"),
                BadInput.of(
                        "start of unbalanced",
                        () -> new UnbalancedGromov(1, 1).withStart(identity).solve(FUSED),
                        "2 and 3"),
                BadInput.of(
                        "several for sampled",
                        () -> sampled.withStart(several).solve(SPACES, (s, t) -> s),
                        "BestOf is 2 starts"),
                BadInput.of("loss NaN", () -> sampled.solve(SPACES, (s, t) -> NAN), "loss(", "NaN"),
                BadInput.of(
                        "loss infinite",
                        () -> sampled.solve(SPACES, (s, t) -> s > 0 ? INF : 0),
                        "loss(1.0",
                        "Infinity"),
                BadInput.of("low rank", () -> new LowRankGromov(3).solve(x, A, y, B), "rank is 3", "2 and 3"),
                BadInput.of("low rank a", () -> lowRank.solve(x, B, y, B), "a has 3", "2"),
                BadInput.of("low rank zero", () -> lowRank.solve(x, new double[] {1, 0}, y, B), "a[1]", "0.0"),
                BadInput.of("low rank sum", () -> lowRank.solve(x, A, y, with(B, 0, 1)), "sum of b", "1.75"),
                BadInput.of("low rank NaN", () -> lowRank.solve(x, A, y, with(B, 0, NAN)), "b[0]", "NaN"),
                BadInput.of("sliced d", () -> sliced.solve(A, A, 0, B, B, 1), "d is 0"),
                BadInput.of("sliced e", () -> sliced.solve(A, A, 1, B, B, -1), "e is -1"),
                BadInput.of("sliced size", () -> sliced.solve(A, A, 2, B, B, 1), "x has 2", "4"),
                BadInput.of("sliced NaN", () -> sliced.solve(A, A, 1, with(B, 1, NAN), B, 1), "y[1]", "NaN"),
                BadInput.of("sliced huge", () -> sliced.solve(with(A, 0, 1e80), A, 1, B, B, 1), "x[0]", "1.0E80"),
                BadInput.of("sliced sum", () -> sliced.solve(A, A, 1, B, with(B, 0, 1), 1), "sum of b", "1.75"),
                BadInput.of("line size", () -> SlicedGromov.onLine(A, B, B, B), "x has 2", "3"),
                BadInput.of("line negative", () -> SlicedGromov.onLine(A, A, B, with(B, 0, -1)), "b[0]", "-1.0"),
                BadInput.of(
                        "line empty", () -> SlicedGromov.onLine(new double[0], new double[0], B, B), "sum of a", "0.0"),
                BadInput.of("normal size", () -> GaussianGromov.innerProduct(A, 2, X, 2), "covarianceX has 2", "4"),
                BadInput.of("normal d", () -> GaussianGromov.innerProduct(A, 0, X, 2), "covarianceX is 0"),
                BadInput.of(
                        "normal NaN", () -> GaussianGromov.squaredEuclidean(X, 2, with(X, 0, NAN), 2), "covariance"),
                BadInput.of(
                        "normal asymmetric",
                        () -> GaussianGromov.squaredEuclidean(new double[] {1, 0.5, 0, 1}, 2, X, 2),
                        "[0,1]",
                        "0.5"),
                BadInput.of(
                        "normal overflow",
                        () -> GaussianGromov.innerProduct(new double[] {1e200}, 1, uniform(1), 1),
                        "Infinity"));
    }

    static Stream<BadInput> barycentres() {
        GromovBarycenter solver = new GromovBarycenter(new ExactFusedGromov());
        GromovBarycenter.Space space = GromovBarycenter.Space.of(Y, B, 1);
        GromovBarycenter.Space featured = new GromovBarycenter.Space(Y, B, B, 1);
        return Stream.of(
                BadInput.of("space costs", () -> GromovBarycenter.Space.of(X, B, 1), "costs", "4", "9"),
                BadInput.of("space NaN", () -> GromovBarycenter.Space.of(with(Y, 4, NAN), B, 1), "[4]", "NaN"),
                BadInput.of("space weights", () -> GromovBarycenter.Space.of(Y, with(B, 0, 1), 1), "weights", "1.75"),
                BadInput.of("space negative", () -> GromovBarycenter.Space.of(Y, with(B, 0, -1), 1), "weights[0]"),
                BadInput.of("space share", () -> GromovBarycenter.Space.of(Y, B, -1), "share is -1.0"),
                BadInput.of("space features", () -> new GromovBarycenter.Space(Y, B, A, 1), "features", "2", "3"),
                BadInput.of(
                        "space empty",
                        () -> GromovBarycenter.Space.of(new double[0], new double[0], 1),
                        "weights",
                        "0"),
                BadInput.of("no space", () -> solver.solve(List.of(), A, X), "spaces is 0"),
                BadInput.of(
                        "no share",
                        () -> solver.solve(List.of(GromovBarycenter.Space.of(Y, B, 0)), A, X),
                        "shares",
                        "0.0"),
                BadInput.of(
                        "no weights", () -> solver.solve(List.of(space), new double[0], new double[0]), "weights is 0"),
                BadInput.of(
                        "weight 0", () -> solver.solve(List.of(space), new double[] {1, 0}, X), "weights[1]", "0.0"),
                BadInput.of("sum", () -> solver.solve(List.of(space), new double[] {1, 1}, X), "sum of weights", "2.0"),
                BadInput.of("initial size", () -> solver.solve(List.of(space), A, Y), "initial has 9", "4"),
                BadInput.of("initial NaN", () -> solver.solve(List.of(space), A, with(X, 1, NAN)), "initial[1]", "NaN"),
                BadInput.of("asymmetric", () -> solver.solve(List.of(space), A, with(X, 1, 7)), "not symmetric", "7.0"),
                BadInput.of("features", () -> solver.solve(List.of(featured), A, X), "features of space 0 has 3", "0"),
                BadInput.of(
                        "no features", () -> solver.solve(List.of(space), A, X, A), "features of space 0 has 0", "3"),
                BadInput.of(
                        "odd features", () -> solver.solve(List.of(featured), A, X, B), "initialFeatures has 3", "2"),
                BadInput.of(
                        "NaN feature",
                        () -> solver.solve(List.of(featured), A, X, with(A, 0, NAN)),
                        "initialFeatures[0]",
                        "NaN"));
    }

    static Stream<BadInput> tensors() {
        Tensor x = Tensor.of(X, 2, 2);
        Tensor y = Tensor.of(Y, 3, 3);
        Tensor f = Tensor.of(FEATURES, 2, 3);
        Tensor a = Tensor.of(A);
        Tensor b = Tensor.of(B);
        return Stream.of(
                BadInput.of("tensor cX", () -> value(y, y, f, a, b), "cX", "[3, 3]", "[2, 2]"),
                BadInput.of("tensor cY", () -> value(x, x, f, a, b), "cY", "[2, 2]", "[3, 3]"),
                BadInput.of("tensor features", () -> value(x, y, x, a, b), "features", "[2, 2]", "[2, 3]"),
                BadInput.of("tensor weights", () -> value(x, y, f, x, b), "a is", "[2, 2]"),
                BadInput.of("tensor types", () -> value(x, y, f, a, Tensor.of(new float[3])), "b is", "float32"),
                BadInput.of("tensor sums", () -> value(x, y, f, a, a).value().item(), "cY", "[3, 3]"),
                BadInput.of("tensor integers", () -> value(x, y, f, Tensor.of(new int[2]), b), "a is", "int32"));
    }

    @ParameterizedTest
    @MethodSource({"problems", "options", "solves", "barycentres", "tensors"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void onePointIsSolved() {
        FusedGromovProblem point = FusedGromovProblem.of(
                GromovProblem.uniform(new double[] {0}, 1, new double[] {2}, 1), new double[] {6}, 0.5);
        double expected = 0.5 * 6 + 0.5 * 2;
        assertThat(new ExactFusedGromov().solve(point).cost()).isCloseTo(expected, within(1e-12));
        assertThat(new EntropicFusedGromov(0.1).solve(point).cost()).isCloseTo(expected, within(1e-12));
        assertThat(new SemiRelaxedGromov().solve(point).cost()).isCloseTo(expected, within(1e-12));
        assertThat(new PartialGromov(0.5).solve(point).cost()).isCloseTo(1.5 + 0.25, within(1e-12));
        assertThat(GromovLowerBounds.first(point.spaces()).value()).isCloseTo(2, within(1e-12));
        assertThat(GromovLowerBounds.second(point.spaces())).isCloseTo(2, within(1e-12));
        FactoredCost zero = FactoredCost.ofMatrix(new double[1], 1);
        FactoredCost two = FactoredCost.ofMatrix(new double[] {2}, 1);
        assertThat(new LowRankGromov(1).solve(zero, uniform(1), two, uniform(1)).cost())
                .isCloseTo(2, within(1e-12));
        assertThat(SlicedGromov.onLine(A, A, new double[] {3}, uniform(1)).value())
                .isZero();
    }

    @Test
    void coincidingPointsCostNothing() {
        GromovProblem spaces = new GromovProblem(new double[4], new double[9], A, B);
        FusedGromovProblem problem = FusedGromovProblem.of(spaces, GromovLoss.SQUARE);
        assertThat(new ExactFusedGromov().solve(problem).converged()).isTrue();
        assertThat(new ExactFusedGromov().solve(problem).cost()).isZero();
        assertThat(new SemiRelaxedGromov().solve(problem).cost()).isZero();
        assertThat(new PartialGromov(0.3).solve(problem).massError()).isCloseTo(0, within(1e-12));
        assertThat(new UnbalancedGromov(1, 0.1).solve(problem).cost()).isZero();
        assertThat(GromovLowerBounds.third(spaces, LinearSolver.networkSimplex())
                        .value())
                .isZero();
    }

    @Test
    void aLowRankPlanIsACoupling() {
        double[] x = {-0.3, 0.2, 0.2, 1.4};
        double[] y = {0.9, -1, -1, 0.1};
        LowRankGromov.Result result = new LowRankGromov(2, 1, 2, 0, 100, 1e-6)
                .solve(FactoredCost.ofMatrix(x, 2), A, FactoredCost.ofMatrix(y, 2), A);
        assertThat(result.rowError() + result.columnError()).isLessThan(1e-12);
        double[] plan = result.plan();
        assertThat(plan[0] + plan[1]).isCloseTo(0.5, within(1e-12));
        assertThat(plan[0] + plan[2]).isCloseTo(0.5, within(1e-12));
        assertThat(FusedGromovProblem.of(new GromovProblem(x, y, A, A), GromovLoss.SQUARE)
                        .cost(plan))
                .isCloseTo(result.cost(), within(1e-12));
    }

    private static FusedGromovProblem fused(double[] features, double alpha) {
        return FusedGromovProblem.of(SPACES, features, alpha);
    }

    private static GromovBarycenter barycentre(GromovLoss loss, double alpha, int rounds, double tolerance) {
        return new GromovBarycenter(new ExactFusedGromov(), loss, alpha, rounds, tolerance);
    }

    private static FusedGromovTensors.Value value(Tensor cX, Tensor cY, Tensor features, Tensor a, Tensor b) {
        return FusedGromovTensors.value(
                cX, cY, features, a, b, 0.5, GromovLoss.SQUARE, new ExactFusedGromov(), ValueConvention.TRANSPORT);
    }
}
