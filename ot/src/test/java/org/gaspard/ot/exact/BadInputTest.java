package org.gaspard.ot.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.uniform;
import static org.gaspard.ot.BadInput.with;

import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.gaspard.ot.TransportProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] X = {0, 1};
    private static final double[] Y = {2, 0, 1};
    private static final double[] A = {0.5, 0.5};
    private static final double[] B = {0.25, 0.25, 0.5};

    private interface Solver {
        Object solve(double[] x, double[] a, double[] y, double[] b);
    }

    static Stream<BadInput> lines() {
        LineTransport line = LineTransport.power(2);
        return Stream.of(
                        lines("value", line::value),
                        lines("plan", line::plan),
                        lines("gradient", line::gradient),
                        lines("solve", line::solve),
                        lines("circle", new CircleTransport(2, 1)::solve))
                .flatMap(s -> s);
    }

    private static Stream<BadInput> lines(String name, Solver solver) {
        return Stream.of(
                BadInput.of(name + " NaN x", () -> solver.solve(with(X, 1, NAN), A, Y, B), "x[1]", "NaN"),
                BadInput.of(name + " infinite y", () -> solver.solve(X, A, with(Y, 0, INF), B), "y[0]", "Infinity"),
                BadInput.of(name + " negative a", () -> solver.solve(X, with(A, 0, -1), Y, B), "a[0]", "-1.0"),
                BadInput.of(name + " NaN b", () -> solver.solve(X, A, Y, with(B, 2, NAN)), "b[2]", "NaN"),
                BadInput.of(name + " sums", () -> solver.solve(X, A, Y, with(B, 2, 1)), "1.0", "1.5"),
                BadInput.of(name + " zero", () -> solver.solve(X, new double[2], Y, B), "sum of a", "0.0"),
                BadInput.of(name + " sizes", () -> solver.solve(X, B, Y, B), "a has 3", "2"),
                BadInput.of(name + " sizes of y", () -> solver.solve(X, A, Y, A), "b has 2", "3"),
                BadInput.of(name + " no x", () -> solver.solve(new double[0], new double[0], Y, B), "x", "0"),
                BadInput.of(name + " no y", () -> solver.solve(X, A, new double[0], new double[0]), "y", "0"));
    }

    static Stream<BadInput> options() {
        LineTransport line = LineTransport.power(1);
        int[] none = {};
        return Stream.of(
                BadInput.of("p", () -> LineTransport.power(0.5), "p is 0.5"),
                BadInput.of("p NaN", () -> ConvexCost.power(NAN), "p is NaN"),
                BadInput.of("p infinite", () -> LineTransport.power(INF), "p is Infinity"),
                BadInput.of("uniform, no points", () -> line.value(new double[0], new double[0]), "x", "0"),
                BadInput.of("uniform, no y", () -> line.value(X, new double[0]), "y", "0"),
                BadInput.of("uniform NaN", () -> line.value(X, with(X, 1, NAN)), "y[1]", "NaN"),
                BadInput.of("uniform NaN of x", () -> line.value(with(X, 0, NAN), Y), "x[0]", "NaN"),
                BadInput.of("circle p", () -> new CircleTransport(0, 1), "p is 0.0"),
                BadInput.of("period 0", () -> new CircleTransport(1, 0), "period is 0.0"),
                BadInput.of("period NaN", () -> new CircleTransport(1, NAN), "period is NaN"),
                BadInput.of("simplex tolerance", () -> new NetworkSimplex().withTolerance(-1), "tolerance is -1.0"),
                BadInput.of("simplex NaN", () -> new NetworkSimplex().withTolerance(NAN), "tolerance is NaN"),
                BadInput.of("simplex pivots", () -> new NetworkSimplex().withMaxPivots(-1), "maxPivots is -1"),
                BadInput.of("plan rows", () -> new SparsePlan(0, 1, none, none, new double[0]), "rows is 0"),
                BadInput.of("plan columns", () -> new SparsePlan(1, -1, none, none, new double[0]), "columns is -1"),
                BadInput.of(
                        "plan lengths",
                        () -> new SparsePlan(2, 2, new int[1], new int[2], new double[1]),
                        "1, 2 and 1"),
                BadInput.of("plan place", () -> plan(2, 0, 1), "[2, 0]", "2 × 3"),
                BadInput.of("plan negative place", () -> plan(0, -1, 1), "[0, -1]", "2 × 3"),
                BadInput.of("plan mass", () -> plan(0, 0, NAN), "mass[0]", "NaN"),
                BadInput.of("plan cost", () -> plan(0, 0, 1).cost(new double[5]), "cost has 5", "6"),
                BadInput.of(
                        "plan too large",
                        () -> new SparsePlan(1 << 16, 1 << 16, none, none, new double[0]).dense(),
                        "65536 × 65536"));
    }

    @ParameterizedTest
    @MethodSource({"lines", "options"})
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void onePointIsSolved() {
        double[] one = {1};
        TransportProblem problem = new TransportProblem(new double[] {-3}, one, one);
        for (ExactTransportResult result :
                new ExactTransportResult[] {new NetworkSimplex().solve(problem), SuccessiveShortestPaths.solve(problem)
                }) {
            assertThat(result.cost()).isEqualTo(-3);
            assertThat(result.gap()).isZero();
            assertThat(result.densePlan()).containsExactly(1);
        }
        assertThat(LineTransport.power(2).value(new double[] {4}, one, new double[] {1}, one))
                .isEqualTo(9);
        assertThat(new CircleTransport(1, 1)
                        .solve(new double[] {0.9}, one, new double[] {0.1}, one)
                        .value())
                .isCloseTo(0.2, within(1e-15));
    }

    @Test
    void coincidingPointsCostNothing() {
        double[] x = {2, 2, 2};
        double[] weights = {0.2, 0, 0.8};
        for (double p : new double[] {1, 1.5, 2}) {
            assertThat(LineTransport.power(p).value(x, weights, x, uniform(3))).isZero();
            assertThat(new CircleTransport(p, 0.7)
                            .solve(x, weights, x, uniform(3))
                            .value())
                    .isZero();
            LineTransport.Gradient gradient = LineTransport.power(p).gradient(x, weights, x, uniform(3));
            assertThat(gradient.x()).containsOnly(0);
        }
    }

    @Test
    void farPointsOfACircleKeepTheirPlace() {
        double[] one = {1};
        double value = new CircleTransport(1, 1e-300)
                .solve(new double[] {1e300}, one, new double[] {1e300}, one)
                .value();
        assertThat(value).isZero();
    }

    private static SparsePlan plan(int row, int column, double mass) {
        return new SparsePlan(2, 3, new int[] {row}, new int[] {column}, new double[] {mass});
    }
}
