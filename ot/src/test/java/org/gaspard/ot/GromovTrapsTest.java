package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.junit.jupiter.api.Test;

/** Known ways in which a Gromov-Wasserstein solver returns a number that means nothing: each must be reported. */
class GromovTrapsTest {

    private static final int N = 64;

    private static GromovProblem centredInnerProducts() {
        double[] x = Oracles.centred(Oracles.gaussian(Oracles.random(20), N * 10), N, 10);
        double[] c = Cost.innerProduct().matrix(x, N, 10);
        return GromovProblem.uniform(c, N, c, N);
    }

    private static EntropicGromovWasserstein solver(GromovProblem problem) {
        double std = ScaleStatistic.STD.of(problem.cX());
        return new EntropicGromovWasserstein(0.05 * std * std);
    }

    @Test
    void independentCouplingIsAFixedPointForCentredInnerProducts() {
        GromovProblem problem = centredInnerProducts();
        GromovResult trapped = solver(problem).solve(problem);
        assertThat(trapped.warnings())
                .contains(SolverWarning.PRODUCT_COUPLING, SolverWarning.PLAN_COLLAPSE)
                .doesNotContain(SolverWarning.OUTER_NOT_CONVERGED);
        assertThat(trapped.entropyRatio()).isCloseTo(2, within(1e-9));
        assertThat(trapped.transportCost()).isGreaterThan(1);

        GromovResult free =
                solver(problem).withStart(InitialCoupling.identity()).solve(problem);
        assertThat(free.warnings()).doesNotContain(SolverWarning.PRODUCT_COUPLING, SolverWarning.PLAN_COLLAPSE);
        assertThat(free.transportCost()).isLessThan(0.02 * trapped.transportCost());
        assertThat(free.entropyRatio()).isLessThan(1.1);
    }

    @Test
    void bestOfSeveralStartsEscapes() {
        GromovProblem problem = centredInnerProducts();
        GromovResult best = solver(problem)
                .withStart(InitialCoupling.bestOf(
                        InitialCoupling.product(), InitialCoupling.bestOf(InitialCoupling.mix(0.1))))
                .solve(problem);
        assertThat(best.start()).isEqualTo(InitialCoupling.mix(0.1));
        assertThat(best.warnings()).doesNotContain(SolverWarning.PRODUCT_COUPLING);
    }

    @Test
    void meanScaledEpsilonCollapsesThePlanOfCosineDistances() {
        double[] x = Oracles.gaussian(Oracles.random(21), N * 10);
        double[] c = Cost.cosineDistance().matrix(x, N, 10);
        GromovMongeGapResult paper = GromovMongeGap.evaluate(c, c, N, GromovMongeGapOptions.of(Mode.PAPER));
        assertThat(paper.warnings()).contains(SolverWarning.PLAN_COLLAPSE);
        assertThat(paper.solution().entropyRatio()).isGreaterThan(1.99);
        assertThat(paper.gap()).isLessThan(-0.05);

        GromovMongeGapResult robust = GromovMongeGap.evaluate(c, c, N, GromovMongeGapOptions.of(Mode.ROBUST));
        assertThat(robust.warnings()).doesNotContain(SolverWarning.PLAN_COLLAPSE, SolverWarning.INFEASIBLE_PLAN);
        assertThat(robust.solution().entropyRatio()).isLessThan(1.02);
        assertThat(robust.gap()).isCloseTo(0, within(1e-3));
    }

    /** The standard deviation does not see the constant between the two cosine costs, the mean does. */
    @Test
    void similarityAndDistanceAgreeUnderTheStandardDeviationOnly() {
        double[] x = Oracles.gaussian(Oracles.random(22), N * 10);
        double[] y = Oracles.network(Oracles.random(23), x, N, 10, 50);
        GromovMongeGapOptions robust = GromovMongeGapOptions.of(Mode.ROBUST);
        GromovMongeGapOptions paper = GromovMongeGapOptions.of(Mode.PAPER);
        assertThat(cosine(true, x, y, robust).epsilon())
                .isCloseTo(cosine(false, x, y, robust).epsilon(), within(1e-12));
        assertThat(cosine(true, x, y, robust).gap())
                .isCloseTo(cosine(false, x, y, robust).gap(), within(1e-9));
        assertThat(cosine(true, x, y, paper).epsilon())
                .isNotCloseTo(
                        cosine(false, x, y, paper).epsilon(),
                        within(0.5 * cosine(true, x, y, paper).epsilon()));
    }

