package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Sinkhorn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All solvers against an independent library, from the same starts. */
class OracleTest {

    static EntropicFusedGromov precise(double epsilon) {
        return new EntropicFusedGromov(new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-13, 200_000, 10, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-11));
    }

    @ParameterizedTest
    @CsvSource({"SQUARE, 1.5", "KL, 0.3"})
    void entropicFused(GromovLoss loss, double epsilon) {
        String name = "entropic." + loss.name().toLowerCase(Locale.ROOT);
        FusedGromovResult result = precise(epsilon).solve(GromovData.oracle(loss));
        assertThat(result.converged()).isTrue();
        close(result.plan(), GromovData.read(name + ".plan"), 1e-8);
        close(result.cost(), GromovData.read(name + ".value")[0], 1e-7);
    }

    @ParameterizedTest
    @EnumSource
    void exactFused(GromovLoss loss) {
        String name = "exact." + loss.name().toLowerCase(Locale.ROOT);
        FusedGromovResult result = new ExactFusedGromov().solve(GromovData.oracle(loss));
        assertThat(result.converged()).isTrue();
        close(result.plan(), GromovData.read(name + ".plan"), 1e-9);
        close(result.cost(), GromovData.read(name + ".value")[0], 1e-9);
    }

    @Test
    void semiRelaxed() {
        SemiRelaxedGromov.Result result = new SemiRelaxedGromov().solve(GromovData.oracle(GromovLoss.SQUARE));
        assertThat(result.converged()).isTrue();
        close(result.plan(), GromovData.read("semirelaxed.plan"), 1e-9);
        close(result.cost(), GromovData.read("semirelaxed.value")[0], 1e-9);
    }

    @Test
    void semiRelaxedMirrorDescent() {
        SemiRelaxedGromov.Result result = new SemiRelaxedGromov(
                        new SemiRelaxedGromov.MirrorDescent(3), InitialCoupling.product(), 7, 0)
                .solve(GromovData.oracle(GromovLoss.SQUARE));
        assertThat(result.converged()).isFalse();
        close(result.plan(), GromovData.read("mirror.plan"), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8})
    void partial(double mass) {
        PartialGromov.Result result = new PartialGromov(mass).solve(GromovData.oracle(GromovLoss.SQUARE));
        assertThat(result.converged()).isTrue();
        close(result.plan(), GromovData.read("partial." + mass + ".plan"), 1e-9);
        close(result.cost(), GromovData.read("partial." + mass + ".value")[0], 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"5.0, 1.0", "0.7, 0.4"})
    void unbalanced(double rho, double epsilon) {
        FusedGromovProblem problem =
                FusedGromovProblem.of(GromovData.oracle(GromovLoss.SQUARE).spaces(), GromovLoss.SQUARE);
        UnbalancedGromov.Result result = new UnbalancedGromov(rho, epsilon)
                .withStopping(3000, 1e-12, 5000, 1e-13)
                .solve(problem);
        assertThat(result.converged()).isTrue();
        close(result.plan(), GromovData.read("unbalanced." + rho + ".plan"), 1e-7);
    }

    @Test
    void lowerBounds() {
        var spaces = GromovData.oracle(GromovLoss.SQUARE).spaces();
        close(GromovLowerBounds.first(spaces).value(), GromovData.read("bound.first")[0], 1e-12);
        close(GromovLowerBounds.second(spaces), GromovData.read("bound.second")[0], 1e-12);
    }

    /** The library returns the root. */
    @Test
    void gaussian() {
        double root = GromovData.read("gaussian.value")[0];
        GaussianGromov form =
                GaussianGromov.squaredEuclidean(GromovData.read("gaussian.s"), 4, GromovData.read("gaussian.t"), 3);
        close(form.unHalved(), root * root, 1e-9);
        assertThat(form.halved()).isEqualTo(form.unHalved() / 2);
    }

    @Test
    void barycentre() {
        GromovBarycenter barycentre = new GromovBarycenter(new ExactFusedGromov(), GromovLoss.SQUARE, 1, 20, 0);
        var problem = GromovData.oracle(GromovLoss.SQUARE).spaces();
        GromovBarycenter.Result result = barycentre.solve(
                List.of(
                        GromovBarycenter.Space.of(problem.cX(), problem.a(), 0.3),
                        GromovBarycenter.Space.of(problem.cY(), problem.b(), 0.7)),
                GromovData.uniform(5),
                GromovData.read("barycentre.start"));
        close(result.costs(), GromovData.read("barycentre.square"), 1e-9);
    }

    @Test
    void entropicKlBarycentre() {
        var problem = GromovData.oracle(GromovLoss.KL).spaces();
        double[] start = GromovData.read("barycentre.start");
        for (int k = 0; k < start.length; k++) {
            start[k] += 0.5;
        }
        GromovBarycenter barycentre = new GromovBarycenter(
                new EntropicFusedGromov(precise(0.5).options().withOuterIterations(1, 1)), GromovLoss.KL, 1, 1, 0);
        GromovBarycenter.Result result = barycentre.solve(
                List.of(
                        GromovBarycenter.Space.of(problem.cX(), problem.a(), 0.3),
                        GromovBarycenter.Space.of(problem.cY(), problem.b(), 0.7)),
                GromovData.uniform(5),
                start);
        close(result.costs(), GromovData.read("barycentre.kl"), 1e-8);
    }

    /** Its start and steps differ: ours must be no worse. */
    @Test
    void lowRank() {
        double[] u = GromovData.read("lowrank.u");
        double[] v = GromovData.read("lowrank.v");
        LowRankGromov.Result result = new LowRankGromov(5)
                .solve(
                        FactoredCost.squaredEuclidean(u, 40, 2),
                        GromovData.uniform(40),
                        FactoredCost.squaredEuclidean(v, 50, 3),
                        GromovData.uniform(50));
        assertThat(result.cost()).isLessThan(GromovData.read("lowrank.value")[0]);
        GromovProblem spaces = GromovProblem.uniform(
                Cost.squaredEuclidean().matrix(u, 40, 2),
                40,
                Cost.squaredEuclidean().matrix(v, 50, 3),
                50);
        double direct = FusedGromovProblem.of(spaces, GromovLoss.SQUARE).cost(result.plan());
        assertThat(result.cost()).isCloseTo(direct, within(1e-6));
    }

    private static void close(double[] found, double[] expected, double tolerance) {
        double largest = GromovData.largestDifference(found, expected);
        assertThat(found).hasSameSizeAs(expected);
        assertThat(largest).isLessThanOrEqualTo(tolerance);
    }

    private static void close(double found, double expected, double tolerance) {
        assertThat(found).isCloseTo(expected, within(tolerance));
    }
}
