package org.gaspard.ot.gaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.BadInput.INF;
import static org.gaspard.ot.BadInput.NAN;
import static org.gaspard.ot.BadInput.with;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.ot.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

    private static final double[] MEAN = {1, 2};
    private static final double[] UNIT = {1, 0, 0, 1};

    static Stream<BadInput> inputs() {
        Gaussian plane = new Gaussian(MEAN, UNIT);
        Gaussian line = new Gaussian(new double[] {0}, new double[] {1});
        double[] points = {0, 0, 1, 1, 2, 0};
        GaussianBarycenter barycenter = new GaussianBarycenter();
        return Stream.of(
                BadInput.of("no dimension", () -> new Gaussian(new double[0], new double[0]), "mean", "0"),
                BadInput.of("size", () -> new Gaussian(MEAN, MEAN), "covariance has 2", "4"),
                BadInput.of("NaN mean", () -> new Gaussian(with(MEAN, 1, NAN), UNIT), "mean[1]", "NaN"),
                BadInput.of("infinite", () -> new Gaussian(MEAN, with(UNIT, 0, INF)), "covariance[0]", "Infinity"),
                BadInput.of("asymmetric", () -> new Gaussian(MEAN, with(UNIT, 1, 0.5)), "[0,1]", "0.5"),
                BadInput.of("indefinite", () -> new Gaussian(MEAN, with(UNIT, 3, -1)), "eigenvalue", "-1"),
                BadInput.of("fit nothing", () -> Gaussian.fit(new double[0], 0, 2), "n is 0"),
                BadInput.of("fit size", () -> Gaussian.fit(points, 2, 2), "points has 6", "4"),
                BadInput.of("fit dimension", () -> Gaussian.fit(points, 3, 0), "d is 0"),
                BadInput.of("fit NaN", () -> Gaussian.fit(with(points, 5, NAN), 3, 2), "points[5]", "NaN"),
                BadInput.of(
                        "fit weights", () -> Gaussian.fit(points, new double[] {1, -1, 1}, 2), "weights[1]", "-1.0"),
                BadInput.of("fit zero", () -> Gaussian.fit(points, new double[3], 2), "sum of weights", "0.0"),
                BadInput.of("distance", () -> BuresWasserstein.squaredDistance(plane, line), "2 and 1"),
                BadInput.of("root", () -> BuresWasserstein.distance(line, plane), "1 and 2"),
                BadInput.of("map", () -> BuresWasserstein.map(plane, line), "2 and 1"),
                BadInput.of(
                        "no map",
                        () -> BuresWasserstein.map(new Gaussian(MEAN, new double[] {1, 0, 0, 0}), plane),
                        "rank 1 of 2"),
                BadInput.of("entropic dimensions", () -> EntropicGaussian.of(plane, line, 1), "2 and 1"),
                BadInput.of("entropic ε", () -> EntropicGaussian.of(plane, plane, 0), "epsilon is 0.0"),
                BadInput.of(
                        "entropic NaN", () -> EntropicGaussian.sinkhornDivergence(plane, plane, NAN), "epsilon is NaN"),
                BadInput.of("map size", () -> new AffineMap(UNIT, new double[] {1}), "matrix has 4", "1"),
                BadInput.of("map NaN", () -> new AffineMap(with(UNIT, 2, NAN), MEAN), "matrix[2]", "NaN"),
                BadInput.of("map offset", () -> new AffineMap(UNIT, with(MEAN, 0, INF)), "offset[0]", "Infinity"),
                BadInput.of("map of nothing", () -> new AffineMap(new double[0], new double[0]), "offset", "0"),
                BadInput.of("map points", () -> new AffineMap(UNIT, MEAN).apply(points, 2), "points has 6", "4"),
                BadInput.of("map negative", () -> new AffineMap(UNIT, MEAN).apply(points, -3), "n is -3"),
                BadInput.of("tolerance", () -> new GaussianBarycenter(-1, 5), "tolerance is -1.0"),
                BadInput.of("iterations", () -> new GaussianBarycenter(0, -1), "maxIterations is -1"),
                BadInput.of("none", () -> barycenter.solve(List.of(), new double[0]), "gaussians is 0"),
                BadInput.of("one weight", () -> barycenter.solve(List.of(plane), MEAN), "weights has 2", "1"),
                BadInput.of("mixed", () -> barycenter.solve(List.of(plane, line), MEAN), "2 and 1"),
                BadInput.of(
                        "negative weight",
                        () -> barycenter.solve(List.of(plane, plane), new double[] {2, -1}),
                        "weights[1]",
                        "-1.0"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void saysWhatIsWrong(BadInput input) {
        input.check();
    }

    @Test
    void onePointIsADistributionWithoutSpread() {
        Gaussian point = Gaussian.fit(new double[] {1, 2}, 1, 2);
        Gaussian copies = Gaussian.fit(new double[] {4, 6, 4, 6}, 2, 2);
        assertThat(point.covariance()).containsOnly(0);
        assertThat(BuresWasserstein.distance(point, copies)).isCloseTo(5, within(1e-12));
        assertThat(EntropicGaussian.of(point, copies, 0.1).cost()).isCloseTo(25, within(1e-12));
        assertThat(BuresWasserstein.map(point, copies).apply(point.mean(), 1)).containsExactly(4, 6);
        GaussianBarycenter.Result result = new GaussianBarycenter().solve(List.of(point, copies), new double[] {1, 1});
        assertThat(result.converged()).isTrue();
        assertThat(result.barycenter().mean()).containsExactly(2.5, 4);
    }
}