    private static GromovMongeGapResult cosine(
            boolean similarity, double[] x, double[] y, GromovMongeGapOptions options) {
        Cost cost = similarity ? Cost.cosineSimilarity() : Cost.cosineDistance();
        return GromovMongeGap.evaluate(cost.matrix(x, N, 10), cost.matrix(y, N, 50), N, options);
    }

    @Test
    void aVanishingMeanPutsEpsilonOnItsFloor() {
        double[] x = Oracles.centred(Oracles.gaussian(Oracles.random(24), 12 * 3), 12, 3);
        double[] c = Cost.innerProduct().matrix(x, 12, 3);
        GromovMongeGapResult result = GromovMongeGap.evaluate(c, c, 12, GromovMongeGapOptions.of(Mode.PAPER));
        assertThat(result.warnings()).contains(SolverWarning.EPSILON_FLOORED);
        assertThat(result.epsilon()).isPositive();
    }

    @Test
    void unfinishedInnerSolvesAreReportedAndRoundingRepairsTheMarginals() {
        double[] x = Oracles.gaussian(Oracles.random(25), N * 10);
        double[] y = Oracles.network(Oracles.random(26), x, N, 10, 50);
        double[] cX = Cost.squaredEuclidean().matrix(x, N, 10);
        double[] cY = Cost.squaredEuclidean().matrix(y, N, 50);
        GromovProblem problem = GromovProblem.uniform(cX, N, cY, N);
        double epsilon = 0.02 * ScaleStatistic.STD.of(cX) * ScaleStatistic.STD.of(cY);
        EntropicGromovWasserstein hasty = new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon).withMaxIterations(3))
                .withOuterIterations(1, 4)
                .withTolerances(0, 0, 0);
        GromovResult result = hasty.solve(problem);
        assertThat(result.warnings())
                .contains(
                        SolverWarning.INNER_NOT_CONVERGED,
                        SolverWarning.OUTER_NOT_CONVERGED,
                        SolverWarning.INFEASIBLE_PLAN);
        assertThat(result.innerMisses()).isEqualTo(4);
        assertThat(result.innerConverged()).isFalse();
        assertThat(result.outerConverged()).isFalse();
        assertThat(result.marginalError()).isGreaterThan(0.01);

        GromovResult rounded = hasty.withRounding(true).solve(problem);
        assertThat(rounded.marginalError()).isLessThan(1e-12);
        assertThat(rounded.warnings()).doesNotContain(SolverWarning.INFEASIBLE_PLAN);
    }

    /** At tiny ε, where kernels underflow, the plan stays finite and on its marginals. */
    @Test
    void tinyEpsilonStaysFinite() {
        double[] x = Oracles.gaussian(Oracles.random(27), 16 * 2);
        double[] c = Cost.squaredEuclidean().matrix(x, 16, 2);
        GromovResult result =
                new EntropicGromovWasserstein(1e-7).withRounding(true).solve(GromovProblem.uniform(c, 16, c, 16));
        assertThat(result.warnings()).doesNotContain(SolverWarning.NON_FINITE, SolverWarning.INFEASIBLE_PLAN);
        assertThat(result.transportCost()).isFinite();
    }

    /** Collapsed images, all at one point: nothing overflows and the gap is 0. */
    @Test
    void constantCostsAreHarmless() {
        double[] x = Oracles.gaussian(Oracles.random(28), 10 * 2);
        double[] c = Cost.squaredEuclidean().matrix(x, 10, 2);
        for (Mode mode : Mode.values()) {
            GromovMongeGapResult result =
                    GromovMongeGap.evaluate(c, new double[100], 10, GromovMongeGapOptions.of(mode));
            assertThat(result.gap()).isCloseTo(0, within(1e-12));
            assertThat(result.gradientY()).doesNotContain(Double.NaN);
        }
    }
}
