package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.uniform;
import static org.gaspard.ot.BadInput.with;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.PointCloudGeometry;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] COST = {0, 1, 2, 1, 0, 1};
    private static final double[] A = {0.5, 0.5};
    private static final double[] B = {0.25, 0.25, 0.5};
    private static final Geometry WIDE = new DenseGeometry(COST, 2, 3);
    private static final Geometry SQUARE = new DenseGeometry(new double[] {0, 1, 1, 0}, 2, 2);
    private static final EntropicTransport SOLVER = new EntropicTransport(0.5);
    private static final EntropicTransport PARTIAL = SOLVER.withRelaxation(Relaxation.partial(0.5));

    static Stream<BadInput> options() {
        return Stream.of(
                BadInput.of("ε 0", () -> new EntropicTransport(0), "epsilon is 0.0"),
                BadInput.of("ε NaN", () -> Epsilon.of(NAN), "epsilon is NaN"),
                BadInput.of("ε infinite", () -> Epsilon.of(INF), "epsilon is Infinity"),
                BadInput.of("factor", () -> Epsilon.relative(-1, ScaleStatistic.MEAN), "factor", "-1.0"),
                BadInput.of(
                        "relative to 0",
                        () -> Epsilon.relative(1, ScaleStatistic.STD).of(new DenseGeometry(new double[4], 2, 2)),
                        "epsilon",
                        "STD",
                        "0.0"),
                BadInput.of("absolute tolerance", () -> Tolerance.absolute(-1), "absolute is -1.0"),
                BadInput.of("relative tolerance", () -> Tolerance.relative(NAN), "relative is NaN"),
                BadInput.of("iterations", () -> SOLVER.withMaxIterations(0), "maxIterations is 0"),
                BadInput.of("checks", () -> SOLVER.withCheckEvery(-2), "checkEvery is -2"),
                BadInput.of("ω 0", () -> Acceleration.overRelaxation(0), "omega is 0.0"),
                BadInput.of("ω 2", () -> Acceleration.overRelaxation(2), "omega is 2.0"),
                BadInput.of("ω NaN", () -> Acceleration.overRelaxation(NAN), "omega is NaN"),
                BadInput.of("adaptive", () -> new Acceleration.AdaptiveOverRelaxation(1), "start is 1"),
                BadInput.of("memory", () -> new Acceleration.Anderson(1, 0), "memory is 1"),
                BadInput.of("ridge", () -> new Acceleration.Anderson(3, -1), "ridge is -1.0"),
                BadInput.of("ρ 0", () -> Relaxation.kullbackLeibler(0), "rowPenalty is 0.0"),
                BadInput.of("ρ NaN", () -> new Relaxation.KullbackLeibler(1, NAN), "columnPenalty is NaN"),
                BadInput.of("τ 0", () -> Relaxation.damped(0, 1, 1), "tauRows is 0.0"),
                BadInput.of("τ above 1", () -> Relaxation.damped(1, 1.5, 1), "tauColumns is 1.5"),
                BadInput.of("ε of τ", () -> Relaxation.damped(0.5, 0.5, 0), "epsilon is 0.0"),
                BadInput.of("mass 0", () -> Relaxation.partial(0), "mass is 0.0"),
                BadInput.of("mass NaN", () -> Relaxation.partial(NAN), "mass is NaN"),
                BadInput.of(
                        "accelerated", () -> PARTIAL.withAcceleration(Acceleration.anderson()), "partial", "Anderson"),
                BadInput.of("divergence", () -> new SinkhornDivergence(PARTIAL), "partial"),
                BadInput.of("barycentre", () -> new EntropicBarycenter(0), "epsilon is 0.0"),
                BadInput.of(
                        "barycentre iterations", () -> new EntropicBarycenter(1).withMaxIterations(0), "maxIterations"),
                BadInput.of("free support", () -> new FreeSupportBarycenter(PARTIAL), "Partial"),
                BadInput.of("step 0", () -> new FreeSupportBarycenter(SOLVER, 0, 0, 1), "step is 0.0"),
                BadInput.of("step 2", () -> new FreeSupportBarycenter(SOLVER, 2, 0, 1), "step is 2.0"),
                BadInput.of("rest", () -> new FreeSupportBarycenter(SOLVER, 1, NAN, 1), "tolerance is NaN"),
                BadInput.of("rounds", () -> new FreeSupportBarycenter(SOLVER, 1, 0, 0), "maxRounds is 0"),
                BadInput.of("rank", () -> new LowRankTransport(0), "rank is 0"),
                BadInput.of("ε of rank", () -> new LowRankTransport(1).withEpsilon(-1), "epsilon is -1.0"),
                BadInput.of("γ", () -> new LowRankTransport(1).withStep(0), "step is 0.0"),
                BadInput.of("floor", () -> new LowRankTransport(1, 0, 1, 1, 0, 1, 0), "floor is 1.0"),
                BadInput.of("floor 0", () -> new LowRankTransport(1, 0, 1, 0, 0, 1, 0), "floor is 0.0"),
                BadInput.of("low rank tolerance", () -> new LowRankTransport(1).withTolerance(NAN), "tolerance is NaN"),
                BadInput.of(
                        "low rank iterations", () -> new LowRankTransport(1).withMaxIterations(0), "maxIterations"));
    }

    static Stream<BadInput> transport() {
        EntropicTransport unequal = SOLVER.withRelaxation(new Relaxation.KullbackLeibler(1, 2));
        LowRankTransport lowRank = new LowRankTransport(1);
        BatchedTransport batched = new BatchedTransport(SOLVER);
        EntropicResult result = SOLVER.solve(WIDE, A, B);
        return Stream.of(
                BadInput.of("a size", () -> SOLVER.solve(WIDE, B, B), "a has 3", "2"),
                BadInput.of("b size", () -> SOLVER.solve(WIDE, A, A), "b has 2", "3"),
                BadInput.of("a NaN", () -> SOLVER.solve(WIDE, with(A, 0, NAN), B), "a[0]", "NaN"),
                BadInput.of("a negative", () -> SOLVER.solve(WIDE, with(A, 1, -0.5), B), "a[1]", "-0.5"),
                BadInput.of("b infinite", () -> SOLVER.solve(WIDE, A, with(B, 1, INF)), "b[1]", "Infinity"),
                BadInput.of("b zero", () -> SOLVER.solve(WIDE, A, new double[3]), "sum of b", "0.0"),
                BadInput.of("sums", () -> SOLVER.solve(WIDE, A, with(B, 0, 1)), "1.0", "1.75"),
                BadInput.of("mass", () -> PARTIAL.solve(WIDE, A, new double[] {0.1, 0.1, 0.1}), "mass is 0.5"),
                BadInput.of("start", () -> SOLVER.solve(WIDE, A, B, new Potentials(A, A)), "start.g has 2", "3"),
                BadInput.of(
                        "start NaN",
                        () -> SOLVER.solve(WIDE, A, B, new Potentials(with(A, 0, NAN), B)),
                        "start.f",
                        "NaN"),
                BadInput.of("symmetric", () -> SOLVER.solveSymmetric(WIDE, A), "2 × 3"),
                BadInput.of("symmetric a", () -> SOLVER.solveSymmetric(SQUARE, B), "a has 3", "2"),
                BadInput.of("symmetric partial", () -> PARTIAL.solveSymmetric(SQUARE, A), "partial"),
                BadInput.of(
                        "symmetric penalties",
                        () -> unequal.solveSymmetric(SQUARE, A),
                        "rowPenalty=1.0, columnPenalty=2.0"),
                BadInput.of("projection", () -> result.barycentricProjection(A, 1), "matrix has 2", "3"),
                BadInput.of("plan times", () -> result.transposedPlanTimes(B, 1), "matrix has 3", "2"),
                BadInput.of("low rank a", () -> lowRank.solve(WIDE, with(A, 0, 0), B), "a[0]", "0.0"),
                BadInput.of("low rank sums", () -> lowRank.solve(WIDE, A, with(B, 0, 1)), "1.0", "1.75"),
                BadInput.of("low rank size", () -> lowRank.solve(WIDE, A, A), "b has 2", "3"),
                BadInput.of("low rank times", () -> lowRank.solve(WIDE, A, B).planTimes(A, 1), "matrix has 2", "3"),
                BadInput.of("low rank width", () -> lowRank.solve(WIDE, A, B).planTimes(B, 0), "k is 0"),
                BadInput.of("batch of a", () -> batched.solve(COST, B, B, 2, 3), "a has 3", "n = 2"),
                BadInput.of("batch of b", () -> batched.solve(COST, A, A, 2, 3), "b has 2", "3"),
                BadInput.of("batch of costs", () -> batched.solve(A, A, B, 2, 3), "costs has 2", "6"),
                BadInput.of("batch NaN", () -> batched.solve(with(COST, 4, NAN), A, B, 2, 3), "matrix[4]", "NaN"),
                BadInput.of("batch n", () -> batched.solve(COST, 0, 3), "n is 0"),
                BadInput.of("batch rest", () -> batched.solve(COST, 2, 2), "costs has 6", "4"),
                BadInput.of("batch overflow", () -> batched.solve(COST, 65536, 65536), "65536 × 65536"),
                BadInput.of("start points", () -> gaussian(with(A, 0, NAN), A, B, B), "x[0]", "NaN"),
                BadInput.of("start sizes", () -> gaussian(A, B, B, B), "x has 2", "3"),
                BadInput.of("start a", () -> gaussian(A, with(A, 1, -1), B, B), "a[1]", "-1.0"),
                BadInput.of("start b", () -> gaussian(A, A, B, with(B, 0, NAN)), "b[0]", "NaN"),
                BadInput.of("start ε", () -> InitialPotentials.gaussian(A, A, B, B, 1, 0), "epsilon is 0.0"),
                BadInput.of("start d", () -> InitialPotentials.gaussian(A, A, B, B, 0, 1), "d is 0"));
    }

    static Stream<BadInput> divergencesAndBarycentres() {
        SinkhornDivergence divergence = new SinkhornDivergence(SOLVER);
        EntropicBarycenter fixed = new EntropicBarycenter(0.5);
        FreeSupportBarycenter free = new FreeSupportBarycenter(SOLVER);
        double[] one = {1};
        FreeSupportBarycenter.Measure measure = new FreeSupportBarycenter.Measure(B, B);
        return Stream.of(
                BadInput.of(
                        "divergence NaN",
                        () -> divergence.between(Cost.euclidean(), with(A, 0, NAN), A, B, B, 1),
                        "x[0]"),
                BadInput.of(
                        "divergence size", () -> divergence.between(Cost.euclidean(), A, B, B, B, 1), "x has 2", "3"),
                BadInput.of("divergence d", () -> divergence.between(Cost.euclidean(), A, A, B, B, 0), "d is 0"),
                BadInput.of(
                        "divergence empty",
                        () -> divergence.between(Cost.euclidean(), new double[0], new double[0], B, B, 1),
                        "n is 0"),
                BadInput.of(
                        "divergence sums", () -> divergence.between(Cost.euclidean(), A, A, B, A, 1), "y has 3", "2"),
                BadInput.of("divergence square", () -> divergence.between(WIDE, WIDE, SQUARE, A, B), "2 × 3"),
                BadInput.of("no histogram", () -> fixed.of(WIDE, List.of(), new double[0]), "histograms is 0"),
                BadInput.of("histogram size", () -> fixed.of(WIDE, List.of(A), one), "histograms[0] has 2", "3"),
                BadInput.of("histogram NaN", () -> fixed.of(WIDE, List.of(with(B, 1, NAN)), one), "histograms[0][1]"),
                BadInput.of(
                        "histogram zero", () -> fixed.of(WIDE, List.of(new double[3]), one), "histograms[0]", "0.0"),
                BadInput.of(
                        "histogram sums",
                        () -> fixed.of(WIDE, List.of(B, with(B, 0, 1)), A),
                        "histograms[1]",
                        "1.75",
                        "1.0"),
                BadInput.of("histogram weights", () -> fixed.of(WIDE, List.of(B), A), "weights has 2", "1"),
                BadInput.of(
                        "histogram negative",
                        () -> fixed.of(WIDE, List.of(B, B), new double[] {2, -1}),
                        "weights[1]",
                        "-1.0"),
                BadInput.of("geometries", () -> fixed.of(List.of(WIDE, WIDE), List.of(B), one), "2 geometries", "1"),
                BadInput.of(
                        "rows",
                        () -> fixed.of(List.of(SQUARE, new DenseGeometry(B, 3, 1)), List.of(A, one), A),
                        "3 rows"),
                BadInput.of("debiased", () -> fixed.withDebiased(true).of(WIDE, List.of(B), one), "2 × 3"),
                BadInput.of("free start", () -> free.of(A, B, 1, List.of(measure), one), "start has 2", "3"),
                BadInput.of("free NaN", () -> free.of(with(A, 1, NAN), A, 1, List.of(measure), one), "start[1]", "NaN"),
                BadInput.of(
                        "free empty",
                        () -> free.of(new double[0], new double[0], 1, List.of(measure), one),
                        "points",
                        "0"),
                BadInput.of("free d", () -> free.of(A, A, 0, List.of(measure), one), "d is 0"),
                BadInput.of("free a", () -> free.of(A, with(A, 0, 0), 1, List.of(measure), one), "a[0]", "0.0"),
                BadInput.of("free none", () -> free.of(A, A, 1, List.of(), new double[0]), "measures is 0"),
                BadInput.of("free weights", () -> free.of(A, A, 1, List.of(measure), A), "weights has 2", "1"),
                BadInput.of(
                        "free points", () -> free.of(A, A, 1, List.of(measure(A, B)), one), "measures[0].points has 2"),
                BadInput.of(
                        "free NaN of a measure",
                        () -> free.of(A, A, 1, List.of(measure(with(B, 2, NAN), B)), one),
                        "[2]"),
                BadInput.of(
                        "free weight", () -> free.of(A, A, 1, List.of(measure(B, with(B, 0, -1))), one), "weights[0]"));
    }

    static Stream<BadInput> tensors() {
        Tensor cost = Tensor.of(COST, 2, 3);
        Tensor square = Tensor.of(new double[4], 2, 2);
        Tensor a = Tensor.of(A);
        Tensor b = Tensor.of(B);
        Tensor x = Tensor.of(COST, 3, 2);
        return Stream.of(
                BadInput.of("cost rank", () -> EntropicTransportLoss.inGraph(a, a, b, SOLVER), "[2]", "[n, m]"),
                BadInput.of("weights", () -> EntropicTransportLoss.inGraph(cost, b, b, SOLVER), "[3]", "[2]"),
                BadInput.of("ε", () -> EntropicTransportLoss.inGraph(cost, a, b, a, SOLVER), "epsilon", "[2]"),
                BadInput.of("partial", () -> EntropicTransportLoss.inGraph(cost, a, b, PARTIAL), "partial"),
                BadInput.of(
                        "integers",
                        () -> EntropicTransportLoss.inGraph(Tensor.of(new int[6], 2, 3), a, b, SOLVER),
                        "int32"),
                BadInput.of(
                        "points",
                        () -> EntropicTransportLoss.ofPoints(Cost.euclidean(), x, square.index(0, 0), SOLVER),
                        "[2]"),
                BadInput.of(
                        "scalar",
                        () -> EntropicTransportLoss.ofPoints(Cost.euclidean(), Tensor.scalar(1.0), x, SOLVER),
                        "[]"),
                BadInput.of(
                        "dimensions",
                        () -> EntropicTransportLoss.ofPoints(Cost.euclidean(), x, cost, SOLVER),
                        "[3, 2]",
                        "[2, 3]"),
                BadInput.of(
                        "no points",
                        () -> EntropicTransportLoss.ofPoints(
                                Cost.euclidean(), x, Tensor.of(new double[0], 0, 2), SOLVER),
                        "0"),
                BadInput.of(
                        "divergence points",
                        () -> SinkhornDivergenceLoss.ofPoints(Cost.euclidean(), x, cost, SOLVER),
                        "[3, 2]"),
                BadInput.of(
                        "divergence scalar",
                        () -> SinkhornDivergenceLoss.ofPoints(Cost.euclidean(), Tensor.scalar(1.0), x, SOLVER),
                        "[]"),
                BadInput.of(
                        "divergence costs",
                        () -> SinkhornDivergenceLoss.inGraph(cost, cost, square, a, b, SOLVER),
                        "[3]"));
    }

    @ParameterizedTest
    @MethodSource({"options", "transport", "divergencesAndBarycentres", "tensors"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void onePointIsSolved() {
        Geometry point = new DenseGeometry(new double[] {3}, 1, 1);
        for (Form form : Form.values()) {
            EntropicResult result = SOLVER.withForm(form).solve(point);
            assertThat(result.converged()).isTrue();
            assertThat(result.objective()).isCloseTo(3, within(1e-12));
        }
        assertThat(new LowRankTransport(5).solve(point, uniform(1), uniform(1)).transportCost())
                .isCloseTo(3, within(1e-12));
        assertThat(new EntropicBarycenter(1)
                        .of(point, List.of(uniform(1)), uniform(1))
                        .weights()[0])
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void coincidingPointsHaveNoDivergence() {
        double[] points = {1, 1, 1};
        SinkhornDivergence.Result result =
                new SinkhornDivergence(SOLVER).between(Cost.squaredEuclidean(), points, B, points, uniform(3), 1);
        assertThat(result.converged()).isTrue();
        assertThat(result.value()).isCloseTo(0, within(1e-12));
        Geometry cloud = PointCloudGeometry.of(Cost.squaredEuclidean(), points, 3, 1);
        assertThat(new LowRankTransport(2).solve(cloud, B, uniform(3)).transportCost())
                .isZero();
        FreeSupportBarycenter.Result barycentre =
                new FreeSupportBarycenter(SOLVER).of(A, A, 1, List.of(measure(points, B)), uniform(1));
        assertThat(barycentre.converged()).isTrue();
        assertThat(barycentre.points()).containsExactly(new double[] {1, 1}, within(1e-12));
    }

    @Test
    void overflowIsNotConvergence() {
        EntropicResult result = new EntropicTransport(1e-5)
                .withRelaxation(Relaxation.kullbackLeibler(1e-3))
                .solve(new DenseGeometry(new double[] {-10, -10}, 1, 2), new double[] {1}, A);
        assertThat(result.stop()).isEqualTo(StopReason.NON_FINITE);
        assertThat(result.converged()).isFalse();
    }

    private static Potentials gaussian(double[] x, double[] a, double[] y, double[] b) {
        return InitialPotentials.gaussian(x, a, y, b, 1, 1);
    }

    private static FreeSupportBarycenter.Measure measure(double[] points, double[] weights) {
        return new FreeSupportBarycenter.Measure(points, weights);
    }
}
