package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.read;
import static org.gaspard.ot.entropic.EntropicOracles.weights;

import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ScaleStatistic;
import org.junit.jupiter.api.Test;

class SinkhornDivergenceTest {

    private static final EntropicTransport SOLVER =
            new EntropicTransport(0.5).withTolerance(Tolerance.absolute(1e-13)).withMaxIterations(100_000);

    @Test
    void valuesAreThoseOfPot() {
        SinkhornDivergence.Result balanced = new SinkhornDivergence(SOLVER)
                .between(Cost.squaredEuclidean(), read("x"), read("a"), read("y"), read("b"), 2);
        assertThat(balanced.converged()).isTrue();
        assertThat(balanced.value()).isCloseTo(read("divergence.balanced")[0], within(1e-12));
        SinkhornDivergence.Result unbalanced = new SinkhornDivergence(
                        SOLVER.withRelaxation(Relaxation.kullbackLeibler(1.5)))
                .between(Cost.squaredEuclidean(), read("x"), read("a"), read("y"), read("heavy"), 2);
        assertThat(unbalanced.converged()).isTrue();
        assertThat(unbalanced.value()).isCloseTo(read("divergence.unbalanced")[0], within(1e-12));
    }

    /** At least 0, symmetric, and 0 on equal measures, whichever costs, weights and penalties. */
    @Test
    void laws() {
        RandomGenerator random = random(20);
        for (int trial = 0; trial < 1000; trial++) {
            int n = random.nextInt(1, 7);
            int m = random.nextInt(1, 7);
            double[] x = gaussian(random, 2 * n);
            double[] y = gaussian(random, 2 * m);
            boolean penalised = trial % 2 == 1;
            double[] a = weights(random, n, 1);
            double[] b = weights(random, m, penalised ? random.nextDouble(0.3, 2) : 1);
            Relaxation relaxation =
                    penalised ? Relaxation.kullbackLeibler(random.nextDouble(0.2, 3)) : Relaxation.balanced();
            Cost cost = trial % 3 == 0 ? Cost.euclidean() : Cost.squaredEuclidean();
            SinkhornDivergence divergence =
                    new SinkhornDivergence(SOLVER.withEpsilon(Epsilon.of(random.nextDouble(0.2, 2)))
                            .withTolerance(Tolerance.absolute(1e-11))
                            .withRelaxation(relaxation));
            double value = divergence.between(cost, x, a, y, b, 2).value();
            assertThat(value).isGreaterThan(-1e-9);
            assertThat(divergence.between(cost, y, b, x, a, 2).value()).isCloseTo(value, within(1e-8));
            assertThat(divergence.between(cost, x, a, x, a, 2).value()).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void oneEpsilonServesAllThreeProblems() {
        SinkhornDivergence.Result result = new SinkhornDivergence(
                        SOLVER.withEpsilon(Epsilon.relative(0.1, ScaleStatistic.MEDIAN)))
                .between(Cost.squaredEuclidean(), read("x"), read("a"), read("y"), read("b"), 2);
        assertThat(result.first().epsilon()).isEqualTo(result.between().epsilon());
        assertThat(result.second().epsilon()).isEqualTo(result.between().epsilon());
    }

    @Test
    void partialProblemsAreRefused() {
        assertThatThrownBy(() -> new SinkhornDivergence(SOLVER.withRelaxation(Relaxation.partial(0.5))))
                .hasMessageContaining("partial");
    }
}
