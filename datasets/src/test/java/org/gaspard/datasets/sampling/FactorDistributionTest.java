package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.junit.jupiter.api.Test;

class FactorDistributionTest {

    private static final int DRAWS = 40_000;

    private final FactorGrid grid = new FactorGrid(List.of(
            Factor.linear("a", 0, 1, 3),
            Factor.linear("b", 5, 9, 4),
            Factor.of("one", 0),
            Factor.linear("c", 0, 1, 5),
            Factor.linear("d", 0, 1, 2)));

    /** The weight as published: {@code exp(−(c₁ − αc₂)²/2σ²)} of positions, α = c₁max/c₂max, σ in units of c₁max. */
    private static double published(int c1, int c2, int size1, int size2, double sigma) {
        double alpha = (size1 - 1.0) / (size2 - 1.0);
        double scaled = sigma * (size1 - 1.0);
        return Math.exp(-(c1 - alpha * c2) * (c1 - alpha * c2) / (2 * scaled * scaled));
    }

    private void assertProportional(FactorDistribution distribution, double[] weights) {
        double sum =
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        double total = 0;
        for (int index = 0; index < weights.length; index++) {
            assertThat(distribution.probability(index)).isCloseTo(weights[index] / sum, within(1e-14));
            total += distribution.probability(index);
        }
        assertThat(total).isCloseTo(1, within(1e-12));
        int[] counts = new int[weights.length];
        double[] probabilities = new double[weights.length];
        for (int index : distribution.sample(DRAWS, new SplittableRandom(3))) {
            counts[index]++;
        }
        double[][] marginals = new double[5][5];
        for (int index = 0; index < weights.length; index++) {
            probabilities[index] = weights[index] / sum;
            for (int f = 0; f < 5; f++) {
                marginals[f][grid.position(index, f)] += probabilities[index];
            }
            assertThat(probabilities[index] > 0 || counts[index] == 0).isTrue();
        }
        // The 0.9999 quantile of χ² with 119 degrees of freedom is 182.
        assertThat(PairSamplerTest.chiSquare(counts, probabilities, DRAWS)).isLessThan(182);
        for (int f = 0; f < 5; f++) {
            double[] marginal = distribution.marginal(f);
            assertThat(marginal).hasSize(grid.factors().get(f).size());
            for (int p = 0; p < marginal.length; p++) {
                assertThat(marginal[p]).isCloseTo(marginals[f][p], within(1e-13));
            }
        }
        assertThat(distribution.support())
                .isEqualTo(IntStream.range(0, weights.length)
                        .filter(index -> weights[index] > 0)
                        .toArray());
    }

    @Test
    void withoutWeightsAllAreAlike() {
        assertProportional(
                FactorDistribution.uniform(grid),
                IntStream.range(0, grid.size()).mapToDouble(i -> 1).toArray());
    }

    @Test
    void aCorrelatedPairHasThePublishedDistribution() {
        assertProportional(
                FactorDistribution.uniform(grid).correlated(1, 3, 0.4),
                IntStream.range(0, grid.size())
                        .mapToDouble(i -> published(grid.position(i, 1), grid.position(i, 3), 4, 5, 0.4))
                        .toArray());
    }

    @Test
    void anInversePairIsTheMirrorImage() {
        assertProportional(
                FactorDistribution.uniform(grid).inverselyCorrelated(1, 3, 0.5),
                IntStream.range(0, grid.size())
                        .mapToDouble(i -> published(grid.position(i, 1), 4 - grid.position(i, 3), 4, 5, 0.5))
                        .toArray());
    }

    @Test
    void separatePairsMultiply() {
        assertProportional(
                FactorDistribution.uniform(grid).correlated(3, 1, 0.6).correlated(0, 4, 0.7),
                IntStream.range(0, grid.size())
                        .mapToDouble(i -> published(grid.position(i, 3), grid.position(i, 1), 5, 4, 0.6)
                                * published(grid.position(i, 0), grid.position(i, 4), 3, 2, 0.7))
                        .toArray());
    }

    @Test
    void aConfounderTiesAllFactors() {
        assertProportional(
                FactorDistribution.uniform(grid).confounded(3, 0.8),
                IntStream.range(0, grid.size())
                        .mapToDouble(i -> published(grid.position(i, 3), grid.position(i, 0), 5, 3, 0.8)
                                * published(grid.position(i, 3), grid.position(i, 1), 5, 4, 0.8)
                                * published(grid.position(i, 3), grid.position(i, 4), 5, 2, 0.8))
                        .toArray());
    }

    @Test
    void constraintsRemoveCombinations() {
        assertProportional(
                FactorDistribution.uniform(grid)
                        .constrained(new int[] {3, 0}, p -> p[0] + p[1] != 4)
                        .correlated(0, 1, 0.9),
                IntStream.range(0, grid.size())
                        .mapToDouble(i -> grid.position(i, 3) + grid.position(i, 0) == 4
                                ? 0
                                : published(grid.position(i, 0), grid.position(i, 1), 3, 4, 0.9))
                        .toArray());
    }

    @Test
    void strongCorrelationsPutPairsOnTheDiagonal() {
        FactorGrid sprites = new DSprites().grid();
        FactorDistribution diagonal = FactorDistribution.uniform(sprites).correlated(4, 5, 0.001);
        for (int index : diagonal.sample(1000, new SplittableRandom(6))) {
            assertThat(sprites.position(index, 4)).isEqualTo(sprites.position(index, 5));
        }
        double[] marginal = diagonal.marginal(4);
        for (double share : marginal) {
            assertThat(share).isCloseTo(1 / 32.0, within(1e-12));
        }
    }

    @Test
    void drawsDependOnTheGeneratorAlone() {
        FactorDistribution distribution = FactorDistribution.uniform(grid).correlated(0, 3, 0.3);
        assertThat(distribution.sample(99, new SplittableRandom(1)))
                .isEqualTo(distribution.sample(99, new SplittableRandom(1)))
                .isNotEqualTo(distribution.sample(99, new SplittableRandom(2)));
        assertThat(distribution.grid()).isSameAs(grid);
    }

    @Test
    void whatCannotBeIsRefused() {
        FactorDistribution uniform = FactorDistribution.uniform(grid);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uniform.correlated(0, 1, 0))
                .withMessageContaining("sigma");
        assertThatIllegalArgumentException().isThrownBy(() -> uniform.correlated(0, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> uniform.correlated(0, 5, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> uniform.correlated(1, 1, 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uniform.correlated(0, 2, 0.1))
                .withMessageContaining("one(1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uniform.constrained(new int[] {0}, p -> false))
                .withMessageContaining("no combination");
        assertThatIllegalArgumentException().isThrownBy(() -> uniform.constrained(new int[0], p -> true));
        for (int outside : new int[] {-1, grid.size()}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> uniform.probability(outside));
        }
        FactorGrid large = new FactorGrid(List.of(Factor.linear("x", 0, 1, 3000), Factor.linear("y", 0, 1, 3000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorDistribution.uniform(large).correlated(0, 1, 0.1))
                .withMessageContaining("9000000");
    }
}
